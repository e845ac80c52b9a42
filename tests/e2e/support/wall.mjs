// What the call board's tests put into the page. Each function is run there, so it stands on nothing outside itself.

/** A loudspeaker that keeps in `played` what it was given, is soon through with it, and needs a gesture as in browsers. */
export function listen() {
  globalThis.played = [];
  let touched = false;
  addEventListener("pointerdown", () => (touched = true), { capture: true });
  const ticketOf = new WeakMap(); // by the sound's bytes: more than one may be fetched at a time
  const { fetch } = globalThis;
  globalThis.fetch = async (...words) => {
    const answer = await fetch(...words);
    const [, ticket] = String(words[0]).match(/\/calls\/(\w+)\/sound/) ?? [];
    if (!ticket) return answer;
    const read = answer.arrayBuffer.bind(answer);
    answer.arrayBuffer = async () => {
      const bytes = await read();
      ticketOf.set(bytes, ticket);
      return bytes;
    };
    return answer;
  };
  globalThis.AudioContext = class {
    state = "suspended";
    destination = {};
    async resume() {
      if (this.state === "running") return;
      if (!touched) return new Promise(() => {}); // navigator.userActivation counts what the tests evaluate, too
      this.state = "running";
      this.onstatechange?.();
    }
    async close() {
      this.state = "closed";
    }
    async decodeAudioData(bytes) {
      const view = new DataView(bytes);
      const whole = view.getUint32(0) === 0x52494646 && view.getUint32(40, true) === bytes.byteLength - 44;
      if (!whole) throw new Error("no WAV");
      return { ticket: ticketOf.get(bytes), duration: (bytes.byteLength - 44) / view.getUint32(28, true) };
    }
    createBufferSource() {
      return {
        connect() {},
        disconnect() {},
        start() {
          const one = { ticket: this.buffer.ticket, began: performance.now(), seconds: this.buffer.duration };
          globalThis.played.push(one);
          setTimeout(() => {
            one.ended = performance.now();
            this.onended?.();
          }, 300);
        },
      };
    }
  };
}

/** A branch inside the page that is fed by hand (`feed(board)`); the time that a call is shown passes at once. */
export function fakeBranch() {
  const { setTimeout: later, fetch } = globalThis;
  const channel = new MessageChannel();
  const due = [];
  channel.port1.onmessage = () => due.shift()();
  globalThis.soon = (run) => {
    due.push(run);
    channel.port2.postMessage(0);
  };
  globalThis.setTimeout = (run, ms = 0) => (ms === 4_000 || ms === 6_000 ? globalThis.soon(run) : later(run, ms));
  globalThis.played = 0;
  // Painting is what takes the time, and proves nothing here.
  const still = new CSSStyleSheet();
  still.replaceSync(".wall { content-visibility: hidden; } * { animation: none !important; transition: none !important; }");
  addEventListener("DOMContentLoaded", () => (document.adoptedStyleSheets = [still]));
  globalThis.EventSource = class extends EventTarget {
    constructor() {
      super();
      globalThis.feed = (board) => this.dispatchEvent(new MessageEvent("board", { data: JSON.stringify(board) }));
    }
    close() {}
  };
  globalThis.fetch = async (address, ...words) => {
    const path = String(address);
    if (path.includes("/api/v1/board")) return new Response(null, { status: 304 });
    if (path.includes("/sound")) return new Response(new Uint8Array(250_000));
    if (path.includes("/health")) return Response.json({ version: "1" });
    return fetch(address, ...words);
  };
  globalThis.AudioContext = class {
    state = "running";
    destination = {};
    async resume() {}
    async close() {}
    async decodeAudioData(bytes) {
      return { duration: 20, bytes };
    }
    createBufferSource() {
      return {
        connect() {},
        disconnect() {},
        start() {
          globalThis.played += 1;
          globalThis.heard();
          globalThis.soon(() => this.onended?.());
        },
      };
    }
  };
}

/** Calls one ticket after the other, from one number to another; each is waited for on the stage. */
export async function callSteps([from, to]) {
  const name = (n) => `${"ABCD"[n % 4]}${String((n % 999) + 1).padStart(3, "0")}`;
  const at = (n) => new Date(1_770_000_000_000 + n * 7_000).toISOString();
  const board = (newest) => ({
    version: newest + 2,
    business_day: "2026-11-25",
    name: { "zh-CN": "西单营业厅", en: "Xidan Hall" },
    timezone: "Asia/Shanghai",
    open: true,
    break_until: null,
    opens: "00:00",
    closes: "24:00",
    languages: ["zh-CN", "en"],
    voice: "board",
    services: [..."ABCDEF"].map((letter, index) => ({
      letter,
      name: { "zh-CN": `业务${letter}`, en: `Service ${letter}` },
      waiting: (newest + index) % 17,
      open: true,
      estimate_minutes: { low: newest % 9, high: 10 + (newest % 7) },
    })),
    counters: [0, 1, 2, 3, 4].map((number) => {
      const n = newest - ((newest - number + 5) % 5);
      const ticket = n < 0 ? null : name(n);
      const services = [..."ABCDEF"];
      return { number: number + 1, state: "open", services, ticket, ticket_state: n === newest ? "called" : "serving" };
    }),
    calls: Array.from({ length: Math.min(12, newest + 1) }, (_, back) => newest - back).map((n) => ({
      ticket: name(n),
      counter: (n % 5) + 1,
      at: at(n),
      recall: false,
    })),
  });
  // What the page throws is in an event's listener: nobody would be said to, for ever.
  const failed = new Promise((_done, fail) => addEventListener("error", (event) => fail(event.error)));
  if (from === 0) globalThis.feed(board(-1));
  for (let n = from; n < to; ++n) {
    const said = new Promise((done) => (globalThis.heard = done));
    globalThis.feed(board(n));
    await Promise.race([said, failed]);
  }
}
