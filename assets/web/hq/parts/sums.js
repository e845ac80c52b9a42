// Sums of report rows whose figures all add up, and what branches are called where a report tells their numbers only.

/** The sum of every figure of the rows, nested ones too; texts and shares are left out. */
export function sumOf(rows) {
  const total = {};
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (typeof value === "number" && !name.endsWith("share")) total[name] = (total[name] ?? 0) + value;
      else if (value !== null && typeof value === "object") total[name] = sumOf([total[name] ?? {}, value]);
    }
  }
  return total;
}

/** One row a tier, of rows by branch. */
export function byTier(rows) {
  return [...grouped(rows)].map(([tier, own]) => ({ ...sumOf(own), tier }));
}

function grouped(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.tier, [...(groups.get(row.tier) ?? []), row]);
  return groups;
}

/** Rows by branch with name, tier and region. */
export async function named(rows, get) {
  const { items } = await get("/api/v1/branch-names");
  const known = new Map(items.map((branch) => [branch.id, branch]));
  return rows.map((row) => {
    const { name, tier, region } = known.get(row.branch) ?? {};
    return { ...row, name, tier, region };
  });
}
