// What the manager presses in the hall: each press is alive at once, happens once, and its refusal is said in words.
import { byId } from "../shared/dom.js";
import { Refused } from "../shared/api.js";
import { ask } from "../shared/ask.js";
import { readNotes } from "../shared/notes.js";
import { placeText } from "../shared/tabs.js";
import { toast } from "../shared/toast.js";
import { t } from "../shared/text.js";
import { questions } from "./questions.js";

const SETTLE_MS = 500; // after a tap the list moves up: a second tap of a double tap is not for the next one

/** Questions are asked about one of these. */
const SUBJECTS = {
  close_service: "queue",
  reopen_service: "queue",
  lane: "ticket",
  cancel: "ticket",
  rating: "alert",
  hold: "counter",
  transfer: "counter",
  close_counter: "counter",
};

/** Done by one press: where it goes, and what is said then. */
const AT_ONCE = {
  answer: { path: (id) => `/api/v1/assistance/${id}/answer`, done: "manager.answered" },
  reprint: { path: (id) => `/api/v1/tickets/${id}/reprint`, done: "manager.reprinting" },
  resume: { path: (id) => `/api/v1/tickets/${id}/resume`, done: "manager.resumed" },
  return: { path: (id) => `/api/v1/tickets/${id}/return`, done: "manager.returned" },
};

export class Acts {
  constructor(hall) {
    this.hall = hall;
    this.under_way = new Set(); // "answer 7", "reprint 20261125-A001"
    this.settled_at = -SETTLE_MS;
  }

  busy(act, id) {
    return this.under_way.has(`${act} ${id}`);
  }

  /** For a picture's signature. */
  get marks() {
    return [...this.under_way];
  }

  press(event) {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    const { act, id, name } = button.dataset;
    if (act in AT_ONCE) {
      if (performance.now() - this.settled_at >= SETTLE_MS) this.atOnce(act, id, name);
      return;
    }
    if (act in SUBJECTS) return this.question(act, this.subject(SUBJECTS[act], id));
    if (act === "reprint_all") return this.reprintAll();
    if (act === "sheet_service" || act === "sheet_counter" || act === "sheet_list") {
      return this.hall.openSheet({ kind: act.slice(6), id });
    }
    if (act === "notes") return this.readNotes(id, name);
    if (act === "system") return this.showSystem();
    if (act === "repair") {
      location.hash = placeText("repairs", { no: id });
      return;
    }
    if (act === "services_save") return this.saveServices(Number(id), JSON.parse(button.dataset.services));
  }

  subject(kind, id) {
    const { state } = this.hall;
    if (kind === "queue") return state.queues.find((queue) => queue.letter === id);
    if (kind === "counter") return state.counters.find((counter) => counter.number === Number(id));
    if (kind === "alert") return state.alerts.find((alert) => String(alert.id) === id);
    const places = [state.waiting, state.held, state.no_show, state.slips];
    return places.flat().find((ticket) => ticket.id === id);
  }

  showSystem() {
    const place = byId("system");
    place.scrollIntoView({ behavior: "smooth", block: "nearest" });
    place.focus({ preventScroll: true });
  }

  async atOnce(act, id, name) {
    await this.run(`${act} ${id}`, () => this.hall.page.command(AT_ONCE[act].path(id)), t(AT_ONCE[act].done, { name }));
  }

  async reprintAll() {
    const slips = [...this.hall.state.slips];
    const all = async () => {
      for (const slip of slips) await this.hall.page.command(AT_ONCE.reprint.path(slip.id));
    };
    await this.run("reprint_all all", all, t("manager.reprinting_all", { n: slips.length }));
  }

  /** Null: as configured. */
  async saveServices(number, services) {
    const path = `/api/v1/counters/${number}/services`;
    const done = t(services ? "counter.services_saved" : "counter.services_back", { n: number });
    await this.run(`services_save ${number}`, () => this.hall.page.command(path, { services }), done);
  }

  async readNotes(subject, about) {
    await this.run(`notes ${subject}`, () =>
      readNotes((path, body) => this.hall.page.command(path, body), subject, about),
    );
  }

  /** `done`: what is said then, if anything. */
  async run(mark, command, done = "") {
    if (this.under_way.has(mark)) return;
    this.under_way.add(mark);
    this.hall.show();
    try {
      await command();
      if (done) toast("good", done);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (!this.hall.page.signedOut(error)) toast("warn", error.message);
    } finally {
      await this.hall.refresh();
      this.under_way.delete(mark);
      this.settled_at = performance.now();
      this.hall.show();
    }
  }

  /** Asks first; the dialog sends, and stays with what was chosen when the branch refuses. */
  async question(act, subject) {
    if (!subject) return;
    const { page, state } = this.hall;
    const { path, body, done, ...words } = questions[act](subject, { state, board: page.board });
    const send = async (values, resending) => {
      try {
        return await page.command(path, body(values), resending);
      } catch (error) {
        page.signedOut(error);
        throw error;
      }
    };
    const answered = await ask({ ...words, send });
    if (answered) toast("good", done);
    await this.hall.refresh();
  }
}
