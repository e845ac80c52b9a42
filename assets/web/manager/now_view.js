// The hall now: the figures, the services' queues, the counters.
import { byId, make, say } from "../shared/dom.js";
import { renewKept } from "../shared/sheet.js";
import { clockTime, minutesText, shortMinutes } from "../shared/format.js";
import { language, nameOf, t, textOr } from "../shared/text.js";
import { servicesNow, standing } from "./waits.js";

function figure({ label, value, unit = "", note, kind = "", list = "" }) {
  const inside = [
    make("span", { class: "label" }, label),
    make("span", { class: "value" }, value, unit && make("small", {}, unit)),
    make("span", { class: "figure-note" }, note),
  ];
  const words = { class: `figure-cell ${kind}`, "data-figure": list };
  if (!list) return make("li", words, ...inside);
  const button = { type: "button", "data-act": "sheet_list", "data-id": list, "data-key": `list ${list}` };
  return make("li", words, make("button", button, ...inside));
}

/** The figure of a list, which opens it where there is anybody. */
function listFigure(state, list) {
  const somebody = state[list].length > 0;
  return {
    label: t(`now.${list}`),
    value: String(state[list].length),
    note: t(somebody ? "now.see" : "now.none"),
    list: somebody ? list : "",
  };
}

function figuresOf(state, services, passed_s) {
  const sum = (pick) => services.reduce((total, one) => total + pick(one), 0);
  const longest = state.waiting.reduce((most, one) => (one.waited_s > (most?.waited_s ?? -1) ? one : most), null);
  const target = services.find((one) => one.letter === longest?.service)?.target_wait_minutes;
  const longest_s = longest ? longest.waited_s + passed_s : 0;
  const at = (what) => state.counters.filter((one) => one.ticket?.state === what).length;
  const late = sum((one) => one.late);
  const near = sum((one) => one.near);
  const lanes = state.waiting.filter((ticket) => ticket.lane !== "standard").length;
  return [
    {
      label: t("manager.waiting"),
      value: String(state.waiting.length),
      note: lanes > 0 ? t("now.with_priority", { n: lanes }) : t("now.no_priority"),
    },
    {
      label: t("now.longest"),
      value: longest ? String(Math.floor(longest_s / 60)) : "–",
      unit: longest ? t("now.minutes_unit") : "",
      note: longest ? longest.ticket : t("manager.nobody"),
      kind: longest ? standing(longest_s, target) : "",
    },
    {
      label: t("now.late"),
      value: String(late),
      note: near > 0 ? t("now.near", { n: near }) : t("now.near_none"),
      kind: late > 0 ? "late" : near > 0 ? "near" : "",
    },
    { label: t("now.serving"), value: String(at("serving")), note: t("now.called", { n: at("called") }) },
    listFigure(state, "held"),
    listFigure(state, "no_show"),
  ];
}

export function promised(estimate) {
  if (!estimate) return "–";
  const { low, high } = estimate;
  if (high <= 1) return t("time.under_a_minute");
  return low >= high ? t("now.about", { n: high }) : t("now.range", { low, high });
}

function stateWord(service) {
  if (service.open) return null;
  const word = service.closed_by_manager ? "service.closed_by_you" : "service.not_open";
  return make("span", { class: "badge closed" }, t(word));
}

/** How far the longest wait is on its way to the target; beyond it the bar is full and the mark moves back. */
function waitBar(service) {
  const target_s = service.target_wait_minutes * 60;
  const wait_s = service.longest_s ?? 0;
  const whole_s = Math.max(target_s * 1.25, wait_s) || 1;
  const fill = make("span", { class: "wait-fill" });
  fill.style.width = `${(wait_s / whole_s) * 100}%`;
  const mark = make("span", { class: "wait-target" });
  mark.style.left = `${(target_s / whole_s) * 100}%`;
  return make("span", { class: "wait-bar", "aria-hidden": "true" }, fill, mark);
}

function waitWords(service) {
  if (service.longest_s === null) return make("span", { class: "wait-words quiet" }, t("manager.nobody"));
  const kind = standing(service.longest_s, service.target_wait_minutes);
  return make(
    "span",
    { class: "wait-words" },
    make("strong", {}, minutesText(service.longest_s)),
    kind && make("span", { class: `word ${kind}` }, t(`now.word.${kind}`)),
    make("span", { class: "quiet" }, t("now.target", { n: service.target_wait_minutes })),
  );
}

