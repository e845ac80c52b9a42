// A table that sorts, finds and turns pages; keyboard and screen readers find real buttons and sort marks in it.
import { make } from "../../shared/dom.js";
import { whole } from "../format.js";
import { t } from "../texts.js";

const states = new Map(); // by the table's name: what somebody sorted stays over redraws

function valueOf(column, row) {
  return column.sort ? column.sort(row) : row[column.key];
}

function sorted(rows, columns, { by, down }) {
  const column = columns.find((one) => one.key === by);
  if (!column) return rows;
  const compare = (a, b) => {
    const [x, y] = [valueOf(column, a), valueOf(column, b)];
    if (x === y) return 0;
    if (x === null || x === undefined) return 1; // what is not known is at the end either way
    if (y === null || y === undefined) return -1;
    const order = typeof x === "string" ? x.localeCompare(y, "zh-CN") : x - y;
    return down ? -order : order;
  };
  return [...rows].sort(compare);
}

class Rows {
  constructor(words) {
    Object.assign(this, { page: 20, searchText: null, empty: t("nothing"), ...words });
    const first = { by: this.sort?.key ?? "", down: this.sort?.down ?? false, at: 0, find: "" };
    if (!this.name) this.state = first;
    else if (!states.has(this.name)) states.set(this.name, first);
    this.state ??= states.get(this.name);
    this.body = make("tbody", {});
    this.headRow = make("tr", {});
    this.foot = make("div", { class: "rows-foot" });
    const table = make(
      "table",
      { class: "rows", "aria-label": this.label },
      make("thead", {}, this.headRow),
      this.body,
    );
    this.scroller = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": this.label }, table);
    this.node = make("div", { class: "rows-block" }, this.searchText ? this.finder() : null, this.scroller, this.foot);
    this.draw();
  }

  finder() {
    const input = make("input", {
      type: "search",
      class: "finder",
      placeholder: t("search"),
      "aria-label": t("search"),
      value: this.state.find,
    });
    input.addEventListener("input", () => {
      Object.assign(this.state, { find: input.value, at: 0 });
      this.draw();
    });
    return input;
  }

  sortBy(column) {
    const again = this.state.by === column.key;
    Object.assign(this.state, { by: column.key, down: again ? !this.state.down : Boolean(column.number), at: 0 });
    this.draw();
    this.headRow.querySelector(`[data-key="${CSS.escape(column.key)}"]`)?.focus();
  }

  heading(column) {
    const here = this.state.by === column.key;
    const sort = here ? (this.state.down ? "descending" : "ascending") : null;
    const inside = column.fixed
      ? column.title
      : make(
          "button",
          { type: "button", class: "sort", "data-key": column.key, onclick: () => this.sortBy(column) },
          column.title,
        );
    return make(
      "th",
      {
        scope: "col",
        class: [column.number && "number", column.apart && "apart"].filter(Boolean).join(" ") || null,
        "aria-sort": sort,
      },
      inside,
    );
  }

  cell(column, row, first) {
    const drawn = column.cell ? column.cell(row) : row[column.key];
    const content = drawn === null || drawn === undefined || drawn === "" ? t("none") : drawn;
    const words = {
      class:
        [column.number && "number", column.apart && "apart", column.level?.(row)].filter(Boolean).join(" ") || null,
    };
    return make(first ? "th" : "td", first ? { scope: "row", ...words } : words, content);
  }

  draw() {
    this.headRow.replaceChildren(...this.columns.map((column) => this.heading(column)));
    const wanted = this.state.find.trim().toLowerCase();
    const found =
      wanted && this.searchText
        ? this.rows.filter((row) => this.searchText(row).toLowerCase().includes(wanted))
        : this.rows;
    const all = sorted(found, this.columns, this.state);
    const from = Math.min(this.state.at, Math.max(0, Math.ceil(all.length / this.page) - 1) * this.page);
    const shown = all.slice(from, from + this.page);
    this.body.replaceChildren(
      ...shown.map((row) =>
        make(
          "tr",
          this.rowWords?.(row) ?? {},
          ...this.columns.map((column, index) => this.cell(column, row, index === 0)),
        ),
      ),
    );
    if (shown.length === 0) {
      this.body.append(
        make(
          "tr",
          {},
          make("td", { class: "rows-empty", colspan: this.columns.length }, wanted ? t("no_match") : this.empty),
        ),
      );
    }
    this.drawFoot(from, shown.length, all.length);
  }

  drawFoot(from, count, all) {
    const turn = (at) => () => {
      this.state.at = at;
      this.draw();
    };
    const step = (text, mark, at, possible) =>
      make(
        "button",
        {
          type: "button",
          class: "button pill-button turn",
          "aria-label": text,
          disabled: !possible,
          onclick: turn(at),
        },
        make("span", { "aria-hidden": "true" }, mark),
      );
    this.foot.hidden = all <= this.page;
    this.foot.replaceChildren(
      make("p", {}, t("rows_of", { from: whole(from + 1), to: whole(from + count), all: whole(all) })),
      step(t("page_before"), "‹", Math.max(0, from - this.page), from > 0),
      step(t("page_next"), "›", from + this.page, from + count < all),
    );
  }
}

/**
 * `columns`: [{key, title, number?, fixed?, cell?(row), sort?(row), level?(row)}]; `name` keeps sort, page and search over
 * redraws; `searchText(row)` adds the search field; `page` rows at a time.
 */
export const table = (words) => new Rows(words).node;

/** A share as a bar beside its words; never by colour alone. */
export function shareBar(share, words, level = "good") {
  const bar = make("span", { class: `share-bar ${level}`, "aria-hidden": "true" }, make("span", {}));
  bar.firstChild.style.width = `${Math.round(Math.max(0, Math.min(1, share ?? 0)) * 100)}%`;
  return make("span", { class: "share" }, bar, make("span", { class: "share-words" }, words));
}
