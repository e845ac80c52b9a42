// Who waits for what and how long, and what the counters do.
import { byId, make, renew, say } from "../shared/dom.js";
import { language, nameOf, t } from "../shared/text.js";
import { minutesText, shortMinutes } from "../shared/format.js";

function longestText(service) {
  if (!service.open) return t("board.service_closed");
  if (service.longest_s === null) return t("manager.nobody");
  return t("manager.longest", { time: minutesText(service.longest_s) });
}

function serviceRow(service) {
  return make(
    "li",
    { class: service.late ? "service-row late" : "service-row" },
    make("span", { class: "letter" }, service.letter),
    make(
      "span",
      { class: "about" },
      make("span", { class: "name" }, nameOf(service.name)),
      make("span", { class: "longest" }, longestText(service)),
    ),
    make("span", { class: "figure" }, String(service.waiting)),
  );
}

function drawServices(state, board, passed_s) {
  const longest_s = new Map();
  for (const { service, waited_s } of state.waiting) {
    longest_s.set(service, Math.max(longest_s.get(service) ?? 0, waited_s + passed_s));
  }
  const services = (board?.services ?? []).map((service) => {
    const wait_s = longest_s.get(service.letter) ?? null;
    return { ...service, longest_s: wait_s, late: wait_s !== null && wait_s > service.target_wait_minutes * 60 };
  });
  say(byId("waiting-count"), t("queue.people", { n: services.reduce((sum, service) => sum + service.waiting, 0) }));
  const picture = services.map((one) => [one.letter, one.waiting, one.open, one.late, longestText(one)]);
  renew(byId("services"), [picture, language()], () => services.map(serviceRow));
}

function doingText(counter, passed_s) {
  if (counter.state === "closed") return t("manager.counter_closed");
  if (counter.state === "paused") return counter.reason ? t(`pause.${counter.reason}`) : t("work.state_paused");
  if (!counter.ticket) return t("manager.free");
  if (counter.ticket.state === "called") return t("card.called");
  return t("manager.serving", { time: shortMinutes(counter.ticket.served_s + passed_s) });
}

function counterRow(counter, doing) {
  if (counter.state === "closed") {
    const about = make("span", { class: "about" }, make("span", { class: "name" }, doing));
    return make(
      "li",
      { class: "counter-row closed" },
      make("span", { class: "figure" }, String(counter.number)),
      about,
    );
  }
  return make(
    "li",
    { class: `counter-row ${counter.state}` },
    make("span", { class: "figure" }, String(counter.number)),
    make(
      "span",
      { class: "about" },
      make("span", { class: "name" }, counter.staff_name ?? counter.staff ?? ""),
      make("span", { class: "doing" }, make("span", { class: `dot ${counter.state}` }), doing),
    ),
    make("span", { class: "ticket" }, counter.ticket?.ticket ?? ""),
  );
}

function drawCounters(state, passed_s) {
  const open = state.counters.filter((counter) => counter.state !== "closed").length;
  say(byId("counters-count"), t("manager.counters_open", { n: open, all: state.counters.length }));
  const doing = state.counters.map((counter) => doingText(counter, passed_s));
  const picture = state.counters.map((one, index) => [
    one.number,
    one.state,
    one.staff_name,
    one.ticket?.ticket,
    doing[index],
  ]);
  renew(byId("counters"), [picture, language()], () =>
    state.counters.map((one, index) => counterRow(one, doing[index])),
  );
}

export function drawHall(state, board, passed_s) {
  drawServices(state, board, passed_s);
  drawCounters(state, passed_s);
}
