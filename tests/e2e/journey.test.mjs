// A customer's whole visit through both real programs: kiosk in a real window, clerk and wall in real Chromium,
// printer file, headquarters; then the bad days: headquarters away, the kiosk killed.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { nextStep, openBrowser, openCounter, openPage, seeText, signIn, textOf } from "./support/browser.mjs";
import { KioskScreen, startDisplay } from "./support/screen.mjs";
import { ROOT, Stage, freePort, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const KIOSK_CALLS = "1080x180+0+240"; // where the home screen shows the newest calls
const BOARD_MS_MAX = 2_000; // generous: what was measured is printed, the goal is 200 ms
const stage = new Stage();
const hq = {};
let branch;
let kiosk;
let display;
let screen;
let browser;
let staff; // API session of another clerk, to look with
let clerk;
let wall;

async function startHq() {
  hq.child = stage.start("hq", stage.program("menting-hq"), hq.words);
  await until("headquarters answers", async () => {
    if (hq.child.exitCode !== null) throw new Error(`headquarters ended: ${stage.log("hq")}`);
    return (await fetch(`${hq.url}/api/v1/health`)).ok;
  });
}

async function prepareHq() {
  const port = await freePort();
  const file = stage.path("hq.toml");
  const text = readFileSync(join(ROOT, "config/demo/hq.toml"), "utf8").replaceAll(
    "127.0.0.1:8480",
    `127.0.0.1:${port}`,
  );
  writeFileSync(file, text);
  Object.assign(hq, { port, url: `http://127.0.0.1:${port}`, words: ["--config", file, "--data", stage.path("hq")] });
  await startHq();
}

const hqSays = (...words) => stage.run(stage.program("menting-hq"), [...words, ...hq.words]);
const hqEvents = () =>
  hqSays("events", "BJ-0001")
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const screenWords = () => ["--window", "1080x1920", "--targets", stage.path("targets.json")];
const startScreenKiosk = () =>
  startKiosk(stage, branch, screenWords(), { DISPLAY: display, SDL_AUDIODRIVER: "dummy", LIBGL_ALWAYS_SOFTWARE: "1" });

/** Takes a number by two taps; answers the ticket as staff sees it. */
async function tapTicket(service) {
  const before = new Set(await staff.waiting());
  await screen.show("home");
  await screen.tap("home.take_number");
  await screen.show("choose_service");
  await screen.tap(`service.${service}`);
  await screen.show("ticket_taken");
  const taken = await until("the new number waits", async () => {
    const { items } = await staff.get("/api/v1/tickets?state=waiting");
    return items.find((ticket) => !before.has(ticket.ticket));
  });
  await screen.tap("ticket.done");
  await screen.show("home");
  return taken;
}

/** Waits until headquarters has all there is, then checks that it has each event once, in order. */
async function headquartersHasAll() {
  const health = await until(
    "headquarters has every event",
    async () => {
      const now = await staff.health();
      return now.journal.acked === now.journal.seq && now.hq === "connected" ? now : null;
    },
    90_000,
  );
  const events = hqEvents().filter((event) => event.journal === undefined || event.journal === health.journal.id);
  const expected = Array.from({ length: health.journal.seq }, (_, index) => index + 1);
  assert.deepEqual(
    events.map((event) => event.seq),
    expected.slice(0, events.length),
  );
  assert.ok(events.length >= health.journal.acked, `${events.length} events, ${health.journal.acked} acked`);
  return events;
}

const bodyOf = (event) => (typeof event.body === "string" ? JSON.parse(event.body) : event.body);
const story = (events, id) => events.filter((event) => bodyOf(event).ticket_id === id).map((event) => event.kind);

before(async () => {
  await prepareHq();
  branch = await writeBranchConfig(stage, { hqPort: hq.port });
  const code = hqSays("branch", "add", "BJ-0001", "--name", "西单营业厅").trim().split(/\s+/).at(-1);
  stage.run(stage.program("menting-kiosk"), [
    "enrol",
    "--config",
    branch.file,
    "--data",
    branch.data,
    "--hq",
    hq.url,
    "--code",
    code,
  ]);
  display = await startDisplay(stage);
  kiosk = await startScreenKiosk();
  screen = new KioskScreen(stage, display, stage.path("targets.json"));
  staff = await new BranchApi(branch).signIn("1002");
  browser = await openBrowser(stage);
});
after(() => stage.down());

let first;
let second;

test("two taps give a number, a slip with its code, and a place in the queue", async () => {
  first = await tapTicket("A");
  assert.equal(first.ticket, "A001");
  const slips = await until("the slip is printed", () =>
    readdirSync(stage.folder, { recursive: true })
      .map(String)
      .find((name) => name.endsWith("slips.escpos")),
  );
  await until("the slip's picture is there", () => statSync(stage.path(slips)).size > 1000);
  await until("the whole slip can be decoded", () =>
    stage.run(stage.program("escpos-decode"), [stage.path(slips), stage.path("slips")]),
  );
  const codes = stage.run("zbarimg", ["-q", "--raw", stage.path("slips", "slip-1.png")]).trim();
  assert.equal(codes, first.code);
});

test("the kiosk speaks English after a tap on the switch, and Chinese again", async () => {
  await screen.tap("lang.en");
  await until("the screen is English", () => screen.now().language === "en");
  await screen.tap("lang.zh-CN");
  await until("the screen is Chinese", () => screen.now().language === "zh-CN");
});

test("a clerk signs in, opens counter 2 and calls; the wall shows it at once", async () => {
  second = await tapTicket("A");
  wall = await openPage(browser, `${branch.url}/board`, {
    width: 1920,
    height: 1080,
    init: () => {
      addEventListener("DOMContentLoaded", () => {
        const place = document.querySelector("#newest-ticket");
        new MutationObserver(() => (globalThis.shownAt = Date.now())).observe(place, {
          childList: true,
          characterData: true,
          subtree: true,
        });
      });
    },
  });
  clerk = await openPage(browser, `${branch.url}/clerk`, {
    init: () => {
      const real = globalThis.fetch;
      globalThis.fetch = async (path, options) => {
        const answer = await real(path, options);
        if (String(path).endsWith("/call-next")) globalThis.answeredAt = Date.now();
        return answer;
      };
    },
  });
  await signIn(clerk, "1001");
  await openCounter(clerk, 2);
  await wall.waitForSelector("#wall:not([hidden])");
  const calls = screen.pixels(KIOSK_CALLS);
  await nextStep(clerk, "呼叫下一位");
  await seeText(clerk, "#card-number", "A001");
  await seeText(wall, "#newest-ticket", "A001");
  await until("the kiosk's home shows the call", () => screen.pixels(KIOSK_CALLS) !== calls);
  await seeText(wall, "#newest-place", "请到 2 号窗口");
  assert.match(await textOf(clerk, "#card-times"), /^等候.+ · 呼叫已过 \d\d:\d\d$/);
  assert.match(await textOf(clerk, "#card-why"), /^为什么是这一位：.+/);
  const shown = await wall.evaluate(() => globalThis.shownAt);
  const answered = await clerk.evaluate(() => globalThis.answeredAt);
  console.log(`from the answer of call-next to the wall: ${shown - answered} ms`);
  assert.ok(shown - answered < BOARD_MS_MAX);
});

test("the clerk serves the first customer and the second is called in the same step", async () => {
  await nextStep(clerk, "开始办理");
  await seeText(clerk, "#next-text", "完成，呼叫下一位");
  await seeText(wall, "#newest-place", "正在 2 号窗口办理");
  await nextStep(clerk, "完成，呼叫下一位");
  await seeText(clerk, "#card-number", "A002");
  await seeText(wall, "#newest-ticket", "A002");
});

test("the first customer rates on the kiosk, once", async () => {
  await screen.tap("home.rate");
  for (const sign of first.ticket) await screen.tap(`key.${sign}`);
  await screen.tap("key.enter");
  await screen.tap("rate.score.5");
  await screen.tap("rate.aspect.attitude");
  await screen.tap("rate.submit");
  await until("the rating is taken", async () => {
    const { items } = await staff.get("/api/v1/tickets?state=finished");
    return items.find((ticket) => ticket.ticket === first.ticket)?.rated;
  });
  const twice = await staff.ask("POST", "/api/v1/ratings", { code: first.code, score: 1 });
  assert.equal(twice.status, 409);
  assert.equal(twice.body.refusal, "already_rated");
  await screen.tap("rate.done");
  await screen.show("home");
});

test("recall, then no-show, for one who does not come", async () => {
  await clerk.keyboard.press("n"); // too early: why is said near the button
  await clerk.waitForSelector("#work-note.calm:not([hidden])");
  await clerk.waitForSelector("#recall[aria-disabled=false]");
  await clerk.keyboard.press("r");
  await clerk.waitForFunction(() => document.querySelector("#card-story").textContent.includes("第 2 次呼叫"));
  await clerk.waitForSelector("#no-show[aria-disabled=false]");
  await clerk.keyboard.press("n");
  await seeText(clerk, "#card-head", "暂时没有人等候");
  const { items } = await staff.get("/api/v1/tickets?state=no_show");
  assert.deepEqual(
    items.map((ticket) => ticket.ticket),
    [second.ticket],
  );
});

test("the next customer rates on the pad beside counter 2, once", async () => {
  const third = await tapTicket("B");
  await nextStep(clerk, "呼叫下一位");
  await seeText(clerk, "#card-number", third.ticket);
  await nextStep(clerk, "开始办理");
  await nextStep(clerk, "完成办理");
  const pad = await openPage(browser, `${branch.url}/rate?counter=2`, { width: 1280, height: 800 });
  await seeText(pad, "#visit", `${third.ticket} · 业务咨询`);
  await pad.click('[data-score="4"]');
  await pad.click('[data-aspect="speed"]');
  await pad.fill("#comment", "办得很快");
  await pad.click("#submit");
  await seeText(pad, "#message-title", "谢谢您的评价");
  const twice = await staff.ask("POST", "/api/v1/ratings", { counter: 2, score: 1 });
  assert.equal(twice.status, 409);
  assert.equal(twice.body.refusal, "already_rated");
  assert.deepEqual(pad.faults, []);
  await pad.context().close();
});

test("headquarters has every event once and in order, and no free text", async () => {
  const events = await headquartersHasAll();
  const kinds = (ticket) => story(events, ticket.id).filter((kind) => !/print/.test(kind));
  assert.deepEqual(kinds(first), ["ticket_taken", "ticket_called", "serving_started", "visit_finished", "visit_rated"]);
  assert.deepEqual(kinds(second), ["ticket_taken", "ticket_called", "ticket_recalled", "no_show_marked"]);
  assert.ok(story(events, first.id).includes("ticket_printed"));
  assert.ok(!JSON.stringify(events).includes("办得很快"));
  const branches = hqSays("branch", "list", "--json")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(branches.find((one) => one.id === "BJ-0001").through, events.length);
});

test("headquarters goes away; the branch works on; nothing is missing or doubled afterwards", async () => {
  const before = (await staff.health()).journal.seq;
  const end = await stage.stop(hq.child);
  assert.equal(end.code, 0);
  assert.ok(end.took_ms < 5000, `headquarters took ${end.took_ms} ms to stop`);
  for (const service of ["A", "C", "A"]) await staff.take(service);
  await nextStep(clerk, "呼叫下一位");
  await seeText(clerk, "#card-number", "A003");
  await until("the branch notices", async () => (await staff.health()).hq === "unreachable", 60_000);
  const gone = await staff.health();
  assert.ok(gone.journal.seq > before && gone.journal.acked < gone.journal.seq);
  await startHq();
  const events = await headquartersHasAll();
  assert.equal(events.filter((event) => event.kind === "ticket_taken").length, 6);
});

test("the kiosk is killed and comes back: the same people in the same order, clerk and wall go on", async () => {
  const queue = await staff.waiting();
  const { counters, business_day } = await staff.board();
  assert.ok(queue.length >= 2);
  await stage.stop(kiosk, "SIGKILL");
  await clerk.waitForSelector("#lost:not([hidden])");
  await wall.waitForSelector("#lost:not([hidden])");
  kiosk = await startScreenKiosk();
  assert.deepEqual(await staff.waiting(), queue);
  const back = await staff.board();
  assert.deepEqual(back.counters, counters);
  assert.equal(back.business_day, business_day);
  await clerk.waitForSelector("#lost", { state: "hidden" });
  await wall.waitForSelector("#lost", { state: "hidden" });
  await nextStep(clerk, "开始办理");
  await nextStep(clerk, "完成，呼叫下一位");
  await seeText(clerk, "#card-number", "A004");
  await seeText(wall, "#newest-ticket", "A004");
  await screen.show("home");
  await headquartersHasAll();
});

test("journal and headquarters' copy are sound, and the pages had no fault", async () => {
  stage.run(stage.program("menting-kiosk"), ["verify", "--data", branch.data]);
  hqSays("verify");
  assert.deepEqual(clerk.faults, []);
  assert.deepEqual(wall.faults, []);
  const end = await stage.stop(kiosk);
  assert.equal(end.code, 0);
  assert.ok(end.took_ms < 5000, `the kiosk took ${end.took_ms} ms to stop`);
});
