// Headquarters' pages of figures, in real Chromium against the real program with a month of a made-up chain.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { openBrowser } from "./support/browser.mjs";
import { liveChain } from "./support/chain_days.mjs";
import { Headquarters, PASSWORD, dayBack, timeOf, totpNow } from "./support/headquarters.mjs";
import { cutWords, enter, keepShot, openHq, readCsv, settled, signedIn, visit, weakWords } from "./support/hq_page.mjs";
import { Stage, until } from "./support/stage.mjs";

const DAYS = 30;
const FIRST_LOAD_BYTES = 300_000;
const PAGES = [
  "#overview",
  "#branches",
  "#branch?id=BJ-0001",
  "#waits",
  "#service",
  "#ratings",
  "#repairs",
  "#quality",
];
const stage = new Stage();
let hq;
let browser;
let branches;

before(async () => {
  hq = await Headquarters.start(stage);
  branches = await liveChain(hq, { days: DAYS });
  browser = await openBrowser(stage);
});
after(() => stage.down());

const told = (name) => branches.reduce((sum, branch) => sum + branch.told[name], 0);
const number = (text) => Number(text.replace(/[^\d.-]/g, ""));
const figure = (page, label) =>
  page
    .locator(".figure-card", { has: page.locator(".figure-label", { hasText: label }) })
    .locator(".figure-value")
    .first()
    .innerText();

