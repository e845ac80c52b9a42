// A table that is sorted by its heads and drawn in helpings, so that ten thousand rows do not hold the page up.
import { make } from "../../shared/dom.js";
import { p, whole } from "./words.js";

const HELPING = 200;

function compare(a, b) {
  if (a === b) return 0;
  if (a === null || a === undefined || a === "") return 1; // what is not known comes last, whichever way
  if (b === null || b === undefined || b === "") return -1;
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

/**
 * columns: {name, label, kind: "number"|"", cell(row) -> node or text, order(row)}; a column without order is not sorted
 * by. `key(row)` names it (data-row); `open(row)` is what a press on its first cell does.
 */
export class Table {
  constructor({ columns, key, open, empty, label, sort = null, level = () => "" }) {
    Object.assign(this, { columns, key, openRow: open, empty, level, sort });
    this.rows = [];
    this.shown = HELPING;
    this.head = make("tr");
    this.body = make("tbody");
    this.foot = make("div", { class: "table-foot" });
    this.none = make("p", { class: "empty", hidden: true });
    this.node = make(
      "div",
      { class: "table-part" },
      make(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
        make("table", { class: "rows" }, make("thead", {}, this.head), this.body),
      ),
      this.none,
      this.foot,
    );
  }

  draw(rows) {
    this.rows = rows;
    const key = this.node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    this.head.replaceChildren(...this.columns.map((column) => this.headCell(column)));
    const sorted = this.sorted();
    this.body.replaceChildren(...sorted.slice(0, this.shown).map((row) => this.rowOf(row)));
    this.none.textContent = this.empty();
    this.none.hidden = rows.length > 0;
    this.drawFoot(sorted.length);
    if (key) this.node.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }

  sorted() {
    const column = this.sort && this.columns.find(({ name }) => name === this.sort.name);
    if (!column?.order) return this.rows;
    const way = this.sort.down ? -1 : 1;
    return this.rows
      .map((row) => ({ row, by: column.order(row) }))
      .sort((a, b) => {
        const known = [a.by, b.by].map((by) => by !== null && by !== undefined && by !== "");
        return known[0] && known[1] ? way * compare(a.by, b.by) : compare(a.by, b.by);
      })
      .map(({ row }) => row);
  }

  headCell(column) {
    const chosen = this.sort?.name === column.name;
    const properties = {
      scope: "col",
      class: column.kind,
      "aria-sort": chosen ? (this.sort.down ? "descending" : "ascending") : undefined,
    };
    if (!column.order) return make("th", properties, column.label);
    const button = make(
      "button",
      { type: "button", class: "sort", title: p("sort_by", { name: column.label }), "data-key": `sort ${column.name}` },
      column.label,
    );
    button.addEventListener("click", () => {
      this.sort = { name: column.name, down: chosen ? !this.sort.down : column.kind === "number" };
      this.draw(this.rows);
    });
    return make("th", properties, button);
  }

  rowOf(row) {
    const cells = this.columns.map((column, index) => {
      const content = column.cell(row);
      const nodes = Array.isArray(content) ? content : [content];
      if (index > 0)
        return make(
          "td",
          { class: [column.kind, column.level?.(row)].filter(Boolean).join(" ") || undefined },
          ...nodes,
        );
      if (!this.openRow) return make("th", { scope: "row" }, ...nodes);
      const button = make(
        "button",
        { type: "button", class: "row-open", "data-key": `row ${this.key(row)}` },
        ...nodes,
      );
      button.addEventListener("click", () => this.openRow(row));
      return make("th", { scope: "row" }, button);
    });
    return make("tr", { "data-row": this.key(row), class: this.level(row) || undefined }, ...cells);
  }

  drawFoot(total) {
    if (total <= this.shown) return this.foot.replaceChildren();
    const n = Math.min(HELPING, total - this.shown);
    const more = make("button", { type: "button", class: "button", "data-key": "more" }, p("more", { n: whole(n) }));
    more.addEventListener("click", () => {
      this.shown += HELPING;
      this.draw(this.rows);
    });
    return this.foot.replaceChildren(
      make("span", {}, p("shown", { n: whole(Math.min(total, this.shown)), total: whole(total) })),
      more,
    );
  }
}
