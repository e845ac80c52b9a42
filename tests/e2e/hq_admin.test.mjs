// Headquarters' pages where people do things, against the real program: the fleet, the trail, users, the own account.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { openBrowser, seeText, textOf } from "./support/browser.mjs";
import { Headquarters, PASSWORD, totpNow } from "./support/headquarters.mjs";
import { goTo, openDesk, signInHere } from "./support/hq_desk.mjs";
import { closePage, seeToast } from "./support/manager.mjs";
import { Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const stage = new Stage();
let hq;
let admin;
let browser;
let branch;

before(async () => {
  hq = await Headquarters.start(stage);
  admin = await hq.as("admin");
  browser = await openBrowser(stage);
});
after(() => stage.down());

const WORDS = {
  "zh-CN": {
    fleet: "设备与同步",
    badId: /只能由字母、数字/,
    needsName: "请填写网点名称。",
    exists: /已有这个编号的网点/,
    live: "实时",
    revoked: "已停用",
    revokeLead: /总部不再接收它的记录/,
    alarm: "有人再次出示已用过的注册码",
    alarmDo: /停用网点，再生成新的注册码/,
    readOnly: /不能修改/,
    audit: "审计",
    revokedDeed: "停用网点",
    users: "用户",
    account: "我的账号",
    wrongCode: /验证码/,
    saved: /已保存/,
    noRight: /您的角色看不到这一页/,
  },
  en: {
    fleet: "Fleet and sync",
    badId: /letters, digits, dots/,
    needsName: "Please give the branch a name.",
    exists: /is there already/,
    live: "live",
    revoked: "revoked",
    revokeLead: /takes no more records/,
    alarm: "Somebody showed a code that was used already",
    alarmDo: /revoke the branch, then make a new code/,
    readOnly: /change nothing/,
    audit: "Audit trail",
    revokedDeed: "Revoked a branch",
    users: "Users",
    account: "My account",
    wrongCode: /code/i,
    saved: /is saved/,
    noRight: /Your role/,
  },
};
const LANGUAGES = Object.entries(WORDS);
const idIn = (language) => (language === "en" ? "SH-0002" : "BJ-0001");

const fault = (page, field) => textOf(page, `dialog [data-field="${field}"] .field-fault`);
const rowOf = (id) => `tr[data-row="${id}"]`;
const yes = (page) => page.click("dialog.ask[open]:last-of-type [data-yes]");

async function openBranch(page, id) {
  await page.click(`${rowOf(id)} .row-open`);
  await page.waitForSelector("dialog.sheet[open]");
}

/** Fills in and sends the form that adds a branch; answers the code that is shown. */
async function addBranch(page, { id, name, tier = "", region = "" }) {
  await page.click('[data-act="add"]');
  await page.fill('dialog [name="id"]', id);
  await page.fill('dialog [name="name"]', name);
  await page.selectOption('dialog [name="tier"]', tier);
  await page.fill('dialog [name="region"]', region);
  await yes(page);
  await page.waitForSelector(".code-dialog[open]");
  const [code, command] = await page.locator(".code-dialog code").allTextContents();
  assert.ok(command.endsWith(code) && command.includes(`--hq ${hq.url}`), command);
  await page.keyboard.press("Escape"); // its only sight is not lost by a key
  await page.click(".code-dialog [data-close]");
  await page.waitForSelector(".code-dialog", { state: "detached" });
  return code;
}

describe("fleet", { concurrency: false }, () => {
  for (const [language, words] of LANGUAGES) {
    const open = (more = {}) => openDesk(browser, hq, { place: "#fleet", language, ...more });
    const id = idIn(language);

    test(`${language}: a branch is added; faults stand beside their fields and nothing typed is lost`, async () => {
      const page = await open();
      await seeText(page, "h1", words.fleet);
      await page.click('[data-act="add"]');
      await page.fill('dialog [name="id"]', "坏 id");
      await yes(page);
      assert.match(await fault(page, "id"), words.badId);
      assert.equal(await fault(page, "name"), words.needsName);
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog", { state: "detached" });
      const code = await addBranch(page, { id, name: `营业厅 ${id}`, tier: "flagship", region: "华北" });
      assert.match(code, /^[0-9A-Z]{5}(-[0-9A-Z]{5})+$/);
      await page.waitForSelector(rowOf(id));
      // Added meanwhile by somebody else: headquarters says no, beside the id.
      await page.click('[data-act="add"]');
      await page.fill('dialog [name="id"]', `${id}-x`);
      await page.fill('dialog [name="name"]', "A name that stays");
      assert.equal((await admin.post("/api/v1/branches", { id: `${id}-x`, name: "first" })).status, 201);
      await yes(page);
      await page.waitForFunction(
        (text) => new RegExp(text).test(document.querySelector("dialog").textContent),
        words.exists.source,
      );
      assert.equal(await page.inputValue('dialog [name="name"]'), "A name that stays");
      await page.click("dialog [data-no]");
      await closePage(page);
    });

    test(`${language}: tier and region are changed, rows are found by words`, async () => {
      const page = await open();
      await openBranch(page, id);
      await page.click('[data-act="edit"]');
      await page.fill('dialog [name="region"]', "西北");
      await yes(page);
      await seeToast(page, "good", words.saved);
      await page.click(".sheet-close");
      assert.equal((await admin.get(`/api/v1/branches/${id}`)).body.region, "西北");
      await page.fill('input[type="search"]', "nowhere");
      await page.waitForSelector(rowOf(id), { state: "detached" });
      await page.fill('input[type="search"]', id.toLowerCase());
      await page.waitForSelector(rowOf(id));
      assert.match(page.url(), /q=/); // a reload comes to the same rows
      await page.reload();
      await page.waitForSelector(rowOf(id));
      assert.equal(await page.inputValue('input[type="search"]'), id.toLowerCase());
      await closePage(page);
    });

    test(`${language}: an expired session asks for the password over the form, and sends what was typed`, async () => {
      const page = await open({ user: "operations" });
      await page.click('[data-act="add"]');
      await page.fill('dialog [name="id"]', `${id}-late`);
      await page.fill('dialog [name="name"]', "Typed before");
      await page.context().clearCookies();
      await yes(page);
      await page.waitForSelector("dialog #password");
      await page.fill("dialog #password", PASSWORD);
      await page.click("dialog #sign-in-button");
      await page.waitForSelector(".code-dialog[open]");
      await page.click(".code-dialog [data-close]");
      await page.waitForSelector(rowOf(`${id}-late`));
      await closePage(page);
    });

    test(`${language}: a code that is used twice is an alarm that says what to do, until somebody has looked into it`, async () => {
      const code = (await admin.post(`/api/v1/branches/${id}/code`)).body.code;
      if (!branch) {
        branch = await writeBranchConfig(stage, { hqPort: hq.port });
        hq.enrol(branch, code);
        await startKiosk(stage, branch);
        await until(
          "headquarters hears of it",
          async () => (await admin.get(`/api/v1/branches/${id}`)).body.now?.version,
        );
      } else {
        const body = JSON.stringify({ code, public_key: Buffer.alloc(32, 7).toString("base64url") });
        await fetch(`${hq.url}/sync/v1/enrol`, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body,
        });
      }
      const again = JSON.stringify({ code, public_key: Buffer.alloc(32, 9).toString("base64url") });
      const refused = await fetch(`${hq.url}/sync/v1/enrol`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: again,
      });
      assert.equal(refused.status, 403);
      const page = await open();
      if (id === "BJ-0001") await seeText(page, `${rowOf(id)} td:nth-child(2)`, words.live);
      await page.click('[data-show="alarms"]');
      await openBranch(page, id);
      await seeText(page, '[data-alarm="code_reused"] h4', words.alarm);
      assert.match(await textOf(page, '[data-alarm="code_reused"] .alarm-do'), words.alarmDo);
      await page.click('[data-act="acknowledge"]');
      await yes(page);
      await page.waitForSelector(".alarm-item", { state: "detached" });
      assert.deepEqual((await admin.get(`/api/v1/branches/${id}`)).body.alarms, []);
      await closePage(page);
    });

    test(`${language}: revoking asks, says what happens, and is done by the keyboard alone`, async () => {
      const late = `${id}-late`;
      const page = await open();
      await page.focus(`${rowOf(late)} .row-open`);
      await page.keyboard.press("Enter");
      await page.focus('[data-act="revoke"]');
      await page.keyboard.press("Enter");
      assert.match(await textOf(page, "dialog.ask"), words.revokeLead);
      assert.ok(
        await page.evaluate(() => document.activeElement.matches("[data-no]")),
        "the safe answer has the focus",
      );
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await until("it is revoked", async () => (await admin.get(`/api/v1/branches/${late}`)).body.revoked);
      await page.waitForSelector("dialog.ask", { state: "detached" });
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog", { state: "detached" });
      await seeText(page, `${rowOf(late)} td:nth-child(2)`, words.revoked);
      await closePage(page);
    });

    test(`${language}: who may only look sees the region's branches and nothing to press`, async () => {
      const page = await open({ user: "viewer" });
      await page.waitForSelector("table.rows");
      assert.equal(await page.locator('[data-act="add"]').count(), 0);
      const shown = await page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.dataset.row));
      assert.ok(!shown.includes(`${id}-x`), "a branch of no region is not theirs");
      await page.evaluate(() => (location.hash = "#audit"));
      await page.waitForFunction(
        (text) => new RegExp(text).test(document.querySelector("main").textContent),
        words.noRight.source,
      );
      await closePage(page);
    });
  }
});

