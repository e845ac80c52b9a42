// A press at the clerk's page is never lost and never happens twice: lost answers, reloads, a killed kiosk, an ended
// session.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { nextStep, seeText, signIn } from "./support/browser.mjs";
import { atCounter, emptyHall, hall, openHall, seeNote, seeRows, stage, stateOf, take } from "./support/clerk.mjs";
import { startKiosk, until } from "./support/stage.mjs";

before(openHall);
afterEach(emptyHall);
after(() => stage.down());

/** Lets the command happen and swallows its answer, as long as it is on; answers the keys it came under. */
async function swallow(page, pattern) {
  const keys = [];
  await page.route(pattern, async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    await route.fetch().catch(() => {});
    await route.abort().catch(() => {});
  });
  return keys;
}

test("a press whose answer is lost survives a reload, and happens once", async () => {
  const page = await atCounter(1);
  const [first, second, third] = await take("A", "A", "A");
  const keys = await swallow(page, "**/call-next");
  await nextStep(page, "Call next");
  await until("it is sent again", () => keys.length > 1);
  await seeNote(page, /being sent again/);
  await page.waitForSelector('#next[aria-busy="true"]');
  await page.keyboard.press("Space"); // pressed once more in vain
  await page.reload();
  await page.waitForSelector("#work:not([hidden])");
  await seeNote(page, /being sent again/);
  await page.unroute("**/call-next");
  await page.waitForSelector("#lost", { state: "hidden" });
  await seeText(page, "#card-number", first.ticket);
  await seeText(page, "#next-text", "Start serving");
  assert.equal(new Set(keys).size, 1);
  assert.deepEqual(await hall.staff.waiting(), [second.ticket, third.ticket]);

  // Finish and call next are one press: both happen, each once.
  await nextStep(page, "Start serving");
  const finishes = await swallow(page, "**/finish");
  await nextStep(page, "Finish and call next");
  await until("it is sent again", () => finishes.length > 1);
  await page.reload();
  await page.waitForSelector("#work:not([hidden])");
  await page.unroute("**/finish");
  await seeText(page, "#card-number", second.ticket);
  assert.equal(new Set(finishes).size, 1);
  assert.equal(await stateOf(first), "finished");
  assert.deepEqual(await hall.staff.waiting(), [third.ticket]);
  assert.deepEqual(page.faults, []);
});

test("what was pressed long ago, or by somebody else, is not done after a reload", async () => {
  const page = await atCounter(1);
  const [first] = await take("A");
  for (const other of [{ at: Date.now() - 11 * 60_000 }, { staff: "1003" }]) {
    await page.evaluate((changes) => {
      const steps = [{ path: "/api/v1/counters/1/call-next", body: {}, key: crypto.randomUUID() }];
      const pending = { staff: "1001", number: 1, verb: "call", at: Date.now(), steps, ...changes };
      sessionStorage.setItem("menting.clerk.pending", JSON.stringify(pending));
    }, other);
    await page.reload();
    await seeRows(page, [first.ticket]);
    assert.equal(await page.evaluate(() => sessionStorage.getItem("menting.clerk.pending")), null);
  }
  await seeText(page, "#next-text", "Call next");
  assert.equal(await stateOf(first), "waiting");
});

test("the kiosk is killed under a press: the page comes back by itself, and the press happened once", async () => {
  const page = await atCounter(2, { language: "zh-CN" });
  const [first, second] = await take("A", "A");
  await seeRows(page, [first.ticket, second.ticket]);
  const keys = await swallow(page, "**/call-next"); // it happened, nobody heard of it
  await nextStep(page, "呼叫下一位");
  await until("it happened", async () => (await stateOf(first)) === "called");
  await stage.stop(hall.kiosk, "SIGKILL");
  await page.unroute("**/call-next");
  await page.waitForSelector("#lost:not([hidden])");
  await page.waitForFunction(() => /已记下/.test(document.querySelector("#work-note").textContent));
  hall.kiosk = await startKiosk(stage, hall.branch);
  await page.waitForSelector("#lost", { state: "hidden" });
  await seeText(page, "#card-number", first.ticket);
  await seeText(page, "#next-text", "开始办理");
  assert.ok(keys.length > 0);
  assert.deepEqual(await hall.staff.waiting(), [second.ticket]);
  await nextStep(page, "开始办理");
  await page.waitForSelector("#outcome:not([hidden])");
  assert.deepEqual(page.faults, []);
});

test("a session that ended asks for the PIN, and the press that met it is done afterwards at the same counter", async () => {
  const page = await atCounter(1);
  const [first] = await take("A");
  await nextStep(page, "Call next");
  await seeText(page, "#card-number", first.ticket);
  await page.waitForSelector("#hold[aria-disabled=false]");
  // It is the press that notices, not a look.
  await page.route("**/api/v1/**", (route) => (route.request().method() === "GET" ? route.abort() : route.continue()));
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await fetch(`${hall.branch.url}/api/v1/sign-out`, { method: "POST", headers: { Cookie: cookies } });
  await nextStep(page, "Start serving");
  await seeText(page, "#sign-in-note", "You have been signed out. Please sign in again.");
  await page.unroute("**/api/v1/**");
  await signIn(page, "1001");
  await seeText(page, "#counter-name", "Counter 1");
  await page.waitForSelector("#outcome:not([hidden])");
  assert.equal(await stateOf(first), "serving");
});
