// Calls in words through the TV, where the configuration says that the board and not the kiosk says them. The branch
// gives each call as one sound, joined and as loud as the kiosk would say it, or nothing when there is nothing to say.

const FETCH_MS = 5_000;
const BEYOND_MS = 2_000; // a sound that does not end by then never will

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Speech {
  /** `changed` is told when sound begins or ceases to be possible. */
  constructor(changed) {
    this.changed = changed;
    this.context = null;
    this.silenced = new URLSearchParams(location.search).get("sound") === "off"; // another TV speaks
    for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => this.wake());
  }

  /** Whether this page is to say calls. */
  want(wanted) {
    if (!wanted || this.silenced) {
      this.context?.close().catch(() => {});
      this.context = null;
    } else if (!this.context || this.context.state === "closed") {
      this.context = new AudioContext();
      this.context.onstatechange = this.changed;
      this.wake(); // a browser that may does so at once
    }
    this.changed();
  }

  /** The browser lets nothing be heard until somebody touches the page. */
  get locked() {
    return this.context !== null && this.context.state !== "running";
  }

  wake() {
    if (this.locked) this.context.resume().then(this.changed, () => {});
  }

  /** Comes back when the call was heard, or cannot be. */
  async say(ticket) {
    if (!this.context) return;
    this.wake();
    if (this.locked) await pause(100); // a device that was away comes back within that
    if (this.locked) return;
    try {
      const bytes = await this.load(ticket);
      if (bytes && this.context) await this.play(await this.context.decodeAudioData(bytes));
    } catch (error) {
      console.warn(`${ticket} is shown but not said: ${error}`);
    }
  }

  async load(ticket) {
    const deadline = new AbortController();
    const limit = setTimeout(() => deadline.abort(), FETCH_MS);
    try {
      const words = { cache: "no-store", signal: deadline.signal };
      const answer = await fetch(`/api/v1/calls/${encodeURIComponent(ticket)}/sound`, words);
      return answer.status === 200 ? await answer.arrayBuffer() : null;
    } finally {
      clearTimeout(limit);
    }
  }

  async play(sound) {
    const source = this.context.createBufferSource();
    source.buffer = sound;
    source.connect(this.context.destination);
    const ended = new Promise((done) => (source.onended = done));
    source.start();
    let limit = 0;
    await Promise.race([ended, new Promise((done) => (limit = setTimeout(done, sound.duration * 1000 + BEYOND_MS)))]);
    clearTimeout(limit);
    source.onended = null;
    source.disconnect();
  }
}
