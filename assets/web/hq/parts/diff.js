// What differs between two texts, line by line, with a few lines around each difference.
import { make } from "../../shared/dom.js";
import { p } from "./words.js";

const AROUND = 3;
const CELLS_MAX = 4_000_000;

/** [{mark: " "|"-"|"+", text, before, after}] with line numbers; the longest common row of lines stays. */
export function differences(before, after) {
  const a = before.replace(/\n$/, "").split("\n");
  const b = after.replace(/\n$/, "").split("\n");
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const lines = [];
  const same = (from, to, shift) => {
    for (let i = from; i < to; i += 1) lines.push({ mark: " ", text: a[i], before: i + 1, after: i + 1 + shift });
  };
  same(0, start, 0);
  middle(lines, a.slice(start, a.length - tail), b.slice(start, b.length - tail), start);
  same(a.length - tail, a.length, b.length - a.length);
  return lines;
}

function middle(lines, a, b, start) {
  const gone = (i) => lines.push({ mark: "-", text: a[i], before: start + i + 1, after: null });
  const come = (j) => lines.push({ mark: "+", text: b[j], before: null, after: start + j + 1 });
  if (a.length * b.length > CELLS_MAX) {
    a.forEach((_, i) => gone(i));
    b.forEach((_, j) => come(j));
    return;
  }
  const wide = b.length + 1;
  const common = new Uint32Array((a.length + 1) * wide); // of what is left from (i, j) on
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const next = a[i] === b[j] ? common[(i + 1) * wide + j + 1] + 1 : 0;
      common[i * wide + j] = Math.max(next, common[(i + 1) * wide + j], common[i * wide + j + 1]);
    }
  }
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ mark: " ", text: a[i], before: start + i + 1, after: start + j + 1 });
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || common[(i + 1) * wide + j] >= common[i * wide + j + 1])) {
      gone(i++);
    } else {
      come(j++);
    }
  }
}

function lineRow({ mark, text, before, after }) {
  const kind = { "+": "come", "-": "gone", " ": "" }[mark];
  return make(
    "tr",
    { class: kind || undefined },
    make("td", { class: "at" }, before === null ? "" : String(before)),
    make("td", { class: "at" }, after === null ? "" : String(after)),
    make(
      "td",
      { class: "sign", "aria-label": mark === "+" ? p("line_come") : mark === "-" ? p("line_gone") : undefined },
      mark,
    ),
    make("td", { class: "line" }, text || " "),
  );
}

/** The differences as a table; says so when there are none. */
export function diffView(before, after) {
  const lines = differences(before, after);
  const near = lines.map(() => false);
  lines.forEach(({ mark }, at) => {
    if (mark === " ") return;
    for (let i = Math.max(0, at - AROUND); i <= Math.min(lines.length - 1, at + AROUND); i += 1) near[i] = true;
  });
  if (!near.includes(true)) return make("p", { class: "note" }, p("no_difference"));
  const rows = [];
  lines.forEach((line, at) => {
    if (near[at]) rows.push(lineRow(line));
    else if (at === 0 || near[at - 1]) rows.push(make("tr", { class: "skip" }, make("td", { colspan: 4 }, "⋯")));
  });
  return make(
    "div",
    { class: "diff scroll", tabindex: "0", role: "region", "aria-label": p("difference") },
    make("table", {}, make("tbody", {}, ...rows)),
  );
}
