// The call board: every call is shown and said in its turn, announcements, and it can be left alone for weeks.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, afterEach, before, describe, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { openBrowser, openPage, outOfSight, seeText } from "./support/browser.mjs";
import { Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";
import { callSteps, fakeBranch, listen } from "./support/wall.mjs";

const stage = new Stage();
let branch;
let browser;
let kiosk;
let clerks;

/** Changes the configuration and starts the kiosk again, the hard way. */
async function restart(...changes) {
  let text = readFileSync(branch.file, "utf8");
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), from);
    text = text.replace(from, to);
  }
  writeFileSync(branch.file, text);
  if (kiosk) await stage.stop(kiosk, "SIGKILL");
  kiosk = await startKiosk(stage, branch);
}

before(async () => {
  branch = await writeBranchConfig(stage);
  await restart(['mode = "speech"', 'mode = "speech"\nwhere = "board"']);
  browser = await openBrowser(stage);
  clerks = await Promise.all(["1001", "1002", "1003"].map((id) => new BranchApi(branch).signIn(id)));
  for (const [index, clerk] of clerks.entries()) await clerk.post(`/api/v1/counters/${index + 1}/open`);
});
after(() => stage.down());
// A test that failed leaves its customer at the counter: the next one is not to fail for it.
afterEach(async () => {
  for (const { number, ticket } of (await clerks[0].board()).counters) if (ticket) await finish(number);
});

const said = (page) => page.evaluate(() => globalThis.played);
const call = async (counter) => (await clerks[counter - 1].post(`/api/v1/counters/${counter}/call-next`)).ticket;
async function finish(counter) {
  for (const verb of ["start", "finish"]) await clerks[counter - 1].post(`/api/v1/counters/${counter}/${verb}`);
}

async function openBoard(query = "", words = {}) {
  const page = await openPage(browser, `${branch.url}/board${query}`, { init: listen, ...words });
  await page.waitForSelector("#waiting li");
  return page;
}

