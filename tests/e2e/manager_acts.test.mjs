// The manager's page: tickets and counters in the manager's hands.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { openBrowser, seeText, textOf } from "./support/browser.mjs";
import { answerQuestion, closePage, openManager, openSheet, seeToast } from "./support/manager.mjs";
import { Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const stage = new Stage();
let branch;
let browser;
let page;
let api; // of a clerk at counter 1

before(async () => {
  branch = await writeBranchConfig(stage);
  await startKiosk(stage, branch);
  browser = await openBrowser(stage);
  page = await openManager(browser, branch);
  api = await new BranchApi(branch).signIn("1001");
});
after(() => stage.down());

const ticketNow = (id) => api.get(`/api/v1/tickets/${id}`);
/** What the dialog shows; it is closed again. */
const ownWords = async () => {
  await page.waitForSelector("dialog.own-words[open]");
  const words = await page.$$eval("dialog.own-words .own-words-text", (all) => all.map((one) => one.textContent));
  await page.click("dialog.own-words [data-close]");
  await page.waitForSelector("dialog.own-words", { state: "detached" });
  return words;
};
const closeSheet = async () => {
  await page.keyboard.press("Escape");
  await page.waitForSelector("#sheet", { state: "hidden" });
};

describe("manager's acts", { concurrency: false }, () => {
  test("a lane is changed with a reason", async () => {
    await api.take("A");
    const { id, ticket } = await api.take("A");
    await openSheet(page, "service", "A");
    await seeText(page, ".ticket-row:nth-child(2) .number", ticket);
    await answerQuestion(page, `[data-act="lane"][data-id="${id}"]`, ["care", "elderly"]);
    await seeText(page, ".ticket-row:first-child .number", ticket); // goes first now
    const changed = await ticketNow(id);
    assert.equal(changed.lane, "care");
    assert.equal(changed.lane_reason, "elderly");
    await closeSheet();
  });

  test("why a counter is paused is read whole; no range is shown for what no counter serves", async () => {
    await api.post("/api/v1/counters/1/open");
    await api.post("/api/v1/counters/1/pause", { reason: "equipment" });
    const english = await openManager(browser, branch, { language: "en" });
    const card = '.counter-row:has([data-id="1"])';
    await seeText(english, `${card} .what`, "Equipment fault");
    for (const part of [".doing", ".what", ".since"]) {
      assert.ok(await english.$eval(`${card} ${part}`, (one) => one.scrollWidth <= one.parentElement.clientWidth), part);
    }
    await seeText(english, ".service-row:has([data-id='D']) .promised", "–");
    await closePage(english);
    await api.post("/api/v1/counters/1/close");
  });

  test("a number is cancelled, in words of one's own too", async () => {
    const { id, ticket } = await api.take("A");
    await openSheet(page, "service", "A");
    await page.click(`[data-act="cancel"][data-id="${id}"]`);
    await page.click('dialog.ask [data-value="other"]');
    await page.fill("dialog.ask textarea", "客户改天再来");
    await page.click("dialog.ask [data-yes]");
    await seeToast(page, "good", new RegExp(ticket));
    await page.waitForSelector(`[data-act="cancel"][data-id="${id}"]`, { state: "detached" });
    assert.equal((await ticketNow(id)).state, "cancelled");
    await closeSheet();
  });

  test("words of one's own are read where they stand, and that they were is on the record", async () => {
    const { id, ticket } = await api.take("A");
    await openSheet(page, "service", "A");
    await page.click(`[data-act="lane"][data-id="${id}"]`);
    await page.click('dialog.ask [data-value="care"]');
    await page.click('dialog.ask [data-value="other"]');
    await page.fill("dialog.ask textarea", "刚做完手术，不能久站");
    await page.click("dialog.ask [data-yes]");
    await page.click(`[data-act="notes"][data-id="${id}"]`);
    assert.deepEqual(await ownWords(), ["刚做完手术，不能久站"]);
    await api.post(`/api/v1/tickets/${id}/cancel`);
    await page.waitForSelector(`[data-act="lane"][data-id="${id}"]`, { state: "detached" });
    await closeSheet();

    await page.click('#tab-audit');
    await page.selectOption("#audit-kind", "lane_changed");
    await page.click(`#audit-body tr:has-text("${ticket}") [data-notes]`);
    assert.deepEqual(await ownWords(), ["刚做完手术，不能久站"]);
    await page.selectOption("#audit-kind", "note_read");
    await page.waitForFunction(() => document.querySelectorAll("#audit-body tr[data-seq]").length === 2);
    assert.equal(await page.$("#audit-body [data-notes]"), null);
    await page.click('#tab-hall');
  });

  test("a refusal is said in the dialog, and what was chosen stays", async () => {
    const { id } = await api.take("A");
    await openSheet(page, "service", "A");
    await page.click(`[data-act="cancel"][data-id="${id}"]`);
    await page.click('dialog.ask [data-value="duplicate"]');
    await api.post(`/api/v1/tickets/${id}/cancel`); // a colleague was quicker
    await page.click("dialog.ask [data-yes]");
    await page.waitForSelector("dialog.ask .note.bad");
    assert.match(await textOf(page, "dialog.ask .note"), /\p{Script=Han}/u);
    assert.equal(await page.getAttribute('dialog.ask [data-value="duplicate"]', "aria-checked"), "true");
    await page.click("dialog.ask [data-no]");
    await closeSheet();
  });

  test("a counter whose clerk is gone: hold, transfer, close; nobody is lost", async () => {
    await api.post("/api/v1/counters/1/open");
    const held = await api.post("/api/v1/counters/1/call-next");
    await api.post("/api/v1/counters/1/start");
    await openSheet(page, "counter", 1);
    await answerQuestion(page, '[data-act="hold"]', ["documents"]);
    await page.waitForSelector('[data-act="hold"]', { state: "detached" });
    assert.equal((await ticketNow(held.id)).state, "held");

    const moved = await api.post("/api/v1/counters/1/call-next");
    await answerQuestion(page, '[data-act="transfer"]', ["service C"]);
    await until("the ticket waits for C", async () => {
      const { state, service } = await ticketNow(moved.id);
      return state === "waiting" && service === "C";
    });

    await answerQuestion(page, '[data-act="close_counter"]');
    await page.waitForSelector('[data-act="close_counter"]', { state: "detached" });
    assert.equal((await api.get("/api/v1/counters/1")).state, "closed");
    await closeSheet();

    await page.click('[data-act="sheet_list"][data-id="held"]');
    await page.click(`[data-act="resume"][data-id="${held.id}"]`);
    await page.waitForSelector("#sheet .sheet-empty");
    assert.equal((await ticketNow(held.id)).state, "waiting");
    await closeSheet();
  });

  test("who was not there queues again", async () => {
    await api.post("/api/v1/counters/1/open");
    const { id } = await api.post("/api/v1/counters/1/call-next");
    await until("the gap between two calls is over", async () => {
      const { status } = await api.ask("POST", "/api/v1/counters/1/recall", {});
      return status === 200;
    });
    await api.post("/api/v1/counters/1/no-show");
    await page.click('[data-act="sheet_list"][data-id="no_show"]');
    await page.click(`[data-act="return"][data-id="${id}"]`);
    await page.waitForSelector("#sheet .sheet-empty");
    assert.equal((await ticketNow(id)).state, "waiting");
    await closeSheet();
  });

  test("a counter is moved to other services in an order, and back to what is configured", async () => {
    await openSheet(page, "counter", 2);
    await page.click('[data-key="down A"]');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "up A"); // at the end: no way down
    await page.click('[data-key="add D"]');
    await page.click('[data-key="remove A"]');
    await page.click('[data-act="services_save"]:not([data-services="null"])');
    await page.waitForSelector('[data-act="services_save"][data-services="null"]');
    assert.deepEqual((await api.get("/api/v1/counters/2")).services, ["B", "D"]);
    await page.waitForSelector(".counter-row:nth-child(2) .badge.moved", { state: "attached" });
    await page.click('[data-act="services_save"][data-services="null"]');
    await page.waitForSelector('[data-act="services_save"][data-services="null"]', { state: "detached" });
    assert.deepEqual((await api.get("/api/v1/counters/2")).services, ["A", "B"]);
    await closeSheet();
  });

  test("a low rating is an alert until it is said what was done", async () => {
    await api.post("/api/v1/counters/1/call-next");
    await api.post("/api/v1/counters/1/start");
    await api.post("/api/v1/counters/1/finish");
    const { status } = await api.ask("POST", "/api/v1/ratings", {
      counter: 1,
      score: 1,
      aspects: ["speed"],
      comment: "等了两个小时 <b>没人理</b>",
    });
    assert.equal(status, 201);
    await page.waitForSelector('.low_rating [data-act="rating"]');
    await page.dblclick('.low_rating [data-act="notes"]');
    assert.deepEqual(await ownWords(), ["等了两个小时 <b>没人理</b>"]);
    await page.click('[data-act="rating"]');
    await page.click('dialog.ask [data-value="apologised"]');
    await page.fill("dialog.ask textarea", "已当面道歉");
    await page.click("dialog.ask [data-yes]");
    await page.waitForSelector(".low_rating", { state: "detached" });
    await closePage(page);
  });
});
