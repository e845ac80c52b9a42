// A customer's phone in front of both real programs: the slip's address, the place as it falls, the call within moments,
// what can be asked, a repair with its quote, and a hall that is gone.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { openBrowser, openPage, outOfSight, seeText, textOf } from "./support/browser.mjs";
import { Headquarters } from "./support/headquarters.mjs";
import { handedIn, printedSlips, technicianApi } from "./support/repairs.mjs";
import { Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const stage = new Stage();
const QUICK_MS = 2_000; // from the counter's press to the customer's phone
const PICTURES = process.env.MENTING_PICTURES;
let hq = null;
let branch = null;
let kiosk = null;
let browser = null;
let clerk = null;

before(async () => {
  hq = await Headquarters.start(stage);
  branch = await writeBranchConfig(stage, { hqPort: hq.port });
  hq.enrol(branch);
  const admin = await hq.as("admin");
  await admin.post("/api/v1/branches/BJ-0001/place", { address: { "zh-CN": "西单北大街 110 号" } });
  kiosk = await startKiosk(stage, branch);
  browser = await openBrowser(stage);
  clerk = await new BranchApi(branch).signIn("1001");
  await clerk.post("/api/v1/counters/1/open");
  // Slips have addresses from the moment that headquarters has said where customers' pages are.
  await until("headquarters says where its pages are", async () => {
    const probe = await clerk.take("A");
    await clerk.post(`/api/v1/tickets/${probe.id}/cancel`, { reason: "mistake" });
    return probe.code.startsWith(`${hq.url}/s/BJ-0001#`);
  });
});
after(() => stage.down());

const phone = (ticket, options = {}) => openPage(browser, ticket.code, { width: 390, height: 844, touch: true, ...options });
const ahead = (page, text) => seeText(page, "#ahead", text);
const serve = async () => {
  await clerk.post("/api/v1/counters/1/start");
  await clerk.post("/api/v1/counters/1/finish", {});
};
const picture = (page, name, fullPage = false) =>
  PICTURES ? page.screenshot({ path: `${PICTURES}/phone_${name}.png`, fullPage }) : null;
const send = async (page, way, choice) => {
  await page.click(way);
  await page.waitForSelector("dialog[open]");
  if (choice) await page.click(choice);
  await page.click("#yes");
};

async function noFaults(page) {
  assert.deepEqual(page.faults, []);
  assert.deepEqual(await outOfSight(page, []), []);
}

describe("a number on the phone", () => {
  it("shows its place, follows the queue and is called within two seconds", async () => {
    const first = await clerk.take("A");
    const second = await clerk.take("A");
    const page = await phone(second);
    await ahead(page, "1 人");
    assert.equal(await textOf(page, "#number"), second.ticket);
    assert.match(await textOf(page, "#hall"), /营业厅/);
    // Where the hall is, as headquarters knows it, and when it is open.
    assert.match(await textOf(page, "#where"), /^西单北大街 110 号营业时间 \d\d:\d\d–\d\d:\d\d$/);
    await picture(page, "waiting");
    await clerk.post("/api/v1/counters/1/call-next");
    await ahead(page, "0 人");
    await serve();
    const called_at = Date.now();
    await clerk.post("/api/v1/counters/1/call-next");
    await seeText(page, "#go", "请到 1 号窗口");
    const took_ms = Date.now() - called_at;
    assert.ok(took_ms < QUICK_MS, `the call took ${took_ms} ms`);
    await page.waitForFunction(() => document.title.includes("请到 1 号窗口"));
    await picture(page, "called");
    await noFaults(page);
    await serve();
    // Rated where the visit is over.
    await page.click('#scores [data-value="5"]');
    await page.click('[data-aspect="speed"]');
    await picture(page, "rating", true);
    await page.click("#rate-do");
    await seeText(page, "#lead", "谢谢您的评价");
    assert.equal((await clerk.get(`/api/v1/tickets/${second.id}`)).rated, true);
    assert.equal((await clerk.get(`/api/v1/tickets/${first.id}`)).rated, false);
    await page.context().close();
  });

  it("lets others go first, and is cancelled, when asked and never by itself", async () => {
    const tickets = [];
    for (let i = 0; i < 3; ++i) tickets.push(await clerk.take("A"));
    const page = await phone(tickets[0], { language: "en" });
    await ahead(page, "0");
    await send(page, "#let-pass", '#passes [data-value="2"]');
    await ahead(page, "2");
    assert.deepEqual(await clerk.waiting(), [tickets[1].ticket, tickets[2].ticket, tickets[0].ticket]);
    await page.waitForFunction(() => document.querySelector("#let-pass").disabled);
    assert.match(await textOf(page, "#let-pass"), /Nobody waits behind you/);
    await page.click("#cancel");
    await page.click("#no");
    assert.equal((await clerk.get(`/api/v1/tickets/${tickets[0].id}`)).state, "waiting");
    await send(page, "#cancel");
    await seeText(page, "#lead", "Number cancelled");
    assert.equal((await clerk.get(`/api/v1/tickets/${tickets[0].id}`)).state, "cancelled");
    await noFaults(page);
    await page.context().close();
    for (const { id } of tickets.slice(1)) await clerk.post(`/api/v1/tickets/${id}/cancel`, { reason: "mistake" });
  });

  it("fits a small phone in both languages, light and dark, and asks nobody else for anything", async () => {
    const ticket = await clerk.take("A");
    for (const language of ["zh-CN", "en"]) {
      const page = await openPage(browser, "about:blank", { width: 320, height: 640, language });
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.emulateMedia({ colorScheme: language === "en" ? "dark" : "light" });
      await page.goto(ticket.code);
      await page.waitForSelector("#ahead");
      await picture(page, `small_${language}`);
      assert.deepEqual(asked.filter((url) => !url.startsWith(hq.url)), []);
      assert.deepEqual(asked.filter((url) => url.includes(ticket.code.split("#")[1]) && !url.includes("#")), []);
      await page.click("#language");
      await seeText(page, "#language", language === "en" ? "English" : "中文");
      await noFaults(page);
      await page.context().close();
    }
    await clerk.post(`/api/v1/tickets/${ticket.id}/cancel`, { reason: "mistake" });
  });

  it("knows no slip that is none", async () => {
    const page = await openPage(browser, `${hq.url}/s/BJ-0001#7K3MPQ9XT2VD`, { width: 390, height: 844 });
    await seeText(page, "#lead", "没有找到这张小票");
    await page.goto(`${hq.url}/s/BJ-0001`);
    await seeText(page, "#lead", "请扫描小票上的二维码");
    await page.context().close();
  });
});

describe("the address on paper", () => {
  it("is what the slip's QR holds, and opens everything that the bare code opens", async () => {
    const ticket = await clerk.take("B");
    const slips = await printedSlips(stage, branch, 1);
    await until("the newest slip holds its address", async () => {
      const all = await printedSlips(stage, branch, slips.length);
      return all.some((slip) => slip.code === ticket.code);
    });
    await clerk.post(`/api/v1/tickets/${ticket.id}/cancel`, { reason: "mistake" });
    const rated = await clerk.ask("POST", "/api/v1/ratings", { code: ticket.code, score: 5 });
    assert.equal(rated.body.refusal, "rating_closed"); // it is known, and was cancelled
  });
});

describe("a repair on the phone", () => {
  it("shows every step, and its quote is approved with the sum in sight", async () => {
    const desk = await technicianApi(branch);
    const order = await desk.post("/api/v1/repairs", handedIn());
    assert.ok(order.code.startsWith(`${hq.url}/s/BJ-0001#`));
    const page = await openPage(browser, order.code, { width: 390, height: 844, language: "en" });
    await seeText(page, "#number", order.number);
    const step = (name, words = {}) => desk.post(`/api/v1/repairs/${order.number}/${name}`, words);
    await step("receive");
    await step("diagnose", { note_customer: "The screen is broken, the rest is fine" });
    const lines = [
      { kind: "part", text: "Screen", minor: 60_000 },
      { kind: "labour", text: "Fitting", minor: 8_000 },
    ];
    await step("quote", { lines, currency: "CNY" });
    await page.waitForSelector("#approve");
    await picture(page, "repair_quoted", true);
    assert.match(await textOf(page, "#steps"), /The screen is broken, the rest is fine/);
    assert.match(await textOf(page, "#facts"), /¥680\.00, if you agree/);
    await page.click("#approve");
    await seeText(page, "#sum", "¥680.00");
    await seeText(page, "#question", "Approve quote 1?");
    await picture(page, "repair_approve");
    await page.click("#yes");
    await page.waitForSelector("#approve", { state: "detached" });
    await until("the hall has the approval", async () => (await desk.get(`/api/v1/repairs/${order.number}`)).state === "approved");
    const shown = await page.evaluate(() => document.body.textContent);
    for (const personal of ["王小明", "13800138000", "掉在地上"]) assert.ok(!shown.includes(personal));
    await noFaults(page);
    await page.context().close();
  });
});

describe("a hall that cannot be reached", () => {
  it("is said to be gone, with how it stood and when; what is asked waits for it", async () => {
    const ticket = await clerk.take("A");
    const behind = await clerk.take("A");
    const page = await phone(ticket);
    await ahead(page, "0 人");
    await stage.stop(kiosk);
    await page.waitForFunction(() => /大厅暂时连不上/.test(document.querySelector("#lost").textContent), null, {
      timeout: 60_000,
    });
    assert.equal(await textOf(page, "#number"), ticket.ticket);
    await picture(page, "offline");
    await send(page, "#let-pass", '#passes [data-value="1"]');
    await page.waitForFunction(() => /已发出.*恢复后/.test(document.querySelector("#lost").textContent));
    kiosk = await startKiosk(stage, branch);
    await ahead(page, "1 人");
    clerk = await new BranchApi(branch).signIn("1001");
    const waiting = (await clerk.waiting()).filter((number) => number.startsWith("A"));
    assert.deepEqual(waiting, [behind.ticket, ticket.ticket]);
    await page.context().close();
  });
});
