// The branch's API as the tests use it beside the pages, to look at what the pages did.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CLERK_PIN } from "./stage.mjs";

export class BranchApi {
  constructor(branch) {
    this.branch = branch;
    this.cookie = "";
  }

  /** {status, body}; `language` as a browser would ask. */
  async ask(method, path, body, headers = {}) {
    const answer = await fetch(this.branch.url + path, {
      method,
      headers: {
        ...(this.cookie ? { Cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const cookie = answer.headers.get("set-cookie");
    if (cookie) this.cookie = cookie.split(";")[0];
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : null };
  }

  async get(path) {
    const { status, body } = await this.ask("GET", path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  async signIn(staff, pin = CLERK_PIN) {
    const { status, body } = await this.ask("POST", "/api/v1/sign-in", { staff, pin });
    if (status !== 200) throw new Error(`sign-in of ${staff}: ${status} ${JSON.stringify(body)}`);
    return this;
  }

  /** What the kiosk itself posts, with its own credential. */
  async postAsKiosk(path, words) {
    const token = readFileSync(join(this.branch.data, "kiosk.token"), "utf8").trim();
    const { status, body } = await this.ask("POST", path, words, { Authorization: `Bearer ${token}` });
    if (status !== 201) throw new Error(`POST ${path} of the kiosk: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Takes a number as the kiosk does. */
  take(service, lane = "standard") {
    return this.postAsKiosk("/api/v1/tickets", { service, lane });
  }

  callHelp(place = "kiosk", language = "en") {
    return this.postAsKiosk("/api/v1/assistance", { place, language });
  }

  async post(path, body = {}) {
    const { status, body: answer } = await this.ask("POST", path, body);
    if (status >= 300) throw new Error(`POST ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  async waiting() {
    return (await this.get("/api/v1/tickets?state=waiting")).items.map((ticket) => ticket.ticket);
  }

  board() {
    return this.get("/api/v1/board");
  }

  health() {
    return this.get("/api/v1/health");
  }
}
