// The repairs at the desk as the tests use them.
import { readFileSync } from "node:fs";
import { BranchApi } from "./branch_api.mjs";
import { openPage, seeText, signIn } from "./browser.mjs";
import { until } from "./stage.mjs";

export const TECHNICIAN = "1005";
export const TECHNICIAN_PIN = "1357";

export const CUSTOMER = { name: "王小明", phone: "13800138000" };

let devices = 0;
/** Another phone's each time: one that is here already is not taken in again. */
function freshImei() {
  const digits = `49015420${900000 + ++devices}`;
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const twice = at % 2 === 0 ? digit * 2 : Number(digit);
    return all + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return digits + ((10 - (sum % 10)) % 10);
}

/** As the kiosk hands a device in; `more` replaces parts of it. */
export const handedIn = (more = {}) => ({
  device: { kind: "phone", brand: "HUAWEI", model: "Mate 60", imei: freshImei() },
  faults: ["screen", "battery"],
  description: "掉在地上，左上角碎了，触摸不灵",
  left_with: ["sim", "case"],
  backed_up: true,
  lock_code_understood: true,
  bought: "2023-05-01",
  customer: CUSTOMER,
  consent: true,
  scratches: [
    { x: 0.2, y: 0.1, side: "front" },
    { x: 0.7, y: 0.8, side: "back" },
  ],
  signature: [
    [
      [0.3, 0.7],
      [0.8, 0.2],
      [1.2, 0.8],
      [1.9, 0.3],
    ],
  ],
  language: "zh-CN",
  ...more,
});

export async function technicianApi(branch) {
  return new BranchApi(branch).signIn(TECHNICIAN, TECHNICIAN_PIN);
}

/** The clerk's page with the technician at the repairs, with no counter yet. */
export async function atRepairs(browser, branch, options = {}) {
  const page = await openPage(browser, `${branch.url}/clerk`, { language: "en", ...options });
  await signIn(page, TECHNICIAN, TECHNICIAN_PIN);
  await page.click("#choose-repairs");
  await page.waitForSelector("#repairs:not([hidden]) .order-list");
  return page;
}

export const seeState = (page, state) => page.waitForSelector(`#order-state[data-state="${state}"]`);

export async function openOrder(page, number) {
  await page.click(`[data-order="${number}"]`);
  await seeText(page, "#order-number", number);
}

/** Presses a step; `fill` answers its question where it asks one. */
export async function takeStep(page, step, state, fill) {
  await page.waitForTimeout(550); // a second tap within half a second is the end of the first
  await page.click(`[data-act="step"][data-step="${step}"]`);
  if (fill) await answerForm(page, fill);
  await seeState(page, state);
}

export async function answerForm(page, fill) {
  await page.waitForSelector("dialog.repair-form[open]");
  await fill(page);
  await page.click("dialog.repair-form [data-yes]");
  await page.waitForSelector("dialog.repair-form", { state: "detached" });
}

export const choose = (field, value) => (page) => page.click(`dialog [data-field="${field}"] [data-value="${value}"]`);

/** The slips so far as pictures and what a scanner reads on each. */
export async function printedSlips(stage, branch, count) {
  const file = `${branch.data}/slips.escpos`;
  return until(`${count} slips on paper`, () => {
    const bytes = readFileSync(file);
    if (bytes.length === 0) return null;
    const said = stage.run(stage.program("escpos-decode"), [file, stage.path("slips")]);
    const pictures = said.trim().split("\n");
    if (pictures.length < count) return null;
    return pictures.map((png) => ({ png, code: stage.run("sh", ["-c", `zbarimg -q --raw '${png}' || true`]).trim() }));
  });
}
