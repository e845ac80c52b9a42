// The whole life of a repair, in both languages: the customer taps at the real kiosk window, the technician works in
// Chromium at a counter, slips come out of the printer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { nextStep, openBrowser, openCounter, openPage, seeText, signIn } from "./support/browser.mjs";
import { closePage } from "./support/manager.mjs";
import { printedSlips, seeState, takeStep, TECHNICIAN, TECHNICIAN_PIN, technicianApi } from "./support/repairs.mjs";
import { KioskScreen, startDisplay } from "./support/screen.mjs";
import { Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const COUNTER = 3;
const stage = new Stage();
let branch;
let browser;
let screen;
let api; // the technician's
let slips = 0; // on paper so far

before(async () => {
  branch = await writeBranchConfig(stage);
  const display = await startDisplay(stage);
  const targets = stage.path("targets.json");
  const env = { DISPLAY: display, SDL_AUDIODRIVER: "dummy", LIBGL_ALWAYS_SOFTWARE: "1" };
  await startKiosk(stage, branch, ["--window", "1080x1920", "--targets", targets], env);
  screen = new KioskScreen(stage, display, targets);
  browser = await openBrowser(stage);
  api = await technicianApi(branch);
});
after(() => stage.down());

const WORDS = {
  "zh-CN": {
    imei: "490154203237518",
    phone: "13800138000",
    person: "王小明",
    call: "呼叫下一位",
    start: "开始办理",
    finish: "完成办理",
    broken: "屏幕碎了",
    async name() {
      await screen.keys("wang");
      await screen.tapLabelled("王");
      await screen.keys("xiaoming");
      await screen.tapLabelled("小明");
    },
  },
  en: {
    imei: "356938035643809",
    phone: "13900139000",
    person: "li na",
    call: "Call next",
    start: "Start serving",
    finish: "Finish",
    broken: "The screen is broken",
    async name() {
      await screen.keys("li");
      await screen.tap("key.space");
      await screen.keys("na");
    },
  },
};

const WAVE = Array.from({ length: 24 }, (_, i) => [0.2 + i * 0.025, 0.5 + 0.25 * Math.sin(i * 0.9)]);

/** One question a page, by taps alone. */
async function handIn(language, { imei, phone, name }) {
  await screen.show("home");
  if (screen.now().language !== language) await screen.tap(`lang.${language}`);
  await until("the language", () => screen.now().language === language);
  await screen.to("repair", "home.repair");
  await screen.to("repair_kind", "repair.begin");
  await screen.tapOption("repair.kind.phone");
  await screen.show("repair_brand");
  await screen.to("repair_words", "repair.search");
  await screen.keys("mate");
  await screen.tap("suggest.0"); // brand and model together
  await screen.show("repair_serial");
  await screen.keys(imei);
  await screen.to("repair_faults", "key.enter");
  await screen.tapOption("repair.fault.screen");
  await screen.to("repair_body", "repair.next");
  await screen.tap("repair.body.front.1");
  await screen.to("repair_bought", "repair.next");
  await screen.tapOption(`repair.bought.${new Date().getFullYear() - 2}`);
  await screen.tapOption("repair.bought.month.2");
  await screen.to("repair_left_with", "repair.next");
  await screen.tapOption("repair.left_with.case");
  await screen.to("repair_data", "repair.next");
  await screen.to("repair_lock", "repair.data.yes");
  await screen.to("repair_consent", "repair.next");
  await screen.to("repair_name", "repair.next");
  await name();
  await screen.to("repair_phone", "key.enter");
  await screen.keys(phone);
  await screen.to("repair_terms", "key.enter");
  await screen.to("repair_sign", "repair.next");
  await screen.drag("repair.sign", WAVE);
  await screen.to("repair_review", "repair.next");
  await screen.to("repair_taken", "repair.submit");
  const { items } = await api.get("/api/v1/repairs?state=handed_in");
  assert.equal(items.length, 1);
  const order = await api.get(`/api/v1/repairs/${items[0].number}`);
  await screen.to("home", "ticket.done");
  return order;
}

/** Scans the slip at home: the story of the repair. */
async function scanSlip(code) {
  await screen.show("home");
  screen.scan(code);
  await screen.show("repair_found");
}

/** The next customer is called to the counter and served; their repair is opened. */
async function serve(page, words, ticket, number) {
  await nextStep(page, words.call);
  await seeText(page, "#card-number", ticket);
  await nextStep(page, words.start);
  await page.waitForSelector("#outcome:not([hidden])");
  await page.keyboard.press("w");
  await seeText(page, "#order-number", number);
}

async function backAndFinish(page, words) {
  await page.click('[data-act="leave"]');
  await nextStep(page, words.finish);
  await page.waitForSelector(".card.calm");
}

async function takeOverAndQuote(page, { broken }) {
  await takeStep(page, "receive", "received", (form) => form.fill('dialog [data-field="shelf"]', "B-7"));
  await seeText(page, "#order-shelf", "B-7");
  await takeStep(page, "diagnose", "diagnosing", () => {});
  await page.fill('[data-note="note_customer"]', broken);
  await takeStep(page, "quote", "quoted", async (form) => {
    const line = (kind, name) => `.quote-lines [data-kind="${kind}"] [data-line="${name}"]`;
    await form.fill(line("part", "text"), "Mate 70");
    await form.fill(line("part", "minor"), "600");
    await form.fill(line("labour", "text"), "1 h");
    await form.fill(line("labour", "minor"), "80");
  });
}

async function handOver(page, code) {
  await takeStep(page, "hand-over", "handed_over", async (form) => {
    await form.fill('dialog [data-field="pickup_code"]', code);
    const pad = await form.locator("dialog .ink.pad").boundingBox();
    await form.mouse.move(pad.x + 40, pad.y + 90);
    await form.mouse.down();
    await form.mouse.move(pad.x + 160, pad.y + 40, { steps: 6 });
    await form.mouse.up();
  });
}

/** At the kiosk, by the number on the slip. */
async function rate(ticket) {
  await screen.to("rate", "home.rate");
  await screen.keys(ticket);
  await screen.tap("key.enter");
  await screen.tap("rate.score.5");
  await screen.tap("rate.aspect.outcome");
  await screen.tap("rate.submit");
  await screen.to("home", "rate.done");
}

async function wholeLife(language) {
  const words = WORDS[language];
  const order = await handIn(language, words);
  const { number, code } = order;
  assert.equal(order.device.brand, "HUAWEI");
  assert.match(order.device.model, /^Mate/);
  assert.equal(order.device.imei, words.imei);
  assert.equal(order.customer.name.toLowerCase(), words.person);
  assert.equal(order.language, language);
  assert.ok(order.signature.flat().length > 10);
  const printed = await printedSlips(stage, branch, slips + 1);
  assert.equal(printed.length, slips + 1, "one slip for the order and its number in the queue");
  assert.equal(printed.at(-1).code, code);

  const page = await openPage(browser, `${branch.url}/clerk`, { language });
  await signIn(page, TECHNICIAN, TECHNICIAN_PIN);
  await openCounter(page, COUNTER);
  await serve(page, words, order.ticket, number);
  await takeOverAndQuote(page, words);

  await scanSlip(code);
  await screen.to("repair_answer", "repair.approve");
  await screen.to("repair_found", "repair.answer.yes");
  await seeState(page, "approved"); // by itself
  await screen.to("home", "home");
  await backAndFinish(page, words);

  await page.click("#to-repairs");
  await page.click(`[data-order="${number}"]`);
  for (const [step, state] of [
    ["repair", "repairing"],
    ["test", "tested"],
    ["ready", "ready"],
  ])
    await takeStep(page, step, state);
  await page.click('[data-act="leave"]');

  await scanSlip(code);
  await screen.to("ticket_taken", "repair.fetch");
  const { items } = await api.get("/api/v1/tickets?state=waiting");
  assert.equal(items.length, 1);
  const [{ ticket, lane, id }] = items;
  assert.equal(lane, "appointment");
  await screen.to("home", "ticket.done");
  await serve(page, words, ticket, number);
  const all = (await printedSlips(stage, branch, slips + 2)).length;
  assert.equal(all, slips + 2, "and one for the number of whoever fetches it");
  slips = all;
  await handOver(page, code);
  await page.waitForSelector("#private-closed");
  await backAndFinish(page, words);
  await rate(ticket);
  const end = await api.get(`/api/v1/repairs/${number}`);
  assert.equal(end.state, "handed_over");
  assert.equal(end.customer, null);
  assert.ok((await api.get(`/api/v1/tickets/${id}`)).rated);
  await closePage(page);
  await api.post(`/api/v1/counters/${COUNTER}/close`);
}

test("a repair from the hand-in to its rating, in Chinese", () => wholeLife("zh-CN"));
test("a repair from the hand-in to its rating, in English", () => wholeLife("en"));

test("the journal is sound", () => {
  stage.run(stage.program("menting-kiosk"), ["verify", "--data", branch.data]);
});
