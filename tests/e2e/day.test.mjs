// A scripted day: three clerks at their keyboards, a manager and the call board, from opening to closing; at the end
// everybody's figures are the same.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { nextStep, openBrowser, openCounter, openPage, seeText, signIn, textOf } from "./support/browser.mjs";
import { MANAGER_PIN, Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";
import { listen } from "./support/wall.mjs";

const STAFF = { 1: "1001", 2: "1002", 3: "1003" }; // by counter: 1 and 2 serve A and B, 3 serves B and C
const stage = new Stage();
let branch;
let browser;
let manager; // API session, to look with

before(async () => {
  branch = await writeBranchConfig(stage);
  await startKiosk(stage, branch);
  browser = await openBrowser(stage);
  manager = await new BranchApi(branch).signIn("9001", MANAGER_PIN);
});
after(() => stage.down());

const queues = async () => (await manager.get("/api/v1/queues")).items;
const sum = (rows, key) => rows.reduce((all, row) => all + row[key], 0);
const stateOf = async (ticket) => (await manager.get(`/api/v1/tickets/${ticket}`)).state;

/** One clerk at work, by the keyboard alone. */
class Clerk {
  constructor(page, counter) {
    this.page = page;
    this.counter = counter;
  }

  static async begin(counter) {
    const page = await openPage(browser, `${branch.url}/clerk`, { language: "en" });
    await signIn(page, STAFF[counter]);
    await openCounter(page, counter);
    return new Clerk(page, counter);
  }

  async press(key) {
    await this.page.waitForSelector('#next[aria-busy="false"]');
    await this.page.keyboard.press(key);
  }

  /** Answers the question that is open by its digit. */
  async answer(digit) {
    await this.page.waitForSelector("#ask[open]");
    await this.page.keyboard.press(String(digit));
    await this.page.waitForSelector("#ask[open]", { state: "detached" });
  }

  /** The number that came. */
  async call() {
    await nextStep(this.page, "Call next");
    await this.page.waitForSelector("#card.called");
    return textOf(this.page, "#card-number");
  }

  start() {
    return nextStep(this.page, "Start serving");
  }

  async finish() {
    await this.page.waitForSelector("#outcome:not([hidden])");
    await this.press("f");
    await this.page.waitForFunction(() => document.querySelector("#next-text").textContent === "Call next");
  }

  /** Recalls as often as the branch wants it, then nobody came. */
  async noShow() {
    await this.page.waitForSelector("#recall[aria-disabled=false]");
    await this.press("r");
    await this.page.waitForSelector("#no-show[aria-disabled=false]");
    await this.press("n");
    await this.page.waitForFunction(() => document.querySelector("#next-text").textContent === "Call next");
  }

  /** Opens the list `steps` to the right of the waiting ones and takes back its first. */
  async takeBack(steps) {
    await this.press("q");
    for (let step = 0; step < steps; ++step) await this.page.keyboard.press("ArrowRight");
    await this.page.waitForSelector("#queue-list [data-ticket]:focus");
    await this.page.keyboard.press("Enter");
    await this.answer(1);
    await this.page.keyboard.press("Escape");
  }

  async serveAll() {
    for (;;) {
      const { total } = await manager.get(`/api/v1/counters/${this.counter}/queue`);
      if (total === 0) return;
      await this.call();
      await this.start();
      await this.finish();
    }
  }

  async close() {
    await this.press("e");
    await this.page.waitForSelector("#ask[open]");
    await this.page.keyboard.press("Enter");
    await this.page.waitForSelector("#choose:not([hidden])");
  }
}

/** What clerk pages, queues, board and report say at the end of the day is one and the same. */
async function agree(clerks, board, visits) {
  const ends = await queues();
  for (const state of ["waiting", "called", "serving", "held", "no_show"]) assert.equal(sum(ends, state), 0, state);
  assert.equal(sum(ends, "finished"), visits);
  const report = await manager.get("/api/v1/reports/day");
  const { taken, served, finished, no_shows, waiting, unfinished, passed_on, held } = report.totals;
  assert.deepEqual([taken, served, finished], [visits, visits, visits]);
  assert.deepEqual([no_shows, waiting, unfinished], [0, 0, 0]); // who came back is no no-show any more
  assert.deepEqual([passed_on, held], [1, 1]);
  for (const table of ["services", "counters", "clerks", "hours"]) {
    assert.equal(sum(report[table], "served"), served, table);
    assert.equal(sum(report[table], "taken"), taken, table);
  }
  for (const clerk of clerks) {
    const own = report.clerks.find((row) => row.staff === STAFF[clerk.counter]);
    await seeText(clerk.page, "#today-finished", String(own.served));
  }
  const nobody = () => [...document.querySelectorAll("#waiting .count b")].every((one) => one.textContent === "0");
  await board.waitForFunction(nobody);
}

test("a day from opening to closing: three clerks, a manager and the board agree", { timeout: 240_000 }, async () => {
  const board = await openPage(browser, `${branch.url}/board`, { init: listen });
  const desk = await openPage(browser, `${branch.url}/manager`, { language: "en" });
  await signIn(desk, "9001", MANAGER_PIN);
  const [one, two, three] = await Promise.all([1, 2, 3].map((counter) => Clerk.begin(counter)));
  const clerks = [one, two, three];

  const lanes = ["standard", "care", "standard"];
  for (const [index, service] of [..."AABBCAABC"].entries()) await manager.take(service, lanes[index % 3]);
  await board.waitForFunction(() => document.querySelector("#waiting .count b").textContent === "4");

  // Three calls at once: each comes onto the stage in its turn, and is in the list meanwhile.
  const called = await Promise.all(clerks.map((clerk) => clerk.call()));
  assert.equal(new Set(called).size, 3);
  for (const ticket of (await manager.board()).calls.map((call) => call.ticket).reverse()) {
    await seeText(board, "#newest-ticket", ticket);
  }

  await one.start();
  await one.finish();
  await two.noShow();
  assert.equal(await stateOf(called[1]), "no_show");
  await three.start();
  await three.press("h");
  await three.answer(1);
  await until("on hold", async () => (await stateOf(called[2])) === "held");

  // Passed on to after-sales, the third service.
  const moved = await one.call();
  await one.start();
  await one.press("t");
  await one.page.waitForSelector("#ask[open]");
  await one.page.keyboard.press("3");
  await until("passed on", async () => (await manager.get(`/api/v1/tickets/${moved}`)).service === "C");

  await two.takeBack(2);
  await until("back after a no-show", async () => (await stateOf(called[1])) === "waiting");
  await three.takeBack(1);
  await until("back from hold", async () => (await stateOf(called[2])) === "waiting");

  await two.press("m");
  await desk.click('[data-act="answer"]');
  await until("help is on its way", async () => (await manager.get("/api/v1/assistance")).total === 0);

  for (const clerk of clerks) await clerk.serveAll();
  await agree(clerks, board, 9);

  for (const clerk of clerks) await clerk.close();
  assert.ok((await manager.board()).counters.every((counter) => counter.state === "closed"));
  for (const page of [board, desk, ...clerks.map((clerk) => clerk.page)]) assert.deepEqual(page.faults, []);
});
