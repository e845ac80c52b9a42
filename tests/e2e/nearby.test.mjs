// Two halls at one headquarters: where one is full, its kiosk says in a real window where it goes quicker, until that
// hall closes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BranchApi } from "./support/branch_api.mjs";
import { Headquarters, MadeBranch } from "./support/headquarters.mjs";
import { KioskScreen, startDisplay } from "./support/screen.mjs";
import { Stage, startKiosk, until, writeBranchConfig } from "./support/stage.mjs";

const OFFER = /附近的丰台科技园厅现在约等 5 分钟，距此约 300 米/;
const OFFER_IN_ENGLISH = /Nearby: Fengtai has a wait of about 5 minutes, 300 metres/;
const LOOKED_AT_MS = 90_000; // headquarters looks soon after it began, and every minute
const WAITING = 9; // with nobody at a counter, longer than the demo's target for complaints
const stage = new Stage();
let hq;
let screen;
let elsewhere;

/** The other hall as it says of itself: open or not, with a wait of at most five minutes. */
const say = (open, board) =>
  elsewhere.post(
    "/sync/v1/now",
    JSON.stringify({
      branch: elsewhere.id,
      journal: elsewhere.journal,
      board,
      at: new Date().toISOString(),
      open,
      name: { "zh-CN": elsewhere.name, en: "Fengtai" },
      services: [{ letter: "D", group: "complaint", open, estimate_minutes: { low: 1, high: 5 } }],
    }),
  );

/** Begins headquarters anew, which looks at all halls soon after. */
async function again() {
  await stage.stop(hq.child);
  await hq.run();
}

const words = () => screen.now().words.join(" ");

/** What the page on which a service is chosen says to whoever comes now. */
async function said() {
  await screen.wake();
  if (screen.now().screen !== "home") await screen.to("home", "home");
  await screen.to("choose_service", "home.take_number");
  return words();
}

before(async () => {
  hq = await Headquarters.start(stage);
  const branch = await writeBranchConfig(stage, { hqPort: hq.port });
  hq.enrol(branch);
  elsewhere = new MadeBranch(hq, { id: "BJ-0002", name: "丰台科技园厅", tier: "first", region: "华北" });
  await elsewhere.join();
  const admin = await hq.as("admin");
  for (const [id, latitude] of [
    ["BJ-0001", 39.9],
    ["BJ-0002", 39.9027],
  ]) {
    const { status } = await admin.post(`/api/v1/branches/${id}/place`, { latitude, longitude: 116.4 });
    assert.equal(status, 200);
  }
  const display = await startDisplay(stage);
  const shown = ["--window", "1080x1920", "--targets", stage.path("targets.json")];
  await startKiosk(stage, branch, shown, { DISPLAY: display, SDL_AUDIODRIVER: "dummy", LIBGL_ALWAYS_SOFTWARE: "1" });
  screen = new KioskScreen(stage, display, stage.path("targets.json"));
  const clerk = await new BranchApi(branch).signIn("1001");
  for (let n = 0; n < WAITING; ++n) await clerk.take("D");
  await until("headquarters knows how long people wait here", async () => {
    const { body } = await admin.get("/api/v1/branches/BJ-0001/now");
    return body.now?.services?.find(({ letter }) => letter === "D")?.estimate_minutes?.low >= 10;
  });
});
after(() => stage.down());

test("while nothing is known of other halls, none is named", async () => {
  assert.doesNotMatch(await said(), /附近/);
});

test("a hall nearby with a shorter wait is named before a number is taken, in the language on the screen", async () => {
  await say(true, 1);
  await again();
  await until("the kiosk names the other hall", async () => OFFER.test(await said()), LOOKED_AT_MS);
  await screen.tap("lang.en");
  await until("in English too", () => OFFER_IN_ENGLISH.test(words()));
  await screen.tap("lang.zh-CN");
});

test("once it closes it is named no more", async () => {
  await say(false, 2);
  await again();
  await until("the other hall is not named", async () => !/附近/.test(await said()), LOOKED_AT_MS);
});
