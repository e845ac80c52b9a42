// What people wrote in their own words. The branch keeps it sealed; reading it is on the record, so it is asked for by a
// press of its own.
import { make } from "./dom.js";
import { dayAndTime } from "./format.js";
import { t } from "./text.js";

const KINDS = [
  "rating_comment",
  "rating_answer",
  "cancel_reason",
  "lane_reason",
  "hold_reason",
  "pause_reason",
  "service_reason",
  "outcome",
  "promise_reason",
  "reason",
  "note_staff",
  "note_customer",
  "loaner_out",
  "loaner_back",
  "loaner_waived",
];

/** "reason:3" and "service_reason_A" without what they count. */
const headOf = (kind) => kind.replace(/(:\d+|(?<=^service_reason)_[A-Z])$/, "");

/** Drawings and what stands elsewhere on the page is left out; the newest first. */
function rowsOf(items) {
  return items
    .map((item) => ({ ...item, head: headOf(item.kind) }))
    .filter(({ head }) => KINDS.includes(head))
    .reverse()
    .map(({ head, text, at }) =>
      make(
        "li",
        { "data-kind": head },
        make("p", { class: "own-words-about" }, `${t(`notes.kind.${head}`)} · ${dayAndTime(at)}`),
        make("p", { class: "own-words-text" }, text),
      ),
    );
}

/** `about` names what they are about, in the title. */
function showNotes(about, items) {
  const rows = rowsOf(items);
  const close = () => dialog.close();
  const dialog = make(
    "dialog",
    { class: "own-words", "aria-label": t("notes.title", { about }) },
    make("h2", {}, t("notes.title", { about })),
    rows.length > 0 ? make("ul", {}, ...rows) : make("p", { class: "own-words-none" }, t("notes.none")),
    make("p", { class: "aside-text" }, t("notes.on_record")),
    make(
      "div",
      { class: "dialog-foot" },
      make("button", { type: "button", class: "button primary", onclick: close, "data-close": true }, t("sheet.close")),
    ),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** `command` sends; `subject` as POST /notes/read wants it. Throws what `command` throws. */
export async function readNotes(command, subject, about) {
  const { items } = await command("/api/v1/notes/read", { subject });
  showNotes(about, items);
}
