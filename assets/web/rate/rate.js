// The rating pad: /rate?counter=N beside a counter, /rate with the slip's code on any phone. One visit, one rating.
import { byId, make, renew, say, show } from "../shared/dom.js";
import { get, post, Refused } from "../shared/api.js";
import { bestLanguage, language, languageButton, nameOf, startTexts, t, useLanguage } from "../shared/text.js";
import { followBoard, reloadOnNewVersion } from "../shared/live.js";

const ASPECTS = ["attitude", "skill", "speed", "environment", "outcome"];
const COMMENT_MAX = 200;
const GOOD_FROM = 4;
const THANKS_MS = 6_000;
const IDLE_MS = 60_000; // what a customer left half done is wiped

const asked = new URLSearchParams(location.search).get("counter");
const counter = asked !== null && /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 0;
const byCode = asked === null;

let view = ""; // find, form, waiting, thanks, already, …
let visit = null; // {ticket, service_name} at the counter, or {code}
let score = 0;
let aspects = new Set();
let sending = false;
let fault = "";
let hall = null;
let connected = true;
let idle = 0;
let afterMessage = 0;
let looks = 0;
// A pad belongs to nobody: each customer finds it in the same language. A phone is its owner's.
const startLanguage = byCode ? null : "zh-CN";

const MESSAGES = {
  waiting: ["rate.waiting", "rate.waiting_hint", "plain"],
  thanks: ["rate.thanks", "rate.thanks_hint", "good"],
  already_rated: ["rate.already", "rate.already_hint", "good"],
  visit_not_finished: ["rate.not_finished", "rate.not_finished_hint", "plain"],
  rating_closed: ["rate.closed", "rate.closed_hint", "plain"],
  bad_counter: ["rate.bad_counter", "rate.bad_counter_hint", "warn"],
};

function drawMessage() {
  const [title, hint, kind] = MESSAGES[view];
  byId("message").className = `message ${kind}`;
  say(byId("message-title"), t(title));
  say(byId("message-hint"), t(hint));
  show(byId("message-back"), byCode);
  say(byId("message-back"), t("dialog.back"));
}

function visitText() {
  if (!visit?.ticket) return "";
  return [visit.ticket, nameOf(visit.service_name)].filter(Boolean).join(" · ");
}

function drawForm() {
  say(byId("visit"), visitText());
  show(byId("visit"), visitText() !== "");
  byId("faces").classList.toggle("chosen", score > 0);
  for (const face of document.querySelectorAll(".face")) {
    face.setAttribute("aria-checked", String(Number(face.dataset.score) === score));
  }
  show(byId("more"), score > 0);
  say(byId("aspects-title"), t(score >= GOOD_FROM ? "rate.good" : "rate.better"));
  renew(byId("aspects"), [[...aspects], language()], () =>
    ASPECTS.map((name) =>
      make(
        "button",
        { type: "button", class: "chip", "data-aspect": name, "aria-pressed": String(aspects.has(name)) },
        t(`rate.aspect.${name}`),
      ),
    ),
  );
  const left = COMMENT_MAX - byId("comment").value.length;
  say(byId("comment-left"), left < COMMENT_MAX ? t("rate.comment_left", { n: left }) : "");
  say(byId("form-note"), fault);
  show(byId("form-note"), fault !== "");
  byId("submit").disabled = sending;
  say(byId("submit"), t(sending ? "rate.sending" : "rate.submit"));
}

function draw() {
  say(byId("hall"), nameOf(hall));
  say(byId("counter"), counter ? t("rate.counter", { n: counter }) : "");
  show(byId("lost"), !connected && !byCode);
  say(byId("lost-text"), t("rate.lost"));
  show(byId("message"), view in MESSAGES);
  show(byId("find"), view === "find");
  show(byId("form"), view === "form");
  if (view in MESSAGES) drawMessage();
  if (view === "form") drawForm();
  if (view === "find") {
    say(byId("find-note"), fault);
    show(byId("find-note"), fault !== "");
  }
}

function wipe() {
  score = 0;
  aspects = new Set();
  fault = "";
  byId("comment").value = "";
}

function goTo(name) {
  if (view !== name) {
    view = name;
    fault = "";
  }
  draw();
}

