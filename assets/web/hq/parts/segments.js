// A few ways to look at the same figures, one of them chosen.
import { make } from "../../shared/dom.js";

/** `choices`: [[value, text]]; `choose(value)` is told of another one. */
export function segments(label, choices, chosen, choose) {
  const buttons = choices.map(([value, text]) =>
    make(
      "button",
      {
        type: "button",
        class: "segment",
        "aria-pressed": String(value === chosen),
        onclick: () => value !== chosen && choose(value),
      },
      text,
    ),
  );
  return make("div", { class: "segments", role: "group", "aria-label": label }, ...buttons);
}
