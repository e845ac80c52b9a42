// A real headquarters with people of every role, and branches that live in this file: they join with a code and send
// their days as a branch does, event by event, chained, in batches.
import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import blake from "blakejs";
import { freePort, until } from "./stage.mjs";

export const PASSWORD = "menting-demo";
const HASH = "$argon2id$v=19$m=65536,t=2,p=1$mCS1uUSCR44R2OywIdevLg$6Fw45+jbuPk0AiZjVKaPypguP0+cd/1EVqvgMqWXU4Q";
const EVENTS_IN_BATCH = 2_000;
const DAY_MS = 86_400_000;
const ZONE_MS = 8 * 3_600_000; // Asia/Shanghai

const USERS = [
  ["admin", "总部管理员", "administrator", []],
  ["viewer", "华北区域查看", "viewer", ["华北"]],
  ["quality", "质量督导", "quality", []],
  ["operations", "运营专员", "operations", []],
];

function configText(port) {
  const url = `http://127.0.0.1:${port}`;
  const seen = (regions) => (regions.length ? `regions = ${JSON.stringify(regions)}\n` : "");
  const user = ([id, name, role, regions]) =>
    `\n[[user]]\nid = "${id}"\nname = "${name}"\nroles = ["${role}"]\n${seen(regions)}password_hash = "${HASH}"\n`;
  return `listen = "127.0.0.1:${port}"\ndatabase = "sqlite"\npublic_url = "${url}"\n${USERS.map(user).join("")}`;
}

/** The real program with people of every role. */
export class Headquarters {
  constructor(stage, port, file) {
    Object.assign(this, { stage, port, url: `http://127.0.0.1:${port}` });
    this.words = ["--config", file, "--data", stage.path("hq")];
  }

  /** Started on a free port, and answering. */
  static async start(stage) {
    const port = await freePort();
    const file = stage.path("hq.toml");
    writeFileSync(file, configText(port));
    const hq = new Headquarters(stage, port, file);
    await hq.run();
    return hq;
  }

  async run() {
    this.child = this.stage.start("hq", this.stage.program("menting-hq"), this.words);
    await until("headquarters answers", async () => {
      if (this.child.exitCode !== null) throw new Error(`headquarters ended: ${this.stage.log("hq")}`);
      return (await fetch(`${this.url}/api/v1/health`)).ok;
    });
  }

  /** What the command line says. */
  say(...words) {
    return this.stage.run(this.stage.program("menting-hq"), [...words, ...this.words]);
  }

  /** Makes the branch's kiosk join: with this code, or as a new branch of the command line. */
  enrol(branch, code = this.say("branch", "add", "BJ-0001", "--name", "西单营业厅").trim().split(/\s+/).at(-1)) {
    const words = ["enrol", "--config", branch.file, "--data", branch.data, "--hq", this.url, "--code", code];
    return this.stage.run(this.stage.program("menting-kiosk"), words);
  }

  /** The API as one of the people: get(path) and post(path, body) give {status, body}. */
  async as(user = "admin") {
    const ask = async (method, path, body, cookie) => {
      const headers = { Origin: this.url, "Content-Type": "application/json", "Accept-Language": "en" };
      if (cookie) headers.Cookie = cookie;
      const got = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) });
      const text = await got.text();
      return { status: got.status, body: text ? JSON.parse(text) : null, cookie: got.headers.get("set-cookie") };
    };
    const { status, cookie } = await ask("POST", "/api/v1/sign-in", { user, password: PASSWORD });
    assert.equal(status, 200, `${user} signs in`);
    const own = cookie.split(";")[0];
    return {
      get: (path) => ask("GET", path, undefined, own),
      post: (path, body = {}) => ask("POST", path, body, own),
    };
  }
}

const hash = (bytes) => blake.blake2bHex(bytes, undefined, 32);

function chained(before, seq, kind, at, body) {
  const parts = [before, String(seq), kind, "1", at, body].flatMap((text) => {
    const bytes = Buffer.from(text);
    const size = Buffer.alloc(8);
    size.writeUInt32LE(bytes.length);
    return [size, bytes];
  });
  return hash(Buffer.concat(parts));
}

/** The business day "20261126" and "2026-11-26" that is `back` days before today. */
export function dayBack(back) {
  const text = new Date(Date.now() + ZONE_MS - back * DAY_MS).toISOString().slice(0, 10);
  return { text, number: text.replaceAll("-", "") };
}

/** Milliseconds of an hour (and minute) of that day, in China. */
export const timeOf = (day, hour, minute = 0) =>
  Date.parse(`${day.text}T00:00:00Z`) - ZONE_MS + (hour * 60 + minute) * 60_000;