function serviceRow(service) {
  const kind = service.longest_s === null ? "" : standing(service.longest_s, service.target_wait_minutes);
  const lanes = service.lanes.map(([lane, count]) =>
    make("span", { class: `badge ${lane}` }, `${t(`lane.${lane}`)} ${count}`),
  );
  const nobody = service.counters_open === 0;
  return make(
    "li",
    { class: `service-row ${kind} ${service.open ? "" : "closed"}` },
    make(
      "button",
      { type: "button", "data-act": "sheet_service", "data-id": service.letter, "data-key": service.letter },
      make("span", { class: "letter" }, service.letter),
      make(
        "span",
        { class: "about" },
        make("span", { class: "name" }, nameOf(service.name)),
        make("span", { class: "badges" }, stateWord(service), ...lanes),
      ),
      make("span", { class: "figure" }, String(service.waiting)),
      make("span", { class: "wait" }, waitBar(service), waitWords(service)),
      make("span", { class: "promised" }, service.open && !nobody ? promised(service.estimate_minutes) : "–"),
      make(
        "span",
        { class: `served-by ${nobody && service.waiting > 0 ? "none" : ""}` },
        nobody ? t("now.no_counter") : t("now.counters", { n: service.counters_open }),
      ),
      make("span", { class: "chevron", "aria-hidden": "true" }),
    ),
  );
}

function servicesHead() {
  const names = [
    "now.col_service",
    "",
    "manager.waiting",
    "now.col_longest",
    "now.col_promised",
    "manager.counters",
    "",
  ];
  return make(
    "li",
    { class: "services-head", "aria-hidden": "true" },
    ...names.map((key) => make("span", {}, key && t(key))),
  );
}

export function counterDoing(counter, passed_s) {
  if (counter.state === "closed") return { kind: "none", text: t("manager.counter_closed") };
  if (counter.state === "paused") {
    return { kind: "warn", text: textOr(`pause.${counter.reason}`, t("work.state_paused")) };
  }
  if (!counter.ticket) return { kind: "good", text: t("manager.free") };
  if (counter.ticket.state === "called") return { kind: "call", text: t("card.called") };
  const time = shortMinutes(counter.ticket.served_s + passed_s);
  return { kind: "busy", text: t("manager.serving", { time }) };
}

function counterCard(counter, doing) {
  const closed = counter.state === "closed";
  return make(
    "li",
    { class: `counter-row ${counter.state}` },
    make(
      "button",
      {
        type: "button",
        "data-act": "sheet_counter",
        "data-id": counter.number,
        "data-key": `counter ${counter.number}`,
      },
      make("span", { class: "figure" }, String(counter.number)),
      make(
        "span",
        { class: "name" },
        closed ? t("manager.counter_closed") : (counter.staff_name ?? counter.staff ?? ""),
      ),
      make("span", { class: "ticket" }, counter.ticket?.ticket ?? ""),
      make(
        "span",
        { class: "doing" },
        !closed && make("span", { class: `mark ${doing.kind}` }),
        !closed && make("span", { class: "what" }, doing.text),
        " ",
        !closed &&
          counter.state === "paused" &&
          counter.since &&
          make("span", { class: "since" }, t("card.since", { time: clockTime(counter.since) })),
      ),
      make(
        "span",
        { class: "offers" },
        counter.services.join(" "),
        counter.moved && make("span", { class: "badge moved" }, t("counter.moved")),
      ),
    ),
  );
}

export function drawNow(state, board, passed_s) {
  const services = servicesNow(state, board, passed_s);
  const figures = figuresOf(state, services, passed_s);
  renewKept(byId("figures"), [figures, language()], () => figures.map(figure));
  const rows = services.map(({ tickets, longest_s, ...row }) => ({
    ...row,
    longest: longest_s === null ? null : Math.floor(longest_s / 60),
  }));
  renewKept(byId("services"), [rows, language()], () => [servicesHead(), ...services.map(serviceRow)]);

  const open = state.counters.filter((counter) => counter.state !== "closed").length;
  say(byId("counters-count"), t("manager.counters_open", { n: open, all: state.counters.length }));
  const doing = state.counters.map((counter) => counterDoing(counter, passed_s));
  const picture = state.counters.map((one, index) => [
    one.number,
    one.state,
    one.staff_name,
    one.services,
    one.moved,
    one.ticket?.ticket,
    one.since,
    doing[index],
  ]);
  renewKept(byId("counters"), [picture, language()], () =>
    state.counters.map((one, index) => counterCard(one, doing[index])),
  );
}
