// A button whose press acts.js understands.
import { make } from "../shared/dom.js";
import { t } from "../shared/text.js";

/** What was written about `subject` in own words, called `about` on the page. */
export function readButton(acts, subject, about) {
  const label = t("notes.read_label", { about });
  return actButton(acts, "notes", subject, t("notes.read"), { kind: "plain", name: about, label });
}

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
