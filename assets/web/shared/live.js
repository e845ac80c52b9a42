// The board as it changes. One EventSource at a time; when it breaks, or goes silent while the branch has moved on,
// it is replaced. A dead peer is noticed by asking: an EventSource does not show heartbeat comments to scripts.
import { learnTime } from "./branch_time.js";

const QUIET_MS = 20_000; // without news for so long, ask
const ASK_MS = 5_000; // an answer that takes longer is none
const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 5_000;

/**
 * Runs until stop(). `onBoard(board)` for every new board, `onConnected(true|false)` when that changes.
 * `restWhenHidden` gives the connection back while nobody looks (a browser has only six for one host).
 */
export function followBoard({ onBoard, onConnected, restWhenHidden = false }) {
  let source = null;
  let timer = 0;
  let connected = null;
  let version = -1;
  let retry_ms = RETRY_FIRST_MS;
  let stopped = false;

  const tell = (now) => {
    if (connected === now) return;
    connected = now;
    onConnected(now);
  };

  const take = (board) => {
    retry_ms = RETRY_FIRST_MS;
    version = board.version;
    tell(true);
    onBoard(board);
  };

  const later = (delay_ms, next) => {
    clearTimeout(timer);
    timer = setTimeout(next, delay_ms);
  };

  const drop = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };

  const lose = () => {
    drop();
    if (stopped) return;
    tell(false);
    later(retry_ms * (0.75 + Math.random() / 2), connect);
    retry_ms = Math.min(retry_ms * 2, RETRY_MAX_MS);
  };

  async function ask() {
    const asked = source;
    const deadline = new AbortController();
    const limit = setTimeout(() => deadline.abort(), ASK_MS);
    try {
      const answer = await fetch(`/api/v1/board?since=${version}`, { cache: "no-store", signal: deadline.signal });
      learnTime(answer);
      const board = answer.status === 200 ? await answer.json() : null;
      if (asked !== source) return; // replaced meanwhile
      if (answer.status !== 304 && !board) return lose();
      if (board && board.version !== version) {
        take(board); // the stream kept it from us: get a new one
        drop();
        return later(0, connect);
      }
      later(QUIET_MS, ask);
    } catch {
      if (asked === source) lose();
    } finally {
      clearTimeout(limit);
    }
  }

  function connect() {
    drop();
    if (stopped) return;
    const opened = new EventSource("/api/v1/stream");
    source = opened;
    later(QUIET_MS, ask);
    opened.addEventListener("board", (event) => {
      if (opened !== source) return;
      later(QUIET_MS, ask);
      take(JSON.parse(event.data));
    });
    opened.addEventListener("error", () => {
      if (opened === source) lose();
    });
  }

  const visibility = () => {
    if (document.hidden) drop();
    else if (!source) connect();
  };
  if (restWhenHidden) document.addEventListener("visibilitychange", visibility);
  if (!(restWhenHidden && document.hidden)) connect();

  return {
    stop() {
      stopped = true;
      drop();
      document.removeEventListener("visibilitychange", visibility);
    },
  };
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
