// A repair from the hand-in at the desk to its rating, in Chromium against the real kiosk program: every step by its
// button, the customer beside it over the open routes, papers from the printer, and what is refused in words.
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
import { closePage, openManager, seeToast } from "./support/manager.mjs";
import {
  answerForm,
  atRepairs,
  choose,
  CUSTOMER,
  handedIn,
  openOrder,
  printedSlips,
  seeState,
  takeStep,
  TECHNICIAN,
  technicianApi,
} from "./support/repairs.mjs";
import { MANAGER_PIN, Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const stage = new Stage();
let branch;
let browser;
let api; // the technician's
let manager;
const anyone = () => new BranchApi(branch);

before(async () => {
  branch = await writeBranchConfig(stage);
  await startKiosk(stage, branch);
  browser = await openBrowser(stage);
  api = await technicianApi(branch);
  manager = await new BranchApi(branch).signIn("9001", MANAGER_PIN);
  await manager.post("/api/v1/loaners", { label: "L-01", model: "Redmi 12" });
});
after(() => stage.down());

const orderNow = (number) => api.get(`/api/v1/repairs/${number}`);

describe("a repair at the desk", { concurrency: false }, () => {
  let page;
  let number;
  let opened;

  test("handed in by staff: what is wrong stands at its field, and nothing typed is lost", async () => {
    page = await atRepairs(browser, branch);
    const answer = page.waitForResponse((one) => one.url().endsWith("/api/v1/repairs") && one.status() === 201);
    await page.click('[data-act="hand_in"]');
    await page.waitForSelector("dialog.repair-form[open]");
    const fill = (name, text) => page.fill(`dialog [data-field="${name}"]`, text);
    await page.selectOption('dialog [data-field="brand"]', "HUAWEI");
    await page.selectOption('dialog [data-field="model"]', "Mate 60");
    await fill("imei", "490154203237519");
    await page.press('dialog [data-field="imei"]', "Enter"); // as a scanner ends a number: on to the next field
    assert.equal(await page.evaluate(() => document.activeElement.dataset.field), "serial");
    assert.equal(await page.locator(".field-fault:not([hidden])").count(), 0); // nothing was sent
    assert.match(await textOf(page, '[data-field="terms"]'), /30 days/);
    await choose("faults", "screen")(page);
    await choose("left_with", "sim")(page);
    await fill("name", CUSTOMER.name);
    await fill("phone", "12");
    const side = await page.locator('dialog svg[data-side="front"]').boundingBox();
    await page.mouse.click(side.x + side.width / 2, side.y + 30);
    await page.click("dialog [data-yes]");
    await page.waitForSelector('[data-row="imei"] .field-fault:not([hidden])');
    await fill("imei", "490154203237518");
    await page.click("dialog [data-yes]");
    await page.waitForSelector('[data-row="phone"] .field-fault:not([hidden])');
    await fill("phone", CUSTOMER.phone);
    await page.click("dialog [data-yes]");
    await page.waitForSelector('[data-row="consent"] .field-fault:not([hidden])');
    await page.check('dialog [data-field="consent"]');
    await page.click("dialog [data-yes]");
    opened = await (await answer).json();
    ({ number } = opened);
    await seeToast(page, "good", new RegExp(number));
    assert.ok(!(await textOf(page, "#toast")).includes(opened.pickup_code));
    await seeText(page, "#order-number", number);
    await seeState(page, "handed_in");
    const order = await orderNow(number);
    assert.equal(order.device.imei, "490154203237518");
    assert.equal(order.scratches.length, 1);
    assert.equal(order.opened_by, TECHNICIAN);
    assert.match(opened.ticket.ticket, /^C\d+$/);
  });

  test("corrected beside the device, taken over onto a shelf that is free", async () => {
    await page.waitForTimeout(550);
    await page.click('[data-act="correct"]');
    await answerForm(page, async (form) => {
      assert.equal(await form.inputValue('dialog [data-field="model"]'), "Mate 60");
      await form.selectOption('dialog [data-field="model"]', "other");
      await form.fill('dialog [data-field="model_typed"]', "Mate 60 Pro");
    });
    await page.waitForFunction(() =>
      document.querySelector(".order-head .order-device").textContent.includes("Mate 60 Pro"),
    );
    const other = await api.postAsKiosk(
      "/api/v1/repairs",
      handedIn({ device: { kind: "tablet", brand: "Apple", model: "iPad" }, faults: ["screen"] }),
    );
    await api.post(`/api/v1/repairs/${other.number}/receive`, { shelf: "A-1" });
    await page.waitForTimeout(550);
    await page.click('[data-act="step"][data-step="receive"]');
    await page.fill('dialog [data-field="shelf"]', "a-1");
    await page.click("dialog [data-yes]");
    await page.waitForSelector("dialog .note.bad:not([hidden])"); // there lies another one
    await page.fill('dialog [data-field="shelf"]', "b-7");
    await page.click("dialog [data-yes]");
    await seeState(page, "received");
    await seeText(page, "#order-shelf", "B-7");
    await page.fill(".repair-search", "b-7");
    await page.waitForFunction(() => document.querySelectorAll("[data-order]").length === 1);
    await page.fill(".repair-search", "");
  });

  test("label and receipt come out of the printer; only the customer's papers carry the code", async () => {
    const before_ = (await printedSlips(stage, branch, 1)).length;
    for (const what of ["label", "receipt", "slip"]) {
      await page.waitForTimeout(550);
      await page.click(`[data-act="print"][data-step="${what}"]`);
      await page.waitForFunction((n) => document.querySelector("#toast")?.textContent.toLowerCase().includes(n), what);
    }
    const slips = await printedSlips(stage, branch, before_ + 3);
    const codes = slips.slice(before_).map(({ code }) => code);
    assert.equal(codes[0], number);
    assert.equal(codes[1], opened.code);
    assert.equal(codes[2], opened.code);
  });

  test("what was begun is kept: notes with their order, a form until it is thrown away", async () => {
    await page.fill('[data-note="note_staff"]', "内屏也碎");
    const { items } = await api.get("/api/v1/repairs?state=open");
    await openOrder(page, items.find((one) => one.number !== number).number);
    assert.equal(await page.inputValue('[data-note="note_staff"]'), "");
    await openOrder(page, number);
    assert.equal(await page.inputValue('[data-note="note_staff"]'), "内屏也碎");
    await page.fill('[data-note="note_staff"]', "");
    await page.waitForTimeout(550);
    await page.click('[data-act="promise"]');
    await page.keyboard.press("Escape"); // nothing filled in: it goes
    await page.waitForSelector("dialog.repair-form", { state: "detached" });
    await page.waitForTimeout(550);
    await page.click('[data-act="promise"]');
    await choose("reason", "workload")(page);
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog .doubt:not([hidden])");
    await page.keyboard.press("Escape"); // takes the question back, not the form
    await page.waitForSelector("dialog .doubt", { state: "hidden" });
    assert.equal(await page.getAttribute('dialog [data-value="workload"]', "aria-checked"), "true");
    await page.click("dialog [data-no]");
    await page.click("dialog [data-throw]");
    await page.waitForSelector("dialog.repair-form", { state: "detached" });
    assert.equal((await orderNow(number)).promise_changes, 0);
  });

  test("examined and quoted in lines; the customer approves over the open route", async () => {
    await page.fill('[data-note="note_staff"]', "左上角碎");
    await takeStep(page, "diagnose", "diagnosing", () => {});
    await page.fill('[data-note="note_customer"]', "The screen has to be replaced");
    await takeStep(page, "quote", "quoted", async (form) => {
      const line = (kind, name) => `.quote-lines [data-kind="${kind}"] [data-line="${name}"]`;
      await form.fill(line("part", "text"), "Screen");
      await form.fill(line("part", "minor"), "six");
      await form.fill(line("labour", "text"), "Change of screen");
      await form.fill(line("labour", "minor"), "80.5");
      await form.click("dialog [data-yes]");
      await form.waitForSelector('[data-row="lines"] .field-fault:not([hidden])');
      await form.fill(line("part", "minor"), "600");
      await seeText(form, ".quote-total", "¥680.50");
    });
    await page.reload();
    await seeText(page, "#order-number", number);
    await seeState(page, "quoted");
    const claim = { number, phone_last4: CUSTOMER.phone.slice(-4) };
    const status = await anyone().post("/api/v1/repairs/status", claim);
    assert.equal(status.quote.total_minor, 68_050);
    assert.equal(status.steps.at(-1).note, "The screen has to be replaced");
    assert.ok(!JSON.stringify(status).includes(CUSTOMER.name));
    await anyone().post("/api/v1/repairs/status/answer", { ...claim, answer: "approve" });
    await seeState(page, "approved"); // by itself
    assert.equal(
      (await orderNow(number)).steps[0].note_staff ?? (await orderNow(number)).steps[1].note_staff,
      "左上角碎",
    );
  });

  test("a step that is out of order by now says what is possible", async () => {
    await page.waitForTimeout(550);
    // A colleague is quicker, and this page has not heard of it.
    await page.route("**/api/v1/repairs**", (route) =>
      route.request().method() === "GET" ? route.abort() : route.continue(),
    );
    await api.post(`/api/v1/repairs/${number}/repair`);
    await page.click('[data-act="step"][data-step="repair"]');
    await seeToast(page, "bad", /Being repaired.*Wait for parts/);
    await page.unroute("**/api/v1/repairs**");
    await api.take("A"); // any news brings it up to date
    await seeState(page, "repairing");
  });

  test("loaner out, parts waited for, tested, ready; it cannot end while its loaner is out", async () => {
    await page.waitForTimeout(550);
    await page.click('[data-act="lend"]');
    await answerForm(page, async (form) => {
      await choose("loaner", "L-01")(form);
      await choose("state", "other")(form);
      await form.fill('dialog [data-field="state_words"]', "a scratch at the lower right");
    });
    await page.waitForSelector('[data-act="return_loaner"]');
    await page.waitForSelector('.facts .fact:has-text("a scratch at the lower right")');
    await takeStep(page, "wait-for-parts", "waiting_for_parts");
    await page.waitForTimeout(550);
    await page.click('[data-act="promise"]');
    await answerForm(page, async (form) => {
      await choose("reason", "parts_late")(form);
      const day = (await orderNow(number)).promised_day;
      await form.fill(
        'dialog [data-field="promised_day"]',
        new Date(Date.parse(day) + 3 * 86_400_000).toISOString().slice(0, 10),
      );
    });
    await until("the promise has moved", async () => (await orderNow(number)).promise_changes === 1);
    await takeStep(page, "repair", "repairing");
    await takeStep(page, "test", "tested");
    await takeStep(page, "ready", "ready");
    await page.waitForTimeout(550);
    await page.click('[data-act="step"][data-step="hand-over"]');
    await page.fill('dialog [data-field="pickup_code"]', opened.pickup_code);
    await page.click("dialog [data-yes]");
    await page.waitForSelector("dialog .note.bad:not([hidden])");
    assert.match(await textOf(page, "dialog .note.bad"), /L-01/);
    assert.equal(await page.inputValue('dialog [data-field="pickup_code"]'), opened.pickup_code);
    assert.match(await textOf(page, 'dialog [data-field="dues"]'), /¥680\.50.*L-01/);
    await page.keyboard.press("Escape");
    await page.click("dialog [data-throw]");
    await page.waitForTimeout(550);
    await page.click('[data-act="return_loaner"]');
    await answerForm(page, async (form) => {
      assert.match(await textOf(form, "dialog.repair-form"), /lent as: a scratch at the lower right/);
      await choose("state", "worn")(form);
    });
    await page.waitForSelector('[data-act="lend"]');
  });

  test("fetched: the number is called at the counter, its repair opened in one press, handed over, rated", async () => {
    await api.post(`/api/v1/tickets/${opened.ticket.id}/cancel`, { reason: "customer_left" });
    const others = await api.get("/api/v1/tickets?state=waiting");
    for (const { id } of others.items) await api.post(`/api/v1/tickets/${id}/cancel`, { reason: "mistake" });
    const { ticket } = await anyone().post("/api/v1/repairs/pickup", { code: opened.code });
    assert.equal(ticket.lane, "appointment");
    await page.click('[data-act="leave"]');
    await openCounter(page, 3);
    await nextStep(page, "Call next");
    await seeText(page, "#card-number", ticket.ticket);
    await page.waitForSelector("#card-repair:not([hidden])");
    await nextStep(page, "Start serving");
    await page.waitForSelector("#outcome:not([hidden])");
    await page.keyboard.press("w");
    await seeText(page, "#order-number", number);
    await page.click('[data-act="step"][data-step="hand-over"]');
    await page.fill('dialog [data-field="pickup_code"]', "000000");
    await page.click("dialog [data-yes]");
    await page.waitForSelector("dialog .note.bad:not([hidden])");
    const pad = await page.locator("dialog .ink.pad").boundingBox();
    await page.mouse.move(pad.x + 40, pad.y + 90);
    await page.mouse.down();
    await page.mouse.move(pad.x + 160, pad.y + 40, { steps: 6 });
    await page.mouse.up();
    await page.fill('dialog [data-field="pickup_code"]', opened.pickup_code);
    await page.click("dialog [data-yes]");
    await seeState(page, "handed_over");
    assert.equal((await orderNow(number)).identity, "pickup_code");
    // What is over is still shown, but for what is sealed: and the page says so.
    await page.waitForSelector("#private-closed");
    assert.ok(!(await textOf(page, ".repair-main")).includes(CUSTOMER.name));
    assert.match(await textOf(page, ".repair-main"), /¥680\.50/);
    await page.click('[data-act="leave"]');
    await seeText(page, "#counter-name", "Counter 3");
    await nextStep(page, "Finish");
    await until("the visit is over", async () => (await api.get(`/api/v1/tickets/${ticket.id}`)).state === "finished");
    const rated = await anyone().ask("POST", "/api/v1/ratings", { code: ticket.code, score: 5, aspects: ["outcome"] });
    assert.equal(rated.status, 201, JSON.stringify(rated.body));
    await closePage(page);
    await api.post("/api/v1/counters/3/close");
  });
});

test("a lost answer: the press is sent again under its key and happens once", async () => {
  const { number } = await api.postAsKiosk("/api/v1/repairs", handedIn());
  const page = await atRepairs(browser, branch, { language: "zh-CN" });
  await openOrder(page, number);
  await api.post(`/api/v1/repairs/${number}/receive`);
  await seeState(page, "received");
  let lost = 0;
  await page.route(`**/repairs/${number}/return-unrepaired`, async (route) => {
    const answer = await route.fetch();
    if (lost++ === 0) return route.abort();
    return route.fulfill({ response: answer });
  });
  await takeStep(page, "return-unrepaired", "returned_unrepaired", choose("reason", "customer_asked"));
  assert.ok(lost >= 2);
  assert.equal((await orderNow(number)).steps.length, 2);
  await closePage(page);
});

test("the customer's word at the desk is asked once more, with the sum in words", async () => {
  const { number } = await api.postAsKiosk("/api/v1/repairs", handedIn());
  for (const step of ["receive", "diagnose"]) await api.post(`/api/v1/repairs/${number}/${step}`);
  await api.post(`/api/v1/repairs/${number}/quote`, { parts_minor: 100_300, labour_minor: 8_050, currency: "CNY" });
  const page = await atRepairs(browser, branch, { language: "zh-CN" });
  await openOrder(page, number);
  await page.click('[data-act="step"][data-step="approve"]');
  await page.waitForSelector("dialog.repair-form[open]");
  assert.match(await textOf(page, 'dialog [data-field="sum"]'), /¥1,083\.50人民币壹仟零捌拾叁元伍角整/);
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog.repair-form", { state: "detached" });
  assert.equal((await orderNow(number)).state, "quoted");
  const sent = page.waitForRequest((one) => one.url().endsWith(`${number}/approve`));
  await takeStep(page, "approve", "approved", () => {});
  assert.equal(JSON.parse((await sent).postData()).total_minor, 108_350);
  await closePage(page);
});

test("a clerk who is no technician sees the order and no steps, and hands devices in", async () => {
  const { number } = await api.postAsKiosk("/api/v1/repairs", handedIn());
  const page = await openPage(browser, `${branch.url}/clerk`, { language: "zh-CN" });
  await signIn(page, "1001");
  await page.click("#choose-repairs");
  await openOrder(page, number);
  await page.waitForSelector(".repair-main .note.calm");
  assert.equal(await page.locator('[data-act="step"]').count(), 0);
  assert.ok(await page.isVisible('[data-act="hand_in"]'));
  await closePage(page);
});

test("the manager: loaners, an end although a loaner is out, erasure, alerts and figures", async () => {
  const { number } = await api.postAsKiosk("/api/v1/repairs", handedIn({ faults: ["screen"] }));
  await api.post(`/api/v1/repairs/${number}/receive`, { note_staff: "for the big shelf" });
  await api.post(`/api/v1/repairs/${number}/lend-loaner`, { loaner: "L-01", state: "good" });
  const page = await openManager(browser, branch, { place: `#repairs?no=${number}` });
  await seeText(page, "#order-number", number);
  await page.click('[data-act="loaners"]');
  await page.waitForSelector('[data-loaner="L-01"].lent');
  await page.waitForTimeout(550);
  await page.click('[data-act="add_loaner"]');
  await page.waitForSelector("dialog.repair-form[open]");
  await page.fill('dialog [data-field="label"]', "L-01");
  await page.fill('dialog [data-field="model"]', "Redmi 13");
  await page.click("dialog [data-yes]");
  await page.waitForSelector("dialog .note.bad:not([hidden])"); // there is one of that label
  await page.fill('dialog [data-field="label"]', "L-02");
  await page.click("dialog [data-yes]");
  await page.waitForSelector('[data-loaner="L-02"].free');
  await page.waitForTimeout(550);
  await page.click('[data-loaner="L-02"] [data-act="retire"]');
  await page.waitForSelector('[data-loaner="L-02"].retired');
  await openOrder(page, number);
  await page.waitForTimeout(550);
  await page.click('[data-act="read_notes"]');
  await page.waitForSelector('dialog.own-words [data-kind="note_staff"]:has-text("for the big shelf")');
  assert.equal(await page.locator("dialog.own-words li").count(), 1); // what stands on the page is not said again
  await page.click("dialog.own-words [data-close]");
  await takeStep(page, "return-unrepaired", "returned_unrepaired", async (form) => {
    await choose("reason", "not_worth_it")(form);
    await choose("loaner_waived", "lost")(form);
  });
  await page.waitForTimeout(550);
  await page.click('[data-act="erase"]');
  await answerForm(page, () => {});
  await until("the notes are gone", async () => (await orderNow(number)).erased);
  // Nobody hears of a promise for tomorrow on the day of the hand-in; of one for today at once.
  const soon = await api.postAsKiosk("/api/v1/repairs", handedIn({ faults: ["screen"] }));
  const { business_day: today } = await manager.get("/api/v1/board");
  await api.post(`/api/v1/repairs/${soon.number}/promise`, { promised_day: today, reason: "customer_asked" });
  await page.click("#tab-hall");
  await page.click('.todo-card.repair_due [data-act="repair"]');
  await page.waitForSelector("#order-number");
  await page.click("#tab-report");
  await page.waitForSelector(".repair-figures");
  const figures = await manager.get("/api/v1/reports/repairs");
  assert.equal(await textOf(page, ".repair-figures .told strong"), String(figures.totals.opened));
  await closePage(page);
});

test("handed in where no number can be had: the slip comes all the same, and the page says why", async () => {
  await manager.post("/api/v1/services/C/close", { reason: "staff_short" });
  const before_ = (await printedSlips(stage, branch, 1)).length;
  const page = await atRepairs(browser, branch);
  const answer = page.waitForResponse((one) => one.url().endsWith("/api/v1/repairs") && one.status() === 201);
  await page.click('[data-act="hand_in"]');
  await answerForm(page, async (form) => {
    const fill = (name, text) => form.fill(`dialog [data-field="${name}"]`, text);
    await form.selectOption('dialog [data-field="brand"]', "other");
    await fill("brand_typed", "Fairphone");
    await fill("model_typed", "5");
    await fill("imei", "353879234252633");
    await choose("faults", "battery")(form);
    await fill("name", CUSTOMER.name);
    await fill("phone", CUSTOMER.phone);
    await form.check('dialog [data-field="consent"]');
  });
  const opened = await (await answer).json();
  assert.equal(opened.ticket, null);
  assert.equal((await orderNow(opened.number)).device.brand, "Fairphone");
  await seeToast(page, "good", new RegExp(opened.number));
  const slips = await printedSlips(stage, branch, before_ + 1);
  assert.deepEqual(
    slips.slice(before_).map(({ code }) => code),
    [opened.code],
  );
  await manager.post("/api/v1/services/C/reopen");
  await closePage(page);
});

test("all of it is in sight on a tablet, in both languages", async () => {
  const { number } = await api.postAsKiosk("/api/v1/repairs", handedIn());
  for (const language of ["zh-CN", "en"]) {
    const page = await atRepairs(browser, branch, { language, width: 1024, height: 768, touch: true });
    await openOrder(page, number);
    assert.deepEqual(await outOfSight(page, [".repair-bar > *", ".order-head", ".order-acts .button"]), []);
    await page.tap('[data-act="hand_in"]');
    await page.waitForSelector("dialog.repair-form[open]");
    assert.deepEqual(await outOfSight(page, ["dialog.repair-form", "dialog.repair-form .dialog-foot .button"]), []);
    await closePage(page);
  }
});
