// The versions of one scope, the chosen one whole, and what can be done with it.
import { make } from "../../shared/dom.js";
import { scopeName } from "../parts/scope.js";
import { Table } from "../parts/table.js";
import { momentOf, p, textsOf, whole } from "../parts/words.js";
import { rollOutButtons } from "./configuration_rollout.js";
import { TEXTS } from "./configuration_texts.js";

const t = textsOf(TEXTS);
const LEVEL = { draft: "none", rolling: "busy", general: "good", stopped: "warn", past: "none" };
const FATE = { applied: "good", refused: "bad", waiting: "busy" };

export const stateWord = (state) =>
  make("span", { class: `level ${LEVEL[state] ?? "none"}`, "data-state": state }, t(`state_${state}`));

/** How many have it, have refused it, and are still asked: as a bar and in words. */
export function countsBar({ sent = 0, applied = 0, refused = 0, waiting = 0 }) {
  const part = (kind, n) => {
    if (n === 0 || sent === 0) return null;
    const node = make("span", { class: kind });
    node.style.width = `${(n / sent) * 100}%`;
    return node;
  };
  return make(
    "span",
    { class: "counts-bar", role: "img", "aria-label": t("counts", { applied, refused, waiting }) },
    part("applied", applied),
    part("refused", refused),
    part("waiting", waiting),
  );
}

function row(page, item) {
  const chosen = item.version === page.version?.version;
  const button = make(
    "button",
    { type: "button", class: "row-open", "data-key": `version ${item.version}`, "data-version": item.version },
    t("version", { n: item.version }),
  );
  button.addEventListener("click", () => page.choose({ version: item.version }));
  const { counts } = item;
  return make(
    "tr",
    { class: chosen ? "chosen" : undefined, "data-row": item.version },
    make("th", { scope: "row" }, button),
    make("td", {}, stateWord(item.state)),
    make("td", { class: "note-cell" }, item.note || p("none")),
    make("td", {}, counts.sent > 0 ? countsBar(counts) : p("none")),
    make("td", { class: "number" }, whole(counts.applied)),
    make("td", { class: counts.refused > 0 ? "number bad" : "number" }, whole(counts.refused)),
    make("td", { class: "number" }, whole(counts.waiting)),
    make("td", {}, make("span", { class: "headline" }, item.by, make("small", {}, momentOf(item.at)))),
  );
}

function versionsCard(page) {
  const { items } = page.scope;
  const heads = ["version_head", "state", "note", "progress"].map((key) => make("th", { scope: "col" }, t(key)));
  const numbers = ["applied", "refused", "waiting"].map((key) => make("th", { scope: "col", class: "number" }, t(key)));
  const rest = ["by"].map((key) => make("th", { scope: "col" }, t(key)));
  const write =
    page.may() &&
    make(
      "button",
      { type: "button", class: "button primary", "data-act": "edit", "data-key": "edit" },
      items.length ? t("edit") : t("begin"),
    );
  write && write.addEventListener("click", () => page.choose({ version: page.desk.words.version, edit: "1" }));
  return make(
    "section",
    { class: "card" },
    make(
      "header",
      { class: "card-head" },
      make("h2", {}, scopeName(page.name, page.branches)),
      make("p", { class: "grow" }, t("branches_count", { n: whole(page.scope.branches) })),
      write,
    ),
    items.length === 0
      ? make("p", { class: "empty" }, t("no_versions_long"))
      : make(
          "div",
          { class: "scroll", tabindex: "0", role: "region", "aria-label": t("versions") },
          make(
            "table",
            { class: "rows" },
            make("thead", {}, make("tr", {}, ...heads, ...numbers, ...rest)),
            make("tbody", {}, ...items.map((item) => row(page, item))),
          ),
        ),
  );
}

function figure(kind, n, label) {
  return make(
    "div",
    { class: `fate ${kind}` },
    make("strong", { "data-count": kind }, whole(n)),
    make("span", {}, label),
  );
}

/** Where the chosen version has come to, branch by branch; the refused first, with what they said. */
function branchTable(version) {
  const order = { refused: 0, waiting: 1, applied: 2 };
  const table = new Table({
    label: t("branches_of_version"),
    key: (one) => one.id,
    empty: () => t("nobody_yet"),
    columns: [
      {
        name: "name",
        label: p("branch"),
        cell: (one) => [one.name, " ", make("small", {}, one.id)],
        order: (one) => one.name,
      },
      {
        name: "state",
        label: t("state"),
        cell: (one) => make("span", { class: `level ${FATE[one.state]}`, "data-state": one.state }, t(one.state)),
        order: (one) => order[one.state],
      },
      {
        name: "fault",
        label: t("fault"),
        cell: (one) => one.fault || p("none"),
        level: (one) => (one.fault ? "wrap" : ""),
      },
      { name: "at", label: t("at"), cell: (one) => (one.at ? momentOf(one.at) : p("none")), order: (one) => one.at },
    ],
    sort: { name: "state", down: false },
  });
  table.draw(version.branches);
  return table.node;
}

function versionCard(page) {
  const { version } = page;
  const { counts } = version;
  return make(
    "section",
    { class: "card", "data-version-card": version.version },
    make(
      "header",
      { class: "card-head" },
      make("h2", {}, t("version", { n: version.version })),
      stateWord(version.state),
      make("p", { class: "grow" }, version.note),
    ),
    make("p", { class: "side-note" }, t(`meaning_${version.state}`)),
    version.state !== "draft" &&
      make(
        "div",
        { class: "fates" },
        figure("sent", counts.sent, t("sent_of", { n: whole(page.scope.branches) })),
        figure("applied", counts.applied, t("applied")),
        figure("refused", counts.refused, t("refused")),
        figure("waiting", counts.waiting, t("waiting")),
      ),
    counts.refused > 0 && make("p", { class: "note bad" }, t("refused_note", { n: whole(counts.refused) })),
    make("div", { class: "acts" }, ...rollOutButtons(page)),
    version.state !== "draft" && branchTable(version),
    make(
      "details",
      {},
      make("summary", {}, t("text_of_version")),
      make("pre", { class: "toml", tabindex: "0" }, version.text),
    ),
  );
}

export function drawVersions(page) {
  const mark = JSON.stringify([
    "versions",
    page.scope,
    page.version,
    page.fault,
    document.documentElement.lang,
    page.name,
  ]);
  if (mark === page.mainMark) return;
  page.mainMark = mark;
  const { main } = page;
  const key = main.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const open = main.querySelector("details")?.open;
  const nodes = [];
  if (page.fault) nodes.push(make("p", { class: "note bad", role: "alert" }, page.fault));
  if (!page.scope) nodes.push(page.fault ? null : make("p", { class: "empty" }, p("loading")));
  else {
    if (!page.may()) nodes.push(make("p", { class: "note" }, p("read_only")));
    nodes.push(versionsCard(page));
    if (page.version) nodes.push(versionCard(page));
  }
  main.replaceChildren(...nodes.filter(Boolean));
  if (open && main.querySelector("details")) main.querySelector("details").open = true;
  if (key) main.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
