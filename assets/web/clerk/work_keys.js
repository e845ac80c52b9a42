// Buttons and keys of the working page.
import { byId } from "../shared/dom.js";

/** After a click the big button has the focus again, so that the space bar means the next step. */
function focusNext(event) {
  if (event.detail > 0) byId("next").focus({ preventScroll: true });
}

function listenToButtons(work) {
  const press = (id, action) =>
    byId(id).addEventListener("click", (event) => {
      focusNext(event);
      action();
    });
  press("next", () => work.pressNext());
  press("recall", () => work.recall());
  press("no-show", () => work.noShow());
  press("finish-only", () => work.finish());
  press("call-one", () => work.callOne());
  press("pause", () => work.pauseOrResume());
  press("close", () => work.close(false));
  press("sign-out", () => work.close(true));
  byId("queue-list").addEventListener("click", (event) => {
    const row = event.target.closest("[data-ticket]");
    if (row) work.callOne(row.dataset.ticket);
  });
  byId("outcome").addEventListener("click", (event) => {
    const chip = event.target.closest("[data-outcome]");
    if (!chip) return;
    focusNext(event);
    work.chooseOutcome(chip.dataset.outcome);
  });
}

function listenToKeys(work) {
  const keys = {
    r: () => work.recall(),
    n: () => work.noShow(),
    f: () => work.finish(),
    c: () => work.callOne(),
    p: () => work.pauseOrResume(),
  };
  document.addEventListener("keydown", (event) => {
    if (!work.active || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // On another button that has the focus, the space bar presses that one, as everywhere.
    const elsewhere = event.target.closest?.("button:not(#next), input, textarea");
    const action = event.key === " " ? !elsewhere && (() => work.pressNext()) : keys[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    if (!event.repeat) action();
  });
}

export function listenToWork(work) {
  listenToButtons(work);
  listenToKeys(work);
}
