// The repairs of the month up to a day: how many came, whether promises were kept, what came back, what breaks.
import { make } from "../shared/dom.js";
import { t } from "../shared/text.js";
import { money } from "../repairs/money.js";
import { percent } from "./figures.js";

const ROWS_SHOWN = 5;
const HOUR_S = 3600;

const days = (seconds) => (seconds === null ? "–" : t("repairs.days", { n: (seconds / (24 * HOUR_S)).toFixed(1) }));
const share = (value) => (value === null ? "–" : percent(value));

function rows(list, nameOf, column) {
  const shown = [...list].sort((a, b) => b.opened - a.opened).slice(0, ROWS_SHOWN);
  const cell = (text) => make("td", {}, text);
  return make(
    "table",
    { class: "figures-table", "data-table": column },
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        ...[column, "opened", "kept", "came_back"].map((one) => make("th", { scope: "col" }, t(`repairs.${one}`))),
      ),
    ),
    make(
      "tbody",
      {},
      ...shown.map((row) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, nameOf(row)),
          cell(String(row.opened)),
          cell(share(row.promises_kept_share)),
          cell(String(row.came_back)),
        ),
      ),
    ),
  );
}

/** Null when there was no repair. */
export function repairPanel(figures) {
  if (!figures || (figures.totals.opened === 0 && figures.totals.ended === 0)) return null;
  const { totals, until_ready: ready } = figures;
  const figure = (label, value, note) =>
    make(
      "li",
      {},
      make("span", { class: "told-label" }, label),
      make("strong", {}, value),
      make("span", { class: "quiet" }, note),
    );
  return make(
    "section",
    { class: "table-panel repair-figures" },
    make("h3", {}, t("repairs.title")),
    make("p", { class: "aside-text" }, t("repairs.hint", { from: figures.from, to: figures.to })),
    make(
      "ul",
      { class: "told" },
      figure(
        t("repairs.opened"),
        String(totals.opened),
        t("repairs.ended", { n: totals.ended, back: totals.returned_unrepaired }),
      ),
      figure(t("repairs.kept"), share(totals.promises_kept_share), t("repairs.of_promises", { n: totals.promises })),
      figure(t("repairs.until_ready"), days(ready.mean_s), t("repairs.counted", { n: ready.count })),
      figure(
        t("repairs.came_back"),
        share(totals.came_back_share),
        t("repairs.came_back_note", { n: totals.came_back }),
      ),
      figure(
        t("repairs.due"),
        money(totals.due_minor, figures.currency),
        t("repairs.warranty", { n: totals.warranty }),
      ),
    ),
    make(
      "div",
      { class: "repair-tables" },
      rows(figures.brands, ({ brand }) => brand, "brand"),
      rows(figures.faults, ({ text }) => text, "fault"),
    ),
  );
}
