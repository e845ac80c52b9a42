// The call on the phone itself: sound, vibration, a notification, a screen that stays on. All of it ends with the page,
// and the page says so.
import { t } from "./words.js";

const KEPT = "menting.remind";
const CALL = [784, 988, 1175, 988, 1175];
const SOON = [784, 988];

export class Reminder {
  constructor() {
    this.on = false;
    this.audio = null;
    this.lock = null;
    this.title = document.title;
    this.blinking = 0;
    // Browsers let a page sound once it was touched.
    for (const touch of ["pointerdown", "keydown"]) {
      document.addEventListener(touch, () => this.unlock());
    }
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") return;
      this.stopBlinking();
      if (this.on) void this.stayAwake();
    });
    try {
      this.wished = sessionStorage.getItem(KEPT) === "on"; // before the page was loaded again
    } catch {
      this.wished = false;
    }
  }

  get blocked() {
    return "Notification" in window && Notification.permission === "denied";
  }

  unlock() {
    if (!globalThis.AudioContext) return;
    this.audio ??= new AudioContext();
    if (this.audio.state !== "running") this.audio.resume().catch(() => {});
  }

  async turn(on) {
    this.on = on;
    try {
      sessionStorage.setItem(KEPT, on ? "on" : "off");
    } catch {
      // it lasts as long as the page
    }
    if (!on) {
      await this.lock?.release().catch(() => {});
      this.lock = null;
      return;
    }
    this.unlock();
    void this.stayAwake();
    if ("Notification" in window && Notification.permission === "default") {
      await Notification.requestPermission().catch(() => {});
    }
  }

  /** A screen that goes dark takes the page to sleep. */
  async stayAwake() {
    try {
      this.lock = (await navigator.wakeLock?.request("screen")) ?? null;
    } catch {
      // low battery, or a browser without: the page still works while the screen is on
    }
  }

  soon(text) {
    if (!this.on) return;
    this.ring(SOON);
    navigator.vibrate?.([200, 120, 200]);
    this.notify(text);
  }

  /** The call comes whether a reminder was wanted or not: it is what the customer waits for. */
  call(text) {
    this.ring(CALL);
    navigator.vibrate?.([500, 200, 500, 200, 800]);
    this.blink(text);
    this.notify(text);
  }

  notify(text) {
    if (!this.on || !("Notification" in window) || Notification.permission !== "granted") return;
    try {
      new Notification(text, { tag: "menting", renotify: true, icon: "/web/shared/icon.svg" });
    } catch {
      // some phones allow it to installed pages only
    }
  }

  ring(tones) {
    if (this.audio?.state !== "running") return;
    tones.forEach((hertz, index) => {
      const from = this.audio.currentTime + index * 0.24;
      const tone = this.audio.createOscillator();
      const loud = this.audio.createGain();
      tone.frequency.value = hertz;
      loud.gain.setValueAtTime(0.0001, from);
      loud.gain.exponentialRampToValueAtTime(0.5, from + 0.02);
      loud.gain.exponentialRampToValueAtTime(0.0001, from + 0.22);
      tone.connect(loud).connect(this.audio.destination);
      tone.start(from);
      tone.stop(from + 0.23);
    });
  }

  name(title) {
    this.title = title;
    if (!this.blinking) document.title = title;
  }

  blink(text) {
    this.stopBlinking();
    let lit = false;
    const turn = () => {
      lit = !lit;
      document.title = lit ? `🔔 ${text}` : this.title;
    };
    turn();
    this.blinking = setInterval(turn, 1200);
  }

  stopBlinking() {
    clearInterval(this.blinking);
    this.blinking = 0;
    document.title = this.title;
  }

  /** What is to be said now that the ticket stands so; `before` is how it stood. */
  changed(before, slip) {
    if (slip.state === "called") {
      const again = before?.state !== "called" || before.calls !== slip.calls || before.counter !== slip.counter;
      if (again) this.call(t("go", { n: slip.counter }));
      return;
    }
    this.stopBlinking();
    const near = (ticket) => ticket?.state === "waiting" && ticket.ahead <= 2;
    const nearer = near(slip) && (!near(before) || (slip.ahead === 0 && before.ahead > 0));
    if (nearer && before) this.soon(slip.ahead === 0 ? t("remind_next") : t("remind_soon", { n: slip.ahead }));
  }
}
