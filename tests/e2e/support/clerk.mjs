// What the tests of the clerk's page share: a branch with its browser, a clerk at a counter, and a hall left empty.
import { BranchApi } from "./branch_api.mjs";
import { openBrowser, openCounter, openPage, seeText, signIn } from "./browser.mjs";
import { Stage, startKiosk, writeBranchConfig } from "./stage.mjs";

export const stage = new Stage();
export const hall = { branch: null, kiosk: null, browser: null, staff: null }; // staff: another clerk's API session

export async function openHall() {
  hall.branch = await writeBranchConfig(stage);
  hall.kiosk = await startKiosk(stage, hall.branch);
  hall.browser = await openBrowser(stage);
  hall.staff = await new BranchApi(hall.branch).signIn("1002");
}

export const stateOf = async (ticket) => (await hall.staff.get(`/api/v1/tickets/${ticket.id}`)).state;
export const take = (...services) =>
  services.reduce(async (all, one) => [...(await all), await hall.staff.take(one)], []);

export async function atCounter(number, options = {}) {
  const page = await openPage(hall.browser, `${hall.branch.url}/clerk`, { language: "en", ...options });
  await signIn(page, "1001");
  await openCounter(page, number);
  await seeText(page, "#counter-name", options.language === "zh-CN" ? `${number} 号窗口` : `Counter ${number}`);
  return page;
}

/** Whoever is left goes home, and the counter is closed. */
export async function emptyHall() {
  for (const context of hall.browser.contexts()) await context.close();
  const own = await new BranchApi(hall.branch).signIn("1001");
  const { counter } = await own.get("/api/v1/session");
  if (counter) {
    const { ticket } = await own.get(`/api/v1/counters/${counter}`);
    if (ticket) await own.post(`/api/v1/counters/${counter}/hold`, { reason: "other" });
    await own.post(`/api/v1/counters/${counter}/close`);
  }
  for (const state of ["waiting", "held"]) {
    for (const { id } of (await own.get(`/api/v1/tickets?state=${state}`)).items) {
      await own.post(`/api/v1/tickets/${id}/cancel`, { reason: "customer_left" });
    }
  }
}

export const seeNote = (page, pattern) =>
  page.waitForFunction((source) => {
    const note = document.querySelector("#work-note");
    return !note.hidden && new RegExp(source).test(note.textContent);
  }, pattern.source);

export const rows = (page) =>
  page.evaluate(() => [...document.querySelectorAll("#queue-list .number")].map((node) => node.textContent));

export async function seeRows(page, wanted) {
  await page.waitForFunction(
    (names) =>
      JSON.stringify([...document.querySelectorAll("#queue-list .number")].map((node) => node.textContent)) === names,
    JSON.stringify(wanted),
  );
}
