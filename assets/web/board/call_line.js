// Which calls are still to be shown large and said, in the order in which they were made: the same rule as the kiosk's
// own voice. What the first board shows is old news; a recall is a call again; who came meanwhile is passed over.

const REMEMBERED_CALLS = 200; // far more than a board holds, so that none is new twice

/** "called", "serving", or "over" when the counter has gone on to another. */
export function stateOf(call, board) {
  const counter = board.counters.find((one) => one.number === call.counter);
  return counter?.ticket === call.ticket ? counter.ticket_state : "over";
}

export class CallLine {
  constructor() {
    this.seen = null; // ticket → time of its newest call; null before the first board
    this.waiting = [];
  }

  notice(board) {
    const first = this.seen === null;
    this.seen ??= new Map();
    for (const call of [...board.calls].reverse()) {
      if (this.seen.get(call.ticket) === call.at) continue;
      this.seen.delete(call.ticket); // to the end: the oldest are forgotten
      this.seen.set(call.ticket, call.at);
      if (!first && stateOf(call, board) === "called") this.add(call);
    }
    while (this.seen.size > REMEMBERED_CALLS) this.seen.delete(this.seen.keys().next().value);
  }

  /** One that waits here already keeps its place: it is not said twice in a row. */
  add(call) {
    const same = this.waiting.findIndex((one) => one.ticket === call.ticket);
    if (same < 0) this.waiting.push(call);
    else this.waiting[same] = call;
  }

  get length() {
    return this.waiting.length;
  }

  /** The next one that is still called; null when there is none. */
  next(board) {
    while (this.waiting.length) {
      const call = this.waiting.shift();
      if (stateOf(call, board) === "called") return call;
    }
    return null;
  }
}
