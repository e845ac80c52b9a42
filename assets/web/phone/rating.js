// The rating after the visit: five faces, what it is about, a few words.
import { make } from "../shared/dom.js";
import { choices } from "./question.js";
import { t } from "./words.js";

const ASPECTS = ["attitude", "skill", "speed", "environment", "outcome"];
const SKINS = ["#d9475b", "#e98a3a", "#e8b820", "#6cb85c", "#2a9d63"];
const MOUTHS = [
  "M36 80 Q60 56 84 80",
  "M38 78 Q60 64 82 78",
  "M38 74 H82",
  "M38 70 Q60 84 82 70",
  "M36 66 Q60 94 84 66",
];
const SVG = "http://www.w3.org/2000/svg";

function shape(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function face(score) {
  const svg = shape("svg", { viewBox: "0 0 120 120", "aria-hidden": "true" });
  svg.append(
    shape("circle", { cx: 60, cy: 60, r: 56, fill: SKINS[score - 1] }),
    shape("circle", { class: "eye", cx: 43, cy: 48, r: 6 }),
    shape("circle", { class: "eye", cx: 77, cy: 48, r: 6 }),
    shape("path", { class: "mouth", d: MOUTHS[score - 1] }),
  );
  return svg;
}

let kept = null; // what was chosen stays while the page draws anew

export function rating(ask, busy) {
  if (kept) {
    kept.querySelector("#rate-do").disabled = busy || !kept.score;
    return kept;
  }
  const chosen = new Set();
  const heading = make("p", { class: "small" }, "");
  const aspects = make(
    "div",
    { class: "choices", hidden: true },
    ...ASPECTS.map((aspect) =>
      make(
        "button",
        {
          type: "button",
          role: "checkbox",
          "aria-checked": "false",
          "data-aspect": aspect,
          onclick: (event) => {
            if (!chosen.delete(aspect)) chosen.add(aspect);
            event.currentTarget.setAttribute("aria-checked", String(chosen.has(aspect)));
          },
        },
        t(`aspect_${aspect}`),
      ),
    ),
  );
  const about = { "aria-label": t("comment"), placeholder: t("comment") };
  const comment = make("textarea", { id: "comment", maxlength: 500, hidden: true, ...about });
  const send = make("button", { type: "button", class: "primary", id: "rate-do", disabled: true }, t("rate_do"));
  const card = make(
    "form",
    { class: "card", id: "rating" },
    make("h2", {}, t("rate")),
    choices(
      [1, 2, 3, 4, 5].map((score) => ({ value: score, label: t(`score_${score}`), face: face(score) })),
      (score) => {
        card.score = score;
        send.disabled = false;
        heading.textContent = t(score > 3 ? "rate_good" : "rate_better");
        aspects.hidden = comment.hidden = false;
      },
      { class: "scores", id: "scores" },
    ),
    heading,
    aspects,
    comment,
    make("div", { class: "buttons" }, send),
  );
  send.addEventListener("click", () =>
    ask("rate", { score: card.score, aspects: [...chosen], comment: comment.value.trim() }),
  );
  kept = card;
  return card;
}

/** Drawn anew, in another language. */
export function forgetRating() {
  kept = null;
}
