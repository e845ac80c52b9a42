// A soft sound when somebody calls for help, again every while as long as nobody answers. Browsers let a page sound only
// after it was touched once: until then the button asks for that touch.
import { say } from "../shared/dom.js";
import { t } from "../shared/text.js";

const AGAIN_MS = 20_000;
const SOUND = "menting.sound";
const NOTES = [
  { hertz: 659.25, at_s: 0 },
  { hertz: 880, at_s: 0.22 },
];

function wanted() {
  try {
    return localStorage.getItem(SOUND) !== "off";
  } catch {
    return true;
  }
}

function keep(on) {
  try {
    localStorage.setItem(SOUND, on ? "on" : "off");
  } catch {
    // it lasts as long as the page
  }
}

export class Chime {
  constructor(button) {
    this.button = button;
    this.on = wanted();
    this.known = new Set();
    this.audio = null;
    this.timer = 0;
    button.addEventListener("click", () => this.press());
    document.addEventListener("pointerdown", () => this.wake());
    document.addEventListener("keydown", () => this.wake());
  }

  get ready() {
    return this.audio?.state === "running";
  }

  wake() {
    this.audio ??= new AudioContext();
    if (this.audio.state === "suspended") this.audio.resume().then(() => this.draw());
  }

  async press() {
    const asks = this.on && !this.ready; // the touch that it asked for, not the wish to be quiet
    this.wake();
    if (!asks) this.on = !this.on;
    keep(this.on);
    await this.audio.resume();
    if (this.on) this.play();
    this.draw();
  }

  /** The open calls by now; a new one sounds. */
  calls(ids) {
    const fresh = [...ids].some((id) => !this.known.has(id));
    this.known = ids;
    if (fresh) this.play();
    clearInterval(this.timer);
    if (ids.size > 0) this.timer = setInterval(() => this.play(), AGAIN_MS);
  }

  play() {
    if (!this.on || !this.ready) return;
    const { audio } = this;
    for (const { hertz, at_s } of NOTES) {
      const from_s = audio.currentTime + at_s;
      const tone = new OscillatorNode(audio, { frequency: hertz });
      const loudness = new GainNode(audio, { gain: 0 });
      loudness.gain.setValueAtTime(0, from_s);
      loudness.gain.linearRampToValueAtTime(0.18, from_s + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.0005, from_s + 0.9);
      tone.connect(loudness).connect(audio.destination);
      tone.start(from_s);
      tone.stop(from_s + 1);
    }
  }

  draw() {
    say(this.button, t(!this.on ? "manager.sound_off" : this.ready ? "manager.sound_on" : "manager.sound_asks"));
    this.button.setAttribute("aria-pressed", String(this.on && this.ready));
  }
}
