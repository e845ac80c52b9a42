// The manager's page: calls for help, slips that did not come out, and what the hall does.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { openBrowser, openPage, outOfSight, seeText, signIn, textOf } from "./support/browser.mjs";
import { MANAGER_PIN, Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const stage = new Stage();
let branch;
let browser;

before(async () => {
  branch = await writeBranchConfig(stage);
  // A file stands where the slips' folder should be: the printer cannot write until it is gone.
  writeFileSync(stage.path("slips"), "");
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
    printer: "没有响应",
    counter: "窗口请求支援",
  },
  en: {
    place: "Ticket kiosk",
    asks: "A customer needs help",
    calm: "All is well",
    printer: "Not answering",
    counter: "A counter asks for you",
  },
};

const countTones = () => {
  globalThis.tones = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...words) {
    globalThis.tones += 1;
    return start.apply(this, words);
  };
};

async function openManager(language, size = {}) {
  const page = await openPage(browser, `${branch.url}/manager`, { language, init: countTones, ...size });
  await signIn(page, "9001", MANAGER_PIN);
  await page.waitForSelector("#hall:not([hidden]) #parts li");
  return page;
}

async function close(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

describe("manager", { concurrency: false }, () => {
  for (const [language, words] of Object.entries(WORDS)) {
    test(`${language}: a call for help is seen and heard, and one tap answers it`, async () => {
      const page = await openManager(language);
      await page.waitForSelector("#calm:not([hidden])");
      const api = await new BranchApi(branch).signIn("1001");
      const { id } = await api.callHelp();
      await api.callHelp(); // pressed again: the same call
      await seeText(page, ".call-place", words.place);
      await seeText(page, ".call-head", words.asks);
      assert.match(await textOf(page, ".call-times"), /English.*\d\d:\d\d/);
      assert.equal(await page.locator(".call").count(), 1);
      await page.waitForFunction(() => globalThis.tones >= 2 && document.title.startsWith("(1) "));
      await page.click(".call-button");
      await page.waitForSelector(".call", { state: "detached" });
      await seeText(page, ".calm-title", words.calm);
      assert.equal((await api.get("/api/v1/assistance")).total, 0);
      assert.equal((await api.ask("POST", `/api/v1/assistance/${id}/answer`, {})).status, 409);
      await close(page);
    });

    test(`${language}: a call that a colleague answers goes away by itself`, async () => {
      const page = await openManager(language);
      const api = await new BranchApi(branch).signIn("1001");
      const { id } = await api.callHelp("counter_3");
      await seeText(page, ".call-head", words.counter);
      await api.post(`/api/v1/assistance/${id}/answer`);
      await page.waitForSelector(".call", { state: "detached" });
      await close(page);
    });

    test(`${language}: a clerk is told whom the page is for, and stays signed in`, async () => {
      const page = await openPage(browser, `${branch.url}/manager`, { language });
      await signIn(page, "1001");
      await page.waitForSelector("#denied:not([hidden])");
      await page.click("#to-clerk");
      await page.waitForSelector("#choose:not([hidden])");
      await close(page);
    });

    for (const [width, height] of [
      [1366, 768],
      [1024, 768],
      [390, 844],
    ]) {
      test(`${language}: nothing sticks out at ${width}×${height}`, async () => {
        const page = await openManager(language, { width, height });
        const api = await new BranchApi(branch).signIn("1001");
        const { id } = await api.callHelp();
        await page.waitForSelector(".call-button");
        assert.deepEqual(await outOfSight(page, [".bar .button", ".bar h1", ".call", ".call-button"]), []);
        await api.post(`/api/v1/assistance/${id}/answer`);
        await page.waitForSelector("#calm:not([hidden])");
        await close(page);
      });
    }
  }

  test("a slip that did not come out is printed again by one tap, as a copy", async () => {
    const page = await openManager("zh-CN");
    const api = await new BranchApi(branch).signIn("1002");
    const first = await api.take("A");
    const { ticket, id } = await api.take("B");
    await page.waitForFunction(() => document.querySelectorAll(".slip").length === 2);
    assert.equal(await textOf(page, ".slip .number"), ticket, "the newest first");
    await seeText(page, ".part.bad .part-how", WORDS["zh-CN"].printer);
    rmSync(stage.path("slips"));
    mkdirSync(stage.path("slips"));
    await page.click(`[data-id="${id}"]`);
    await page.waitForSelector("#todo-note.good");
    await page.waitForSelector(`[data-id="${id}"]`, { state: "detached" });
    await until("the slip is on paper", async () => (await api.get(`/api/v1/tickets/${id}`)).print === "printed");
    assert.ok(readFileSync(stage.path("slips", "slips.escpos")).length > 1000);
    await page.waitForTimeout(600); // a second tap within half a second is taken for the end of the first
    await page.click(`[data-id="${first.id}"]`);
    await page.waitForSelector("#calm:not([hidden])");
    await page.waitForSelector(".part.bad", { state: "detached" });
    await close(page);
  });

  test("the sound asks for the touch that browsers want, and can be switched off", async () => {
    const page = await openManager("en");
    await seeText(page, "#sound", "Sound: on");
    await page.reload();
    await seeText(page, "#sound", "Tap to turn sound on");
    await page.click("#sound");
    await seeText(page, "#sound", "Sound: on");
    await page.waitForFunction(() => globalThis.tones === 2);
    await page.click("#sound");
    await seeText(page, "#sound", "Sound: off");
    await page.reload();
    await seeText(page, "#sound", "Sound: off");
    await close(page);
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
    await page.waitForSelector("#calm:not([hidden])");
    await seeText(page, "#calm-text", "没有客户呼叫帮助。");
    assert.equal(await page.locator(".slip").count(), 0);
    await close(page);
  });

  test("waiting, counters and clerks are followed as they change", async () => {
    const page = await openManager("en");
    const api = await new BranchApi(branch).signIn("1002");
    await seeText(page, "#waiting-count", "2");
    await seeText(page, ".service-row .figure", "1");
    await api.post("/api/v1/counters/2/open");
    const { ticket } = await api.post("/api/v1/counters/2/call-next");
    await page.waitForFunction(
      (number) => document.querySelector(".counter-row:nth-child(2) .ticket")?.textContent === number,
      ticket,
    );
    assert.equal(await textOf(page, ".counter-row:nth-child(2) .name"), "王强");
    await seeText(page, "#counters-count", "1 of 5 open");
    await seeText(page, "#waiting-count", "1");
    await close(page);
  });
});
