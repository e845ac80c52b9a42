// The manager's page: the day's report and the audit trail say what was done, no more and no less.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { openBrowser, seeText, textOf } from "./support/browser.mjs";
import { closePage, openManager } from "./support/manager.mjs";
import { MANAGER_PIN, Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const stage = new Stage();
let branch;
let browser;
let manager;

/** Six numbers: two served and rated, one not there, one cancelled, two waiting. */
async function aDay() {
  const clerk = await new BranchApi(branch).signIn("1001");
  manager = await new BranchApi(branch).signIn("9001", MANAGER_PIN);
  for (const service of ["A", "A", "A", "B", "C", "D"]) await clerk.take(service);
  await clerk.post("/api/v1/counters/1/open");
  for (const score of [5, 2]) {
    await clerk.post("/api/v1/counters/1/call-next");
    await clerk.post("/api/v1/counters/1/start");
    await clerk.post("/api/v1/counters/1/finish");
    await clerk.ask("POST", "/api/v1/ratings", { counter: 1, score });
  }
  await clerk.post("/api/v1/counters/1/call-next");
  await until("a second call is allowed", async () => {
    const { status } = await clerk.ask("POST", "/api/v1/counters/1/recall", {});
    return status === 200;
  });
  await clerk.post("/api/v1/counters/1/no-show");
  const [waiting] = (await manager.get("/api/v1/tickets?state=waiting")).items;
  await manager.post(`/api/v1/tickets/${waiting.id}/cancel`, { reason: "duplicate" });
  return waiting.ticket;
}

let cancelled;
before(async () => {
  branch = await writeBranchConfig(stage);
  await startKiosk(stage, branch);
  browser = await openBrowser(stage);
  cancelled = await aDay();
});
after(() => stage.down());

/** The figures of a table: {row: {column: text}}, its foot as "total". */
const tableOf = (page, group) =>
  page.evaluate((name) => {
    const rows = [...document.querySelectorAll(`[data-table="${name}"] :is(tbody, tfoot) tr`)];
    return rows.map((row) => ({
      name: row.querySelector("th").textContent,
      foot: row.parentElement.tagName === "TFOOT",
      ...Object.fromEntries([...row.querySelectorAll("td")].map((cell) => [cell.dataset.column, cell.textContent])),
    }));
  }, group);

const COUNTS = ["taken", "called", "served", "no_shows", "cancelled", "ratings", "low_ratings"];

async function savedText(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

describe("manager's report", { concurrency: false }, () => {
  for (const language of ["zh-CN", "en"]) {
    test(`${language}: figures, charts and tables agree with what was done`, async () => {
      const page = await openManager(browser, branch, { language, place: "#report" });
      await page.waitForSelector('[data-table="hours"]');
      const values = await page.locator(".report-figures .value").allTextContents();
      assert.deepEqual([values[0], values[1], values[5]], ["6", "2", "3.5"]);
      for (const group of ["services", "hours", "counters", "clerks"]) {
        const rows = await tableOf(page, group);
        const total = rows.find((row) => row.foot);
        for (const column of COUNTS.filter((name) => name in total)) {
          const sum = rows.filter((row) => !row.foot).reduce((all, row) => all + Number(row[column]), 0);
          if (column === "called" || column === "served" || group === "services" || group === "hours")
            assert.equal(sum, Number(total[column]), `${group} ${column}`);
        }
      }
      const [counter] = await tableOf(page, "counters");
      assert.equal(counter.served, "2");
      assert.equal(counter.low_ratings, "1");
      assert.equal(await page.locator("svg.chart").count(), 4);
      assert.equal(await page.locator(".ratings .face").count(), 1 + 1);
      assert.match(await textOf(page, ".told"), /\d|–/);
      await closePage(page);
    });
  }

  test("the table is downloaded as CSV, with the same rows, for spreadsheets", async () => {
    const page = await openManager(browser, branch, { place: "#report" });
    await page.waitForSelector('[data-table="hours"]');
    const { name, text } = await savedText(page, "#report-csv");
    const date = (await manager.get("/api/v1/board")).business_day;
    assert.equal(name, `menting-${date}.csv`);
    assert.ok(text.startsWith("\ufeff"), "marked as UTF-8");
    const head = text.slice(1).split("\n")[0];
    for (const column of ["taken", "served", "no_shows", "wait_mean_s", "rating_mean"])
      assert.ok(head.split(",").includes(column), `${column} in ${head}`);
    assert.match(text, /李晓梅/);
    await closePage(page);
  });

  test("a day without anybody says so; the address keeps the day over a reload", async () => {
    const page = await openManager(browser, branch, { place: "#report" });
    await page.waitForSelector('[data-table="hours"]');
    await page.click("#day-before");
    await page.waitForSelector("#report .empty-day");
    assert.match(page.url(), /#report\?date=\d{4}-\d\d-\d\d$/);
    await page.reload();
    await page.waitForSelector("#report .empty-day");
    assert.equal(await page.locator("#day-after").isEnabled(), true);
    await page.click("#report-today");
    await page.waitForSelector('[data-table="hours"]');
    assert.equal(await page.locator("#day-after").isEnabled(), false);
    await closePage(page);
  });

  test("on paper there is the report and no buttons", async () => {
    const page = await openManager(browser, branch, { place: "#report", width: 718, height: 1000 });
    await page.waitForSelector('[data-table="hours"]');
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".bar").isVisible(), false);
    assert.equal(await page.locator("#report-csv").isVisible(), false);
    assert.equal(await page.locator(".print-head").isVisible(), true);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `sticks out by ${wide}`);
    assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 10_000);
    await closePage(page);
  });

  test("the trail says who did what; it is filtered by person and kind, and kept in the address", async () => {
    const page = await openManager(browser, branch, { language: "en", place: "#audit" });
    await page.waitForSelector(".audit-table tbody tr");
    const all = await page.locator(".audit-table tbody tr").count();
    await page.selectOption("#audit-kind", "ticket_cancelled");
    await page.waitForFunction(() => document.querySelectorAll(".audit-table tbody tr").length === 1);
    const row = await textOf(page, ".audit-table tbody tr");
    assert.match(row, /陈静/);
    assert.match(row, /Cancelled a ticket/);
    assert.match(row, new RegExp(cancelled));
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll(".audit-table tbody tr").length === 1);
    await page.selectOption("#audit-kind", "visit_finished");
    await page.waitForFunction(() => document.querySelectorAll(".audit-table tbody tr").length === 2);
    await page.click(".audit-table tbody tr:first-child .link"); // only this person
    await page.waitForFunction(() => location.hash.includes("staff=1001"));
    const { name, text } = await savedText(page, "#audit-csv");
    assert.match(name, /^menting-audit-\d{4}-\d\d-\d\d\.csv$/);
    assert.equal(text.trim().split("\n").length, 1 + 2);
    await page.selectOption("#audit-staff", "9001");
    await page.waitForSelector("#audit .empty-day");
    await page.click("#audit-all");
    await page.waitForFunction((n) => document.querySelectorAll(".audit-table tbody tr").length >= n, all);
    await closePage(page);
  });

  test("views are chosen by keys and by the browser's way back", async () => {
    const page = await openManager(browser, branch, { language: "en" });
    await page.waitForSelector("#parts li");
    await page.keyboard.press("2");
    await page.waitForSelector("#report:not([hidden])");
    await page.keyboard.press("3");
    await page.waitForSelector("#audit:not([hidden])");
    await page.goBack();
    await page.waitForSelector("#report:not([hidden])");
    assert.equal(await page.getAttribute("#tab-report", "aria-selected"), "true");
    await page.focus("#tab-report");
    await page.keyboard.press("ArrowLeft");
    await page.waitForSelector("#hall:not([hidden])");
    await seeText(page, ".service-row:nth-child(2) .name", "New business");
    await closePage(page);
  });
});
