// The manager's page, the hall now: what needs doing, what the hall does, and the acts that change it.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { openBrowser, openPage, outOfSight, seeText, signIn, textOf } from "./support/browser.mjs";
import { answerQuestion, closePage, openManager, openSheet, seeToast } from "./support/manager.mjs";
import { MANAGER_PIN, Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const stage = new Stage();
let branch;
let browser;

before(async () => {
  branch = await writeBranchConfig(stage);
  mkdirSync(stage.path("slips"));
  const text = readFileSync(branch.file, "utf8");
  writeFileSync(branch.file, text.replace("file:slips.escpos", `file:${stage.path("slips", "slips.escpos")}`));
  await startKiosk(stage, branch);
  browser = await openBrowser(stage);
});
after(() => stage.down());

const WORDS = {
  "zh-CN": {
    place: "自助取号机",
    asks: "有客户需要帮助",
    calm: "一切正常",
    counter: "窗口请求支援",
    closed: "经理已暂停取号",
    reason: /人手不足/,
  },
  en: {
    place: "Ticket kiosk",
    asks: "A customer needs help",
    calm: "All is well",
    counter: "A counter asks for you",
    closed: "Closed by the manager",
    reason: /Not enough clerks/,
  },
};
const clerk = (staff = "1001") => new BranchApi(branch).signIn(staff);
const calm = (page) => page.waitForSelector("#calm:not([hidden])");
const gone = (page, selector) => page.waitForSelector(selector, { state: "detached" });

describe("manager", { concurrency: false }, () => {
  for (const [language, words] of Object.entries(WORDS)) {
    test(`${language}: a call for help is seen and heard, and one tap answers it`, async () => {
      const page = await openManager(browser, branch, { language });
      await calm(page);
      const api = await clerk();
      const { id } = await api.callHelp();
      await api.callHelp(); // pressed again: the same call
      await seeText(page, ".assistance .todo-title", words.place);
      await seeText(page, ".assistance .todo-head span:nth-child(2)", words.asks);
      assert.match(await textOf(page, ".assistance .todo-text"), /English.*\d\d:\d\d/);
      assert.equal(await page.locator(".todo-card").count(), 1);
      await page.waitForFunction(() => globalThis.tones >= 2 && document.title.startsWith("(1) "));
      await page.click('[data-act="answer"]');
      await gone(page, ".todo-card");
      await seeText(page, ".calm-title", words.calm);
      assert.equal((await api.get("/api/v1/assistance")).total, 0);
      assert.equal((await api.ask("POST", `/api/v1/assistance/${id}/answer`, {})).status, 409);
      await closePage(page);
    });

    test(`${language}: a service is closed with a reason, and opened again`, async () => {
      const page = await openManager(browser, branch, { language });
      const api = await clerk();
      await openSheet(page, "service", "D");
      await page.click('[data-act="close_service"]');
      await page.click("dialog.ask [data-yes]");
      await page.waitForSelector("dialog.ask .note.warn"); // a reason is wanted
      await page.click('dialog.ask [data-value="no_staff"]');
      await page.click("dialog.ask [data-yes]");
      await gone(page, "dialog.ask");
      await page.waitForSelector('[data-act="reopen_service"]');
      assert.match(await textOf(page, "#sheet .facts"), words.reason);
      await seeText(page, ".service-row:last-child .badge.closed", words.closed);
      assert.equal((await api.ask("POST", "/api/v1/tickets", { service: "D" })).status, 409);
      await answerQuestion(page, '[data-act="reopen_service"]');
      await page.waitForSelector('[data-act="close_service"]');
      await gone(page, ".service-row .badge.closed");
      const board = await api.board();
      assert.equal(board.services.find((service) => service.letter === "D").open, true);
      await closePage(page);
    });

    test(`${language}: a call that a colleague answers goes away by itself; nothing sticks out`, async () => {
      const page = await openManager(browser, branch, { language });
      const api = await clerk();
      const { id } = await api.callHelp("counter_3");
      await seeText(page, ".assistance .todo-head span:nth-child(2)", words.counter);
      const parts = [".bar button", ".bar h1", ".figure-cell .label", ".todo-card", ".assistance .button"];
      for (const [width, height] of [
        [1920, 1080],
        [1366, 768],
        [1024, 768],
        [390, 844],
      ]) {
        await page.setViewportSize({ width, height });
        assert.deepEqual(await outOfSight(page, width > 400 ? parts : parts.slice(0, 2)), [], `${width}×${height}`);
      }
      await api.post(`/api/v1/assistance/${id}/answer`);
      await gone(page, ".todo-card");
      await closePage(page);
    });
  }

  test("a clerk is told whom the page is for, and stays signed in", async () => {
    const page = await openPage(browser, `${branch.url}/manager`);
    await signIn(page, "1001");
    await page.waitForSelector("#denied:not([hidden])");
    await page.click("#to-clerk");
    await page.waitForSelector("#choose:not([hidden])");
    await closePage(page);
  });

  test("slips that did not come out are printed again, one or all, as copies", async () => {
    const page = await openManager(browser, branch);
    const api = await clerk("1002");
    await api.post("/api/v1/counters/2/open"); // who waits is served
    // A file stands where the slips' folder should be: the printer cannot write until it is gone.
    rmSync(stage.path("slips"), { recursive: true });
    writeFileSync(stage.path("slips"), "");
    const first = await api.take("A");
    const second = await api.take("B");
    const third = await api.take("B");
    await page.waitForFunction(() => document.querySelectorAll(".slip").length === 3);
    assert.equal(await textOf(page, ".slip .number"), third.ticket, "the newest first");
    await page.waitForSelector(".todo-card.printer");
    await page.waitForSelector("#parts .part.bad");
    rmSync(stage.path("slips"));
    mkdirSync(stage.path("slips"));
    await page.click(`[data-act="reprint"][data-id="${third.id}"]`);
    await seeToast(page, "good", new RegExp(third.ticket));
    await gone(page, `[data-act="reprint"][data-id="${third.id}"]`);
    await until("the slip is on paper", async () => (await api.get(`/api/v1/tickets/${third.id}`)).print === "printed");
    assert.ok(readFileSync(stage.path("slips", "slips.escpos")).length > 1000);
    await page.click('[data-act="reprint_all"]');
    await calm(page); // the printer's alert goes with its trouble
    for (const { id } of [first, second]) assert.equal((await api.get(`/api/v1/tickets/${id}`)).print, "printed");
    await closePage(page);
  });

  test("the sound asks for the touch that browsers want, and can be switched off", async () => {
    const page = await openManager(browser, branch, { language: "en" });
    await seeText(page, "#sound", "Sound: on");
    await page.reload();
    await seeText(page, "#sound", "Turn sound on");
    await page.click("#sound");
    await seeText(page, "#sound", "Sound: on");
    await page.waitForFunction(() => globalThis.tones === 2);
    await page.click("#sound");
    await seeText(page, "#sound", "Sound: off");
    await page.reload();
    await seeText(page, "#sound", "Sound: off");
    await closePage(page);
  });

  test("a printer that never tells makes no list of slips to print again", async () => {
    const page = await openPage(browser, "about:blank");
    await page.route("**/api/v1/health", async (route) => {
      const answer = await (await route.fetch()).json();
      await route.fulfill({ json: { ...answer, printer: "unknown", troubled: [] } });
    });
    await page.route(/print=failed/, async (route) => {
      const ticket = { id: "20261125-A001", ticket: "A001", state: "waiting", taken_at: "2026-11-25T01:00:00.000Z" };
      await route.fulfill({ json: { items: [ticket], total: 1 } });
    });
    await page.goto(`${branch.url}/manager`);
    await signIn(page, "9001", MANAGER_PIN);
    await seeText(page, "#calm-text", "没有客户呼叫帮助。");
    assert.equal(await page.locator(".slip").count(), 0);
    await closePage(page);
  });

  test("queues, counters and clerks are followed as they change", async () => {
    const page = await openManager(browser, branch, { language: "en" });
    const api = await clerk("1002");
    await seeText(page, ".figure-cell:first-child .value", "3");
    await seeText(page, ".service-row:nth-child(2) .figure", "1");
    const { ticket } = await api.post("/api/v1/counters/2/call-next");
    await seeText(page, ".counter-row:nth-child(2) .ticket", ticket);
    assert.equal(await textOf(page, ".counter-row:nth-child(2) .name"), "王强");
    await seeText(page, "#counters-count", "1 of 5 open");
    await seeText(page, ".figure-cell:first-child .value", "2");
    await closePage(page);
  });

  test("many over the target are one card a service, urgent first, and lead to the queue", async () => {
    const page = await openPage(browser, "about:blank");
    const since = "2026-11-25T01:00:00.000Z";
    const alert = (id, kind, level, words) => ({ id, kind, level, since, detail: `detail ${id}`, ...words });
    const items = [
      alert("1", "target_near", "warning", { service: "A", ticket: "A001" }),
      alert("2", "target_passed", "urgent", { service: "B", ticket: "B001" }),
      alert("3", "target_passed", "urgent", { service: "B", ticket: "B002" }),
      alert("4", "disk", "urgent", {}),
      alert("5", "something_new", "warning", {}),
    ];
    await page.route("**/api/v1/alerts", (route) => route.fulfill({ json: { items, total: items.length } }));
    await page.goto(`${branch.url}/manager`);
    await signIn(page, "9001", MANAGER_PIN);
    await page.waitForFunction(() => document.querySelectorAll(".todo-card").length === 4);
    assert.deepEqual(await page.locator(".todo-title").allTextContents(), [
      "业务咨询：2 位等候超时",
      "磁盘空间不足",
      "新业务办理：1 位即将超时",
      "请留意",
    ]);
    await seeText(page, "#tab-count", "4");
    await page.click('.todo-card:first-child [data-act="sheet_service"]');
    await seeText(page, "#sheet-title", "B 业务咨询");
    await closePage(page);
  });

  test("a press while the connection is lost is sent again, and happens once", async () => {
    const page = await openManager(browser, branch);
    const api = await clerk();
    const { id } = await api.callHelp("entrance");
    await page.waitForSelector('[data-act="answer"]');
    let sent = 0;
    await page.route(`**/assistance/${id}/answer`, async (route) => {
      sent += 1;
      // The first is done and its answer lost; the second never arrives.
      if (sent === 1) await route.fetch();
      if (sent <= 2) return route.abort();
      await route.continue();
    });
    await page.click('[data-act="answer"]');
    await page.waitForSelector("#lost:not([hidden])");
    await seeToast(page, "good", /大厅入口/);
    assert.equal(sent, 3);
    await page.waitForSelector("#lost", { state: "hidden" });
    await closePage(page);
  });
});
