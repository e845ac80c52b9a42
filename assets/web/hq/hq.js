// Headquarters' page: sign in, then the fleet, asked for anew every few seconds while somebody looks.
import { byId, say, show } from "../shared/dom.js";
import { drawOverview } from "./overview.js";
import { language, prepareLanguage, t } from "./texts.js";

const ASK_AGAIN_MS = 2_000;
const ASK_AGAIN_MAX_MS = 15_000;
const REQUEST_MS = 10_000;

let branches = null; // what was answered last
let clock_ahead_ms = 0; // headquarters' clock minus this one's
let answered_at = 0;
let timer = 0;
let retry_ms = ASK_AGAIN_MS;
let fault = () => "";
let lost = false;

/** {status, value}; status 0 when there was no usable answer. */
async function request(method, path, body) {
  const deadline = new AbortController();
  const limit = setTimeout(() => deadline.abort(), REQUEST_MS);
  try {
    const answer = await fetch(path, {
      method,
      headers: { Accept: "application/json", "Accept-Language": language(), "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      signal: deadline.signal,
    });
    const text = await answer.text();
    const date = Date.parse(answer.headers.get("Date") ?? "");
    if (!Number.isNaN(date)) clock_ahead_ms = date - Date.now();
    return { status: answer.status, value: text ? JSON.parse(text) : null };
  } catch {
    return { status: 0, value: null };
  } finally {
    clearTimeout(limit);
  }
}

function draw() {
  say(byId("sign-in-note"), fault());
  show(byId("sign-in-note"), fault() !== "");
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
  const time = (at) => clock.format(at);
  say(byId("clock"), time(new Date()));
  byId("live").classList.toggle("lost", lost);
  byId("desk").classList.toggle("stale", lost);
  say(byId("live"), lost ? t("lost", { time: time(answered_at) }) : t("live"));
  if (branches) drawOverview(branches, Date.now() + clock_ahead_ms);
}

function openDoor(why) {
  clearTimeout(timer);
  branches = null;
  fault = why;
  show(byId("desk"), false);
  show(byId("sign-in"), true);
  byId("password").value = "";
  draw();
  byId(byId("user").value ? "password" : "user").focus();
}

function openDesk(user) {
  fault = () => "";
  say(byId("who"), user.name);
  show(byId("sign-in"), false);
  ask();
}

async function ask() {
  clearTimeout(timer);
  const { status, value } = await request("GET", "/api/v1/branches");
  if (status === 401) return openDoor(() => "");
  if (status === 200 && value) {
    branches = value.items;
    answered_at = Date.now();
    lost = false;
    retry_ms = ASK_AGAIN_MS;
    show(byId("desk"), true);
  } else {
    lost = true;
    retry_ms = Math.min(retry_ms * 2, ASK_AGAIN_MAX_MS);
  }
  draw();
  if (!document.hidden) timer = setTimeout(ask, retry_ms);
}

async function start() {
  const { status, value } = await request("GET", "/api/v1/session");
  if (status === 200 && value) openDesk(value);
  else openDoor(status === 401 ? () => "" : () => t("unreachable"));
}

async function signIn(event) {
  event.preventDefault();
  const button = byId("sign-in-button");
  if (button.disabled) return;
  const user = byId("user").value.trim();
  const password = byId("password").value;
  if (!user || !password) {
    fault = () => t("fill_in");
    draw();
    byId(user ? "password" : "user").focus();
    return;
  }
  button.disabled = true;
  const { status, value } = await request("POST", "/api/v1/sign-in", { user, password });
  button.disabled = false;
  if (status === 200 && value) {
    byId("password").value = "";
    openDesk(value);
    return;
  }
  openDoor(() => t({ 401: "wrong", 422: "fill_in", 429: "too_many" }[status] ?? "unreachable"));
}

async function signOut() {
  await request("POST", "/api/v1/sign-out", {});
  openDoor(() => "");
}

prepareLanguage(draw);
byId("sign-in-form").addEventListener("submit", signIn);
byId("sign-out").addEventListener("click", signOut);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) clearTimeout(timer);
  else if (branches) ask();
});
start();
