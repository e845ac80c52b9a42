// One thing whole, at the side of the window.
import { make } from "../../shared/dom.js";
import { p } from "./words.js";

/** Opens the panel; `build()` gives its nodes. Answers {redraw, close, node}; `left` is told when it is closed. */
export function openSide({ title, build, left = () => {}, wide = false }) {
  const body = make("div", { class: "sheet-body" });
  const close = make(
    "button",
    { type: "button", class: "sheet-close", "aria-label": p("close"), onclick: () => dialog.close() },
    make("span", { "aria-hidden": "true" }, "×"),
  );
  const dialog = make(
    "dialog",
    { class: `sheet${wide ? " wide" : ""}`, "aria-label": title },
    make("header", { class: "sheet-head" }, make("h2", {}, title), close),
    body,
  );
  let mark;
  const redraw = (signature) => {
    const next = signature === undefined ? undefined : JSON.stringify(signature);
    if (next !== undefined && next === mark) return;
    mark = next;
    const key = body.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    body.replaceChildren(...build().filter(Boolean));
    if (key) body.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  };
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    left();
  });
  redraw();
  document.body.append(dialog);
  dialog.showModal();
  return { redraw, close: () => dialog.close(), node: body };
}
