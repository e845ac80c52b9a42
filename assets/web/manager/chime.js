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
    this.asking = false; // the touch that comes now finds the button asking for one
    this.known = new Set();
    this.alerts = null; // those that were there when the page was opened have sounded before
    this.audio = null;
    this.timer = 0;
    button.addEventListener("click", () => this.press());
    for (const touch of ["pointerdown", "keydown"]) {
      document.addEventListener(touch, () => {
        this.asking = this.on && !this.ready;
        this.wake();
      });
    }
  }

  get ready() {
    return this.audio?.state === "running";
  }

  /** Asks the browser for sound; it grants it only after a touch, and never where there is no loudspeaker. */
  wake(then = () => {}) {
    if (!globalThis.AudioContext) return;
    this.audio ??= new AudioContext();
    const woken = () => {
      then();
      this.draw();
    };
    if (this.ready) woken();
    else this.audio.resume().then(woken, () => {});
  }

  press() {
    if (!this.asking) this.on = !this.on; // else it is the touch that it asked for, not the wish to be quiet
    this.asking = false;
    keep(this.on);
    this.wake(() => this.play());
    this.draw();
  }

  /** The open calls by now, and the urgent alerts: a new one of either sounds, a call until somebody goes. */
  calls(ids, alerts = null) {
    const isFresh = (known) => (id) => !known.has(id);
    const fresh =
      [...ids].some(isFresh(this.known)) || (this.alerts !== null && [...(alerts ?? [])].some(isFresh(this.alerts)));
    this.known = ids;
    this.alerts = alerts;
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
