// How satisfied the day's customers were: a face that says it, and how many said what.
import { make } from "../shared/dom.js";
import { draw } from "../shared/svg.js";
import { nameOf, t } from "../shared/text.js";
import { score } from "./figures.js";

/** From −1 (the corners of the mouth hang) to 1. */
function face(mean, size) {
  const bend = mean === null ? 0 : (mean - 3) / 2;
  const mouth = `M13 ${28 - bend * 3} Q20 ${28 + bend * 7} 27 ${28 - bend * 3}`;
  const kind = mean === null ? "none" : mean >= 4 ? "good" : mean >= 3 ? "fair" : "poor";
  return draw(
    "svg",
    { class: `face ${kind}`, viewBox: "0 0 40 40", width: size, height: size, "aria-hidden": "true" },
    draw("circle", { cx: 20, cy: 20, r: 18.5 }),
    draw("circle", { cx: 14, cy: 16.5, r: 2.2, class: "eye" }),
    draw("circle", { cx: 26, cy: 16.5, r: 2.2, class: "eye" }),
    draw("path", { d: mouth }),
  );
}

function row(label, totals) {
  return make(
    "li",
    {},
    face(totals.rating_mean ?? null, 28),
    make("span", { class: "told-label" }, label),
    make("strong", {}, score(totals.rating_mean)),
    make("span", { class: "quiet" }, t("report.ratings_note", { n: totals.ratings, low: totals.low_ratings })),
  );
}

export function ratingsChart({ totals, services }) {
  if (totals.ratings === 0) return make("p", { class: "sheet-empty" }, t("chart.no_ratings"));
  return make(
    "div",
    { class: "ratings" },
    make(
      "p",
      { class: "ratings-whole" },
      face(totals.rating_mean, 84),
      make("strong", {}, score(totals.rating_mean)),
      make("span", { class: "quiet" }, t("chart.of_five")),
    ),
    make(
      "ul",
      { class: "told faces" },
      ...services.filter((one) => one.ratings > 0).map((one) => row(`${one.letter} ${nameOf(one.name)}`, one)),
    ),
  );
}
