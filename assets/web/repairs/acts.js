// What is pressed at the desk: one act at a time, alive at once, sent again until it is answered, its refusal in words.
import { get, Refused, Unreachable } from "../shared/api.js";
import { readNotes } from "../shared/notes.js";
import { toast } from "../shared/toast.js";
import { t } from "../shared/text.js";
import { askForm } from "./form.js";
import { correctQuestion, handInQuestion } from "./hand_in.js";
import { addQuestion } from "./loaners_view.js";
import { lendQuestion, promiseQuestion, questionOf, returnQuestion } from "./steps.js";

const SETTLE_MS = 500; // after a step the same place means another one: a second tap is not for it

export class RepairActs {
  constructor(desk) {
    this.desk = desk;
    this.busy = ""; // "step receive"
    this.settled_at = -SETTLE_MS;
    this.catalogue = null; // in the page's language
  }

  /** The language changed. */
  forget() {
    this.catalogue = null;
  }

  async press(act, step = "") {
    if (act === "leave") return this.desk.host.leave(); // what is on its way goes on
    if (this.busy || performance.now() < this.settled_at) return;
    this.busy = `${act} ${step}`.trim();
    this.desk.show();
    try {
      await ACTS[act](this, step);
    } catch (error) {
      if (this.desk.host.signedOut(error)) return;
      if (!(error instanceof Refused || error instanceof Unreachable)) throw error;
      toast("bad", error instanceof Refused ? error.message : t("lost.text"));
    } finally {
      this.busy = "";
      this.settled_at = performance.now() + SETTLE_MS;
      this.desk.show();
      await this.desk.refresh();
    }
  }

  command(path, body, resending) {
    return this.desk.host.command(path, body, resending);
  }

  path(verb) {
    return `/api/v1/repairs/${encodeURIComponent(this.desk.state.number)}/${verb}`;
  }

  /** Asks and sends; the answer, or null when it was left. */
  async ask(question, path) {
    const asked = {
      ...question,
      send: (values, resending) => this.command(path, question.body(values), resending),
    };
    return (await askForm(asked))?.value ?? null;
  }

  async loadCatalogue() {
    if (!this.catalogue) {
      const [catalogue, devices] = await Promise.all([
        get("/api/v1/repairs/catalogue"),
        get("/api/v1/repairs/devices"),
      ]);
      this.catalogue = { ...catalogue, devices: devices.items };
    }
    return this.catalogue;
  }
}

async function takeStep(acts, step) {
  const { desk } = acts;
  const { order } = desk.state;
  const { text } = order.next.find((one) => one.step === step);
  const notes = desk.takeNotes();
  const question = questionOf(step, order, desk.may.manage);
  const answer = question
    ? await acts.ask(
        { title: text, yes: text, ...question, body: (values) => ({ ...notes, ...question.body(values) }) },
        acts.path(step),
      )
    : await acts.command(acts.path(step), notes);
  if (!answer) return;
  desk.clearNotes(answer.number);
  const shelf = step === "receive" || step === "take-back" ? t("repair.on_shelf", { shelf: answer.shelf }) : "";
  toast(
    "good",
    [t("repair.now", { number: answer.number, state: answer.state_text }), shelf].filter(Boolean).join(" "),
  );
}

async function print(acts, what) {
  const answer = await acts.command(acts.path("print"), { what });
  const kind = answer.print === "printed" ? "good" : "warn";
  toast(kind, answer.print === "printed" ? t(`repair.printed_${what}`) : answer.detail);
}

const ACTS = {
  async loaners(acts) {
    const { state } = acts.desk;
    state.view = state.view === "loaners" ? "order" : "loaners";
  },
  async hand_in(acts) {
    const opened = await acts.ask(handInQuestion(await acts.loadCatalogue()), "/api/v1/repairs");
    if (!opened) return;
    acts.desk.goTo(opened.number);
    // The pick-up code is for the customer alone: it is on the slip, and not on the screen.
    if (opened.ticket) {
      return toast("good", t("repair.opened_with", { number: opened.number, ticket: opened.ticket.ticket }));
    }
    toast("good", [t("repair.opened", { number: opened.number }), opened.ticket_refusal?.detail].filter(Boolean).join(" "));
    const slip = await acts.command(`/api/v1/repairs/${encodeURIComponent(opened.number)}/print`, { what: "slip" });
    if (slip.print !== "printed") toast("warn", slip.detail);
  },
  async correct(acts) {
    const { order } = acts.desk.state;
    const done = await acts.ask(correctQuestion(await acts.loadCatalogue(), order), acts.path("correct"));
    if (done) toast("good", t("repair.corrected", { number: done.number }));
  },
  async promise(acts) {
    const done = await acts.ask(promiseQuestion(acts.desk.state.order), acts.path("promise"));
    if (done) toast("good", t("repair.promised_now", { number: done.number, day: done.promised_day }));
  },
  async lend(acts) {
    const { items } = await get("/api/v1/loaners");
    const done = await acts.ask(lendQuestion(items), acts.path("lend-loaner"));
    if (done) toast("good", t("repair.lent", { label: done.loaner?.label ?? "", day: done.loaner?.due_day ?? "" }));
  },
  async return_loaner(acts) {
    const { loaner } = acts.desk.state.order;
    const done = await acts.ask(returnQuestion(acts.desk.state.order), acts.path("return-loaner"));
    if (done) toast("good", t("repair.loaner_back", { label: loaner?.label ?? "" }));
  },
  async erase(acts) {
    const question = {
      title: t("repair.erase"),
      lead: t("repair.erase_lead"),
      yes: t("repair.erase_yes"),
      danger: true,
      body: () => ({}),
    };
    const done = await acts.ask(question, acts.path("erase"));
    if (done) toast("good", t("repair.erase_done", { number: done.number }));
  },
  async add_loaner(acts) {
    const done = await acts.ask(addQuestion(), "/api/v1/loaners");
    if (done) toast("good", t("repair.loaner_added", { label: done.label }));
  },
  async retire(acts, id) {
    const done = await acts.command(`/api/v1/loaners/${encodeURIComponent(id)}/retire`, {});
    toast("good", t("repair.loaner_retired_done", { label: done.label }));
  },
  read_notes: (acts, number) => readNotes((path, body) => acts.command(path, body), number, number),
  open: (acts, number) => acts.desk.goTo(number),
  step: takeStep,
  print,
};
