// Headquarters as the tests use it: the real program, its people, its branches, and its pages in the browser.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPage } from "./browser.mjs";
import { ROOT, freePort, until } from "./stage.mjs";

export const PASSWORD = "menting-demo";

const PEOPLE = `
[[user]]
id = "ops"
name = "运营专员"
roles = ["operations"]
password_hash = "HASH"

[[user]]
id = "look"
name = "区域查看"
roles = ["viewer"]
regions = ["华北"]
password_hash = "HASH"
`;

export class Headquarters {
  constructor(stage) {
    this.stage = stage;
  }

  /** The demo's configuration on a free port, with the demo's administrator and two people more. */
  static async start(stage) {
    const hq = new Headquarters(stage);
    const port = await freePort();
    const text = readFileSync(join(ROOT, "config/demo/hq.toml"), "utf8").replaceAll(
      "127.0.0.1:8480",
      `127.0.0.1:${port}`,
    );
    const [admin] = text.split(/(?=\n\[\[user\]\])/).filter((part) => part.includes('"admin"'));
    const head = text.slice(0, text.indexOf("\n[[user]]"));
    const [, hash] = /password_hash = "([^"]+)"/.exec(admin);
    const file = stage.path("hq.toml");
    writeFileSync(file, `${head}${admin}${PEOPLE.replaceAll("HASH", hash)}`);
    Object.assign(hq, { port, url: `http://127.0.0.1:${port}`, words: ["--config", file, "--data", stage.path("hq")] });
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
  says(...words) {
    return this.stage.run(this.stage.program("menting-hq"), [...words, ...this.words]);
  }

  /** Makes the branch's kiosk join with a code. */
  enrol(branch, code) {
    const words = ["enrol", "--config", branch.file, "--data", branch.data, "--hq", this.url, "--code", code];
    return this.stage.run(this.stage.program("menting-kiosk"), words);
  }

  /** The API as one of the people: get(path) and post(path, body) give {status, body}. */
  async as(user = "admin") {
    const answer = await fetch(`${this.url}/api/v1/sign-in`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: this.url },
      body: JSON.stringify({ user, password: PASSWORD }),
    });
    assert.equal(answer.status, 200, `${user} signs in`);
    const cookie = answer.headers.get("set-cookie").split(";")[0];
    const ask = async (method, path, body) => {
      const headers = { Cookie: cookie, Origin: this.url, "Content-Type": "application/json", "Accept-Language": "en" };
      const got = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) });
      const text = await got.text();
      return { status: got.status, body: text ? JSON.parse(text) : null };
    };
    return { get: (path) => ask("GET", path), post: (path, body = {}) => ask("POST", path, body) };
  }
}

/** A page of headquarters with `user` signed in; `place` is its address below the host ("#fleet"). */
export async function openDesk(browser, hq, { user = "admin", place = "", theme = "light", ...words } = {}) {
  const init = `try { localStorage.setItem("menting.theme", "${theme}"); } catch {}`;
  const page = await openPage(browser, `${hq.url}/${place}`, { init, ...words });
  await signInHere(page, user);
  await page.waitForSelector("#desk");
  return page;
}

export async function signInHere(page, user = "admin") {
  await page.fill("#user", user);
  await page.fill("#password", PASSWORD);
  await page.click("#sign-in-button");
}

/** Goes to another page of the shell and waits for its heading. */
export async function goTo(page, place, heading) {
  await page.evaluate((hash) => (location.hash = hash), place);
  await page.waitForFunction((text) => document.querySelector("h1")?.textContent === text, heading);
}
