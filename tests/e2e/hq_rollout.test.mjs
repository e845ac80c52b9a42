// What headquarters sends down, by its pages, to a real branch: a configuration that is refused and one that is applied,
// an announcement, a plan of appointments.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { openBrowser, seeText, textOf } from "./support/browser.mjs";
import { Headquarters } from "./support/headquarters.mjs";
import { openDesk } from "./support/hq_desk.mjs";
import { closePage, seeToast } from "./support/manager.mjs";
import { MANAGER_PIN, Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const BRANCH = "BJ-0001";
// A picture of one dot, as small as PNG allows.
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==";
const stage = new Stage();
let hq;
let admin;
let browser;
let branch;

before(async () => {
  hq = await Headquarters.start(stage);
  admin = await hq.as("admin");
  browser = await openBrowser(stage);
  const code = (
    await admin.post("/api/v1/branches", { id: BRANCH, name: "西单营业厅", tier: "flagship", region: "华北" })
  ).body.code;
  branch = await writeBranchConfig(stage, { hqPort: hq.port });
  hq.enrol(branch, code);
  await startKiosk(stage, branch);
  await until("headquarters hears of it", async () => (await admin.get(`/api/v1/branches/${BRANCH}`)).body.last_seen);
});
after(() => stage.down());

const WORDS = {
  "zh-CN": {
    draft: "草稿",
    rolling: "下发中",
    general: "全面启用",
    applied: "已应用",
    refused: "被拒绝",
    faulty: /第 2 行/,
    kept: /已保留在这个浏览器里/,
    shown: "展示中",
    ended: "已撤下",
    needsTitle: "请填写中文标题。",
    untilBefore: "结束日期早于开始日期。",
    planSaved: /预约计划已保存/,
    needsDays: "请至少选择一天。",
    cancelled: "已取消",
  },
  en: {
    draft: "Draft",
    rolling: "Rolling out",
    general: "In general use",
    applied: "Applied",
    refused: "Refused",
    faulty: /Line 2/,
    kept: /kept in this browser/,
    shown: "On show",
    ended: "Taken off",
    needsTitle: "Please give it a Chinese title.",
    untilBefore: "The last day is before the first one.",
    planSaved: /The plan is saved/,
    needsDays: "Choose at least one day.",
    cancelled: "Cancelled",
  },
};
const LANGUAGES = Object.entries(WORDS);
const yes = (page) => page.click("dialog.ask[open] [data-yes]");
const card = "[data-version-card]";
const stateOfVersion = (page, text) => seeText(page, `${card} .card-head [data-state]`, text);

/** Writes `text` in the editor and saves it as a draft. */
async function write(page, text, note) {
  await page.click('[data-act="edit"]');
  await page.fill("[data-editor]", text);
  await page.fill('[name="note"]', note);
  await page.click('[data-act="save"]');
}

/** Sends the version that is shown to the one branch. */
async function sendToOne(page) {
  await page.click('[data-act="some"]');
  await page.fill("[data-pick-search]", "BJ-");
  await page.check(`dialog input[value="${BRANCH}"]`);
  await yes(page);
  await page.waitForSelector("dialog.ask", { state: "detached" });
}

describe("configuration", { concurrency: false }, () => {
  for (const [language, words] of LANGUAGES) {
    const open = () => openDesk(browser, hq, { place: "#configuration", language });

    test(`${language}: a fault is told at its line, and what was typed outlives a reload`, async () => {
      const page = await open();
      await write(page, '[branch]\nid = "ANOTHER"\n', "wrong");
      await page.waitForSelector(".editor-faults:not([hidden])");
      assert.match(await textOf(page, ".editor-faults"), words.faulty);
      assert.equal(await textOf(page, ".editor-lines .bad"), "2");
      assert.match(await textOf(page, ".writing .acts [role=status]"), words.kept);
      await page.reload();
      await page.waitForSelector("[data-editor]");
      assert.equal(await page.inputValue("[data-editor]"), '[branch]\nid = "ANOTHER"\n');
      assert.equal(await page.inputValue('[name="note"]'), "wrong");
      await page.click('[data-act="discard"]');
      await yes(page);
      await page.waitForFunction(() => !document.querySelector("[data-editor]").value.includes("ANOTHER"));
      await closePage(page);
    });

    test(`${language}: usual things are fields that write into the text`, async () => {
      const page = await open();
      await page.click('[data-act="edit"]');
      await page.fill("[data-editor]", '# ours\n[branch]\nopens = "09:00" # early\n');
      await page.fill("[data-usual] .form-row:nth-child(1) input", "08:30");
      await page.fill("[data-usual] .form-row:nth-child(2) input", "20:00");
      assert.equal(
        await page.inputValue("[data-editor]"),
        '# ours\n[branch]\nopens = "08:30" # early\ncloses = "20:00"\n',
      );
      await page.fill("[data-usual] .form-row:nth-child(2) input", "");
      assert.equal(await page.inputValue("[data-editor]"), '# ours\n[branch]\nopens = "08:30" # early\n');
      await closePage(page);
    });

    test(`${language}: a bad one is refused by the branch, which says why and keeps what it had`, async () => {
      const before = (await admin.get(`/api/v1/branches/${BRANCH}/configuration`)).body.applied;
      const page = await open();
      // Right by itself; but this branch has counters for services that are no more.
      await write(
        page,
        '[[service]]\nletter = "Z"\nname = { "zh-CN" = "唯一", en = "Only" }\ngroup = "enquiry"\ntarget_wait_minutes = 9\n',
        "a service without counters",
      );
      await page.waitForSelector(card);
      await stateOfVersion(page, words.draft);
      await page.click('[data-act="preview"]');
      await page.waitForSelector(".diff .come");
      assert.match(await textOf(page, ".diff"), /letter = "Z"/);
      await page.click(".sheet-close");
      await sendToOne(page);
      await stateOfVersion(page, words.rolling);
      await seeText(page, `${card} tbody [data-state]`, words.refused);
      assert.equal(await textOf(page, '[data-count="refused"]'), "1");
      assert.match(await textOf(page, `${card} tbody tr`), /counter|service|[A-Z]/);
      assert.equal((await admin.get(`/api/v1/branches/${BRANCH}/configuration`)).body.applied, before);
      await page.click('[data-act="stop"]');
      await yes(page);
      await page.waitForSelector('[data-act="again"]');
      await closePage(page);
    });

    test(`${language}: a good one is tried by one branch, then goes to all`, async () => {
      const closes = language === "en" ? "23:58" : "23:57";
      const page = await open();
      await write(page, `[branch]\nopens = "00:00"\ncloses = "${closes}"\n`, "longer");
      await page.waitForSelector(card);
      await sendToOne(page);
      await seeText(page, `${card} tbody [data-state]`, words.applied);
      await page.click('[data-act="all"]');
      await yes(page);
      await stateOfVersion(page, words.general);
      const staff = await new BranchApi(branch).signIn("9001", MANAGER_PIN);
      await until("the branch closes later", async () => (await staff.get("/api/v1/board")).closes === closes);
      await closePage(page);
    });
  }
});

describe("announcements", { concurrency: false }, () => {
  for (const [language, words] of LANGUAGES) {
    test(`${language}: one is written with a picture, seen as the kiosk will show it, and taken off`, async () => {
      const page = await openDesk(browser, hq, { place: "#announcements", language });
      const title = `国庆营业时间 ${language}`;
      await page.click('[data-act="new"]');
      await page.click('[data-act="send"]');
      await seeText(page, '[data-field="title_zh"] .field-fault', words.needsTitle);
      await page.fill('[name="title_zh"]', title);
      await page.fill('[name="title_en"]', "Holiday hours");
      await page.fill('[name="text_zh"]', "十点到五点");
      await page.fill('[name="from"]', "2026-01-02");
      await page.fill('[name="until"]', "2026-01-01");
      await page.click('[data-act="send"]');
      await seeText(page, '[data-field="until"] .field-fault', words.untilBefore);
      await page.fill('[name="until"]', "2099-01-01");
      await page.setInputFiles('[name="picture"]', {
        name: "notes.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("no"),
      });
      await page.waitForSelector('[data-field="picture"] .field-fault:not([hidden])');
      await page.setInputFiles('[name="picture"]', {
        name: "dot.png",
        mimeType: "image/png",
        buffer: Buffer.from(DOT, "base64"),
      });
      await page.waitForFunction(() => document.querySelector("img.mini-picture")?.naturalWidth === 1);
      assert.ok((await page.locator(".mini-title").allTextContents()).includes("Holiday hours"));
      await page.click('[data-act="send"]');
      await page.waitForSelector("dialog", { state: "detached" });
      const shown = language === "en" ? "Holiday hours" : title;
      const mine = page.locator("tbody tr", { hasText: shown }).filter({ hasText: words.shown });
      await mine.first().waitFor();
      const { body } = await admin.get(`/api/v1/branches/${BRANCH}/configuration`);
      assert.ok(JSON.stringify(body.announcements).includes(title), "the branch is to show it");
      await mine.first().locator('[data-act="end"]').click();
      await yes(page);
      await page.waitForSelector("dialog", { state: "detached" });
      await page.locator("tbody tr", { hasText: shown }).filter({ hasText: words.ended }).first().waitFor();
      await closePage(page);
    });
  }
});

describe("appointments", { concurrency: false }, () => {
  for (const [language, words] of LANGUAGES) {
    test(`${language}: a plan is saved, somebody books by it, and the booking is seen, exported and cancelled`, async () => {
      const page = await openDesk(browser, hq, { place: `#appointments?view=plan&branch=${BRANCH}`, language });
      await page.waitForSelector('[data-act="row_add"]');
      if ((await page.locator(".plan-row").count()) === 0) await page.click('[data-act="row_add"]');
      await page.fill('.plan-row [name="service"]', "A");
      await page.fill('.plan-row [name="name_zh"]', "套餐办理");
      await page.fill('.plan-row [name="name_en"]', "Plans");
      await page.fill('.plan-row [name="capacity"]', language === "en" ? "5" : "3");
      const chosen = page.locator('.day-chip[aria-pressed="true"]');
      while ((await chosen.count()) > 0) await chosen.first().click();
      await page.click('[data-act="save_plan"]');
      await seeText(page, '[data-field="weekdays"] .field-fault', words.needsDays);
      for (const chip of await page.locator(".day-chip").all()) await chip.click();
      await page.click('[data-act="save_plan"]');
      await seeToast(page, "good", words.planSaved);
      const { body: free } = await admin.get(`/api/v1/appointments/slots?branch=${BRANCH}&service=A`);
      const { date, slots } = free.days.at(-1);
      const booked = await admin.post("/api/v1/appointments", {
        request_id: crypto.randomUUID(),
        branch: BRANCH,
        service: "A",
        date,
        from: slots[0].from,
        phone_last4: "1234",
        consent: true,
        language,
      });
      assert.equal(booked.status, 201, JSON.stringify(booked.body));
      const { number, id } = booked.body;
      await page.evaluate((hash) => (location.hash = hash), `#appointments?day=${date}&branch=${BRANCH}`);
      await page.waitForSelector(`tr[data-row="${BRANCH} ${id}"]`);
      await page.waitForSelector(".slot");
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#csv")]);
      assert.ok(readFileSync(await download.path(), "utf8").includes(number));
      await page.click(`tr[data-row="${BRANCH} ${id}"] [data-act="cancel"]`);
      await yes(page);
      await seeText(page, `tr[data-row="${BRANCH} ${id}"] [data-state]`, words.cancelled);
      await closePage(page);
    });
  }
});
