// A text with line numbers, and what is wrong with it at the line.
import { make, show } from "../../shared/dom.js";
import { p } from "./words.js";

export class Editor {
  constructor({ label, text = "", disabled = false, changed = () => {} }) {
    this.changed = changed;
    this.faults = [];
    this.input = make("textarea", {
      class: "mono",
      spellcheck: "false",
      autocapitalize: "off",
      autocomplete: "off",
      wrap: "off",
      "aria-label": label,
      "data-editor": true,
      readonly: disabled,
    });
    this.lines = make("div", { class: "editor-lines", "aria-hidden": "true" });
    this.list = make("ul", { class: "editor-faults", role: "alert", hidden: true });
    this.node = make(
      "div",
      { class: "editor" },
      make("div", { class: "editor-frame" }, this.lines, this.input),
      this.list,
    );
    this.input.value = text;
    this.input.addEventListener("scroll", () => (this.lines.scrollTop = this.input.scrollTop));
    this.input.addEventListener("input", () => {
      this.number();
      this.changed(this.text);
    });
    this.input.addEventListener("keydown", (event) => this.tabKey(event));
    this.number();
  }

  get text() {
    return this.input.value;
  }

  set text(value) {
    this.input.value = value;
    this.tell([]);
  }

  /** Tab leaves the field, as everywhere; two spaces are what Ctrl+Tab would be for, so Ctrl+] makes them. */
  tabKey(event) {
    if (!event.ctrlKey || event.key !== "]") return;
    event.preventDefault();
    this.input.setRangeText("  ", this.input.selectionStart, this.input.selectionEnd, "end");
    this.number();
    this.changed(this.text);
  }

  number() {
    const count = this.text.split("\n").length;
    const bad = new Set(this.faults.map(({ line }) => line));
    const mark = `${count} ${[...bad].join(",")}`;
    if (mark === this.mark) return;
    this.mark = mark;
    const rows = Array.from({ length: count }, (_, at) =>
      make("span", { class: bad.has(at + 1) ? "bad" : undefined, "data-line": at + 1 }, String(at + 1)),
    );
    this.lines.replaceChildren(...rows);
    this.lines.scrollTop = this.input.scrollTop;
  }

  /** faults: {line, key, text}; a line of 0 or none belongs to the whole. */
  tell(faults) {
    this.faults = faults;
    show(this.list, faults.length > 0);
    this.list.replaceChildren(
      ...faults.map(({ line, key, text }) => {
        const words = [line > 0 ? p("at_line", { n: line }) : "", key, text].filter(Boolean).join(" · ");
        if (!(line > 0)) return make("li", {}, words);
        const button = make("button", { type: "button", class: "link", "data-fault-line": line }, words);
        button.addEventListener("click", () => this.goTo(line));
        return make("li", {}, button);
      }),
    );
    this.number();
    if (faults[0]?.line > 0) this.goTo(faults[0].line);
  }

  goTo(line) {
    const rows = this.text.split("\n");
    const start = rows.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.input.focus();
    this.input.setSelectionRange(start, start + (rows[line - 1] ?? "").length);
    const high = this.input.scrollHeight / Math.max(1, rows.length);
    this.input.scrollTop = Math.max(0, (line - 4) * high);
  }
}