export class MadeBranch {
  constructor(hq, { id, name, tier, region }) {
    Object.assign(this, { hq, id, name, tier, region });
    this.journal = randomUUID();
    this.events = [];
    this.sent = 0;
    this.last = hash(Buffer.from(this.journal));
    this.numbers = new Map(); // of a day and service
    this.repairs = 0;
    this.told = { taken: 0, finished: 0, rated: 0, called: 0 };
  }

  async join() {
    const words = this.hq.say(
      "branch",
      "add",
      this.id,
      "--name",
      this.name,
      "--tier",
      this.tier,
      "--region",
      this.region,
    );
    const code = words.trim().split(/\s+/).at(-1);
    const { x } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
    const public_key = Buffer.from(x, "base64url").toString("base64");
    const answer = await fetch(`${this.hq.url}/sync/v1/enrol`, {
      method: "POST",
      body: JSON.stringify({ code, public_key }),
    });
    if (!answer.ok) throw new Error(`${this.id} did not join: ${answer.status} ${await answer.text()}`);
    this.credential = (await answer.json()).credential;
    this.add("branch_started", { timezone: "Asia/Shanghai" }, timeOf(dayBack(40), 8));
  }

  add(kind, body, at_ms) {
    const seq = this.events.length + 1;
    const at = new Date(at_ms).toISOString();
    const text = JSON.stringify(body);
    const prev = this.last;
    this.last = chained(prev, seq, kind, at, text);
    this.events.push({ seq, kind, at, text, prev, hash: this.last });
  }

  /** One visit, as far as it has come by now. `score` 0: not rated. */
  visit(day, { service, at_ms, waited_ms, served_ms, counter, staff, score, aspects = [], target_minutes = 15 }) {
    const number = (this.numbers.get(day.number + service) ?? 0) + 1;
    this.numbers.set(day.number + service, number);
    const ticket_id = `${day.number}-${service}${String(number).padStart(3, "0")}`;
    const now = Date.now();
    if (at_ms > now) return;
    this.add("ticket_taken", { ticket_id, day: Number(day.number), service, number, steady_ms: 5 }, at_ms);
    this.told.taken += 1;
    const called_ms = at_ms + waited_ms;
    if (called_ms > now) return;
    this.add("ticket_called", { ticket_id, counter, staff, waited_ms, target_minutes, why: "longest_wait" }, called_ms);
    this.told.called += 1;
    const at_counter = { ticket_id, counter, staff };
    this.add("serving_started", at_counter, called_ms);
    if (called_ms + served_ms > now) return;
    this.add("visit_finished", { ...at_counter, outcome: "done", served_ms }, called_ms + served_ms);
    this.told.finished += 1;
    if (!score) return;
    this.add("visit_rated", { ...at_counter, score, aspects }, called_ms + served_ms);
    this.told.rated += 1;
  }

  /** An order and how far it came: `steps` of [state, hours]. */
  repair(day, { kind = "phone", again = false, brand, model, faults, age_months, promised, steps }) {
    this.repairs += 1;
    const repair_id = `R${day.number.slice(2)}${String(this.repairs).padStart(4, "0")}`;
    let at_ms = timeOf(day, 10);
    const device = { device_kind: kind, brand, model, faults, age_months };
    this.add(
      "repair_opened",
      { repair_id, ...device, return_of: again ? "R2601010001" : "", promised_day: Number(promised.number) },
      at_ms,
    );
    let from = "handed_in";
    for (const [to, hours] of steps) {
      at_ms += hours * 3_600_000;
      if (at_ms > Date.now()) return;
      const moved = new Date(at_ms + ZONE_MS).toISOString().slice(0, 10).replaceAll("-", "");
      this.add("repair_advanced", { repair_id, from, to, in_state_ms: hours * 3_600_000, day: Number(moved) }, at_ms);
      from = to;
    }
  }

  async post(path, body) {
    const headers = { Authorization: `Bearer ${this.credential}`, "Content-Type": "application/json" };
    const answer = await fetch(`${this.hq.url}${path}`, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`${path} of ${this.id}: ${answer.status} ${await answer.text()}`);
  }

  /** Sends what was not sent yet. */
  async send() {
    while (this.sent < this.events.length) {
      const part = this.events.slice(this.sent, this.sent + EVENTS_IN_BATCH);
      const lines = part.map(
        ({ seq, kind, at, text, hash: own }) =>
          `{"seq":${seq},"kind":"${kind}","version":1,"at":"${at}","hash":"${own}","body":${text}}`,
      );
      const head = `"branch":"${this.id}","journal":"${this.journal}","first_seq":${part[0].seq},"prev_hash":"${part[0].prev}"`;
      await this.post("/sync/v1/batches", `{${head},"events":[${lines.join(",")}]}`);
      this.sent += part.length;
    }
  }
}

/** The six digits of a time-based code now (RFC 6238). */
export function totpNow(secret, at_ms = Date.now()) {
  const bits = [...secret.replace(/=+$| /g, "")]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at_ms / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
