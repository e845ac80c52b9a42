// Books a time at a hall: one question a page, nothing but four digits of a telephone asked.
import { byId, make } from "/web/shared/dom.js";
import { ownPage, whenText } from "./own.js";
import { language, nameOf, otherLanguage, startLanguage, useLanguage, w } from "./words.js";

const state = { step: "branch", branches: null, search: "", offer: null, service: null, day: null, slot: null, last4: "", consent: false, request: "", own: null, code: "", sure: false, busy: false };

function say(text) {
  byId("fault").textContent = text ?? "";
  byId("fault").hidden = !text;
}

/** The answer's JSON; says what is wrong and gives null otherwise. */
async function ask(path, body) {
  const options = { headers: { "Accept-Language": language() }, cache: "no-store" };
  if (body) Object.assign(options, { method: "POST", body: JSON.stringify(body), headers: { ...options.headers, "Content-Type": "application/json" } });
  try {
    const answer = await fetch(path, options);
    const json = await answer.json().catch(() => ({}));
    if (answer.ok) return json;
    say(json.detail ?? json.title ?? w("offline"));
    return { refusal: json.refusal ?? "unknown" };
  } catch {
    say(w("offline"));
    return { refusal: "offline" };
  }
}

const button = (text, below, onclick, more = {}) =>
  make("li", {}, make("button", { type: "button", class: "choice", onclick, ...more }, make("span", {}, text), below ? make("small", {}, below) : null));

function go(step) {
  state.step = step;
  say("");
  draw();
  window.scrollTo(0, 0);
}

async function chooseBranch(id) {
  const offer = await ask(`/api/v1/appointments/slots?branch=${encodeURIComponent(id)}`);
  if (offer.refusal) return;
  Object.assign(state, { offer, service: offer.services.length === 1 ? offer.services[0].letter : null, day: null, slot: null });
  go(state.service ? "time" : "service");
}

function branchPage() {
  if (!state.branches) return [];
  const wish = state.search.trim().toLowerCase();
  const found = state.branches.filter(({ id, name, region }) => [id, name, region].some((text) => text.toLowerCase().includes(wish)));
  const list = [];
  let region = null;
  for (const branch of found) {
    if (branch.region !== region) list.push(make("li", { class: "region" }, branch.region || w("elsewhere")));
    region = branch.region;
    list.push(button(branch.name, "", () => chooseBranch(branch.id), { "data-branch": branch.id }));
  }
  const field = make("input", { type: "search", id: "search", placeholder: w("search"), "aria-label": w("search"), value: state.search });
  field.addEventListener("input", () => {
    state.search = field.value;
    draw();
    const again = byId("search");
    again.focus();
    again.setSelectionRange(again.value.length, again.value.length);
  });
  const nothing = state.branches.length === 0 ? w("noBranches") : w("noMatch");
  return [make("p", { class: "lead" }, w("lead")), field, found.length ? make("ul", { class: "choices" }, ...list) : make("p", { class: "card" }, nothing)];
}

function servicePage() {
  return [
    make("p", { class: "lead" }, `${state.offer.branch_name} · ${w("service")}`),
    make("ul", { class: "choices" }, ...state.offer.services.map(({ letter, name }) => button(nameOf(name), "", () => ((state.service = letter), go("time")), { "data-service": letter }))),
  ];
}