describe("trail, users, account", { concurrency: false }, () => {
  for (const [language, words] of LANGUAGES) {
    const open = (place, more = {}) => openDesk(browser, hq, { place, language, ...more });

    test(`${language}: the trail says who did what, is filtered, and goes out as CSV`, async () => {
      const page = await open("#audit");
      await seeText(page, "h1", words.audit);
      await page.fill('[name="branch"]', `${idIn(language)}-late`);
      await page.waitForFunction(
        (text) => {
          const rows = [...document.querySelectorAll("tbody tr")];
          return rows.length > 0 && rows.every((row) => row.textContent.includes(text));
        },
        `${idIn(language)}-late`,
      );
      assert.match(await textOf(page, "tbody"), new RegExp(words.revokedDeed));
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#csv")]);
      const csv = readFileSync(await download.path(), "utf8")
        .trim()
        .split("\r\n");
      assert.match(csv[0], /action/);
      assert.ok(
        csv.slice(1).every((line) => line.includes(`${idIn(language)}-late`)) && csv.length > 1,
        csv.join("\n"),
      );
      await closePage(page);
    });

    test(`${language}: users are listed with what they may see`, async () => {
      const page = await open("#users");
      await seeText(page, "h1", words.users);
      await page.waitForSelector(rowOf("viewer"));
      assert.match(await textOf(page, rowOf("viewer")), /华北/);
      await closePage(page);
    });

    test(`${language}: one-time codes are switched on with an authenticator, asked for, and switched off again`, async () => {
      const user = language === "en" ? "operations" : "viewer";
      const page = await open("#account", { user });
      await seeText(page, "h1", words.account);
      await page.click('[data-act="totp_on"]');
      await page.waitForSelector(".qr");
      const secret = await textOf(page, ".copy-box code");
      await page.fill('dialog [name="totp"]', "000000");
      await yes(page);
      await page.waitForSelector('dialog [data-field="totp"] .field-fault:not([hidden])');
      assert.match(await fault(page, "totp"), words.wrongCode);
      await page.fill('dialog [name="totp"]', totpNow(secret));
      await yes(page);
      await page.waitForSelector(".code-list");
      const codes = await page.locator(".code-list code").allTextContents();
      assert.equal(new Set(codes).size, 8);
      await page.click("dialog [data-close]");
      await page.waitForSelector('[data-totp="true"]');
      await page.click("#sign-out");
      await signInHere(page, user);
      await page.fill("#code", codes[0]);
      await page.click("#sign-in-button");
      await page.waitForSelector("#desk");
      await goTo(page, "#account", words.account);
      await page.click('[data-act="totp_off"]');
      await page.fill('dialog [name="password"]', "wrong");
      await page.fill('dialog [name="totp"]', codes[1]);
      await yes(page);
      await page.waitForSelector('dialog [data-field="password"] .field-fault:not([hidden])');
      await page.fill('dialog [name="password"]', PASSWORD);
      await yes(page);
      await page.waitForSelector('[data-totp="false"]');
      await closePage(page);
    });

    test(`${language}: signing out everywhere ends the other places too`, async () => {
      const elsewhere = await hq.as("operations");
      const page = await open("#account", { user: "operations" });
      await page.click('[data-act="everywhere"]');
      await yes(page);
      await page.waitForSelector("#sign-in-form");
      assert.equal((await elsewhere.get("/api/v1/branches")).status, 401);
      await closePage(page);
    });
  }
});

describe("every page fits", { concurrency: false }, () => {
  const PAGES = ["fleet", "configuration", "announcements", "appointments", "audit", "users", "account"];
  for (const [width, height] of [
    [1366, 768],
    [3840, 2160],
  ]) {
    for (const theme of ["light", "dark"]) {
      test(`at ${width}×${height}, ${theme}, in both languages`, async () => {
        for (const language of Object.keys(WORDS)) {
          const page = await openDesk(browser, hq, { language, theme, width, height });
          assert.equal(await page.getAttribute("html", "data-theme"), theme);
          for (const name of PAGES) {
            await page.evaluate((hash) => (location.hash = hash), `#${name}`);
            await page.waitForFunction(
              (place) => location.hash === place && document.querySelector("main .card"),
              `#${name}`,
            );
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(wide <= 0, `${name} in ${language} scrolls sideways by ${wide}`);
          }
          await closePage(page);
        }
      });
    }
  }
});
