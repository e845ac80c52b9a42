// A button whose press acts.js understands.
import { make } from "../shared/dom.js";
import { t } from "../shared/text.js";

/** `name` is how its subject is called in what is said afterwards. */
export function actButton(acts, act, id, text, { kind = "", name, label, disabled } = {}) {
  const busy = acts.busy(act, id);
  return make(
    "button",
    {
      type: "button",
      class: `button ${kind}`,
      "data-act": act,
      "data-id": id,
      "data-name": name,
      "data-key": `${act} ${id}`,
      "aria-busy": busy ? "true" : undefined,
      "aria-label": label,
      disabled,
    },
    busy ? t("next.wait") : text,
  );
}
