// What the working page asks before it acts.
import { language, nameOf, t } from "../shared/text.js";
import { minutesText } from "../shared/format.js";
import { askOption } from "./options.js";
import { stepOf } from "./step.js";

const PAUSES = ["break", "meal", "meeting", "training", "paperwork", "equipment"];
const HOLDS = ["documents", "form", "payment", "phone", "system", "other"];
const CANCELS = ["customer_left", "customer_asked", "mistake", "duplicate", "other"];
const LANE_REASONS = ["elderly", "disabled", "pregnant", "customer_asked", "mistake", "other"];
const LANES = ["standard", "care", "vip"];

/** The words of a code; one that this page does not know is another one. */
const WORDS = {
  pause: (code) => t(`pause.${[...PAUSES, "other"].includes(code) ? code : "other"}`),
  hold: (code) => t(`hold.${[...HOLDS, "counter_closed"].includes(code) ? code : "other"}`),
  cancel: (code) => t(`cancel.${code}`),
  lane: (code) => t(`lane.${code}`),
  lane_reason: (code) => t(`lane_reason.${LANE_REASONS.includes(code) ? code : "other"}`),
};

export const reasonText = (group, code) => WORDS[group](code);

const choices = (group, codes) => codes.map((code) => ({ value: code, label: WORDS[group](code) }));

export const askPause = () =>
  askOption({ title: t("pause.title"), lead: t("pause.lead"), options: choices("pause", PAUSES) });

export const askHold = (ticket) =>
  askOption({ title: t("hold.title", { ticket }), lead: t("hold.lead"), options: choices("hold", HOLDS) });

export const askCancel = (ticket) =>
  askOption({ title: t("cancel.title", { ticket }), lead: t("cancel.lead"), options: choices("cancel", CANCELS) });

/** The lane and why, or null. */
export async function askLane({ ticket, lane }) {
  const now = t("lane.is_now");
  const options = LANES.map((code) => ({ value: code, label: t(`lane.${code}`), why: code === lane ? now : "" }));
  const wanted = await askOption({ title: t("lane.title", { ticket }), lead: t("lane.lead"), options });
  if (!wanted) return null;
  const title = t("lane.reason_title", { ticket, lane: t(`lane.${wanted}`) });
  const reason = await askOption({ title, options: choices("lane_reason", LANE_REASONS) });
  return reason ? { lane: wanted, reason } : null;
}

const waitingText = (service) =>
  t("service.waiting", { n: service.waiting }) + (service.open ? "" : ` · ${t("board.service_closed")}`);

/** Where to: {service} or {counter}, or null. */
export async function askTransfer(ticket, number, board) {
  const services = board.services.map((service) => ({
    value: `service ${service.letter}`,
    label: nameOf(service.name),
    detail: waitingText(service),
    why: service.letter === ticket.service ? t("transfer.is_there") : "",
  }));
  const counters = board.counters
    .filter((counter) => counter.state !== "closed" && counter.number !== number)
    .map((counter) => ({
      value: `counter ${counter.number}`,
      label: t("work.counter", { n: counter.number }),
      detail: counter.state === "paused" ? t("work.state_paused") : offersText(counter.services, board),
    }));
  const title = t("transfer.title", { ticket: ticket.ticket });
  const wanted = await askOption({ title, lead: t("transfer.lead"), options: [...services, ...counters] });
  const [kind, where] = wanted.split(" ");
  if (!where) return null;
  return kind === "service" ? { service: where } : { counter: Number(where) };
}

/** "新业务办理、业务咨询" */
export function offersText(letters, board) {
  const names = Object.fromEntries((board?.services ?? []).map((service) => [service.letter, nameOf(service.name)]));
  return (letters ?? []).map((letter) => names[letter] ?? letter).join(t("list.and"));
}

export function askAdd(ticket, board) {
  const options = board.services.map((service) => ({
    value: service.letter,
    label: nameOf(service.name),
    detail: waitingText(service),
    why: service.letter === ticket.service || ticket.added_services.includes(service.letter) ? t("add.is_there") : "",
  }));
  return askOption({ title: t("add.title", { ticket: ticket.ticket }), lead: t("add.lead"), options });
}

/** For whom: {service, lane, language}, or null. */
export async function askTake(board) {
  const options = board.services.map((service) => ({
    value: service.letter,
    label: nameOf(service.name),
    detail: waitingText(service),
    why: service.open ? "" : t("board.service_closed"),
  }));
  const service = await askOption({ title: t("take.title"), lead: t("take.lead"), options });
  if (!service) return null;
  const name = nameOf(board.services.find(({ letter }) => letter === service)?.name);
  const lane = await askOption({ title: t("take.lane_title", { name }), options: choices("lane", LANES) });
  return lane ? { service, lane, language: language() } : null;
}

/** Whether to close the counter (`what` "close"), or to close it and sign out ("sign_out"). */
export async function askLeave(what, number) {
  const title = t(`leave.${what}_title`, { n: number });
  const yes = { label: t(`leave.${what}_yes`) };
  return (await askOption({ title, lead: t(`leave.${what}_text`), yes })) === "yes";
}

/** What to do with somebody of the lists: a verb, or "". */
export function askTicket(ticket, first, state) {
  const option = (verb, why = "") => ({ value: verb, label: t(`ticket.${verb}`), why });
  const begin = {
    waiting: () => [
      {
        ...option("call_this", stepOf(state) === "call" ? "" : t("ticket.counter_busy")),
        detail: first ? "" : t("ticket.passes_over"),
      },
    ],
    held: () => [option("resume")],
    no_show: () => [option("return")],
  };
  const options = begin[ticket.state]();
  if (ticket.state !== "no_show") options.push(...["lane", "add", "reprint", "cancel"].map((verb) => option(verb)));
  const lane = ticket.lane === "standard" ? "" : t(`lane.${ticket.lane}`);
  const title = [ticket.ticket, nameOf(ticket.service_name), lane].filter(Boolean).join(" · ");
  const waited_s = ticket.waited_s ?? 0;
  const held = ticket.state === "held" ? reasonText("hold", ticket.hold_reason) : "";
  const lead = [t("card.waited", { time: minutesText(waited_s) }), held].filter(Boolean).join(" · ");
  return askOption({ title, lead, options });
}
