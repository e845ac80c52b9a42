// The stage of an end-to-end test: a temporary folder, the real programs on free ports, and a way down that always
// works.
import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const CLERK_PIN = "2468"; // of the demo branch's clerks
export const MANAGER_PIN = "9753";
const STOP_MS = 5_000;

/** The folder of the built programs: $MENTING_BUILD, else the newest build that has both. */
function programs() {
  const builds = process.env.MENTING_BUILD
    ? [resolve(process.env.MENTING_BUILD)]
    : readdirSync(join(ROOT, "build")).map((name) => join(ROOT, "build", name));
  const whole = builds
    .map((build) => join(build, "bin"))
    .filter((bin) => existsSync(join(bin, "menting-kiosk")) && existsSync(join(bin, "menting-hq")))
    .sort((a, b) => statSync(join(b, "menting-kiosk")).mtimeMs - statSync(join(a, "menting-kiosk")).mtimeMs);
  if (!whole.length)
    throw new Error("build menting-kiosk and menting-hq first, or set MENTING_BUILD to their build folder");
  return whole[0];
}

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Tries until `attempt` gives something true; its last error or answer is in the message when time is up. */
export async function until(what, attempt, limit_ms = 30_000) {
  const end = Date.now() + limit_ms;
  let last = "";
  while (Date.now() < end) {
    try {
      const answer = await attempt();
      if (answer) return answer;
      last = `last: ${JSON.stringify(answer)}`;
    } catch (error) {
      last = String(error);
    }
    await pause(50);
  }
  throw new Error(`waited ${limit_ms} ms in vain: ${what}; ${last}`);
}

/** Everything a test starts. down() ends it all, newest first, and removes the folder. */
export class Stage {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "menting-e2e-"));
    this.bin = programs();
    this.running = [];
    this.closers = [];
  }

  path(...names) {
    return join(this.folder, ...names);
  }

  program(name) {
    return join(this.bin, name);
  }

  /** Runs a program beside the test; what it says goes to NAME.log in the folder. */
  start(name, command, args, { env = {}, stdio = [] } = {}) {
    const log = openSync(this.path(`${name}.log`), "a");
    const child = spawn(command, args, {
      cwd: this.folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", log, log, ...stdio],
    });
    closeSync(log);
    child.ended = new Promise((done) => {
      child.on("exit", (code, signal) => done({ code, signal }));
      child.on("error", (error) => done({ code: -1, signal: String(error) }));
    });
    this.running.push(child);
    return child;
  }

  /** SIGTERM, and SIGKILL to one that does not hear. Answers how it ended, with `took_ms`. */
  async stop(child, signal = "SIGTERM") {
    const began = Date.now();
    this.running = this.running.filter((one) => one !== child);
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS + 2_000);
    const end = await child.ended;
    clearTimeout(timer);
    return { ...end, took_ms: Date.now() - began };
  }

  /** Runs a program to its end; throws with what it said when it fails. */
  run(command, args, options = {}) {
    const done = spawnSync(command, args, { encoding: "utf8", timeout: 60_000, cwd: this.folder, ...options });
    if (done.status !== 0) {
      throw new Error(
        `${command} ${args.join(" ")} ended with ${done.status ?? done.error}: ${done.stdout}${done.stderr}`,
      );
    }
    return done.stdout;
  }

  log(name) {
    const file = this.path(`${name}.log`);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  onDown(close) {
    this.closers.push(close);
  }

  async down() {
    for (const close of this.closers.reverse()) await close().catch(() => {});
    for (const child of [...this.running].reverse()) await this.stop(child);
    if (!process.env.MENTING_KEEP) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A copy of the demo's configuration in the stage's folder, with its ports and quick recalls. */
export async function writeBranchConfig(stage, { hqPort = 9 } = {}) {
  const port = await freePort();
  const file = stage.path("kiosk.toml");
  const text = readFileSync(join(ROOT, "config/demo/kiosk.toml"), "utf8")
    .replace("127.0.0.1:8470", `127.0.0.1:${port}`)
    .replace("127.0.0.1:8480", `127.0.0.1:${hqPort}`)
    .replace("no_show_after_calls = 3", "no_show_after_calls = 2")
    .replace("recall_gap_s = 10", "recall_gap_s = 1");
  writeFileSync(file, text);
  return { file, port, url: `http://127.0.0.1:${port}`, data: stage.path("branch") };
}

/** The kiosk program; answers when its health route does. */
export async function startKiosk(stage, branch, args = ["--headless"], env = {}) {
  const words = ["--config", branch.file, "--data", branch.data, ...args];
  const child = stage.start("kiosk", stage.program("menting-kiosk"), words, { env });
  await until("the kiosk answers", async () => {
    if (child.exitCode !== null) throw new Error(`the kiosk ended: ${stage.log("kiosk")}`);
    return (await fetch(`${branch.url}/api/v1/health`)).ok;
  });
  return child;
}
