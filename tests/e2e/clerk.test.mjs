// The clerk's page at work: every verb by keyboard and by touch, the order of the queue, held keys, and the way
// from counter to counter, against the real kiosk program. Lost answers are in clerk_lost.test.mjs.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { nextStep, openPage, outOfSight, seeText, signIn, textOf } from "./support/browser.mjs";
import {
  atCounter,
  emptyHall,
  hall,
  openHall,
  rows,
  seeNote,
  seeRows,
  stage,
  stateOf,
  take,
} from "./support/clerk.mjs";
import { until } from "./support/stage.mjs";

const TOUCH_PX_MIN = 56;

before(openHall);
afterEach(emptyHall);
after(() => stage.down());

/** The number that is called now. */
async function calledNumber(page) {
  await page.waitForSelector("#card.called");
  return textOf(page, "#card-number");
}

/** A key, once the page is ready for it. */
async function press(page, key) {
  await page.waitForSelector('#next[aria-busy="false"]');
  await page.keyboard.press(key);
}

/** Answers the open question by its digit, and waits until it is gone. */
async function answer(page, digit) {
  await page.waitForSelector("#ask[open]");
  const title = await textOf(page, "#ask-title");
  await page.keyboard.press(String(digit));
  await page.waitForFunction(
    (old) => !document.querySelector("#ask[open]") || document.querySelector("#ask-title").textContent !== old,
    title,
  );
}

