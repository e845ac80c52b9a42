// The trail as a list: when, who, what, about which ticket, and the branch's own words.
import { make } from "../shared/dom.js";
import { renewKept } from "../shared/sheet.js";
import { clockTime } from "../shared/format.js";
import { language, t } from "../shared/text.js";

export const AUDIT_KINDS = [
  "service_closed",
  "service_reopened",
  "counter_reassigned",
  "lane_changed",
  "ticket_cancelled",
  "ticket_held",
  "ticket_resumed",
  "ticket_returned",
  "ticket_let_pass",
  "ticket_transferred",
  "service_added",
  "rating_answered",
  "assistance_answered",
  "ticket_reprint_asked",
  "counter_opened",
  "counter_paused",
  "counter_closed",
  "ticket_called",
  "ticket_recalled",
  "serving_started",
  "serving_finished",
  "visit_finished",
  "no_show_marked",
  "staff_signed_in",
  "staff_signed_out",
  "ticket_taken",
  "ticket_printed",
  "print_failed",
  "visit_rated",
  "assistance_called",
  "repair_opened",
  "repair_advanced",
  "repair_corrected",
  "repair_promised",
  "repair_fetched",
  "repair_erased",
  "loaner_lent",
  "loaner_returned",
  "loaner_added",
  "loaner_retired",
  "note_read",
  "appointment_noted",
  "appointment_cancelled",
  "appointment_checked_in",
  "appointment_missed",
  "appointment_settled",
  "config_applied",
  "branch_started",
];

function who(item) {
  if (!item.staff) return make("span", { class: "quiet" }, "–");
  const name = item.staff_name || item.staff;
  return make(
    "button",
    { type: "button", class: "link", "data-staff": item.staff, title: t("audit.only", { name }) },
    name,
  );
}

/** What was written about it in own words is read by a press, which is on the record itself. */
function readButton(item, busy) {
  const about = item.ticket ?? item.notes;
  return make(
    "button",
    {
      type: "button",
      class: "link",
      "data-notes": item.notes,
      "data-about": about,
      "data-key": `notes ${item.seq}`,
      "aria-label": t("notes.read_label", { about }),
      "aria-busy": busy === item.notes ? "true" : undefined,
    },
    t("notes.read"),
  );
}

function row(item, reading) {
  const kind = AUDIT_KINDS.includes(item.kind) ? t(`audit.kind.${item.kind}`) : item.kind;
  return make(
    "tr",
    { "data-seq": item.seq },
    make("td", { class: "when" }, clockTime(item.at)),
    make("td", { class: "who" }, who(item)),
    make("td", { class: "what" }, kind),
    make("td", { class: "ticket" }, item.ticket && make("span", { class: "tag number" }, item.ticket)),
    make("td", { class: "detail" }, item.detail ?? "", item.notes && " ", item.notes && readButton(item, reading)),
  );
}

function empty(filtered) {
  return make(
    "div",
    { class: "empty-day" },
    make("span", { class: "empty-sign", "aria-hidden": "true" }),
    make("p", { class: "calm-title" }, t(filtered ? "audit.nothing_fits" : "audit.nothing")),
    filtered && make("button", { type: "button", id: "audit-all", class: "button" }, t("audit.show_all")),
  );
}

export function drawAudit(place, { items, total, words, loading, reading }) {
  renewKept(place, [items?.map((item) => item.cursor), total, words, loading, reading, language()], () => {
    if (!items) return [make("p", { class: "sheet-empty" }, t("report.loading"))];
    if (items.length === 0) return [empty(Boolean(words.staff || words.kind))];
    const columns = ["when", "who", "what", "ticket", "detail"];
    const table = make(
      "table",
      { class: "audit-table" },
      make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, t(`audit.${name}`))))),
      make("tbody", {}, ...items.map((item) => row(item, reading))),
    );
    const more = make(
      "button",
      {
        type: "button",
        id: "audit-more",
        class: "button",
        "data-key": "more",
        "aria-busy": loading ? "true" : undefined,
      },
      loading ? t("next.wait") : t("audit.more"),
    );
    return [
      make("div", { class: "table-panel audit-panel" }, table),
      make(
        "footer",
        { class: "audit-foot" },
        make("span", { class: "aside-text" }, t("audit.shown", { n: items.length, total })),
        items.length < total && more,
      ),
    ];
  });
}
