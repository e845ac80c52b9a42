// The questions the working page asks before it acts.
import { byId, make, say } from "../shared/dom.js";
import { t } from "../shared/text.js";

const REASONS = ["break", "meal", "meeting", "training", "paperwork", "equipment"];

/** Opens `dialog`; resolves with what the pressed button says, "" when it was left without. */
function ask(dialog) {
  return new Promise((resolve) => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
    dialog.showModal();
  });
}

export function closeDialogs() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close("");
}

/** Why the counter pauses: a code, or "". Keys 1 to 6 choose. */
export function askPause() {
  const dialog = byId("pause-dialog");
  byId("pause-reasons").replaceChildren(
    ...REASONS.map((code, index) =>
      make(
        "button",
        { class: "button", value: code },
        make("span", {}, t(`pause.${code}`)),
        make("kbd", { class: "key" }, String(index + 1)),
      ),
    ),
  );
  dialog.onkeydown = (event) => {
    const code = REASONS[Number(event.key) - 1];
    if (code) dialog.close(code);
  };
  return ask(dialog);
}

/** Which ticket to call: what was typed, or "". */
export async function askCall(ticket) {
  const dialog = byId("call-dialog");
  const field = byId("call-ticket");
  field.value = ticket;
  byId("call-back").onclick = () => dialog.close("");
  byId("call-form").onsubmit = (event) => {
    if (field.value.trim()) return;
    event.preventDefault();
    field.focus();
  };
  const answer = ask(dialog);
  field.select();
  return (await answer) === "call" ? field.value.trim() : "";
}

/** Whether to close the counter (`what` "close"), or to close it and sign out ("sign_out"). */
export async function askLeave(what, number) {
  say(byId("leave-title"), t(`leave.${what}_title`, { n: number }));
  say(byId("leave-text"), t(`leave.${what}_text`));
  say(byId("leave-yes"), t(`leave.${what}_yes`));
  return (await ask(byId("leave-dialog"))) === "yes";
}
