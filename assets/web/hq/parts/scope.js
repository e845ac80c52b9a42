// For whom something is: the chain, a tier, a region or one branch, as headquarters writes it ("tier:flagship").
import { p } from "./words.js";

export const TIERS = ["flagship", "first", "supermarket", "partner"];

const distinct = (values) => [...new Set(values.filter(Boolean))].sort();

export const tiersOf = (branches) => distinct(branches.map(({ tier }) => tier));
export const regionsOf = (branches) => distinct(branches.map(({ region }) => region));

/** A tier as people say it; one that this page does not know by its own name. */
export function tierName(tier) {
  return TIERS.includes(tier) ? p(`tier_${tier}`) : tier;
}

export function scopeName(scope, branches = []) {
  const [kind, ...rest] = scope.split(":");
  const value = rest.join(":");
  if (kind === "tier") return p("scope_tier", { name: tierName(value) });
  if (kind === "region") return p("scope_region", { name: value });
  if (kind === "branch") return branches.find(({ id }) => id === value)?.name ?? value;
  return p("scope_chain");
}

/** The branches that a scope has. */
export function branchesOf(scope, branches) {
  const [kind, ...rest] = scope.split(":");
  const value = rest.join(":");
  const known = branches.filter(({ revoked }) => !revoked);
  if (kind === "tier") return known.filter(({ tier }) => tier === value);
  if (kind === "region") return known.filter(({ region }) => region === value);
  if (kind === "branch") return known.filter(({ id }) => id === value);
  return known;
}

/** Fields that choose a scope, and what they come to: scopeOf(values) of them. */
export function scopeFields(branches, scope = "chain") {
  const [kind, ...rest] = scope.split(":");
  const value = rest.join(":");
  const options = (values, name = (one) => one) => values.map((one) => ({ value: one, text: name(one) }));
  const kinds = ["chain", "tier", "region", "branch"].map((one) => ({ value: one, text: p(`kind_${one}`) }));
  const tiers = tiersOf(branches);
  const regions = regionsOf(branches);
  const of = (one) => (kind === one ? value : "");
  return [
    { name: "scope_kind", label: p("scope"), kind: "select", options: kinds, value: kind },
    {
      name: "scope_tier",
      label: p("tier"),
      kind: "select",
      options: options(tiers, tierName),
      value: of("tier") || tiers[0],
      required: true,
      missing: p("no_tiers"),
      when: (values) => values.scope_kind === "tier",
    },
    {
      name: "scope_region",
      label: p("region"),
      kind: "select",
      options: options(regions),
      value: of("region") || regions[0],
      required: true,
      missing: p("no_regions"),
      when: (values) => values.scope_kind === "region",
    },
    {
      name: "scope_branch",
      label: p("branch"),
      suggestions: branches.map(({ id, name }) => `${id} ${name}`),
      value: of("branch"),
      required: true,
      hint: p("branch_hint"),
      check: (text) => (branchIn(text, branches) ? "" : p("branch_unknown")),
      when: (values) => values.scope_kind === "branch",
    },
  ];
}

/** The id of what was typed or chosen: "BJ-0001", "BJ-0001 西单营业厅" or the name alone. */
export function branchIn(text, branches) {
  const words = text.trim();
  const [first] = words.split(/\s/);
  return branches.find(({ id, name }) => id === words || name === words || id === first)?.id ?? "";
}

export function scopeOf(values, branches) {
  const { scope_kind: kind } = values;
  if (kind === "tier") return `tier:${values.scope_tier}`;
  if (kind === "region") return `region:${values.scope_region}`;
  if (kind === "branch") return `branch:${branchIn(values.scope_branch, branches)}`;
  return "chain";
}
