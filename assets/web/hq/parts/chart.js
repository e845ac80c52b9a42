// A chart in a card, with the table of the same figures one press away for whoever reads rather than looks.
import { make, show } from "../../shared/dom.js";
import { t } from "../texts.js";
import { theme, token } from "../theme.js";
import { echarts } from "./echarts.js";
import { card } from "./panel.js";
import { table } from "./rows.js";

const asTables = new Set(); // titles of charts that somebody reads as tables
const drawn = new Set(); // charts on the page, to be sized and given back

const size = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    target.chart?.resize();
    if (target.chart && target.rem !== rem()) target.paint(); // the wall has made its type smaller or larger
  }
});

function sweep() {
  for (const place of drawn) {
    if (place.isConnected) continue;
    place.chart?.dispose();
    size.unobserve(place);
    drawn.delete(place);
  }
}

/** Pixels of a rem: larger on the wall, and charts with it. */
export const rem = (n = 1) => n * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

/** Colours and type for options, of the theme that is on. */
export function look() {
  return {
    ink: token("--ink"),
    second: token("--second"),
    line: token("--line"),
    card: token("--card"),
    brand: token("--brand"),
    bad: token("--bad"),
    good: token("--good"),
    amber: token("--amber"),
    track: token("--track"),
    colours: [1, 2, 3, 4, 5, 6].map((n) => token(`--chart-${n}`)),
    font: token("--font"),
    size: rem(0.8125),
    dark: theme() === "dark",
  };
}

/** What all charts share: calm axes, a tooltip that is painted (the page's policy allows no style in markup). */
function base(style) {
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 250,
    color: style.colours,
    textStyle: { fontFamily: style.font, fontSize: style.size, color: style.second },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: style.card,
      borderColor: style.line,
      padding: rem(0.625),
      textStyle: { color: style.ink, fontSize: style.size, fontFamily: style.font },
      axisPointer: { type: "line", lineStyle: { color: style.second, width: 1 } },
    },
  };
}

export function categoryAxis(style, data, more = {}) {
  return {
    type: "category",
    data,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: style.line } },
    axisLabel: { color: style.second, fontSize: style.size, margin: rem(0.625), hideOverlap: true },
    ...more,
  };
}

export function valueAxis(style, more = {}) {
  return {
    type: "value",
    splitNumber: 4,
    splitLine: { lineStyle: { color: style.line } },
    axisLabel: { color: style.second, fontSize: style.size, margin: rem(0.5) },
    nameTextStyle: { color: style.second, fontSize: style.size, align: "left" },
    ...more,
  };
}

export const legend = (style, more = {}) => ({
  top: 0,
  right: 0,
  icon: "roundRect",
  itemWidth: rem(0.75),
  itemHeight: rem(0.75),
  itemGap: rem(1),
  textStyle: { color: style.second, fontSize: style.size, padding: [0, 0, 0, rem(0.25)] },
  ...more,
});

export const grid = (more = {}) => ({
  left: rem(0.25),
  right: rem(1.25),
  top: rem(2.25),
  bottom: 0,
  containLabel: true,
  ...more,
});

async function paint(place, option, onClick) {
  const library = await echarts();
  if (!library) return false;
  if (!place.isConnected) return true; // something else is shown by now
  place.chart = library.init(place, null, { renderer: "canvas" });
  place.paint = () => {
    const style = look();
    place.rem = rem();
    place.chart.setOption({ ...base(style), ...option(style) }, true);
  };
  place.paint();
  if (onClick) place.chart.on("click", onClick);
  size.observe(place);
  drawn.add(place);
  place.dataset.painted = "yes"; // tests wait for it
  return true;
}

/**
 * `option(style)` gives ECharts' option; `table` {columns, rows} the same figures. `label` says in one sentence what is to
 * be seen. `onClick(parameters)` for going deeper; the table has the same ways as links.
 */
export function chartCard({ title, hint, label, table: figures, option, onClick, className = "", tall = false }) {
  sweep();
  const place = make("div", { class: `chart ${tall ? "tall" : ""}`.trim(), role: "img", "aria-label": label ?? title });
  const rows = make("div", { class: "chart-table", hidden: true }, table({ label: title, page: 12, ...figures }));
  const note = make("p", { class: "chart-note", hidden: true }, t("no_charts"));
  const turn = make("button", { type: "button", class: "button plain small", "aria-pressed": "false" }, t("as_table"));
  const turnTo = (asTable) => {
    show(rows, asTable);
    show(place, !asTable);
    if (!turn.hidden) asTables[asTable ? "add" : "delete"](title);
    turn.textContent = asTable ? t("as_chart") : t("as_table");
    turn.setAttribute("aria-pressed", String(asTable));
    if (!asTable) place.chart?.resize();
  };
  turn.addEventListener("click", () => turnTo(rows.hidden));
  const node = card({ title, hint, tools: turn, className: `chart-card ${className}`.trim() }, place, rows, note);
  if (asTables.has(title)) turnTo(true);
  requestAnimationFrame(async () => {
    if (await paint(place, option, onClick)) return;
    show(turn, false);
    turnTo(true);
    show(note, true);
  });
  return node;
}
