// Questions with a few answers, for the keyboard first (shared/ask.js asks with fields). Digits choose, arrows walk,
// Escape leaves; nothing is chosen by a key that was already down when the question came.
import { byId, make, say, show } from "../shared/dom.js";

function optionButton(option, index) {
  return make(
    "button",
    {
      type: "button",
      class: "option",
      "data-value": option.value,
      disabled: Boolean(option.why),
    },
    make("kbd", { class: "key" }, String(index + 1)),
    make(
      "span",
      { class: "option-text" },
      make("span", { class: "option-label" }, option.label),
      option.why || option.detail ? make("span", { class: "option-detail" }, option.why || option.detail) : null,
    ),
  );
}

const optionsIn = (dialog) => [...dialog.querySelectorAll(".option:not(:disabled)")];

/** From option to option with the arrows. */
function walk(dialog, event) {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!by) return false;
  const all = optionsIn(dialog);
  const at = all.indexOf(document.activeElement);
  const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
  all[to]?.focus();
  return true;
}

const ends = new WeakMap(); // by dialog: what ends the question that it shows

/** A dialog's close event comes a moment after it closed; a quick hand has asked the next question by then. */
function open(dialog, focus) {
  ends.get(dialog)?.();
  return new Promise((resolve) => {
    const end = () => {
      ends.delete(dialog);
      dialog.removeEventListener("close", closed);
      resolve(dialog.returnValue);
    };
    const closed = () => !dialog.open && end();
    ends.set(dialog, end);
    dialog.returnValue = "";
    dialog.addEventListener("close", closed);
    dialog.showModal();
    focus.focus({ preventScroll: true });
  });
}

/**
 * Asks for one of `options` ({value, label, detail?, why?: what stands in its way}) and answers its value, or "" when
 * it was left. With `yes` ({label}) there is nothing to choose but that.
 */
export function askOption({ title, lead = "", options = [], yes = null }) {
  const dialog = byId("ask");
  say(byId("ask-title"), title);
  say(byId("ask-lead"), lead);
  show(byId("ask-lead"), lead !== "");
  const place = byId("ask-options");
  place.replaceChildren(...options.map(optionButton));
  place.classList.toggle("two", options.length > 3);
  place.onclick = (event) => {
    const chosen = event.target.closest(".option");
    if (chosen) dialog.close(chosen.dataset.value);
  };
  const confirm = byId("ask-yes");
  show(confirm, yes !== null);
  say(confirm, yes?.label ?? "");
  confirm.onclick = () => dialog.close("yes");
  byId("ask-back").onclick = () => dialog.close("");
  dialog.onkeydown = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const option = options[Number(event.key) - 1];
    if (option && !option.why) dialog.close(option.value);
    if (option || walk(dialog, event)) event.preventDefault();
  };
  return open(dialog, yes ? confirm : byId("ask-title"));
}

/** Which ticket to call: what was typed, or "". */
export async function askNumber() {
  const dialog = byId("call-dialog");
  const field = byId("call-ticket");
  field.value = "";
  byId("call-back").onclick = () => dialog.close("");
  byId("call-form").onsubmit = (event) => {
    event.preventDefault();
    if (field.value.trim()) dialog.close("call");
    else field.focus();
  };
  return (await open(dialog, field)) === "call" ? field.value.trim() : "";
}

/** All keys at a glance. */
export function showKeys(groups) {
  const dialog = byId("keys-dialog");
  byId("keys-list").replaceChildren(
    ...groups.map(({ title, keys }) =>
      make(
        "section",
        {},
        make("h3", {}, title),
        make(
          "dl",
          {},
          ...keys.map(([key, text]) =>
            make("div", {}, make("dt", {}, make("kbd", { class: "key" }, key)), make("dd", {}, text)),
          ),
        ),
      ),
    ),
  );
  byId("keys-back").onclick = () => dialog.close("");
  dialog.onkeydown = (event) => {
    if (event.key === "?" && !event.repeat) dialog.close("");
  };
  return open(dialog, byId("keys-back"));
}

export function closeDialogs() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close("");
}