/** Back to the beginning, for the next customer. */
function begin() {
  wipe();
  clearTimeout(idle);
  clearTimeout(afterMessage);
  if (startLanguage) useLanguage(bestLanguage(startLanguage));
  if (byCode) {
    visit = null;
    byId("code").value = "";
    goTo("find");
    byId("code").focus();
  } else {
    goTo("waiting");
    look();
  }
}

function touched() {
  clearTimeout(idle);
  idle = setTimeout(() => {
    if (!sending) begin();
  }, IDLE_MS);
}

/** Asks what can be rated at this counter now. */
async function look() {
  if (byCode || !counter || sending || view === "thanks") return;
  const mine = ++looks;
  let now;
  try {
    now = await get(`/api/v1/counters/${counter}/rating`);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) goTo("bad_counter");
    return; // unreachable: the banner says so, and the next board asks again
  }
  if (mine !== looks || sending || view === "thanks") return; // an answer that was overtaken
  if (!now.rateable) {
    visit = null;
    wipe();
    return goTo(now.reason === "already_rated" && view === "form" ? "already_rated" : "waiting");
  }
  if (visit?.ticket !== now.ticket) wipe(); // the next customer's visit: nothing of the last one's may stay
  visit = now;
  clearTimeout(afterMessage); // what the last customer was told must not wipe this one's form
  goTo("form");
}

function thank() {
  wipe();
  clearTimeout(idle);
  goTo("thanks");
  clearTimeout(afterMessage);
  afterMessage = setTimeout(() => {
    view = "";
    begin();
  }, THANKS_MS);
}

async function submit(event) {
  event.preventDefault();
  if (sending || score === 0) return;
  sending = true;
  fault = "";
  draw();
  const whose = byCode ? { code: visit.code } : { counter, ticket: visit.ticket };
  const comment = byId("comment").value.trim();
  const rating = { ...whose, score, aspects: [...aspects], ...(comment ? { comment } : {}) };
  try {
    await post("/api/v1/ratings", rating, () => {
      fault = t("rate.lost");
      draw();
    });
    sending = false;
    thank();
  } catch (error) {
    sending = false;
    refused(error);
  }
}

function refused(error) {
  if (error.refusal in MESSAGES) {
    wipe();
    goTo(error.refusal);
    clearTimeout(afterMessage);
    if (!byCode) afterMessage = setTimeout(begin, THANKS_MS);
    return;
  }
  if (byCode && error.status === 404) {
    wipe();
    goTo("find");
    fault = t("find.unknown");
    byId("code").select();
  } else {
    fault = error.message;
  }
  draw();
}

function listen() {
  byId("faces").addEventListener("click", (event) => {
    const face = event.target.closest("[data-score]");
    if (!face || sending) return;
    score = Number(face.dataset.score);
    draw();
  });
  byId("faces").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    score = Math.min(5, Math.max(1, score + step));
    draw();
    document.querySelector(`[data-score="${score}"]`).focus();
  });
  byId("aspects").addEventListener("click", (event) => {
    const name = event.target.closest("[data-aspect]")?.dataset.aspect;
    if (!name || sending) return;
    if (!aspects.delete(name)) aspects.add(name);
    draw();
    document.querySelector(`[data-aspect="${name}"]`).focus();
  });
  byId("comment").addEventListener("input", draw);
  byId("form").addEventListener("submit", submit);
  byId("find").addEventListener("submit", (event) => {
    event.preventDefault();
    const code = byId("code").value.trim();
    if (!code) {
      fault = t("find.missing");
      return draw();
    }
    visit = { code };
    goTo("form");
  });
  byId("message-back").addEventListener("click", begin);
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, touched);
}

await startTexts(startLanguage);
document.querySelector(".language-place").replaceWith(languageButton(draw, byCode));
listen();
show(byId("pad"), true);
if (byCode) begin();
else goTo(counter ? "waiting" : "bad_counter");

const checkVersion = reloadOnNewVersion();
followBoard({
  restWhenHidden: true,
  onBoard(board) {
    hall = board.name;
    draw();
    look();
  },
  onConnected(now) {
    connected = now;
    if (now && view === "waiting") checkVersion();
    draw();
  },
});