test("every verb by keyboard, none with the mouse", async () => {
  const page = await atCounter(1);
  const [first, second, third] = await take("A", "A", "A");
  await seeRows(page, [first.ticket, second.ticket, third.ticket]);

  await press(page, "n");
  await seeNote(page, /Nobody is at the counter/);
  await nextStep(page, "Call next");
  await seeText(page, "#card-number", first.ticket);
  await press(page, "n");
  await seeNote(page, /Calls still needed before a no-show: 1/);
  await page.waitForSelector("#recall[aria-disabled=false]");
  await press(page, "r");
  await page.waitForSelector("#no-show[aria-disabled=false]");
  await press(page, "n");
  await until("a no-show", async () => (await stateOf(first)) === "no_show");

  await nextStep(page, "Call next");
  await press(page, "h");
  await answer(page, 1);
  await until("on hold", async () => (await stateOf(second)) === "held");

  // From the queue: the list of those who missed their call, by arrows alone.
  await press(page, "q");
  for (const key of ["ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await seeRows(page, [first.ticket]);
  await page.keyboard.press("Enter");
  await answer(page, 1);
  await until("back after a no-show", async () => (await stateOf(first)) === "waiting");
  await press(page, "q");
  await page.keyboard.press("ArrowLeft");
  await seeRows(page, [second.ticket]);
  await page.keyboard.press("Enter");
  await answer(page, 1);
  await until("back from hold", async () => (await stateOf(second)) === "waiting");
  await page.keyboard.press("Escape");

  await press(page, "c");
  await page.waitForSelector("#call-dialog[open]");
  await page.keyboard.type(third.ticket);
  await page.keyboard.press("Enter");
  await seeText(page, "#card-number", third.ticket);
  await press(page, "l");
  await answer(page, 2);
  await answer(page, 1);
  await page.waitForSelector("#card-head .badge.care");
  await press(page, "a");
  await answer(page, 2);
  await seeNote(page, /one more service/);
  await press(page, "d");
  await seeNote(page, /printed again/);
  await nextStep(page, "Start serving");
  await page.waitForSelector("#outcome:not([hidden])");
  await press(page, "2");
  await press(page, "f");
  const visit = await until("the added service waits", async () => {
    const ticket = await hall.staff.get(`/api/v1/tickets/${third.id}`);
    return ticket.state === "waiting" && ticket.service === "B" ? ticket : null;
  });
  assert.equal(visit.lane, "care");
  assert.equal(visit.servings[0].outcome, "partly");

  await nextStep(page, "Call next"); // the same visit goes on, its story with it
  await seeText(page, "#card-number", third.ticket);
  await page.waitForFunction(() => /Partly done/.test(document.querySelector("#card-story").textContent));
  await press(page, "t");
  await answer(page, 3);
  await until(
    "passed on to after-sales",
    async () => (await hall.staff.get(`/api/v1/tickets/${third.id}`)).service === "C",
  );

  await nextStep(page, "Call next");
  const called = await calledNumber(page);
  await press(page, "x");
  await answer(page, 1);
  await until("cancelled", async () => (await hall.staff.get(`/api/v1/tickets/${called}`)).state === "cancelled");

  await press(page, "k");
  await answer(page, 2);
  await answer(page, 3);
  await seeNote(page, /B\d+ is taken/);
  const taken = (await hall.staff.get("/api/v1/tickets?state=waiting")).items.find(({ lane }) => lane === "vip");
  assert.equal(taken.service, "B");
  await press(page, "m");
  await seeNote(page, /manager has been called/);
  assert.equal((await hall.staff.get("/api/v1/assistance")).items[0].place, "counter_1");

  await press(page, "?");
  await page.waitForSelector("#keys-dialog[open]");
  await page.keyboard.press("Escape");
  await press(page, "p");
  await answer(page, 2);
  await seeText(page, "#card-head", "Paused");
  await press(page, "p");
  await page.waitForFunction(() => document.querySelector("#next-text").textContent === "Call next");
  await press(page, "e");
  await page.waitForSelector("#ask[open]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#choose:not([hidden])");
  await page.keyboard.press("3");
  await seeText(page, "#counter-name", "Counter 3");
  await press(page, "s");
  await page.waitForSelector("#ask[open]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#sign-in:not([hidden])");
  assert.deepEqual(page.faults, []);
});

describe("by touch on a tablet", { concurrency: false }, () => {
  /** Whatever can be tapped now is big enough and in sight. */
  async function fitForFingers(page, within) {
    const small = await page.evaluate(
      ([where, least]) =>
        [...document.querySelectorAll(`${where} button`)]
          .map((node) => ({ id: node.id || node.className, box: node.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.height < least || box.width < least))
          .map(({ id, box }) => `${id} ${box.width}×${box.height}`),
      [within, TOUCH_PX_MIN],
    );
    assert.deepEqual(small, []);
    const places = [".bar button", ".stage button", ".tabs button", "#card", ".figures div", "dialog[open]"];
    assert.deepEqual(await outOfSight(page, places), []);
  }

  const TABLET = { width: 1024, height: 768, touch: true };

  test("every verb", async () => {
    const page = await atCounter(1, { ...TABLET, language: "zh-CN" });
    const [first, second] = await take("A", "A", "A");
    const tap = async (id) => {
      await page.waitForSelector('#next[aria-busy="false"]');
      await page.tap(id);
    };
    const choose = async (...places) => {
      for (const place of places) {
        await page.waitForSelector("#ask[open]");
        await fitForFingers(page, "#ask");
        await page.tap(`#ask .option >> nth=${place - 1}`);
      }
      await page.waitForSelector("#ask[open]", { state: "detached" });
    };
    const next = async (ready) => {
      await page.waitForSelector(ready);
      await page.waitForTimeout(600); // a second tap within half a second is the end of the first
      await tap("#next");
    };
    const CALL = "#call-one[aria-disabled=false]";
    const START = "#hold[aria-disabled=false]";
    await fitForFingers(page, "#work");
    await next(CALL);
    await seeText(page, "#card-number", first.ticket);
    await fitForFingers(page, "#work");
    await page.tap("#no-show", { force: true }); // it cannot be done yet, and says why not
    await page.waitForSelector("#work-note.calm:not([hidden])");
    await page.waitForSelector("#recall[aria-disabled=false]");
    await tap("#recall");
    await page.waitForSelector("#no-show[aria-disabled=false]");
    await tap("#no-show");
    await until("a no-show", async () => (await stateOf(first)) === "no_show");
    await page.tap('[data-tab="missed"]');
    await tap("#queue-list .queue-row");
    await choose(1);
    await until("back", async () => (await stateOf(first)) === "waiting");
    await page.tap('[data-tab="waiting"]');
    await tap(`[data-ticket="${second.id}"]`);
    await choose(1);
    await seeText(page, "#card-number", second.ticket);
    await tap("#lane");
    await choose(2, 1);
    await page.waitForSelector("#card-head .badge.care");
    await tap("#hold");
    await choose(1);
    await until("on hold", async () => (await stateOf(second)) === "held");
    await page.tap('[data-tab="held"]');
    await tap("#queue-list .queue-row");
    await choose(1);
    await until("back", async () => (await stateOf(second)) === "waiting");
    await page.tap('[data-tab="waiting"]');
    await next(CALL);
    await next(START);
    await page.waitForSelector("#outcome:not([hidden])");
    await fitForFingers(page, "#work");
    await tap('[data-outcome="referred"]');
    await tap("#add-service");
    await choose(3);
    await tap("#reprint");
    await page.waitForSelector("#work-note.good:not([hidden])");
    await fitForFingers(page, "#work");
    await tap("#finish-only");
    await until("its added service waits", async () => {
      const ticket = await hall.staff.get(`/api/v1/tickets/${second.id}`);
      return ticket.service === "C" && ticket.servings[0].outcome === "referred";
    });
    await next(CALL);
    await page.waitForSelector("#transfer[aria-disabled=false]");
    await tap("#transfer");
    await choose(4);
    await next(CALL);
    await page.waitForSelector("#cancel[aria-disabled=false]");
    await tap("#cancel");
    await choose(3);
    await tap("#take");
    await choose(2, 1);
    await page.waitForSelector("#work-note.good:not([hidden])");
    await tap("#help");
    await tap("#call-one");
    await page.fill("#call-ticket", "B999");
    await page.tap("#call-form .primary");
    await page.waitForSelector("#work-note.bad:not([hidden])");
    await tap("#pause");
    await choose(1);
    await page.waitForSelector("#state-dot.paused");
    await tap("#pause");
    await page.waitForSelector("#state-dot:not(.paused)");
    await tap("#close");
    await page.tap("#ask-yes");
    await page.waitForSelector("#choose:not([hidden])");
    assert.deepEqual(page.faults, []);
  });

  test("in English, too, all of it fits for fingers", async () => {
    const page = await atCounter(1, TABLET);
    await take("A", "A");
    const look = async (...ids) => {
      await fitForFingers(page, "#work");
      for (const id of ids) {
        await page.waitForSelector(`${id}[aria-disabled=false]`);
        await page.tap(id);
        await page.waitForSelector("dialog[open]");
        await fitForFingers(page, "dialog[open]");
        await page.keyboard.press("Escape");
      }
    };
    await page.waitForSelector("#queue-list .queue-row");
    await look("#call-one", "#take", "#pause", "#close", "#sign-out");
    await nextStep(page, "Call next");
    await look("#hold", "#transfer", "#add-service", "#lane", "#cancel");
    await nextStep(page, "Start serving");
    await page.waitForSelector("#outcome:not([hidden])");
    await look();
    assert.deepEqual(page.faults, []);
  });
});

test("the queue is shown in the order in which it is called", async () => {
  const page = await atCounter(5, { width: 1920, height: 1080 });
  const lanes = ["standard", "care", "standard", "vip", "care", "standard", "standard"];
  for (const [place, lane] of lanes.entries()) await hall.staff.take("ABCD"[place % 4], lane);
  await page.waitForFunction((n) => document.querySelectorAll("#queue-list .number").length === n, lanes.length);
  const shown = await rows(page);
  const own = await new BranchApi(hall.branch).signIn("1001");
  const called = [];
  for (let left = lanes.length; left > 0; left -= 1) {
    await nextStep(page, "Call next");
    called.push(await calledNumber(page));
    assert.deepEqual(
      await outOfSight(page, [".bar button", ".stage button", "#card", ".figures div", ".tabs button"]),
      [],
    );
    for (const verb of ["start", "finish"]) await own.post(`/api/v1/counters/5/${verb}`);
  }
  assert.deepEqual(called, shown);
  await seeText(page, "#today-finished", String((await own.get("/api/v1/session/today")).served));
});

test("a key that is held down acts once, and none acts while somebody types or is asked", async () => {
  const page = await atCounter(1);
  const [first, second] = await take("A", "A");
  await seeRows(page, [first.ticket, second.ticket]);
  await page.keyboard.down("Space");
  await seeText(page, "#card-number", first.ticket);
  await page.waitForTimeout(600);
  for (let i = 0; i < 5; i += 1) await page.keyboard.down("Space"); // repeats
  await page.keyboard.up("Space");
  assert.equal(await stateOf(first), "called");
  await page.keyboard.down("h");
  await page.waitForSelector("#ask[open]");
  for (const key of ["h", "Space", "r", "x"]) await page.keyboard.press(key);
  await page.keyboard.up("h");
  assert.ok(await page.isVisible("#ask"));
  await page.keyboard.press("Escape");
  assert.equal(await stateOf(first), "called");
  await press(page, "x");
  await answer(page, 1);
  await page.waitForSelector("#call-one[aria-disabled=false]");
  await page.keyboard.down("c");
  await page.waitForSelector("#call-dialog[open]");
  for (let i = 0; i < 3; i += 1) await page.keyboard.down("c");
  await page.keyboard.up("c");
  await page.keyboard.type("kmp?");
  assert.equal(await page.inputValue("#call-ticket"), "kmp?");
  assert.ok(!(await page.isVisible("#ask")));
  await page.keyboard.press("Escape");
  // Enter held on the big button is one press, too.
  await page.waitForTimeout(600);
  await page.focus("#next");
  await page.keyboard.down("Enter");
  await seeText(page, "#card-number", second.ticket);
  await page.waitForTimeout(600);
  for (let i = 0; i < 5; i += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  assert.equal(await stateOf(second), "called");
});

test("a question that follows one that was left at once is answered, too", async () => {
  const page = await atCounter(1);
  const [first] = await take("A");
  await nextStep(page, "Call next");
  await seeText(page, "#card-number", first.ticket);
  await press(page, "h");
  await page.waitForSelector("#ask[open]");
  await page.evaluate(() => {
    document.querySelector("#ask").close(""); // its event comes after the next key
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "x", code: "KeyX", bubbles: true }));
  });
  await answer(page, 1);
  await until("cancelled", async () => (await stateOf(first)) === "cancelled");
});

test("a clerk moves to another counter after closing the first; a second window joins the open one", async () => {
  const page = await atCounter(1);
  const window = await openPage(hall.browser, `${hall.branch.url}/clerk`, { language: "en" });
  await signIn(window, "1001");
  await seeText(window, "#counter-name", "Counter 1");
  const [first] = await take("B");
  await nextStep(page, "Call next");
  await seeText(window, "#card-number", first.ticket);
  await press(page, "e");
  await seeNote(page, /still here/);
  await nextStep(window, "Start serving");
  await page.waitForSelector("#outcome:not([hidden])");
  await press(page, "f");
  await page.waitForSelector("#close[aria-disabled=false]");
  await press(page, "e");
  await page.click("#ask-yes");
  await page.click('.counter[data-counter="2"]');
  await seeText(page, "#counter-name", "Counter 2");
  await window.waitForSelector("#choose:not([hidden])");
  await window.click('.counter[data-counter="3"]');
  await seeText(window, "#counter-name", "Counter 2"); // the one that is open, not a second one
  assert.deepEqual([...page.faults, ...window.faults], []);
});
