// A made-up month of a small chain: the same each time, some halls worse than others.
import { MadeBranch, dayBack, timeOf } from "./headquarters.mjs";

const HALLS = [
  ["BJ-0001", "朝阳大悦城厅", "flagship", "华北", 2.4],
  ["BJ-0002", "西单营业厅", "flagship", "华北", 1],
  ["BJ-0003", "海淀中关村厅", "first", "华北", 1.2],
  ["HB-0001", "保定东风路厅", "first", "华北", 1.6],
  ["HB-0002", "石家庄中山厅", "supermarket", "华北", 0.8],
  ["SH-0001", "上海南京东路旗舰厅", "flagship", "华东", 1.3],
  ["SH-0002", "浦东陆家嘴厅", "first", "华东", 0.9],
  ["GZ-0001", "广州天河城厅", "supermarket", "华南", 0.7],
];
const SERVICES = [
  ["A", 15, 6],
  ["B", 10, 4],
  ["C", 20, 11],
  ["D", 10, 13],
];
const ASPECTS = ["speed", "outcome", "skill", "attitude", "environment"];
const MODELS = [
  ["Apple", "iPhone 16", ["screen"], 8],
  ["HUAWEI", "Mate 60", ["battery", "heat"], 20],
  ["Xiaomi", "Xiaomi 15", ["charging"], 4],
  ["HONOR", "Magic6", ["screen", "touch"], 14],
  ["OPPO", "Reno 12", ["camera"], 10],
];
const WAYS = [
  [
    ["received", 1],
    ["diagnosing", 5],
    ["quoted", 3],
    ["approved", 20],
    ["repairing", 4],
    ["tested", 6],
    ["ready", 1],
    ["handed_over", 20],
  ],
  [
    ["received", 1],
    ["diagnosing", 6],
    ["waiting_for_parts", 20],
    ["repairing", 200],
    ["ready", 4],
  ],
  [
    ["received", 2],
    ["diagnosing", 10],
    ["quoted", 4],
    ["declined", 30],
    ["returned_unrepaired", 24],
  ],
  [
    ["received", 1],
    ["diagnosing", 8],
    ["at_repair_centre", 12],
  ],
];

/** Numbers between 0 and 1 that are the same in every run. */
function numbers(seed) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function liveDay(branch, back, slow, visits, next) {
  const day = dayBack(back);
  const at = Array.from({ length: visits }, () => timeOf(day, 9) + Math.floor(next() * 8.5 * 60) * 60_000).sort(
    (a, b) => a - b,
  );
  for (const at_ms of at) {
    const [service, target_minutes, serve_minutes] = SERVICES[Math.floor(next() * SERVICES.length)];
    const rush = 0.6 + Math.sin(((at_ms - timeOf(day, 9)) / (8.5 * 3_600_000)) * Math.PI);
    const low = next() < 0.05 * slow;
    branch.visit(day, {
      service,
      at_ms,
      target_minutes,
      waited_ms: Math.round(next() * 9 * slow * rush * 60_000),
      served_ms: Math.round((0.5 + next()) * serve_minutes * 60_000),
      counter: 1 + Math.floor(next() * 4),
      staff: String(1001 + Math.floor(next() * 4)),
      score: next() < 0.4 ? 0 : low ? 1 + Math.floor(next() * 2) : 4 + Math.floor(next() * 1.7),
      aspects: low ? [ASPECTS[Math.floor(next() ** 2 * ASPECTS.length)]] : [],
    });
  }
  if (next() < 0.5) {
    const [brand, model, faults, age_months] = MODELS[Math.floor(next() ** 1.5 * MODELS.length)];
    branch.repair(day, {
      again: next() < 0.1,
      brand,
      model,
      faults,
      age_months,
      promised: dayBack(back - 5),
      steps: WAYS[Math.floor(next() * WAYS.length)],
    });
  }
}

/** Joins all halls and sends `days` of each; answers the branches. */
export async function liveChain(hq, { days = 30, visits = 14 } = {}) {
  const branches = [];
  for (const [index, [id, name, tier, region, slow]] of HALLS.entries()) {
    const branch = new MadeBranch(hq, { id, name, tier, region });
    await branch.join();
    const next = numbers(index * 7_919 + 17);
    for (let back = days - 1; back >= 0; --back) liveDay(branch, back, slow, visits, next);
    for (const number of [1, 2, 3])
      branch.add("counter_opened", { counter: number, staff: String(1000 + number) }, Date.now() - 3_600_000);
    branches.push(branch);
  }
  await Promise.all(branches.map((branch) => branch.send()));
  return branches;
}
