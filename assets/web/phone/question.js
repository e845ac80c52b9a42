// Questions that are asked before something is done, in a dialog of the page.
import { make } from "../shared/dom.js";
import { t } from "./words.js";

/** Shows `content` with two buttons; answers true when the customer said yes. `allowed()`: whether yes can be said. */
export function question(title, content, { yes, no = t("back"), danger = false, allowed = () => true }) {
  return new Promise((answer) => {
    let said = false;
    const close = (yes_said) => {
      said = yes_said;
      dialog.close();
    };
    const look_of = danger ? "danger" : "primary";
    const agree = make("button", { type: "button", class: look_of, id: "yes", onclick: () => close(true) }, yes);
    const leave = make("button", { type: "button", id: "no", onclick: () => close(false) }, no);
    const dialog = make(
      "dialog",
      { "aria-labelledby": "question" },
      make("h2", { id: "question" }, title),
      ...content,
      make("div", { class: "buttons" }, leave, agree),
    );
    const look = () => (agree.disabled = !allowed());
    dialog.addEventListener("click", look);
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(said);
    });
    look();
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A row of choices, one of which is chosen. `choose` is told which; it starts with none. */
export function choices(list, choose, properties = {}) {
  const buttons = list.map(({ value, label, face = null }) =>
    make(
      "button",
      {
        type: "button",
        role: "radio",
        "aria-checked": "false",
        "data-value": value,
        onclick: (event) => {
          for (const button of buttons) button.setAttribute("aria-checked", String(button === event.currentTarget));
          choose(value);
        },
      },
      face,
      label,
    ),
  );
  return make("div", { class: "choices", role: "radiogroup", ...properties }, ...buttons);
}
