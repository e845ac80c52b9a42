// The one command on its way. It is kept in the tab until the branch has answered, so that neither a reload nor a
// restart of the branch loses it: it is sent again under the same key, and happens once.
import { Refused, uuid } from "../shared/api.js";

const PLACE = "menting.clerk.pending";
const KEPT_MS = 10 * 60_000; // what is older than this after a reload was meant for another moment

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE));
  } catch {
    return null;
  }
}

function write(pending) {
  try {
    if (pending) sessionStorage.setItem(PLACE, JSON.stringify(pending));
    else sessionStorage.removeItem(PLACE);
  } catch {
    // storage switched off: the command lives as long as the page
  }
}

export class Outbox {
  /** `command(path, body, resending, key)` sends one request until it is answered. */
  constructor(command) {
    this.command = command;
  }

  /** A command of one or more requests, one after the other. Kept from this moment on. */
  keep(staff, number, verb, requests) {
    const steps = requests.map(({ path, body }) => ({ path, body: body ?? {}, key: uuid() }));
    const pending = { staff, number, verb, at: Date.now(), steps };
    write(pending);
    return pending;
  }

  /** What this person's page began at this counter and never heard of; null: nothing. */
  left(staff, number) {
    const pending = read();
    if (!pending) return null;
    const age_ms = Date.now() - pending.at;
    const own = pending.staff === staff && pending.number === number;
    if (own && age_ms >= 0 && age_ms < KEPT_MS) return pending;
    write(null);
    return null;
  }

  /** The counter that a lost press was about to open, or 0. */
  opening(staff) {
    const pending = read();
    return pending?.verb === "open" ? (this.left(staff, pending.number)?.number ?? 0) : 0;
  }

  forget() {
    write(null);
  }

  /**
   * Sends what is left of it; `answered` takes each answer, `resending` hears that nobody answers. Throws Refused; then it is forgotten, unless the session
   * has ended: after a new sign-in it is sent again.
   */
  async send(pending, answered, resending = () => {}) {
    try {
      while (pending.steps.length > 0) {
        const { path, body, key } = pending.steps[0];
        const answer = await this.command(path, body, resending, key);
        pending.steps.shift();
        write(pending.steps.length > 0 ? pending : null);
        answered(answer);
      }
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) write(null);
      throw error;
    }
  }
}
