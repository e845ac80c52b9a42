// A sheet at the side of the window that shows one thing whole and goes on showing it as it changes.
import { make } from "./dom.js";
import { t } from "./text.js";

/** Rebuilds what is below `node` when `signature` has changed, and keeps the focus where its `data-key` is again. */
export function renewKept(node, signature, build) {
  const mark = JSON.stringify(signature);
  if (node.renewMark === mark) return;
  node.renewMark = mark;
  const key = node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  node.replaceChildren(...build().filter((child) => child !== null && child !== undefined && child !== false));
  if (!key) return;
  const again = node.querySelector(`[data-key="${CSS.escape(key)}"]`);
  // What cannot be pressed any more leaves the focus to its neighbour.
  const place = again?.disabled ? again.parentElement.querySelector("button:not(:disabled)") : again;
  place?.focus({ preventScroll: true });
}

class Sheet {
  constructor() {
    this.title = make("h2", { id: "sheet-title" });
    this.close = make(
      "button",
      { type: "button", class: "sheet-close", onclick: () => this.dialog.close() },
      make("span", { "aria-hidden": "true" }, "×"),
    );
    this.body = make("div", { class: "sheet-body" });
    this.dialog = make(
      "dialog",
      { class: "sheet", id: "sheet", "aria-labelledby": "sheet-title" },
      make("header", { class: "sheet-head" }, this.title, this.close),
      this.body,
    );
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("close", () => {
      if (!this.dialog.open) this.view = null; // else it was opened again before this event came
    });
    this.view = null;
    document.body.append(this.dialog);
  }

  /** `view()` answers {title, signature, build}, or null when there is nothing to show any more. */
  open(view) {
    this.view = view;
    this.body.renewMark = "";
    this.body.replaceChildren();
    this.draw();
    if (this.view && !this.dialog.open) this.dialog.showModal();
    this.body.scrollTop = 0;
  }

  leave() {
    if (this.dialog.open) this.dialog.close();
  }

  draw() {
    if (!this.view) return;
    const shown = this.view();
    if (!shown) return this.leave();
    this.close.setAttribute("aria-label", t("sheet.close"));
    this.title.textContent = shown.title;
    renewKept(this.body, [shown.title, shown.signature], shown.build);
  }
}

export const makeSheet = () => new Sheet();
