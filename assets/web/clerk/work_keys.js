// Buttons and keys of the working page. A key that is held down acts once; while somebody types or answers a question
// no key acts.
import { byId } from "../shared/dom.js";
import { act, actNext, actOnTicket, showAllKeys } from "./actions.js";
import { BAR_VERBS, VERBS } from "./verbs.js";
import { OUTCOMES } from "./card_view.js";

const TABS = ["waiting", "held", "missed"];
const ALL = [...VERBS, ...BAR_VERBS];

/** After a click the big button has the focus again, so that the space bar means the next step. */
function focusNext(event) {
  if (event.detail > 0) byId("next").focus({ preventScroll: true });
}

function choose(work, changes) {
  Object.assign(work.state, changes);
  work.show();
}

function listenToButtons(work) {
  const press = (id, action) =>
    byId(id).addEventListener("click", (event) => {
      focusNext(event);
      action();
    });
  press("next", () => actNext(work));
  press("keys", () => showAllKeys());
  press("card-repair", () => act(work, "repairs"));
  for (const { verb, id } of ALL) press(id, () => act(work, verb));
  byId("queue-list").addEventListener("click", (event) => {
    const row = event.target.closest("[data-ticket]");
    if (row) actOnTicket(work, row.dataset.ticket);
  });
  byId("queue-tabs").addEventListener("click", (event) => {
    const tab = event.target.closest("[data-tab]");
    if (tab) choose(work, { tab: tab.dataset.tab });
  });
  byId("outcome").addEventListener("click", (event) => {
    const chip = event.target.closest("[data-outcome]");
    if (!chip) return;
    focusNext(event);
    choose(work, { outcome: chip.dataset.outcome });
  });
}

const rows = () => [...document.querySelectorAll("#queue-list [data-ticket]")];

function toQueue() {
  (rows()[0] ?? document.querySelector("#queue-tabs [aria-selected=true]")).focus();
}

/** Arrows within the queue: up and down the list, left and right between the lists. */
function walkQueue(work, event) {
  const list = event.target.closest("#queue-list, #queue-tabs");
  if (!list) return null;
  const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") return () => byId("next").focus();
  if (down) {
    const all = rows();
    return () => all[Math.min(all.length - 1, Math.max(0, all.indexOf(event.target) + down))]?.focus();
  }
  if (!aside) return null;
  const tab = TABS[(TABS.indexOf(work.state.tab) + aside + TABS.length) % TABS.length];
  return () => {
    choose(work, { tab });
    toQueue();
  };
}

/** Letters by what they say, and by their place where an input method hides that. */
const letterOf = (event) =>
  event.key.length === 1 ? event.key.toUpperCase() : (event.code.match(/^Key(.)$/)?.[1] ?? "");

function actionOf(work, event) {
  const walk = walkQueue(work, event);
  if (walk) return walk;
  if (event.key === " " || event.key === "Enter") {
    // On another button that has the focus, these press that one, as everywhere.
    return event.target.closest?.("button:not(#next)") ? null : () => actNext(work);
  }
  if (event.key === "?" || event.key === "？") return () => showAllKeys();
  const letter = letterOf(event);
  if (letter === "Q") return () => toQueue();
  const outcome = OUTCOMES[Number(event.key) - 1];
  if (outcome && work.step === "finish") return () => choose(work, { outcome });
  const found = ALL.find(({ key }) => key === letter);
  return found ? () => act(work, found.verb) : null;
}

function listenToKeys(work) {
  const down = new Set(); // keys that have acted and were not let go since
  // Before anybody else: a held key must not type into the question that it opened, nor press a button again.
  const stopHeld = (event) => {
    const typing = event.target.closest?.("input, textarea");
    if (event.repeat && (down.has(event.code) || (!typing && (event.key === " " || event.key === "Enter")))) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  document.addEventListener("keydown", stopHeld, { capture: true });
  document.addEventListener("keydown", (event) => {
    if (!work.active || document.querySelector("dialog[open]") || event.defaultPrevented) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.("input, textarea")) return;
    const action = actionOf(work, event);
    if (!action) return;
    event.preventDefault();
    const moves = event.key.startsWith("Arrow");
    if (event.repeat && !moves) return;
    if (!moves) down.add(event.code);
    action();
  });
  document.addEventListener("keyup", (event) => {
    // Some browsers press a button when the key comes up again.
    if (down.delete(event.code)) event.preventDefault();
  });
  addEventListener("blur", () => down.clear());
}

export function listenToWork(work) {
  listenToButtons(work);
  listenToKeys(work);
}
