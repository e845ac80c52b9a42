// What the figures are about: region, tier and days. Kept in the address and carried from page to page.
import { make } from "../shared/dom.js";
import { dayShifted, today } from "./format.js";
import { t, textOr } from "./texts.js";
import { TEXTS } from "./shell_texts.js";

export const SCOPE_WORDS = ["region", "tier", "range", "from", "to"];
const PRESETS = {
  today: [0, 0],
  yesterday: [-1, -1],
  days7: [-6, 0],
  days30: [-29, 0],
  days90: [-89, 0],
  days365: [-364, 0],
};
const PRESET_FIRST = "days30";
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** {region, tier, range, from, to} of the address's words; a day that is none counts as the preset. */
export function scopeOf(words) {
  const { region = "", tier = "" } = words;
  if (words.range === "custom" && DAY.test(words.from ?? "") && DAY.test(words.to ?? "")) {
    const [from, to] = [words.from, words.to].sort();
    return { region, tier, range: "custom", from, to };
  }
  const range = words.range in PRESETS ? words.range : PRESET_FIRST;
  const [first, last] = PRESETS[range].map((days) => dayShifted(today(), days));
  return { region, tier, range, from: first, to: last };
}

export const tierName = (tier) => textOr(TEXTS, `tier_${tier}`, tier);

function select(label, value, choices, changed) {
  const node = make("select", { "aria-label": label, onchange: () => changed(node.value) });
  for (const [key, text] of choices) node.append(make("option", { value: key, selected: key === value }, text));
  return make("span", { class: "pick" }, node);
}

function dates(scope, change) {
  const field = (name) =>
    make("input", {
      type: "date",
      class: "day",
      "aria-label": t(name),
      value: scope[name],
      max: today(),
      onchange: (event) => event.target.value && change({ [name]: event.target.value }),
    });
  return make("span", { class: "dates" }, field("from"), make("span", { "aria-hidden": "true" }, "–"), field("to"));
}

/** The controls that a page asks for; `lists` has the regions and tiers there are. */
export function scopeControls(wanted, scope, lists, change) {
  const nodes = [];
  const withAll = (all, items, chosen, text = (item) => item) => {
    const known = chosen && !items.includes(chosen) ? [...items, chosen] : items;
    return [["", all], ...known.map((item) => [item, text(item)])];
  };
  if (wanted.includes("region") && lists.regions.length > 0) {
    nodes.push(
      select(t("region"), scope.region, withAll(t("all_regions"), lists.regions, scope.region), (region) =>
        change({ region }),
      ),
    );
  }
  if (wanted.includes("tier") && lists.tiers.length > 0) {
    nodes.push(
      select(t("tier"), scope.tier, withAll(t("all_tiers"), lists.tiers, scope.tier, tierName), (tier) =>
        change({ tier }),
      ),
    );
  }
  if (wanted.includes("range")) {
    const choices = [...Object.keys(PRESETS), "custom"].map((key) => [key, t(key)]);
    const pick = (range) =>
      change(range === "custom" ? { range, from: scope.from, to: scope.to } : { range, from: "", to: "" });
    nodes.push(select(t("range"), scope.range, choices, pick));
    if (scope.range === "custom")
      nodes.push(dates(scope, (words) => change({ range: "custom", from: scope.from, to: scope.to, ...words })));
  }
  return nodes;
}
