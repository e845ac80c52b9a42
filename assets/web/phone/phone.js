// The customer's page: one slip, followed live.
import { byId, make, renew, say, show } from "../shared/dom.js";
import { claimOf, Line } from "./line.js";
import { forgetRating } from "./rating.js";
import { Reminder } from "./remind.js";
import { repairCard, repairWays } from "./repair.js";
import { ticketCard, ticketWays } from "./ticket.js";
import { clockTime, language, nameOf, switchLanguage, t } from "./words.js";

const FRESH_MS = 90_000;
const SAID_MS = 9_000;

const reminder = new Reminder();
const sent = new Set(); // what this page asked and has not heard the end of
let line = null;
let told = null; // the newest answer
let before = null; // the slip as it was before
let offNetwork = false;
let message = null; // {look, text} that is shown for a while

function timezone() {
  return told?.body.slip?.hall.timezone ?? "Asia/Shanghai";
}

function sayFor(look, text) {
  message = { look, text };
  draw();
  clearTimeout(sayFor.timer);
  sayFor.timer = setTimeout(() => {
    message = null;
    draw();
  }, SAID_MS);
}

/** How asks of this page went. */
function hearAnswers(asks) {
  for (const ask of asks) {
    if (!sent.has(ask.id) || ask.state === "sent") continue;
    sent.delete(ask.id);
    if (ask.state === "done") sayFor("good", t(`done_${ask.kind}`));
    else if (ask.state === "expired") sayFor("bad", t("expired"));
    else sayFor("bad", nameOf(ask.detail) || t("expired"));
  }
}

async function ask(kind, values) {
  busySince();
  const answer = await line.ask(kind, values);
  pendingPost = false;
  if (answer.status === 202) sent.add(answer.id);
  else sayFor("bad", answer.body.detail ?? t("no_connection", { time: clockTime(new Date(), timezone()) }));
  if (told?.body.asks) hearAnswers(told.body.asks);
  draw();
}

let pendingPost = false;
function busySince() {
  pendingPost = true;
  draw();
}

function openAsk() {
  return (told?.body.asks ?? []).find(({ state }) => state === "sent");
}

/** What stands above the card: the worst first. */
function band() {
  const body = told?.body;
  const at = body?.at ? clockTime(body.seen_at ?? body.at, timezone()) : clockTime(new Date(), timezone());
  if (offNetwork) return { look: "warn", text: t("no_connection", { time: at }) };
  if (told?.status === 429) return { look: "warn", text: t("too_many") };
  const open = openAsk();
  if (open && !body.online) return { look: "warn", text: t("sent_off", { until: clockTime(open.until, timezone()) }) };
  if (open) return { look: "good", text: t(`sent_${open.kind}`) };
  if (body?.slip && !body.online) {
    return { look: "warn", text: t(body.kind === "repair" ? "offline_repair" : "offline", { time: at }) };
  }
  return message;
}

function drawBand() {
  const shown = band();
  const place = byId("lost");
  show(place, Boolean(shown));
  if (!shown) return;
  place.className = `band ${shown.look}`;
  say(place, shown.text);
}

function drawMessage(lead, hint) {
  renew(byId("main"), [lead, hint], () => [
    make(
      "section",
      { class: "card warn" },
      make("p", { class: "lead", id: "lead" }, lead),
      make("p", { class: "told" }, hint),
    ),
  ]);
  renew(byId("ways"), null, () => []);
}

function drawSlip() {
  const { slip, kind, online, at } = told.body;
  const fresh = Date.now() - Date.parse(at) < FRESH_MS;
  const when = online && fresh ? t("just_now") : t("at_time", { time: clockTime(at, timezone()) });
  renew(byId("main"), [slip, when, language()], () => {
    const card = kind === "repair" ? repairCard(slip) : ticketCard(slip, when);
    return [make("section", { class: `card ${card.look}`, id: "card" }, ...card.parts.filter(Boolean))];
  });
  const busy = pendingPost || Boolean(openAsk());
  const tools = { ask, busy, reminder, draw };
  const focus = document.activeElement?.id;
  renew(byId("ways"), [slip, busy, reminder.on, reminder.blocked, language()], () =>
    kind === "repair" ? repairWays(slip, tools) : ticketWays(slip, tools),
  );
  if (focus && document.activeElement === document.body) document.getElementById(focus)?.focus({ preventScroll: true });
}

/** The hall: where it is, where that is known, and when it is open; a repair's own page has the hours already. */
function drawWhere(slip) {
  const address = told?.body.address ? nameOf(told.body.address) : "";
  const hours = slip && told.body.kind !== "repair" ? `${t("hours")} ${t("hours_n", slip.hall)}` : "";
  show(byId("where"), Boolean(slip && (address || hours)));
  renew(byId("where"), [address, hours], () => [address, hours].filter(Boolean).map((line) => make("p", {}, line)));
}

function draw() {
  document.documentElement.lang = language();
  say(byId("language"), t("other"));
  const slip = told?.body.slip;
  const service = slip?.service_name ? ` · ${nameOf(slip.service_name)}` : "";
  say(byId("hall"), slip ? nameOf(slip.hall.name) + service : t("title"));
  say(byId("foot"), slip ? t(told.body.kind === "repair" ? "foot_repair" : "foot") : "");
  drawWhere(slip);
  drawBand();
  if (!claimOf(location)) return drawMessage(t("no_code"), t("no_code_hint"));
  if (slip) return drawSlip();
  if (told?.body.pending || !told || told.status === 429) {
    return drawMessage(t("looking"), told?.body.pending && !told.body.online ? t("looking_off") : " ");
  }
  drawMessage(t("unknown"), t("unknown_hint"));
}

function hear(answer) {
  // Too many tries take nothing away that was known already.
  if (answer.status === 429 && told?.body.slip) return;
  told = answer;
  const slip = answer.body.slip;
  if (slip && answer.body.kind === "ticket") {
    reminder.name(`${slip.ticket} · ${t("title")}`);
    if (before && before.state !== slip.state) message = null; // what was said is of another time
    if (before?.state !== slip.state || before.ahead !== slip.ahead || before.calls !== slip.calls) {
      reminder.changed(before, slip);
      before = slip;
    }
  }
  hearAnswers(answer.body.asks ?? []);
  draw();
}

function begin() {
  line?.stop();
  told = before = null;
  const claim = claimOf(location);
  draw();
  if (!claim) return;
  line = new Line(claim, {
    told: hear,
    lost: (yes) => {
      if (offNetwork === yes) return;
      offNetwork = yes;
      draw();
    },
    language,
  });
  line.start();
}

byId("language").addEventListener("click", () => {
  switchLanguage();
  forgetRating();
  draw();
});
addEventListener("hashchange", begin);
if (reminder.wished) void reminder.turn(true);
setInterval(draw, 30_000); // "just now" is not for ever
begin();
