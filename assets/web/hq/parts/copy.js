// Something to be carried elsewhere: shown whole, copied by a press.
import { make } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { p } from "./words.js";

function select(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

/** `label` above, `text` in a box, and a button. The clipboard is there only over https; else the text is selected. */
export function copyBox(label, text, { large = false } = {}) {
  const code = make("code", { tabindex: "0", "aria-label": label }, text);
  const button = make("button", { type: "button", class: "button" }, p("copy"));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast("good", p("copied"));
    } catch {
      select(code);
      toast("warn", p("copy_by_hand"));
    }
  });
  return make("div", { class: `copy-box${large ? " large" : ""}` }, make("p", { class: "copy-label" }, label), code, button);
}
