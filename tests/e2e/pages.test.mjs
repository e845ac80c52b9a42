// Every page's states in both languages, against the real kiosk program without a screen.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import {
  nextStep,
  openBrowser,
  openCounter,
  openPage,
  outOfSight,
  seeText,
  signIn,
  textOf,
} from "./support/browser.mjs";
import { Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const stage = new Stage();
let branch;
let kiosk;
let browser;

before(async () => {
  branch = await writeBranchConfig(stage);
  kiosk = await startKiosk(stage, branch);
  browser = await openBrowser(stage);
});
after(() => stage.down());

const WORDS = {
  "zh-CN": {
    wrong: "工号或密码不对，请重新输入。",
    locked: /请 \d+ 秒后再试/,
    noPin: "请输入密码（4 到 8 位数字）。",
    nobody: "暂时没有人等候",
    call: "呼叫下一位",
    start: "开始办理",
    finish: "完成办理",
    paused: "暂停服务",
    resume: "恢复服务",
    lost: /重新连接/,
    sending: /操作已保留/,
    other: "English",
    welcome: "欢迎光临",
    go: "请到 5 号窗口",
    badCounter: "这个地址里的窗口号不对",
    unknown: "没有找到这个编码，请对照小票再核对一遍。",
    thanks: "谢谢您的评价",
    already: "这次服务已经评价过了",
    early: "办理还没有结束",
  },
  en: {
    wrong: "Staff number or PIN is wrong. Please try again.",
    locked: /Try again in \d+ s/,
    noPin: "Please enter your PIN (4 to 8 digits).",
    nobody: "Nobody is waiting",
    call: "Call next",
    start: "Start serving",
    finish: "Finish",
    paused: "Paused",
    resume: "Resume",
    lost: /reconnecting/,
    sending: /is kept/,
    other: "中文",
    welcome: "Welcome",
    go: "Please go to counter 5",
    badCounter: "The counter in this address is not right",
    unknown: "There is no such code. Please compare it with your slip once more.",
    thanks: "Thank you",
    already: "This visit has been rated already",
    early: "The visit is not over yet",
  },
};
/** The customer's card where it is cut, and labels that lie below their key. */
const cutOrCovered = (page) =>
  page.evaluate(() => {
    const faults = [];
    const card = document.querySelector("#card .ticket");
    if (card.scrollHeight > card.clientHeight + 1) faults.push("the card is cut");
    for (const button of document.querySelectorAll(".action")) {
      const words = document.createRange();
      words.selectNodeContents(button.querySelector("span"));
      const label = words.getBoundingClientRect();
      const key = button.querySelector(".key").getBoundingClientRect();
      if (label.right > key.left && label.top < key.bottom - 1) faults.push(button.id);
      if (label.bottom > button.getBoundingClientRect().bottom) faults.push(button.id);
    }
    return faults;
  });

const MAIN_PARTS = ["#next", "#card", ".bar .button", ".steps .button", "#work-note", ".figures div"];

/** Leaves no counter open and nobody waiting for it behind. */
async function tidy(page) {
  await page.click("#close");
  await page.click("#ask-yes");
  await page.waitForSelector("#choose:not([hidden])");
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

describe("clerk", { concurrency: false }, () => {
  for (const [language, words] of Object.entries(WORDS)) {
    const open = (size = {}) => openPage(browser, `${branch.url}/clerk`, { language, ...size });

    test(`${language}: a wrong PIN is said, an empty one is not sent, the right one lets in`, async () => {
      const page = await open();
      await signIn(page, "1001", "1111");
      await seeText(page, "#sign-in-note", words.wrong);
      await page.click("#sign-in-button");
      await seeText(page, "#sign-in-note", words.noPin);
      await signIn(page, "1001");
      await page.waitForSelector(".counter[data-counter='5']");
      assert.equal(await page.getAttribute("html", "lang"), language);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    test(`${language}: five wrong PINs lock, and the page counts down`, async () => {
      const page = await open();
      const staff = language === "en" ? "1003" : "1004";
      for (let tries = 0; tries < 5; tries += 1) {
        await signIn(page, staff, "0000");
        await page.waitForFunction(
          () => !document.querySelector("#sign-in-note").hidden && document.querySelector("#pin").value === "",
        );
      }
      await until("the lock is said", async () => {
        if (!(await page.isDisabled("#sign-in-button"))) await signIn(page, staff, "0000");
        return words.locked.test(await textOf(page, "#sign-in-note"));
      });
      assert.ok(await page.isDisabled("#sign-in-button"));
      await page.context().close();
    });

    test(`${language}: an empty queue is calm, a pause is seen, a reload keeps the place`, async () => {
      const page = await open();
      await signIn(page, "1001");
      await openCounter(page, 5);
      await seeText(page, "#card-head", words.nobody);
      await nextStep(page, words.call);
      await page.waitForSelector("#work-note.calm:not([hidden])");
      await page.keyboard.press("p");
      await page.waitForSelector("#ask[open]");
      await page.keyboard.press("2");
      await seeText(page, "#card-head", words.paused);
      await page.reload();
      await page.waitForSelector("#work:not([hidden])");
      await seeText(page, "#card-head", words.paused);
      await nextStep(page, words.resume);
      await seeText(page, "#next-text", words.call);
      await tidy(page);
    });

    for (const size of [
      { width: 1366, height: 768 },
      { width: 1024, height: 768 },
      { width: 1024, height: 620 }, // with the browser's own bars
    ]) {
      test(`${language}: everything is in sight at ${size.width}×${size.height} in each state`, async () => {
        const api = new BranchApi(branch);
        for (const lane of ["standard", "care", "standard"]) await api.take("A", lane);
        const page = await open(size);
        await signIn(page, "1001");
        assert.deepEqual(await outOfSight(page, [".panel", "#sign-in-button"]), []);
        await openCounter(page, 1);
        for (const label of [words.call, words.start]) {
          assert.deepEqual(await outOfSight(page, MAIN_PARTS), []);
          assert.deepEqual(await cutOrCovered(page), []);
          await nextStep(page, label);
          if (label === words.call) await page.waitForSelector("#card.called");
        }
        await page.waitForSelector("#outcome:not([hidden])");
        assert.deepEqual(await outOfSight(page, MAIN_PARTS), []);
        assert.deepEqual(await cutOrCovered(page), []);
        await page.keyboard.press("f");
        for (let left = 2; left > 0; left -= 1) {
          await nextStep(page, words.call);
          await nextStep(page, words.start);
          await page.waitForSelector("#finish-only[aria-disabled=false]");
          await page.keyboard.press("f");
        }
        await seeText(page, "#card-head", words.nobody);
        await tidy(page);
      });
    }

    test(`${language}: a ticket is called by its number, an unknown one is refused calmly`, async () => {
      const api = new BranchApi(branch);
      await api.take("A");
      const wanted = await api.take("B");
      const page = await open();
      await signIn(page, "1001");
      await openCounter(page, 1);
      const callOne = async (text) => {
        await page.waitForSelector("#call-one[aria-disabled=false]");
        await page.keyboard.press("c");
        await page.fill("#call-ticket", text);
        await page.keyboard.press("Enter");
      };
      await callOne("B999");
      await page.waitForSelector("#work-note.bad:not([hidden])");
      await callOne(wanted.ticket);
      await seeText(page, "#card-number", wanted.ticket);
      await nextStep(page, words.start);
      await page.click('[data-outcome="partly"]');
      await page.waitForSelector("#finish-only[aria-disabled=false]");
      await page.keyboard.press("f");
      await nextStep(page, words.call);
      await nextStep(page, words.start);
      await nextStep(page, words.finish);
      await seeText(page, "#card-head", words.nobody);
      const staff = await new BranchApi(branch).signIn("1002");
      const { items } = await staff.get("/api/v1/tickets?state=finished");
      assert.equal(items.find((ticket) => ticket.ticket === wanted.ticket).outcome, "partly");
      await tidy(page);
    });

    test(`${language}: a press while the branch is away is kept, and happens once when it is back`, async () => {
      const page = await open();
      const api = new BranchApi(branch);
      await api.take("A");
      await api.take("A");
      await signIn(page, "1001");
      await openCounter(page, 1);
      await seeText(page, "#next-text", words.call);
      await stage.stop(kiosk, "SIGKILL");
      await page.waitForSelector("#lost:not([hidden])");
      assert.match(await textOf(page, "#lost-text"), words.lost);
      await nextStep(page, words.call);
      await page.waitForFunction(
        (pattern) => new RegExp(pattern).test(document.querySelector("#lost-text").textContent),
        words.sending.source,
      );
      kiosk = await startKiosk(stage, branch);
      await page.waitForSelector("#lost", { state: "hidden" });
      await seeText(page, "#next-text", words.start);
      const staff = await new BranchApi(branch).signIn("1002");
      assert.equal((await staff.waiting()).length, 1);
      for (const label of [words.start]) await nextStep(page, label);
      await page.waitForSelector("#finish-only[aria-disabled=false]");
      await page.keyboard.press("f");
      for (const label of [words.call, words.start, words.finish]) await nextStep(page, label);
      await seeText(page, "#card-head", words.nobody);
      await tidy(page);
    });
  }

  test("the language switch changes the page and is remembered", async () => {
    const page = await openPage(browser, `${branch.url}/clerk`);
    await page.click("#sign-in .language");
    await seeText(page, "#sign-in h1", "Clerk sign-in");
    await page.reload();
    await seeText(page, "#sign-in h1", "Clerk sign-in");
    assert.equal(await page.title(), "Menting · Clerk");
    await page.context().close();
  });
});

test("a command has its UUID also where the browser makes none, on plain http", async () => {
  const page = await openPage(browser, `${branch.url}/clerk`, {
    init: () => (Crypto.prototype.randomUUID = undefined),
  });
  const sent = page.waitForRequest((request) => request.url().endsWith("/sign-in"));
  await signIn(page, "1001");
  const key = (await sent).headers()["idempotency-key"];
  assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  await page.waitForSelector(".counter");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

describe("board", { concurrency: false }, () => {
  test("a silent connection is noticed, and a page of an older program is loaded anew", async () => {
    const page = await openPage(browser, "about:blank", { width: 1280, height: 720 });
    await page.clock.install();
    await page.goto(`${branch.url}/board`);
    await page.waitForSelector("#waiting li");
    await page.evaluate(() => (globalThis.sameLoad = true));
    kiosk.kill("SIGSTOP");
    try {
      await until("the page asks after a quiet while, gets no answer and says so", async () => {
        await page.clock.fastForward(7_000);
        return page.isVisible("#lost");
      });
    } finally {
      kiosk.kill("SIGCONT");
    }
    await page.route("**/api/v1/health", (route) => route.fulfill({ json: { version: "another" } }));
    await page.waitForFunction(() => globalThis.sameLoad === undefined);
    await page.waitForSelector("#lost", { state: "hidden" });
    await page.context().close();
  });

  for (const [language, words] of Object.entries(WORDS)) {
    for (const [width, height] of [
      [1920, 1080],
      [1280, 720],
      [3840, 2160],
    ]) {
      test(`${language}: all of the wall is in sight at ${width}×${height}`, async () => {
        const page = await openPage(browser, `${branch.url}/board?lang=${language}`, { width, height });
        await page.waitForSelector("#waiting li");
        assert.deepEqual(await outOfSight(page, [".newest", ".newest p", "#recent li", "#waiting li", ".clock"]), []);
        assert.equal(await page.locator("#waiting li").count(), 4);
        assert.deepEqual(page.faults, []);
        await page.context().close();
      });
    }

    test(`${language}: a call comes up, loses its connection, and comes back by itself with one stream`, async () => {
      const page = await openPage(browser, `${branch.url}/board?lang=${language}`, {
        width: 1280,
        height: 720,
        init: () => {
          const Real = globalThis.EventSource;
          globalThis.sources = [];
          globalThis.EventSource = class extends Real {
            constructor(...words) {
              super(...words);
              globalThis.sources.push(this);
            }
          };
        },
      });
      await page.waitForSelector("#waiting li");
      const staff = await new BranchApi(branch).signIn("1002");
      const { ticket } = await staff.take("A");
      await staff.post("/api/v1/counters/5/open");
      await staff.post("/api/v1/counters/5/call-next");
      await seeText(page, "#newest-ticket", ticket);
      await seeText(page, "#newest-place", words.go);
      await page.waitForSelector("#newest.called.flash");
      await stage.stop(kiosk, "SIGKILL");
      await page.waitForSelector("#lost:not([hidden])");
      kiosk = await startKiosk(stage, branch);
      await page.waitForSelector("#lost", { state: "hidden" });
      await seeText(page, "#newest-ticket", ticket);
      const open = await page.evaluate(() => globalThis.sources.filter((one) => one.readyState !== 2).length);
      assert.equal(open, 1);
      for (const verb of ["start", "finish", "close"]) await staff.post(`/api/v1/counters/5/${verb}`);
      await page.waitForSelector("#newest.over");
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }
});

describe("rate", { concurrency: false }, () => {
  for (const [language, words] of Object.entries(WORDS)) {
    const open = (query, size = {}) =>
      openPage(browser, `${branch.url}/rate?lang=${language}${query}`, { width: 1280, height: 800, language, ...size });

    test(`${language}: a counter that is none says what to do`, async () => {
      for (const counter of ["x", "0", "99", ""]) {
        const page = await open(`&counter=${counter}`);
        await seeText(page, "#message-title", words.badCounter);
        await page.context().close();
      }
    });

    test(`${language}: by the slip's code: unknown, too early, rated, already rated`, async () => {
      const staff = await new BranchApi(branch).signIn("1002");
      const { code } = await staff.take("C");
      const page = await open("", { width: 390, height: 844 });
      const rate = async (text) => {
        await page.fill("#code", text);
        await page.click("#find button");
        await page.click('[data-score="2"]');
        await page.click("#submit");
      };
      await rate("0000-none");
      await seeText(page, "#find-note", words.unknown);
      await rate(code);
      await seeText(page, "#message-title", words.early);
      await page.click("#message-back");
      await staff.post("/api/v1/counters/3/open");
      for (const verb of ["call-next", "start", "finish", "close"]) await staff.post(`/api/v1/counters/3/${verb}`);
      await rate(code);
      await seeText(page, "#message-title", words.thanks);
      await page.click("#message-back");
      await rate(code);
      await seeText(page, "#message-title", words.already);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    test(`${language}: what a customer leaves half done on the pad is wiped, the language too`, async () => {
      const staff = await new BranchApi(branch).signIn("1002");
      await staff.take("C");
      await staff.post("/api/v1/counters/3/open");
      for (const verb of ["call-next", "start", "finish", "close"]) await staff.post(`/api/v1/counters/3/${verb}`);
      const page = await open("&counter=3");
      await page.clock.install();
      await page.reload();
      await page.click('[data-score="2"]');
      await page.fill("#comment", "…");
      await page.click(".language");
      await page.waitForSelector(`html:not([lang="${language}"])`);
      await page.clock.fastForward(61_000);
      await page.waitForSelector("#more", { state: "hidden" });
      await page.waitForSelector(`html[lang="${language}"]`);
      assert.equal(await page.inputValue("#comment"), "");
      await page.context().close();
    });

    test(`${language}: the pad rates the visit that it shows, and a refusal leaves the next one's form alone`, async () => {
      const staff = await new BranchApi(branch).signIn("1002");
      const serve = async () => {
        await staff.take("C");
        for (const verb of ["call-next", "start", "finish"]) await staff.post(`/api/v1/counters/3/${verb}`);
      };
      await staff.post("/api/v1/counters/3/open");
      await serve();
      const page = await open("&counter=3");
      await page.clock.install();
      await page.reload();
      await page.waitForSelector("#form:not([hidden])");
      const sent = [];
      // The next visit ends while the rating of the one on the pad is on its way.
      await page.route("**/api/v1/ratings", async (route) => {
        sent.push(route.request().postDataJSON());
        await serve();
        await route.continue();
      });
      const shown = (await textOf(page, "#visit")).split(" ")[0];
      await page.click('[data-score="1"]');
      const answer = page.waitForResponse("**/api/v1/ratings");
      await page.click("#submit");
      assert.equal((await answer).status(), 409);
      assert.equal((await (await answer).json()).refusal, "rating_closed");
      assert.deepEqual([sent[0].counter, sent[0].ticket], [3, shown]);
      await staff.take("C"); // the board changes, and the pad looks again
      await page.waitForFunction((old) => !document.querySelector("#visit").textContent.startsWith(old), shown);
      await page.waitForSelector("#form:not([hidden])");
      await page.click('[data-score="4"]');
      await page.fill("#comment", "…");
      await page.clock.fastForward(10_000);
      assert.equal(await page.inputValue("#comment"), "…");
      assert.equal(await page.getAttribute('[data-score="4"]', "aria-checked"), "true");
      for (const verb of ["call-next", "start", "finish", "close"]) await staff.post(`/api/v1/counters/3/${verb}`);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    for (const [width, height] of [
      [1280, 800],
      [1024, 600],
    ]) {
      test(`${language}: the pad at ${width}×${height} waits, asks, thanks and waits again, all in sight`, async () => {
        const staff = await new BranchApi(branch).signIn("1002");
        const page = await open("&counter=4", { width, height });
        await seeText(page, "#message-title", words.welcome);
        const { ticket } = await staff.take("D");
        await staff.post("/api/v1/counters/4/open");
        for (const verb of ["call-next", "start", "finish", "close"]) await staff.post(`/api/v1/counters/4/${verb}`);
        await page.waitForSelector("#form:not([hidden])");
        assert.ok((await textOf(page, "#visit")).startsWith(ticket));
        await page.click('[data-score="1"]');
        assert.deepEqual(await outOfSight(page, [".face", ".chip", "#comment", "#submit", ".head"]), []);
        await page.click("#submit");
        await seeText(page, "#message-title", words.thanks);
        await seeText(page, "#message-title", words.welcome);
        assert.deepEqual(page.faults, []);
        await page.context().close();
      });
    }
  }
});