async function close(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

describe("signing in", { concurrency: false }, () => {
  test("nothing filled in, a wrong password and the right one are told apart, in both languages", async () => {
    for (const [language, empty, wrong] of [
      ["zh-CN", "请填写用户名和密码。", "用户名或密码不对。"],
      ["en", "Fill in the user name and the password.", "The user name or the password is wrong."],
    ]) {
      const page = await openHq(browser, hq, { language });
      await page.click("#sign-in-button");
      await page.getByText(empty).waitFor();
      await enter(page, "admin", "not-the-password");
      await page.getByText(wrong).waitFor();
      assert.equal(await page.inputValue("#password"), "");
      assert.deepEqual(await weakWords(page), []);
      await keepShot(page, `door-${language}`);
      await enter(page);
      await page.waitForSelector("#desk");
      await settled(page);
      await page.click("#sign-out");
      await page.waitForSelector("#sign-in-form");
      assert.equal((await page.request.get(`${hq.url}/api/v1/session`)).status(), 401);
      await close(page);
    }
  });

  test("whoever has a second factor is asked for its code, and a wrong one is said", async () => {
    const page = await signedIn(browser, hq, "quality");
    const post = (path, data) => page.request.post(`${hq.url}${path}`, { data, headers: { Origin: hq.url } });
    const { secret } = await (await post("/api/v1/account/totp/begin", {})).json();
    assert.equal((await post("/api/v1/account/totp/confirm", { totp: totpNow(secret) })).status(), 200);
    await page.click("#sign-out");
    await enter(page, "quality");
    await page.waitForSelector("#code");
    await page.waitForFunction(() => document.activeElement?.id === "code");
    await page.fill("#code", "000000");
    await page.click("#sign-in-button");
    await page.getByText("验证码不对或已过期，请输入最新的一个。").waitFor();
    await keepShot(page, "door-code");
    // A code is taken once: the next one's time is taken beforehand.
    await page.fill("#code", totpNow(secret, Date.now() + 30_000));
    await page.click("#sign-in-button");
    await page.waitForSelector("#desk");
    await close(page);
  });

  test("a session that ends is gone on with over the page, and the page stays", async () => {
    const page = await signedIn(browser, hq, "admin");
    await visit(page, "#waits");
    await page.evaluate(() => (document.querySelector("main").dataset.same = "yes"));
    await page.context().clearCookies();
    await page.getByRole("button", { name: "日期", exact: true }).click();
    await page.waitForSelector("dialog[open] #sign-in-form");
    await page.fill("dialog #password", PASSWORD);
    await page.click("dialog #sign-in-button");
    await page.waitForSelector("dialog", { state: "detached" });
    await settled(page);
    assert.equal(await page.evaluate(() => document.querySelector("main").dataset.same), "yes");
    assert.match(await page.evaluate(() => location.hash), /^#waits\?by=day/);
    await close(page);
  });

  test("a viewer of one region sees its branches alone, and no page of another role", async () => {
    const page = await signedIn(browser, hq, "viewer");
    await settled(page);
    const shown = await page.locator("tr[data-branch]").evaluateAll((rows) => rows.map((row) => row.dataset.branch));
    assert.deepEqual(shown.sort(), ["BJ-0001", "BJ-0002", "BJ-0003", "HB-0001", "HB-0002"]);
    await visit(page, "#waits");
    const northern = branches
      .filter((branch) => branch.region === "华北")
      .reduce((sum, branch) => sum + branch.told.taken, 0);
    assert.equal(number(await figure(page, "取号人数")), northern);
    await visit(page, "#branch?id=SH-0001");
    await page.getByText("没有这个网点").first().waitFor();
    await visit(page, "#nowhere");
    await page.getByText("没有这一页。请从左侧菜单中选择。").waitFor();
    await close(page);
  });
});

describe("every page", { concurrency: false }, () => {
  for (const [language, theme] of [
    ["zh-CN", "light"],
    ["en", "dark"],
    ["zh-CN", "dark"],
    ["en", "light"],
  ]) {
    test(`${language}, ${theme}: nothing cut, nothing weak, no error, at 1366 and on the wall`, async () => {
      const page = await signedIn(browser, hq, "admin", { language, theme });
      for (const [width, height] of [
        [1366, 768],
        [3840, 2160],
      ]) {
        await page.setViewportSize({ width, height });
        await page.reload(); // the wall is chosen when a page is opened
        await page.waitForSelector("#desk");
        assert.equal(await page.evaluate(() => document.documentElement.classList.contains("wall")), width === 3840);
        for (const hash of PAGES) {
          await visit(page, hash);
          const where = `${hash} ${language} ${theme} ${width}`;
          await keepShot(page, where.replace(/[^\w-]+/g, "_"));
          assert.deepEqual(await cutWords(page), [], where);
          assert.deepEqual(await weakWords(page), [], where);
          assert.equal(await page.locator(".error-state").count(), 0, where);
          assert.deepEqual(page.faults, [], where);
          if (language === "en")
            assert.doesNotMatch(
              await page
                .locator(".side-pages, #csv, h2, thead, .card-hint, .figure-label, .figure-note")
                .allInnerTexts()
                .then(String),
              /\p{Script=Han}(?<!中文|中|文)/u,
              where,
            );
        }
      }
      await close(page);
    });
  }

  test("the two looks find what they look for", async () => {
    const page = await signedIn(browser, hq, "admin");
    await settled(page);
    await page.evaluate(() => {
      const pale = document.createElement("p");
      pale.textContent = "pale words";
      pale.style.color = "#c9d2e0";
      const long = document.createElement("span");
      long.textContent = "words that are far too long for the card that they are in, and so they stick out of it";
      long.style.whiteSpace = "nowrap";
      document.querySelector(".figure-card").append(pale, long);
    });
    assert.match(String(await weakWords(page)), /pale words/);
    assert.match(String(await cutWords(page)), /words that are far too long/);
    await close(page);
  });

  test("a page looks the same whichever were opened before it", async () => {
    const page = await signedIn(browser, hq, "admin");
    const look = async () => {
      await visit(page, "#branch?id=BJ-0001");
      return page.evaluate(() => {
        const { marginBottom } = getComputedStyle(document.querySelector(".figure-row"));
        const row = document.createElement("ul");
        row.className = "reasons";
        document.querySelector("main").append(row);
        const { backgroundColor } = getComputedStyle(row);
        row.remove();
        return { marginBottom, backgroundColor };
      });
    };
    const before = await look();
    for (const hash of ["#appointments", "#fleet", "#configuration"]) await visit(page, hash);
    assert.deepEqual(await look(), before);
    await close(page);
  });

  test("usable at 768: the menu opens over the page, and nothing is wider than it", async () => {
    const page = await signedIn(browser, hq, "admin", { width: 768, height: 1024 });
    for (const hash of PAGES) {
      await visit(page, hash);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), hash);
    }
    await keepShot(page, "quality-768");
    await page.click(".menu");
    await page.getByRole("link", { name: "满意度" }).click();
    await page.waitForFunction(() => location.hash.startsWith("#ratings"));
    await settled(page);
    await close(page);
  });

  test("the first page is at most 300 kB before the charts", async () => {
    const page = await openHq(browser, hq);
    await enter(page);
    await page.waitForSelector("#desk");
    await settled(page);
    const sizes = await Promise.all(
      page.loaded
        .filter((answer) => !answer.url().includes("/web/vendor/") && answer.status() === 200)
        .map(async (answer) => (await answer.body().catch(() => Buffer.alloc(0))).length),
    );
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(bytes > 50_000 && bytes <= FIRST_LOAD_BYTES, `${bytes} bytes`);
    await close(page);
  });

  test("without the chart library there are tables instead, and it is said", async () => {
    const page = await openHq(browser, hq);
    await page.route("**/web/vendor/**", (route) => route.fulfill({ status: 404, body: "" }));
    await enter(page);
    await page.waitForSelector("#desk");
    await page.evaluate(() => (location.hash = "#waits"));
    await page.getByText("这台服务器没有安装图表组件，以表格显示。").first().waitFor();
    assert.ok((await page.locator(".chart-card table tbody tr").count()) >= DAYS / 3);
    await close(page);
  });
});

