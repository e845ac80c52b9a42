// The pages that show figures, in the side's order. Each is loaded when it is first opened.
const page = (name, order, zh, en, more = {}) => ({
  name,
  order,
  title: { "zh-CN": zh, en },
  right: "view",
  scope: ["region", "tier", "range"],
  load: () => import(`./pages/${name}.js`).then((module) => module[name]),
  ...more,
});

/** What counts as trouble in the side, of what the overview says. */
const trouble = (count) => ({ path: "/api/v1/overview", count });

export const FIGURES = [
  page("overview", 10, "总览", "Overview", {
    scope: ["region", "tier"],
    badge: trouble((now) => now.branches.trouble),
  }),
  page("branches", 20, "网点", "Branches", { scope: ["region", "tier"] }),
  page("branch", 21, "网点", "Branch", { scope: [], side: false, above: "branches", css: true }),
  page("waits", 30, "等候", "Waits"),
  page("service", 35, "办理", "Service"),
  page("ratings", 40, "满意度", "Ratings"),
  page("repairs", 50, "维修", "Repairs", { badge: trouble((now) => now.repairs_overdue.count) }),
  page("quality", 60, "产品质量", "Product quality"),
];
