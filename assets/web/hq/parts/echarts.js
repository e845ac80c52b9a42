// Apache ECharts from this server, asked for once and only after the page is painted. Not there: tables are shown instead.
const PLACE = "/web/vendor/echarts.min.js";

let asked = null;

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

/** The library, or null where this server does not have it. */
export function echarts() {
  asked ??= painted()
    .then(() => import(PLACE))
    .then(() => globalThis.echarts ?? null)
    .catch(() => null);
  return asked;
}
