// What is asked before the hall is changed: the words, the choices, and the command that follows from them.
import { nameOf, t } from "../shared/text.js";

const CLOSE_REASONS = ["no_staff", "full", "out_of_stock", "system", "equipment", "other"];
const LANES = ["standard", "care", "vip"];
const LANE_REASONS = ["elderly", "disabled", "pregnant", "customer_asked", "mistake", "other"];
const CANCEL_REASONS = ["customer_left", "duplicate", "mistake", "other"];
const HOLD_REASONS = ["documents", "form", "payment", "system", "other"];
const ANSWERS = ["apologised", "explained", "solved", "passed_on", "none"];

export const laneName = (lane) => t(`lane.${lane}`);

const serviceName = (queue) => `${queue.letter} ${nameOf(queue.name)}`;

/** A reason from a list, or in words of one's own; `body` gets one text. */
function reasonFields(codes, group, value = "") {
  const options = codes.map((code) => ({ value: code, text: t(`reason.${code}`) }));
  return [
    { name: "reason", label: t(group), options, value, missing: t("ask.reason_missing") },
    {
      name: "words",
      label: t("ask.words"),
      hint: t("ask.words_hint"),
      missing: t("ask.words_missing"),
      when: (values) => values.reason === "other",
    },
  ];
}

const reasonOf = (values) => (values.reason === "other" ? values.words : values.reason);

export const questions = {
  close_service: (queue) => ({
    title: t("service.close_title", { name: serviceName(queue) }),
    lead: t("service.close_lead", { n: queue.waiting }),
    fields: reasonFields(CLOSE_REASONS, "ask.reason"),
    yes: t("service.close"),
    danger: true,
    path: `/api/v1/services/${queue.letter}/close`,
    body: (values) => ({ reason: reasonOf(values) }),
    done: t("service.close_done", { name: serviceName(queue) }),
  }),

  reopen_service: (queue) => ({
    title: t("service.reopen_title", { name: serviceName(queue) }),
    lead: t("service.reopen_lead"),
    yes: t("service.reopen"),
    path: `/api/v1/services/${queue.letter}/reopen`,
    body: () => ({}),
    done: t("service.reopen_done", { name: serviceName(queue) }),
  }),

  lane: (ticket) => ({
    title: t("ticket.lane_title", { ticket: ticket.ticket }),
    lead: t("ticket.lane_lead", { lane: laneName(ticket.lane) }),
    fields: [
      {
        name: "lane",
        label: t("ticket.lane_new"),
        options: LANES.filter((lane) => lane !== ticket.lane).map((lane) => ({ value: lane, text: laneName(lane) })),
        missing: t("ticket.lane_missing"),
      },
      ...reasonFields(LANE_REASONS, "ask.reason"),
    ],
    yes: t("ticket.lane_yes"),
    path: `/api/v1/tickets/${ticket.id}/lane`,
    body: (values) => ({ lane: values.lane, reason: reasonOf(values) }),
    done: t("ticket.lane_done", { ticket: ticket.ticket }),
  }),

  cancel: (ticket) => ({
    title: t("ticket.cancel_title", { ticket: ticket.ticket }),
    lead: t("ticket.cancel_lead"),
    fields: reasonFields(CANCEL_REASONS, "ask.reason"),
    yes: t("ticket.cancel_yes"),
    danger: true,
    path: `/api/v1/tickets/${ticket.id}/cancel`,
    body: (values) => ({ reason: reasonOf(values) }),
    done: t("ticket.cancel_done", { ticket: ticket.ticket }),
  }),

  rating: (alert) => ({
    title: t("rating.title"),
    lead: alert.detail,
    fields: [
      {
        name: "action",
        label: t("rating.action"),
        options: ANSWERS.map((code) => ({ value: code, text: t(`rating.${code}`) })),
        missing: t("rating.action_missing"),
      },
      { name: "note", label: t("rating.note"), hint: t("rating.note_hint"), max: 500 },
    ],
    yes: t("rating.yes"),
    path: `/api/v1/ratings/${alert.ticket_id}/answer`,
    body: ({ action, note }) => (note ? { action, note } : { action }),
    done: t("rating.done"),
  }),

  hold: (counter) => ({
    title: t("counter.hold_title", { ticket: counter.ticket?.ticket ?? "" }),
    lead: t("counter.hold_lead"),
    fields: reasonFields(HOLD_REASONS, "ask.reason"),
    yes: t("counter.hold"),
    path: `/api/v1/counters/${counter.number}/hold`,
    body: (values) => ({ reason: reasonOf(values) }),
    done: t("counter.hold_done", { ticket: counter.ticket?.ticket ?? "" }),
  }),

  transfer: (counter, { state, board }) => {
    const services = (board?.services ?? []).filter(({ letter, open }) => open && letter !== counter.ticket?.service);
    const counters = state.counters.filter((one) => one.state !== "closed" && one.number !== counter.number);
    const options = [
      ...services.map((one) => ({ value: `service ${one.letter}`, text: serviceName(one) })),
      ...counters.map((one) => ({ value: `counter ${one.number}`, text: t("work.counter", { n: one.number }) })),
    ];
    return {
      title: t("counter.transfer_title", { ticket: counter.ticket?.ticket ?? "" }),
      lead: t("counter.transfer_lead"),
      fields: [{ name: "to", label: t("counter.transfer_to"), options, missing: t("counter.transfer_missing") }],
      yes: t("counter.transfer"),
      path: `/api/v1/counters/${counter.number}/transfer`,
      body: ({ to }) => {
        const [kind, id] = to.split(" ");
        return kind === "service" ? { service: id } : { counter: Number(id) };
      },
      done: t("counter.transfer_done", { ticket: counter.ticket?.ticket ?? "" }),
    };
  },

  close_counter: (counter) => ({
    title: t("leave.close_title", { n: counter.number }),
    lead: counter.ticket ? t("counter.close_lead", { ticket: counter.ticket.ticket }) : t("leave.close_text"),
    yes: t("leave.close_yes"),
    danger: true,
    path: `/api/v1/counters/${counter.number}/close`,
    body: () => ({}),
    done: t("counter.close_done", { n: counter.number }),
  }),
};