describe("using them", { concurrency: false }, () => {
  test("the CSV's sums are what the page says, what the branches sent, and what verify has folded", async () => {
    const page = await signedIn(browser, hq, "admin");
    for (const [hash, column, label, sent] of [
      ["#waits", "taken", "取号人数", told("taken")],
      ["#service", "finished", "办结", told("finished")],
      ["#ratings", "rated", "评价数", told("rated")],
    ]) {
      await visit(page, hash);
      const [file] = await Promise.all([page.waitForEvent("download"), page.click("#csv")]);
      assert.match(file.suggestedFilename(), /^\w+-by-branch-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
      const bytes = readFileSync(await file.path());
      assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "spreadsheets know it for UTF-8");
      const rows = readCsv(bytes.toString("utf8"));
      assert.equal(rows.length, branches.length);
      const sum = rows.reduce((all, row) => all + Number(row[column]), 0);
      assert.equal(sum, sent, hash);
      assert.equal(number(await figure(page, label)), sent, hash);
      const shown = await page.locator(".below table tbody tr").count();
      assert.equal(shown, branches.length);
    }
    assert.doesNotMatch(hq.say("verify"), /differ/i);
    await close(page);
  });

  test("region, tier and days go along from page to page, into the address and into the figures", async () => {
    const page = await signedIn(browser, hq, "admin");
    await visit(page, "#waits");
    await page.selectOption(".controls select >> nth=0", "华东");
    await settled(page);
    const eastern = branches
      .filter((branch) => branch.region === "华东")
      .reduce((sum, branch) => sum + branch.told.taken, 0);
    await until("the figures are the region's", async () => number(await figure(page, "取号人数")) === eastern);
    await page.getByRole("link", { name: "满意度", exact: true }).click();
    await page.waitForFunction(() => decodeURIComponent(location.hash).includes("region=华东"));
    await settled(page);
    assert.equal(await page.locator(".below tbody tr").count(), 2);
    await page.selectOption(".controls select >> nth=2", "yesterday");
    await page.waitForFunction(() => location.hash.includes("range=yesterday"));
    await page.reload();
    await page.waitForSelector("#desk");
    await settled(page);
    assert.equal(await page.inputValue(".controls select >> nth=2"), "yesterday");
    assert.equal(await page.inputValue(".controls select >> nth=0"), "华东");
    await close(page);
  });

  test("from a branch in the list to the branch and to its own report, by keyboard too", async () => {
    const page = await signedIn(browser, hq, "admin");
    await visit(page, "#branches");
    await page.fill(".finder", "陆家嘴");
    await page.waitForFunction(() => document.querySelectorAll("tr[data-branch]").length === 1);
    await page.locator("tr[data-branch] a").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.startsWith("#branch?"));
    await settled(page);
    assert.equal(await page.locator("h1").innerText(), "浦东陆家嘴厅");
    await page.getByRole("link", { name: "等候报表" }).click();
    await page.waitForFunction(() => location.hash.startsWith("#waits?"));
    await settled(page);
    const one = branches.find((branch) => branch.id === "SH-0002");
    await until("the figures are the branch's", async () => number(await figure(page, "取号人数")) === one.told.taken);
    await page.getByRole("button", { name: "看全部网点" }).click();
    await until("all branches again", async () => number(await figure(page, "取号人数")) === told("taken"));
    await close(page);
  });

  test("a chart shows its table at a press, a table sorts and marks how", async () => {
    const page = await signedIn(browser, hq, "admin");
    await visit(page, "#waits");
    const chart = page.locator(".chart-card").first();
    await chart.getByRole("button", { name: "表格" }).click();
    assert.ok(await chart.locator("table").isVisible());
    assert.equal(await chart.locator(".chart").isVisible(), false);
    await page.locator(".below th").getByText("达标率").click();
    const sorted = page.locator(".below th[aria-sort]");
    assert.equal(await sorted.innerText(), "达标率");
    const shares = () =>
      page
        .locator(".below .share-words")
        .allInnerTexts()
        .then((all) => all.map(number));
    const first = await shares();
    assert.deepEqual(
      first,
      [...first].sort((a, b) => a - b),
    );
    await page.locator(".below th").getByText("达标率").click();
    assert.equal(await sorted.getAttribute("aria-sort"), "descending");
    await close(page);
  });

  test("language and theme change at once and are kept", async () => {
    const page = await signedIn(browser, hq, "admin");
    await visit(page, "#ratings");
    await page.click("#language");
    await page.getByRole("heading", { level: 1, name: "Ratings" }).waitFor();
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await page.click("#theme");
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    await settled(page);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Ratings" }).waitFor();
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    await close(page);
  });

  test("out of touch is said, with what was known; back again it goes on", async () => {
    const page = await signedIn(browser, hq, "admin");
    await settled(page);
    await page.context().setOffline(true);
    await page.locator(".offline").waitFor();
    assert.ok((await page.locator("tr[data-branch]").count()) > 0);
    await keepShot(page, "overview-offline");
    await page.context().setOffline(false);
    await page.locator(".offline").waitFor({ state: "hidden" });
    await close(page);
  });

  test("the wall shows the newest by itself, without anything to press", async () => {
    const page = await signedIn(browser, hq, "admin", { width: 1920, height: 1080, path: "/?wall" });
    await settled(page);
    for (const gone of ["#csv", "#language", "#theme", ".side", ".rows-foot"]) {
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    }
    const waiting = async () => number(await page.locator(".figure-value").nth(1).innerText());
    const before = await waiting();
    const branch = branches.find((one) => one.id === "GZ-0001");
    const day = dayBack(0);
    for (let n = 0; n < 3; ++n) {
      branch.add(
        "ticket_taken",
        { ticket_id: `${day.number}-E00${n + 1}`, day: Number(day.number), service: "E", number: n + 1, steady_ms: 5 },
        Math.max(Date.now() - 1000, timeOf(day, 0)),
      );
    }
    await branch.send();
    await until("three more wait", async () => (await waiting()) >= before + 3, 20_000);
    await close(page);
  });
});
