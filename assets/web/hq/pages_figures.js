// The pages that show figures, in the side's order. Each is loaded when it is first opened.
const page = (name, order, zh, en, more = {}) => ({
  name,
  order,
  title: { "zh-CN": zh, en },
  right: "view",
  css: false,
  load: () => import(`./pages/${name}.js`).then((module) => module[name]),
  ...more,
});

const RANGE = ["region", "tier", "range"];

export const FIGURES = [
  page("overview", 10, "总览", "Overview", { scope: ["region", "tier"] }),
];
export { RANGE };
