// The board as it changes. One EventSource at a time; when it breaks, or goes silent while the branch has moved on,
// it is replaced. A dead peer is noticed by asking: an EventSource does not show heartbeat comments to scripts.
import { learnTime } from "./branch_time.js";

const QUIET_MS = 20_000; // without news for so long, ask
const ASK_MS = 5_000; // an answer that takes longer is none
const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 5_000;

class LiveBoard {
  constructor({ onBoard, onConnected, restWhenHidden }) {
    this.onBoard = onBoard;
    this.onConnected = onConnected;
    this.source = null;
    this.timer = 0;
    this.connected = null;
    this.version = -1;
    this.retry_ms = RETRY_FIRST_MS;
    if (restWhenHidden) {
      document.addEventListener("visibilitychange", () => {
        if (document.hidden) this.drop();
        else if (!this.source) this.connect();
      });
    }
    if (!(restWhenHidden && document.hidden)) this.connect();
  }

  connect() {
    this.drop();
    const source = new EventSource("/api/v1/stream");
    this.source = source;
    this.later(QUIET_MS, () => this.ask());
    source.addEventListener("board", (event) => {
      if (source !== this.source) return;
      this.later(QUIET_MS, () => this.ask());
      this.take(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      if (source === this.source) this.lose();
    });
  }

  drop() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  /** Tries again after a while that grows, and is never the same for all screens of the hall. */
  lose() {
    this.drop();
    this.tell(false);
    this.later(this.retry_ms * (0.75 + Math.random() / 2), () => this.connect());
    this.retry_ms = Math.min(this.retry_ms * 2, RETRY_MAX_MS);
  }

  take(board) {
    this.retry_ms = RETRY_FIRST_MS;
    this.version = board.version;
    this.tell(true);
    this.onBoard(board);
  }

  tell(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.onConnected(connected);
  }

  later(delay_ms, next) {
    clearTimeout(this.timer);
    this.timer = setTimeout(next, delay_ms);
  }

  /** Is the branch there, and has it nothing newer than what the stream brought? */
  async ask() {
    const source = this.source;
    const deadline = new AbortController();
    const limit = setTimeout(() => deadline.abort(), ASK_MS);
    try {
      const words = { cache: "no-store", signal: deadline.signal };
      const answer = await fetch(`/api/v1/board?since=${Math.max(0, this.version)}`, words);
      learnTime(answer);
      const board = answer.status === 200 ? await answer.json() : null;
      if (source !== this.source) return; // replaced meanwhile
      if (answer.status !== 304 && !board) return this.lose();
      if (!board || board.version === this.version) return this.later(QUIET_MS, () => this.ask());
      this.take(board); // the stream kept it from us: get a new one
      this.connect();
    } catch {
      if (source === this.source) this.lose();
    } finally {
      clearTimeout(limit);
    }
  }
}

/**
 * Follows the board as long as the page lives: `onBoard(board)` for every new one, `onConnected(true|false)` when that
 * changes. `restWhenHidden` gives the connection back while nobody looks (a browser has only six for one host).
 */
export function followBoard({ onBoard, onConnected, restWhenHidden = false }) {
  return new LiveBoard({ onBoard, onConnected, restWhenHidden });
}

/** Loads the page anew when the program that serves it has changed, so that a screen never shows yesterday's page. */
export function reloadOnNewVersion() {
  let first = null;
  return async () => {
    try {
      const answer = await fetch("/api/v1/health", { cache: "no-store" });
      learnTime(answer);
      const { version } = await answer.json();
      if (first === null) first = version;
      else if (version !== first) location.reload();
    } catch {
      // asked again at the next reconnection
    }
  };
}