async function close(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

/** The height of a capital letter or figure at 8 m before a 43-inch TV, in minutes of arc. */
const minutesOfArc = (page, selector, long_mm = 952) =>
  page.evaluate(
    ([where, mm]) => {
      const size = Number.parseFloat(getComputedStyle(document.querySelector(where)).fontSize);
      const height_mm = (size * 0.733 * mm) / Math.max(innerWidth, innerHeight); // 0.733: capitals of Noto Sans
      return (Math.atan(height_mm / 8000) * 180 * 60) / Math.PI;
    },
    [selector, long_mm],
  );

describe("board", { concurrency: false }, () => {
  test("calls of one moment are shown and said one after the other, a recall again, and who came is not", async () => {
    const page = await openBoard();
    for (let i = 0; i < 4; ++i) await clerks[0].take("A");
    await seeText(page, "#waiting li .count", "4");
    await seeText(page, "#waiting li:nth-child(4) .state", "暂无窗口"); // nobody serves it: no range is promised
    await page.mouse.click(5, 5); // sound needs a gesture
    const tickets = await Promise.all([call(1), call(2)]);
    const board = await clerks[0].board();
    const [second, first] = board.calls.map((one) => one.ticket); // the newest comes first on the board
    assert.deepEqual([first, second].sort(), [...tickets].sort());
    await seeText(page, "#newest-ticket", first);
    await page.waitForSelector("#newest.called.flash");
    await page.waitForSelector("#recent li.called"); // the other is there too, meanwhile
    const seconds = await page.evaluate(async (address) => {
      const bytes = await (await fetch(address)).arrayBuffer();
      return (await new OfflineAudioContext(1, 22_050, 22_050).decodeAudioData(bytes)).duration;
    }, `/api/v1/calls/${second}/sound`);
    assert.ok(seconds > 4, "what the browser itself makes of the file");
    await seeText(page, "#newest-ticket", second);
    await until("both are said", async () => (await said(page)).filter((one) => one.ended).length === 2);
    const heard = await said(page);
    assert.deepEqual(heard.map((one) => one.ticket), [first, second]);
    assert.ok(heard[1].began >= heard[0].ended, "never over each other");
    assert.ok(heard.every((one) => one.seconds > 4), "the chime, Chinese and English");

    const counter = tickets.indexOf(second) + 1;
    await until("the gap between two calls is over", async () => {
      const { status } = await clerks[counter - 1].ask("POST", `/api/v1/counters/${counter}/recall`, {});
      return status === 200;
    });
    await until("the recall is said", async () => (await said(page)).length === 3);
    assert.equal((await said(page))[2].ticket, second);
    for (const one of [1, 2]) await finish(one);
    assert.equal((await fetch(`${branch.url}/api/v1/calls/${second}/sound`)).status, 204);
    await close(page);
  });

  test("the kiosk dies and comes back: the board too, old calls are not said again, new ones are", async () => {
    const page = await openBoard();
    await page.mouse.click(5, 5);
    const old = await call(1);
    await until("it is said", async () => (await said(page)).length === 1);
    await stage.stop(kiosk, "SIGKILL");
    await page.waitForSelector("#lost:not([hidden])");
    kiosk = await startKiosk(stage, branch);
    await page.waitForSelector("#lost", { state: "hidden" });
    await finish(1);
    const next = await call(2);
    await seeText(page, "#newest-ticket", next);
    await until("the new one is said", async () => (await said(page)).length === 2);
    assert.deepEqual((await said(page)).map((one) => one.ticket), [old, next]);
    await finish(2);
    await close(page);
  });

  test("without a touch the board is silent and says so, and one touch is enough", async () => {
    const page = await openBoard();
    await page.waitForSelector("#sound:not([hidden])");
    await clerks[0].take("C");
    const ticket = await call(3);
    await seeText(page, "#newest-ticket", ticket);
    assert.deepEqual(await said(page), []);
    await page.click("#sound");
    await page.waitForSelector("#sound", { state: "hidden" });
    const silent = await openBoard("?sound=off");
    assert.ok(await silent.isHidden("#sound"));
    await close(silent);
    await finish(3);
    await close(page);
  });

  for (const [width, height] of [
    [1920, 1080],
    [1366, 768],
    [3840, 2160],
    [1080, 1920],
  ]) {
    test(`${width}×${height} is read from 8 m, and nothing is cut off`, async () => {
      const page = await openBoard("", { width, height });
      await clerks[0].take("A");
      const ticket = await call(1);
      await seeText(page, "#newest-ticket", ticket);
      for (const [selector, least] of [
        ["#newest-ticket", 42], // 0.7 degrees
        ["#newest-place", 19],
        ["#recent .ticket", 15],
        ["#recent .place", 15],
        [".figures b", 9.5],
        ["#time", 12],
      ]) {
        const seen = await minutesOfArc(page, selector);
        assert.ok(seen >= least, `${selector}: ${seen.toFixed(1)} of ${least} minutes of arc`);
      }
      const parts = [".stage", "#newest p", "#recent li", "#recent span", "#waiting li", ".figures span"];
      assert.deepEqual(await outOfSight(page, [...parts, "#time", "#hall"]), []);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("#newest p, .figures, #recent li, .columns, .name")]
          .filter((node) => node.scrollWidth > node.clientWidth + 1)
          .map((node) => node.className || node.id),
      );
      assert.deepEqual(cut, []);
      await finish(1);
      await close(page);
    });
  }

  test("it flashes less than three times a second, and with reduced motion the frame stands still", async () => {
    const page = await openBoard();
    const ring = () =>
      page.evaluate(() => {
        const card = document.querySelector("#newest");
        const { animationName, animationDuration, opacity } = getComputedStyle(card, "::after");
        return { animationName, opacity, seconds: Number.parseFloat(animationDuration) };
      });
    await clerks[0].take("A");
    await call(1);
    await page.waitForSelector("#newest.called.flash");
    assert.equal((await ring()).animationName, "flash");
    assert.ok((await ring()).seconds > 0.34);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await until("the ring stands there", async () => (await ring()).opacity === "1");
    assert.equal((await ring()).animationName, "none");
    await finish(1);
    await close(page);
  });

  test("announcements and languages are the configuration's, also when it changes; voice off is silent", async () => {
    const page = await openPage(browser, "about:blank", { init: listen });
    await page.clock.install();
    await page.goto(`${branch.url}/board`);
    await page.waitForSelector("#news:not([hidden]) .slide.on");
    await seeText(page, ".slide.on .title", "千兆宽带，免费上门测速");
    await page.waitForFunction(() => document.querySelector(".slide.on img")?.naturalWidth > 0);
    await seeText(page, "#hall-second", "Xidan Hall");
    await page.clock.runFor(12_500);
    await seeText(page, ".slide.on .title", "银龄手机课堂，每周三上午");
    await restart(
      ["千兆宽带，免费上门测速", "光猫免费换新"],
      ['title = { "zh-CN" = "银龄', 'until = "2001-01-01"\ntitle = { "zh-CN" = "银龄'],
      ['where = "board"', 'where = "off"'],
      ["[theme]", '[board]\nlanguages = ["zh-CN"]\n\n[theme]'],
    );
    await until("the page comes back with the new ones", async () => {
      await page.clock.runFor(6_000);
      return page.evaluate(() => document.querySelector(".slide.on .title")?.textContent === "光猫免费换新");
    });
    assert.equal(await page.locator(".slide").count(), 1); // the other one's days are over
    assert.equal(await page.textContent("#hall-second"), "");
    assert.ok(await page.isHidden("#sound"));
    await page.mouse.click(5, 5);
    await clerks[0].take("A");
    const ticket = await call(1);
    await seeText(page, "#newest-ticket", ticket);
    await page.clock.runFor(7_000);
    assert.equal(await page.textContent("#newest-second"), "");
    assert.deepEqual(await said(page), []);
    assert.equal((await fetch(`${branch.url}/api/v1/calls/${ticket}/sound`)).status, 204);
    assert.equal((await clerks[0].board()).voice, "off");
    await finish(1);
    await close(page);
  });

  test("three thousand calls leave nothing behind in the page", async (t) => {
    const page = await openPage(browser, `${branch.url}/board`, { init: fakeBranch, width: 320, height: 180 });
    await page.waitForFunction(() => globalThis.feed);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Performance.enable");
    const measure = async () => {
      for (let i = 0; i < 3; ++i) await devtools.send("HeapProfiler.collectGarbage");
      const { metrics } = await devtools.send("Performance.getMetrics");
      const { Nodes, JSEventListeners } = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
      const { usedSize, backingStorageSize = 0 } = await devtools.send("Runtime.getHeapUsage"); // sounds are the latter
      return { heap: usedSize, sounds: backingStorageSize, nodes: Nodes, listeners: JSEventListeners };
    };
    await page.evaluate(callSteps, [0, 1_000]);
    const early = await measure();
    await page.evaluate(callSteps, [1_000, 3_000]);
    const late = await measure();
    const figures = `after 1,000: ${JSON.stringify(early)}; after 3,000: ${JSON.stringify(late)}`;
    t.diagnostic(figures);
    assert.equal(await page.evaluate(() => globalThis.played), 3_000, "each was said");
    assert.ok(late.heap < early.heap + 500_000, figures);
    assert.ok(late.sounds < early.sounds + 1_000_000, figures);
    assert.ok(late.nodes <= early.nodes + 60, figures);
    assert.ok(late.listeners <= early.listeners + 5, figures);
    await close(page);
  });
});
