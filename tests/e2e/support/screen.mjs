// The kiosk's window on a virtual display, touched by where its --targets file says things are.
import { existsSync, readFileSync } from "node:fs";
import { until } from "./stage.mjs";

const DOUBLE_TAP_MS = 400;
const DOUBLE_TAP_REACH = 60;

/** A virtual display of a portrait kiosk; answers its name (":7"). */
export async function startDisplay(stage) {
  const args = ["-displayfd", "3", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"];
  const child = stage.start("xvfb", "Xvfb", args, { stdio: ["pipe"] });
  let number = "";
  child.stdio[3].on("data", (bytes) => (number += bytes));
  await until("Xvfb names its display", () => number.endsWith("\n"));
  return `:${number.trim()}`;
}

export class KioskScreen {
  constructor(stage, display, targetsFile) {
    this.stage = stage;
    this.display = display;
    this.targetsFile = targetsFile;
  }

  now() {
    return JSON.parse(readFileSync(this.targetsFile, "utf8"));
  }

  /** Waits until the kiosk shows `screen`. */
  async show(screen) {
    await this.wake();
    return until(`the kiosk shows ${screen}`, () => {
      const now = this.now();
      if (now.screen !== screen) throw new Error(`on ${now.screen}: ${now.targets.map((one) => one.id).join(", ")}`);
      return true;
    });
  }

  /** Whoever comes to a kiosk that nobody touched for a while touches it first. */
  async wake() {
    await until("the kiosk has drawn its first picture", () => existsSync(this.targetsFile));
    if (this.now().screen !== "attract") return;
    this.click(this.now().targets.find((one) => one.id === "attract.touch"));
    await until("the kiosk is at home", () => this.now().screen !== "attract");
  }

  /** The pixels of a part of the screen, "1080x200+0+240", to see whether it changes. */
  pixels(part) {
    const words = ["-window", "root", "-crop", part, "+repage", "-depth", "8", "rgb:-"];
    const env = { ...process.env, DISPLAY: this.display };
    return this.stage.run("import", words, { env, encoding: "latin1", maxBuffer: 64 << 20 });
  }

  /** Taps a target in its middle, once it is there and can be touched. */
  async tap(id) {
    await this.wake();
    const target = await until(`${id} can be tapped`, () =>
      this.now().targets.find((one) => one.id === id && one.enabled),
    );
    this.click(target);
  }

  /** Taps `id` and waits for the page that it leads to. */
  async to(screen, id) {
    await this.tap(id);
    return this.show(screen);
  }

  /** Taps what has this label, wherever it stands in a list of leaves. */
  async tapLabelled(label) {
    const find = () => {
      const { screen, targets } = this.now();
      const target = targets.find((one) => one.enabled && one.label === label);
      if (!target) throw new Error(`on ${screen}: ${targets.map((one) => one.label).join(", ")}`);
      return target;
    };
    this.click(await until(`${label} can be tapped`, find));
  }

  /** An option of a list, on whatever leaf it is. */
  async tapOption(id) {
    const named = (one) => one.id === id && one.enabled;
    await until(`${id} is on a leaf`, async () => {
      const { targets } = this.now();
      if (targets.some(named)) return true;
      const more = targets.find((one) => one.id === "more" && one.enabled);
      if (!more) return false;
      const before = JSON.stringify(targets);
      this.click(more);
      await until("the next leaf", () => JSON.stringify(this.now().targets) !== before);
      return false;
    });
    await this.tap(id);
  }

  /** Characters on the keys that are shown, one after the other. */
  async keys(text) {
    for (const sign of text) await this.tap(`key.${sign}`);
  }

  /** A finger from place to place on a target, in parts of it. */
  async drag(id, places) {
    const { x, y, w, h } = await until(`${id} is there`, () => this.now().targets.find((one) => one.id === id));
    const at = ([across, down]) => [String(Math.round(x + w * across)), String(Math.round(y + h * down))];
    const [first, ...others] = places.map(at);
    const moves = others.flatMap((place) => ["mousemove", ...place, "sleep", "0.02"]);
    this.xdotool("mousemove", ...first, "mousedown", "1", "sleep", "0.05", ...moves, "mouseup", "1");
  }

  /** What a scanner types: all at once, and Enter. */
  scan(code) {
    this.xdotool("type", "--delay", "4", code);
    this.xdotool("key", "Return");
  }

  xdotool(...words) {
    this.stage.run("xdotool", words, { env: { ...process.env, DISPLAY: this.display } });
  }

  click(target) {
    const x = Math.round(target.x + target.w / 2);
    const y = Math.round(target.y + target.h / 2);
    // After a turn of the page a second tap at the same place is the end of the first.
    const { last } = this;
    const again = last && last.screen !== this.now().screen && Math.hypot(x - last.x, y - last.y) < DOUBLE_TAP_REACH;
    const wait_ms = again ? Math.max(0, DOUBLE_TAP_MS - (Date.now() - last.at)) : 0;
    this.last = { x, y, screen: this.now().screen };
    this.xdotool("sleep", String(wait_ms / 1000), "mousemove", String(x), String(y), "click", "1");
    this.last.at = Date.now();
  }
}
