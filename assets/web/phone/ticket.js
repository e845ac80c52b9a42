// A number in the queue: place and range first, the call when it comes, and what its holder may do.
import { make } from "../shared/dom.js";
import { question, choices } from "./question.js";
import { rating } from "./rating.js";
import { clockTime, nameOf, t, waitWords } from "./words.js";

const PASSES = [1, 2, 3, 5];

function head(label, number) {
  const long = number.length > 5 ? " long" : "";
  return [make("p", { class: "label" }, label), make("p", { class: `number${long}`, id: "number" }, number)];
}

function figure(label, value, id) {
  return make("div", {}, make("dt", {}, label), make("dd", { id }, value));
}

function waiting(slip, at) {
  const whole = Math.max(slip.ahead_when_taken, slip.ahead) + 1;
  const area = nameOf(slip.area);
  return [
    ...head(t("your_number"), slip.ticket),
    make("hr", { class: "rule" }),
    make(
      "dl",
      { class: "figures" },
      figure(t("ahead"), t("ahead_n", { n: slip.ahead }), "ahead"),
      figure(t("wait"), waitWords(slip.estimate_minutes), "wait"),
    ),
    make("progress", { class: "way-done", max: whole, value: whole - slip.ahead, "aria-hidden": "true" }),
    make("p", { class: "small" }, `${t("taken", { time: clockTime(slip.taken_at, slip.hall.timezone) })} · ${at}`),
    area ? make("p", { class: "small" }, t("area", { area })) : null,
    slip.ahead === 0 ? make("p", { class: "told", id: "next" }, t("remind_next")) : null,
  ];
}

function called(slip) {
  const time = clockTime(slip.called_at, slip.hall.timezone);
  const area = nameOf(slip.area);
  return [
    make("p", { class: "go", id: "go" }, t("go", { n: slip.counter })),
    make("hr", { class: "rule" }),
    ...head(t("your_number"), slip.ticket),
    make("p", { class: "small" }, t(slip.calls > 1 ? "called_times" : "called_once", { n: slip.calls, time })),
    make("p", { class: "told" }, t("go_hint")),
    area ? make("p", { class: "told" }, t("area", { area })) : null,
  ];
}

function plain(slip, lead, told) {
  return [
    make("p", { class: "lead", id: "lead" }, lead),
    make("hr", { class: "rule" }),
    ...head(t("your_number"), slip.ticket),
    told ? make("p", { class: "told" }, told) : null,
  ];
}

/** The card of a ticket: its look and what is in it. */
export function ticketCard(slip, at) {
  switch (slip.state) {
    case "waiting":
      return { look: "slip", parts: waiting(slip, at) };
    case "called":
      return { look: "slip called", parts: called(slip) };
    case "serving":
      return { look: "slip", parts: plain(slip, t("serving", { n: slip.counter })) };
    case "held":
      return { look: "slip warn", parts: plain(slip, t("held"), t("held_hint")) };
    case "no_show":
      return { look: "slip warn", parts: plain(slip, t("no_show"), t("no_show_hint")) };
    case "cancelled":
      return { look: "slip", parts: plain(slip, t("cancelled"), t("cancelled_hint")) };
    default:
      return { look: "slip good", parts: plain(slip, slip.rated ? t("rated") : t("finished"), t("finished_hint")) };
  }
}

async function askToPass(slip, ask) {
  let count = 0;
  const possible = PASSES.filter((n) => n <= slip.behind || n === 1);
  const list = possible.map((n) => ({ value: n, label: t("let_pass_n", { n }) }));
  const sure = await question(
    t("let_pass_ask"),
    [make("p", {}, t("let_pass_hint", { n: slip.let_pass_left })), choices(list, (n) => (count = n), { id: "passes" })],
    { yes: t("let_pass_do"), allowed: () => count > 0 },
  );
  if (sure) ask("let_pass", { n: count });
}

async function askToCancel(slip, ask) {
  const options = { yes: t("cancel_do"), no: t("keep"), danger: true };
  const sure = await question(t("cancel_ask", { n: slip.ticket }), [make("p", {}, t("cancel_hint"))], options);
  if (sure) ask("cancel");
}

function reminderWay(reminder, draw) {
  const words = reminder.blocked ? `${t("remind_note")} ${t("remind_blocked")}` : t("remind_note");
  const note = reminder.on ? make("p", { class: "small way-note" }, words) : null;
  return make(
    "div",
    { class: "way block" },
    make(
      "button",
      {
        type: "button",
        id: "remind",
        class: "bare",
        role: "switch",
        "aria-checked": String(reminder.on),
        onclick: async () => {
          const turned = reminder.turn(!reminder.on);
          draw(); // the browser's own question may take its time
          await turned;
          draw();
        },
      },
      t("remind"),
      make("span", { class: "switch", "aria-hidden": "true" }),
    ),
    note,
  );
}

function passWay(slip, ask, busy) {
  const possible = slip.behind > 0 && slip.let_pass_left > 0;
  const behind = t(slip.behind === 0 ? "let_pass_none" : "let_pass_short");
  const why = slip.let_pass_left === 0 ? t("let_pass_used") : behind;
  return make(
    "button",
    { type: "button", id: "let-pass", class: "way", disabled: busy || !possible, onclick: () => askToPass(slip, ask) },
    t("let_pass"),
    make("span", { class: "more" }, why),
  );
}

/** What can be done with it now. `busy`: something was asked and is not answered. */
export function ticketWays(slip, { ask, busy, reminder, draw }) {
  if (slip.state === "finished" && slip.rateable) return [rating(ask, busy)];
  if (slip.state !== "waiting") return [];
  return [
    reminderWay(reminder, draw),
    passWay(slip, ask, busy),
    make(
      "button",
      { type: "button", id: "cancel", class: "way bad", disabled: busy, onclick: () => askToCancel(slip, ask) },
      t("cancel"),
    ),
  ];
}
