// What is drawn: marks on the device's body, and a signature.
import { make } from "../shared/dom.js";
import { draw } from "../shared/svg.js";
import { t } from "../shared/text.js";

const SIDES = ["front", "back"];
const WIDTH = 100;
const HEIGHT = 200;
const NEAR = 9; // a mark that is tapped again goes away
const MARKS_MAX = 40;
const POINTS_MAX = 2500;

function body(side) {
  const frame = draw("rect", { x: 2, y: 2, width: WIDTH - 4, height: HEIGHT - 4, rx: 14, class: "body" });
  const screen = draw("rect", { x: 9, y: 12, width: WIDTH - 18, height: HEIGHT - 24, rx: 6, class: "screen" });
  const lens = draw("circle", { cx: 24, cy: 26, r: 10, class: "screen" });
  return [frame, side === "front" ? screen : lens];
}

const cross = ({ x, y }) =>
  draw("path", {
    class: "scratch",
    d: `M${x * WIDTH - 5} ${y * HEIGHT - 5}l10 10M${x * WIDTH + 5} ${y * HEIGHT - 5}l-10 10`,
  });

function sideDrawing(side, marks, properties = {}) {
  const own = marks.filter((mark) => mark.side === side);
  const label = t("repair.marks_on", { side: t(`repair.side_${side}`), n: own.length });
  const view = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label, ...properties });
  view.append(...body(side), ...own.map(cross));
  return make("figure", { class: "side" }, view, make("figcaption", {}, t(`repair.side_${side}`)));
}

/** The marks, to be looked at. */
export const marksDrawing = (marks) =>
  make("div", { class: "marks" }, ...SIDES.map((side) => sideDrawing(side, marks ?? [])));

export function marksField(field, changed) {
  let marks = [...(field.value ?? [])];
  const node = make("div", { class: "marks", "data-field": field.name });
  const show = () => node.replaceChildren(...SIDES.map((side) => sideDrawing(side, marks, { "data-side": side })));
  node.addEventListener("click", (event) => {
    const view = event.target.closest("svg");
    if (!view) return;
    const box = view.getBoundingClientRect();
    const x = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const y = Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
    const { side } = view.dataset;
    const far = (mark) => mark.side !== side || Math.hypot((mark.x - x) * WIDTH, (mark.y - y) * HEIGHT) > NEAR;
    const left = marks.filter(far);
    const round = (value) => Math.round(value * 1000) / 1000;
    if (left.length < marks.length) marks = left;
    else if (marks.length < MARKS_MAX) marks = [...marks, { x: round(x), y: round(y), side }];
    show();
    changed();
  });
  show();
  return { node, value: () => marks };
}

const pointOf = (point) => (Array.isArray(point) ? point : [point.x, point.y]);
const INK_WIDTH = 300; // in hundredths of the pad's height
const pathOf = (stroke) => {
  const points = (stroke.points ?? stroke)
    .map(pointOf)
    .map(([x, y]) => `${(x * 100).toFixed(1)} ${(y * 100).toFixed(1)}`);
  return `M${points.join("L")}${points.length === 1 ? "l0.1 0" : ""}`;
};

/** A signature, to be looked at. Places are in heights of the pad it was written on. */
export function signatureDrawing(strokes) {
  const points = strokes.flatMap((stroke) => (stroke.points ?? stroke).map(pointOf));
  const wide = Math.max(INK_WIDTH, ...points.map(([x]) => x * 100 + 4));
  const view = { viewBox: `0 0 ${wide} 100`, class: "ink", role: "img", "aria-label": t("repair.signature") };
  return draw("svg", view, ...strokes.map((stroke) => draw("path", { d: pathOf(stroke) })));
}

/** A pad to sign on with a finger, a pen or the mouse. */
export function inkField(field, changed) {
  let strokes = [];
  const pad = draw("svg", { viewBox: `0 0 ${INK_WIDTH} 100`, class: "ink pad", "aria-label": field.label });
  const place = (event) => {
    const box = pad.getBoundingClientRect();
    const round = (value) => Math.round(value * 1000) / 1000;
    return [round((event.clientX - box.left) / box.height), round((event.clientY - box.top) / box.height)];
  };
  let path = null;
  const count = () => strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const go = (event) => {
    if (!path || count() >= POINTS_MAX) return;
    strokes.at(-1).push(place(event));
    path.setAttribute("d", pathOf(strokes.at(-1)));
  };
  pad.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    strokes.push([]);
    path = draw("path", {});
    pad.append(path);
    go(event);
  });
  pad.addEventListener("pointermove", go);
  for (const end of ["pointerup", "pointercancel"]) {
    pad.addEventListener(end, () => {
      path = null;
      changed();
    });
  }
  const clear = () => {
    strokes = [];
    pad.replaceChildren();
    changed();
  };
  const again = make("button", { type: "button", class: "button plain", onclick: clear }, t("repair.sign_again"));
  return { node: make("div", { class: "ink-field", "data-field": field.name }, pad, again), value: () => strokes };
}