function dayName(date, index) {
  const [year, month, day] = date.split("-").map(Number);
  const weekday = w("weekdays")[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return [index === 0 ? w("today") : index === 1 ? w("tomorrow") : weekday, `${month}/${day}`];
}

function timePage() {
  const days = state.offer.days.map((day) => ({ ...day, slots: day.slots.filter(({ service }) => service === state.service) }));
  const bookable = (day) => day.slots.some(({ left }) => left > 0);
  state.day ??= (days.find(bookable) ?? days[0])?.date ?? null;
  const day = days.find(({ date }) => date === state.day);
  const dayButtons = days.map((one, index) => {
    const [name, number] = dayName(one.date, index);
    const text = one.slots.length > 0 && !bookable(one) ? w("full") : name;
    return make("button", { type: "button", "data-day": one.date, "aria-pressed": String(one.date === state.day), onclick: () => ((state.day = one.date), draw()) }, number, make("small", {}, text));
  });
  const slots = (day?.slots ?? []).map((slot) => {
    const free = slot.left > 0;
    return button(`${slot.from}–${slot.to}`, free ? w("left", { n: slot.left }) : w("full"), () => chooseSlot(slot), { "data-from": slot.from, disabled: !free });
  });
  return [
    make("p", { class: "lead" }, `${state.offer.branch_name} · ${nameOf(state.offer.services.find(({ letter }) => letter === state.service)?.name)}`),
    make("div", { class: "days", role: "group", "aria-label": w("day") }, ...dayButtons),
    slots.length ? make("ul", { class: "slots", "aria-label": w("time") }, ...slots) : make("p", { class: "card" }, w("noSlots")),
  ];
}

/** 32 hexadecimal digits; randomUUID is there in secure contexts only. */
const newRequest = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function chooseSlot(slot) {
  // One request a slot: pressed twice, or sent again after a lost answer, it books once.
  Object.assign(state, { slot, request: newRequest() });
  go("confirm");
}

async function book(event) {
  event.preventDefault();
  if (state.busy) return;
  if (!/^\d{4}$/.test(state.last4)) return say(w("needs4"));
  if (!state.consent) return say(w("needsConsent"));
  state.busy = true;
  draw();
  const wish = { request_id: state.request, branch: state.offer.branch, service: state.service, date: state.day, from: state.slot.from, phone_last4: state.last4, consent: true, language: language() };
  const answer = await ask("/api/v1/appointments", wish);
  state.busy = false;
  if (["slot_full", "slot_over", "slot_unknown"].includes(answer.refusal)) {
    const said = byId("fault").textContent;
    await chooseBranch(state.offer.branch);
    say(said);
    return;
  }
  if (answer.refusal) return draw();
  history.replaceState(null, "", new URL(answer.url).pathname + new URL(answer.url).hash);
  Object.assign(state, { own: answer, code: answer.code, last4: "" });
  go("own");
}

function confirmPage() {
  const facts = [
    [w("hall"), state.offer.branch_name],
    [w("what"), nameOf(state.offer.services.find(({ letter }) => letter === state.service)?.name)],
    [w("when"), whenText({ date: state.day, ...state.slot })],
  ];
  const field = make("input", { type: "tel", id: "last4", inputmode: "numeric", maxlength: 4, autocomplete: "off", value: state.last4, "aria-describedby": "why" });
  field.addEventListener("input", () => (state.last4 = field.value = field.value.replace(/\D/g, "")));
  const box = make("input", { type: "checkbox", id: "consent", checked: state.consent });
  box.addEventListener("change", () => (state.consent = box.checked));
  return [
    make("dl", { class: "card facts" }, ...facts.flatMap(([what, how]) => [make("dt", {}, what), make("dd", {}, how)])),
    make(
      "form",
      { class: "card", onsubmit: book, novalidate: true },
      make("label", { for: "last4" }, w("last4")),
      field,
      make("p", { class: "lead", id: "why" }, w("last4Why")),
      make("label", { class: "consent" }, box, make("span", {}, w("consent"))),
      make("p", {}, make("button", { type: "submit", class: "main", id: "book", disabled: state.busy }, state.busy ? w("sending") : w("book"))),
    ),
  ];
}

async function cancel() {
  if (!state.sure) return ((state.sure = true), draw());
  const answer = await ask("/api/v1/appointments/cancel", { branch: state.own.branch, code: state.code });
  state.sure = false;
  if (!answer.refusal) state.own = answer;
  else await lookUp();
  draw();
}

function ownWays() {
  if (!state.sure) return ownPage(state.own, { cancel, again: () => location.assign("/book") });
  return [
    make("section", { class: "card" }, make("p", {}, w("cancelSure")), make("p", { class: "lead" }, `${state.own.branch_name} · ${whenText(state.own)}`)),
    make("button", { type: "button", class: "second away", id: "cancel-yes", onclick: cancel }, w("cancelYes")),
    make("button", { type: "button", class: "main", id: "cancel-no", onclick: () => ((state.sure = false), draw()) }, w("cancelNo")),
  ];
}

const PAGES = { branch: branchPage, service: servicePage, time: timePage, confirm: confirmPage, own: () => (state.own ? ownWays() : []) };
const TITLES = { branch: "title", service: "service", time: "time", confirm: "confirm", own: "own" };

function previous() {
  if (state.step === "service") return "branch";
  if (state.step === "time") return state.offer.services.length > 1 ? "service" : "branch";
  return state.step === "confirm" ? "time" : null;
}

function draw() {
  const title = w(TITLES[state.step]);
  document.title = title;
  byId("title").textContent = title;
  byId("language").textContent = w("other");
  byId("back").textContent = w("back");
  byId("back").hidden = previous() === null;
  byId("page").replaceChildren(...PAGES[state.step]());
}

async function lookUp() {
  const branch = decodeURIComponent(location.pathname.split("/")[2] ?? "");
  state.code = decodeURIComponent(location.hash.slice(1));
  if (!branch || !state.code) return say(w("broken"));
  const answer = await ask("/api/v1/appointments/lookup", { branch, code: state.code });
  if (!answer.refusal) state.own = answer;
}

async function start() {
  startLanguage();
  byId("language").addEventListener("click", () => (useLanguage(otherLanguage()), say(""), draw()));
  byId("back").addEventListener("click", () => go(previous()));
  if (location.pathname.startsWith("/a/")) {
    state.step = "own";
    draw();
    await lookUp();
    return draw();
  }
  draw();
  const list = await ask("/api/v1/appointments/branches");
  state.branches = list.refusal ? [] : list.items;
  const wished = new URLSearchParams(location.search).get("branch");
  if (wished && state.branches.some(({ id }) => id === wished)) return chooseBranch(wished);
  draw();
}

start();
