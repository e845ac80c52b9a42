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

/** Copies `text`; `shown` is where it stands. The clipboard is there only over https; else what is shown is selected. */
export function copyButton(text, shown, label = p("copy")) {
  const button = make("button", { type: "button", class: "button" }, label);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast("good", p("copied"));
    } catch {
      select(shown);
      toast("warn", p("copy_by_hand"));
    }
  });
  return button;
}

/** `label` above, `text` in a box, and a button. */
export function copyBox(label, text, { large = false } = {}) {
  const code = make("code", { tabindex: "0", "aria-label": label }, text);
  return make(
    "div",
    { class: `copy-box${large ? " large" : ""}` },
    make("p", { class: "copy-label" }, label),
    code,
    copyButton(text, code),
  );
}
