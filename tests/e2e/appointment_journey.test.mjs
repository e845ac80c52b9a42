// An appointment from booking to service through both real programs: headquarters' page on a phone, the kiosk touched in
// a real window, the clerk's page; cancelled ones, wrong digits, headquarters' own list.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { nextStep, openBrowser, openCounter, openPage, seeText, signIn, textOf } from "./support/browser.mjs";
import { KioskScreen, startDisplay } from "./support/screen.mjs";
import { ROOT, Stage, freePort, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const stage = new Stage();
const hq = {};
let branch;
let screen;
let browser;
let staff;
let phone;
let booked; // what the phone shows: {number, link}

const hqSays = (...words) => stage.run(stage.program("menting-hq"), [...words, ...hq.words]);

async function startHq() {
  const port = await freePort();
  const file = stage.path("hq.toml");
  const text = readFileSync(join(ROOT, "config/demo/hq.toml"), "utf8");
  writeFileSync(file, text.replaceAll("127.0.0.1:8480", `127.0.0.1:${port}`));
  Object.assign(hq, { url: `http://127.0.0.1:${port}`, port, words: ["--config", file, "--data", stage.path("hq")] });
  stage.start("hq", stage.program("menting-hq"), hq.words);
  await until("headquarters answers", async () => (await fetch(`${hq.url}/api/v1/health`)).ok);
}

/** A signed-in person's request to headquarters. */
async function hqAsks(method, path, body) {
  const headers = { "Content-Type": "application/json", Origin: hq.url, ...(hq.cookie ? { Cookie: hq.cookie } : {}) };
  const answer = await fetch(hq.url + path, { method, headers, body: body && JSON.stringify(body) });
  hq.cookie ??= answer.headers.get("set-cookie")?.split(";")[0];
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

/** Slots of five minutes around the clock, so that one begins soon whenever this runs. */
async function plan() {
  await hqAsks("POST", "/api/v1/sign-in", { user: "operations", password: "menting-demo" });
  const row = { service: "A", name: { "zh-CN": "新业务办理", en: "New business" }, weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const items = [{ ...row, from: "00:00", to: "24:00", slot_minutes: 5, capacity: 1 }];
  await hqAsks("POST", "/api/v1/appointments/plan?branch=BJ-0001", { days_ahead: 3, items, closed: [] });
}

/** The last minutes of a day have no slot to come: then the next day is waited for. */
const slotsOfToday = () =>
  until(
    "there is a slot today",
    async () => {
      const answer = await fetch(`${hq.url}/api/v1/appointments/slots?branch=BJ-0001`);
      const [today] = (await answer.json()).days;
      return today.slots.length > 2 && today;
    },
    15 * 60_000,
  );

async function book(page, which) {
  const today = await slotsOfToday();
  await page.goto(`${hq.url}/book`);
  await page.fill("#search", "西单");
  await page.click('[data-branch="BJ-0001"]');
  await page.click(`[data-day="${today.date}"]`);
  await page.click(`.slots li:nth-child(${which}) button`);
  await page.fill("#last4", "1234");
  await page.check("#consent");
  await page.click("#book");
  await page.waitForSelector("#number");
  return { number: await textOf(page, "#number"), link: page.url() };
}

before(async () => {
  await startHq();
  branch = await writeBranchConfig(stage, { hqPort: hq.port });
  const code = hqSays("branch", "add", "BJ-0001", "--name", "西单营业厅").trim().split(/\s+/).at(-1);
  const words = ["enrol", "--config", branch.file, "--data", branch.data, "--hq", hq.url, "--code", code];
  stage.run(stage.program("menting-kiosk"), words);
  await plan();
  const display = await startDisplay(stage);
  const shown = ["--window", "1080x1920", "--targets", stage.path("targets.json")];
  await startKiosk(stage, branch, shown, { DISPLAY: display, SDL_AUDIODRIVER: "dummy", LIBGL_ALWAYS_SOFTWARE: "1" });
  screen = new KioskScreen(stage, display, stage.path("targets.json"));
  staff = await new BranchApi(branch).signIn("1002");
  browser = await openBrowser(stage);
  phone = await openPage(browser, `${hq.url}/book`, { width: 390, height: 844, touch: true });
});
after(() => stage.down());

test("a customer books on the phone and sees number and code", async () => {
  booked = await book(phone, 1);
  assert.match(booked.number, /^P\d{4}$/);
  assert.match(booked.link, /\/a\/BJ-0001#[0-9A-Z]{16}$/);
  assert.equal(await textOf(phone, "#state"), "已预约");
  const sideways = await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(sideways, false);
  const picture = stage.path("code.png");
  await phone.locator(".qr").screenshot({ path: picture });
  assert.equal(stage.run("zbarimg", ["-q", "--raw", picture]).trim(), booked.link);
  assert.deepEqual(phone.faults, []);
});

test("the branch knows it within moments", async () => {
  const known = await until("the branch has the appointment", async () => {
    const { items } = await staff.get("/api/v1/appointments");
    return items.find(({ number }) => number === booked.number);
  });
  assert.equal(known.state, "booked");
});

test("at the kiosk wrong digits find nothing, the right ones give a number with its slot", async () => {
  await screen.show("home");
  await screen.to("check_in", "home.appointment");
  for (const digit of booked.number.slice(1)) await screen.tap(`key.${digit}`);
  await screen.tap("key.enter");
  for (const digit of "0000") await screen.tap(`key.${digit}`);
  await screen.tap("key.enter");
  await until("the digits are typed again", () => !screen.now().targets.find(({ id }) => id === "key.enter")?.enabled);
  for (const digit of "1234") await screen.tap(`key.${digit}`);
  await screen.tap("key.enter");
  await screen.show("ticket_taken");
  const { items } = await staff.get("/api/v1/tickets?state=waiting");
  assert.equal(items.length, 1);
  assert.equal(items[0].lane, "appointment");
  assert.match(items[0].appointment.from, /^\d\d:\d\d$/);
  await screen.tap("ticket.done");
});

test("the clerk sees the slot, calls and serves; headquarters and the phone know", async () => {
  const clerk = await openPage(browser, `${branch.url}/clerk`);
  await signIn(clerk, "1001");
  await openCounter(clerk, 2);
  await nextStep(clerk, "呼叫下一位");
  await seeText(clerk, "#card-number", "A001");
  assert.match(await textOf(clerk, "#card-head .badge.appointment"), /^预约 \d\d:\d\d–\d\d:\d\d$/);
  await nextStep(clerk, "开始办理");
  await clerk.click("#finish-only");
  await until("the appointment is served at headquarters", async () => {
    const { items } = await hqAsks("GET", "/api/v1/appointments?branch=BJ-0001");
    return items.find(({ number }) => number === booked.number)?.state === "served";
  });
  await phone.reload();
  await seeText(phone, "#state", "已办理");
});

test("a cancelled one frees its place and is refused at the kiosk, where a number is offered", async () => {
  const second = await book(phone, 3);
  await until("the branch has it", async () => {
    const { items } = await staff.get("/api/v1/appointments");
    return items.some(({ number }) => number === second.number);
  });
  await phone.click("#cancel");
  await phone.click("#cancel-yes");
  await seeText(phone, "#state", "已取消");
  await until("the branch has cancelled it", async () => {
    const { items } = await staff.get("/api/v1/appointments");
    return items.find(({ number }) => number === second.number)?.state === "cancelled";
  });
  const code = second.link.split("#")[1];
  const refused = await staff.ask("POST", "/api/v1/appointments/check-in", { code });
  assert.equal(refused.status, 409);
  assert.equal(refused.body.refusal, "appointment_cancelled");
  const again = await book(phone, 3); // the place is free again
  assert.notEqual(again.number, second.number);
  assert.deepEqual(phone.faults, []);
});
