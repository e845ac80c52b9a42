// The line to headquarters: how the slip stands, again as soon as it changes; and what the customer asks. The code is
// in the address behind the "#", which browsers keep to themselves; it is only ever posted.
const WAIT_S = 25;
const PATIENCE_MS = (WAIT_S + 15) * 1000;
const AGAIN_MS = [500, 1000, 2000, 4000, 8000];

export function claimOf(address) {
  const branch = decodeURIComponent(address.pathname.split("/")[2] ?? "");
  const code = address.hash.slice(1);
  return branch && code ? { branch, code } : null;
}

/** A random name that is the same however often it is sent. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const rest = (ms) => new Promise((done) => setTimeout(done, ms));

async function post(path, body, language, signal) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language },
    body: JSON.stringify(body),
    cache: "no-store",
    signal,
  });
  const said = await answer.json().catch(() => ({}));
  return { status: answer.status, body: said, wait_s: answer.headers.get("Retry-After") };
}

/**
 * Follows one slip. `told(answer)` gets {status, body} of every new answer; `lost(yes)` whether the network is gone.
 */
export class Line {
  constructor(claim, { told, lost, language }) {
    this.claim = claim;
    this.told = told;
    this.lost = lost;
    this.language = language;
    this.tag = "";
    this.failures = 0;
    this.running = false;
    // A phone that was asleep has lost its connection without noticing.
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.again());
    addEventListener("online", () => this.again());
  }

  start() {
    this.running = true;
    void this.run();
  }

  stop() {
    this.running = false;
    this.waiting?.abort();
  }

  /** Asks at once instead of waiting. */
  again() {
    this.failures = 0;
    this.waiting?.abort();
    this.wake?.();
  }

  pause(ms) {
    return Promise.race([rest(ms), new Promise((wake) => (this.wake = wake))]);
  }

  async run() {
    while (this.running) {
      this.waiting = new AbortController();
      const timer = setTimeout(() => this.waiting.abort(), PATIENCE_MS);
      try {
        const asked = { ...this.claim, have: this.tag, wait_s: this.tag ? WAIT_S : 0 };
        const answer = await post("/api/v1/slips/status", asked, this.language(), this.waiting.signal);
        if (!this.running) return;
        if (answer.status >= 500) throw new Error(`HTTP ${answer.status}`);
        this.failures = 0;
        this.lost(false);
        this.tag = answer.body.tag ?? "";
        this.told(answer);
        if (answer.status === 429) await this.pause(1000 * Number(answer.wait_s ?? 30));
        else if (answer.status >= 400) return;
      } catch {
        if (!this.running) return;
        if (!this.waiting.signal.aborted || this.failures > 0) this.lost(true);
        await this.pause(AGAIN_MS[Math.min(this.failures++, AGAIN_MS.length - 1)]);
      } finally {
        clearTimeout(timer);
      }
    }
  }

  /** Sends what the customer wants; tries again under the same id until headquarters has said something. */
  async ask(kind, values = {}) {
    const wish = { ...this.claim, id: newId(), kind, ...values };
    for (let tries = 0; ; ++tries) {
      try {
        const answer = await post("/api/v1/slips/ask", wish, this.language());
        if (answer.status < 500) return { id: wish.id, ...answer };
      } catch {
        // no network just now
      }
      if (tries >= 5) return { id: wish.id, status: 0, body: {} };
      await rest(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
    }
  }
}
