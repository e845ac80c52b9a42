// The kiosk's window on a virtual display, touched by where its --targets file says things are.
import { existsSync, readFileSync } from "node:fs";
import { until } from "./stage.mjs";

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
    return until(`the kiosk shows ${screen}`, () => this.now().screen === screen);
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

  click(target) {
    const x = String(Math.round(target.x + target.w / 2));
    const y = String(Math.round(target.y + target.h / 2));
    this.stage.run("xdotool", ["mousemove", x, y, "click", "1"], { env: { ...process.env, DISPLAY: this.display } });
  }
}
