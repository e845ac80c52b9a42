// The manager's page as the tests use it.
import assert from "node:assert/strict";
import { openPage, signIn } from "./browser.mjs";
import { MANAGER_PIN } from "./stage.mjs";

const countTones = () => {
  globalThis.tones = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...words) {
    globalThis.tones += 1;
    return start.apply(this, words);
  };
};

/** The page of `browser` with the manager signed in; `place` is the view in the address ("#report"). */
export async function openManager(browser, branch, { place = "", ...words } = {}) {
  const page = await openPage(browser, `${branch.url}/manager${place}`, { init: countTones, ...words });
  await signIn(page, "9001", MANAGER_PIN);
  await page.waitForSelector("#desk:not([hidden])");
  return page;
}

/** Ends the page; nothing may have gone wrong on it. */
export async function closePage(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

/** Opens the sheet of a "service", a "counter" or a "list". */
export async function openSheet(page, kind, id) {
  await page.click(`#hall [data-act="sheet_${kind}"][data-id="${id}"]`);
  await page.waitForSelector("#sheet[open]");
}

/** Presses a button that asks first, chooses `values` in the dialog, and says yes; the dialog is gone then. */
export async function answerQuestion(page, button, values = []) {
  await page.click(button);
  for (const value of values) await page.click(`dialog.ask [data-value="${value}"]`);
  await page.click("dialog.ask [data-yes]");
  await page.waitForSelector("dialog.ask", { state: "detached" });
}

/** Waits until what was done is said. */
export async function seeToast(page, kind, pattern) {
  await page.waitForFunction(
    ([name, text]) => {
      const toast = document.querySelector(`#toast.${name}`);
      return toast && new RegExp(text).test(toast.textContent);
    },
    [kind, pattern.source],
  );
}
