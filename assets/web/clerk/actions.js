// What each verb does at the working page: asks what it must know, then sends one command.
import { t } from "../shared/text.js";
import { askNumber, showKeys } from "./options.js";
import {
  askAdd,
  askCancel,
  askHold,
  askLane,
  askLeave,
  askPause,
  askTake,
  askTicket,
  askTransfer,
} from "./questions.js";
import { BAR_VERBS, obstacle, VERBS } from "./verbs.js";

const counterPath = (work, verb) => `/api/v1/counters/${work.state.number}/${verb}`;
const ticketPath = (ticket, verb) => `/api/v1/tickets/${encodeURIComponent(ticket.id)}/${verb}`;

/** The verbs that somebody's ticket takes wherever they are. */
const TICKET_VERBS = {
  async lane(work, ticket) {
    const body = await askLane(ticket);
    if (body) await work.run("lane", { path: ticketPath(ticket, "lane"), body });
  },
  async add(work, ticket) {
    const service = await askAdd(ticket, work.page.board);
    if (service) await work.run("add", { path: ticketPath(ticket, "add-service"), body: { service } });
  },
  async cancel(work, ticket) {
    const reason = await askCancel(ticket.ticket);
    if (reason) await work.run("cancel", { path: ticketPath(ticket, "cancel"), body: { reason } });
  },
  reprint: (work, ticket) => work.run("reprint", { path: ticketPath(ticket, "reprint") }),
  resume: (work, ticket) => work.run("resume", { path: ticketPath(ticket, "resume") }),
  return: (work, ticket) => work.run("return", { path: ticketPath(ticket, "return") }),
  call_this: (work, ticket) =>
    work.run("call_this", { path: counterPath(work, "call"), body: { ticket: ticket.ticket } }),
};

const ofTicketHere = (verb) => (work) => TICKET_VERBS[verb](work, work.state.counter.ticket);

const ACTIONS = {
  recall: (work) => work.run("recall", { path: counterPath(work, "recall") }),
  no_show: (work) => work.run("no_show", { path: counterPath(work, "no-show") }),
  finish: (work) => work.run("finish", finishing(work)),
  async hold(work) {
    const reason = await askHold(work.state.counter.ticket.ticket);
    if (reason) await work.run("hold", { path: counterPath(work, "hold"), body: { reason } });
  },
  async transfer(work) {
    const body = await askTransfer(work.state.counter.ticket, work.state.number, work.page.board);
    if (body) await work.run("transfer", { path: counterPath(work, "transfer"), body });
  },
  add: ofTicketHere("add"),
  lane: ofTicketHere("lane"),
  cancel: ofTicketHere("cancel"),
  reprint: ofTicketHere("reprint"),
  async call_one(work) {
    const ticket = await askNumber();
    if (ticket) await work.run("call_this", { path: counterPath(work, "call"), body: { ticket } });
  },
  async take(work) {
    const body = await askTake(work.page.board);
    if (body) await work.run("take", { path: "/api/v1/tickets", body });
  },
  help: (work) => work.run("help", { path: "/api/v1/assistance", body: { place: `counter_${work.state.number}` } }),
  async pause(work) {
    if (work.step === "resume") return resume(work);
    const reason = await askPause();
    if (reason) await work.run("pause", { path: counterPath(work, "pause"), body: { reason } });
  },
  repairs: (work) => work.page.toRepairs(work.state.counter.ticket?.repair ?? "", work.state.number),
  close: (work) => leave(work, "close"),
  sign_out: (work) => leave(work, "sign_out"),
};

const finishing = (work) => ({ path: counterPath(work, "finish"), body: { outcome: work.state.outcome } });
const resume = (work) => work.run("open", { path: counterPath(work, "open") });

async function leave(work, what) {
  if (await askLeave(what, work.state.number)) await work.run(what, { path: counterPath(work, "close") });
}

/** A verb's button or key was pressed. */
export function act(work, verb) {
  const why = obstacle(verb, work.state, work.page.board);
  if (!why) return ACTIONS[verb](work);
  if (!work.state.busy) work.say("calm", why);
}

/** The big button and the space bar. */
export function actNext(work) {
  if (work.state.busy || performance.now() < work.settled_at) return;
  const call = { path: counterPath(work, "call-next") };
  const steps = {
    resume: () => resume(work),
    call: () => work.run("call", call),
    start: () => work.run("start", { path: counterPath(work, "start") }),
    // Together, so that a reload between both calls the next one all the same.
    finish: () => work.run("finish", ...(work.state.queue.total > 0 ? [finishing(work), call] : [finishing(work)])),
  };
  steps[work.step]?.();
}

/** Somebody of the lists was chosen: what is to be done with them? */
export async function actOnTicket(work, id) {
  const { queue, busy } = work.state;
  const ticket = [...queue.items, ...queue.held.items, ...queue.missed.items].find((one) => one.id === id);
  if (!ticket || busy) return;
  const verb = await askTicket(ticket, ticket.id === queue.items[0]?.id, work.state);
  if (verb) await TICKET_VERBS[verb](work, ticket);
}

/** What is said when a command was done and nothing else on the page shows it; "" else. */
export function doneText(verb, answer) {
  const said = ["take", "help", "hold", "transfer", "add", "lane", "cancel", "reprint", "resume", "return", "no_show"];
  if (!said.includes(verb)) return "";
  const { ticket = "", ahead: n = 0, lane } = answer;
  return t(`done.${verb}`, { ticket, n, lane: lane ? t(`lane.${lane}`) : "" });
}

export function showAllKeys() {
  const named = (list) => list.map(({ verb, key }) => [key, t(`verb.${verb}`)]);
  return showKeys([
    {
      title: t("keys.step"),
      keys: [
        [t("key.space"), t("keys.next")],
        ["1–5", t("outcome.title")],
        ["Q", t("keys.queue")],
        ["↑ ↓", t("keys.walk")],
        ["Esc", t("keys.back")],
        ["?", t("keys.title")],
      ],
    },
    { title: t("keys.customer"), keys: named(VERBS.slice(0, 9)) },
    { title: t("keys.counter"), keys: named([...VERBS.slice(9), ...BAR_VERBS]) },
  ]);
}
