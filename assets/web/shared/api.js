// The branch's HTTP API from a page. Every command carries an Idempotency-Key and is sent again under the same key
// until it is answered: a press is never lost and never happens twice.
import { learnTime } from "./branch_time.js";
import { language } from "./text.js";

const REQUEST_MS = 10_000;
const RESEND_FIRST_MS = 500;
const RESEND_MAX_MS = 4_000;

/** The branch said no. `refusal` is its code, `message` what to tell the person, in their language. */
export class Refused extends Error {
  constructor(status, problem, retryAfter_s) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.status = status;
    this.refusal = problem.refusal ?? "";
    this.field = problem.field ?? "";
    this.retryAfter_s = retryAfter_s;
  }
}

/** The branch did not answer. */
export class Unreachable extends Error {}

/** A UUID; crypto.randomUUID is missing on plain http from another machine, which is how clerks come. */
export function uuid() {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

async function send(method, path, { body, key } = {}) {
  const headers = { Accept: "application/json", "Accept-Language": language() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), REQUEST_MS);
  try {
    const answer = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
      signal: deadline.signal,
    });
    learnTime(answer);
    const text = await answer.text(); // a cut connection shows here
    return { status: answer.status, text, retryAfter_s: Number(answer.headers.get("Retry-After")) || 0 };
  } catch (error) {
    throw new Unreachable(String(error));
  } finally {
    clearTimeout(timer);
  }
}

function read({ status, text, retryAfter_s }) {
  let value = null;
  try {
    value = text ? JSON.parse(text) : null;
  } catch {
    if (status < 400) throw new Unreachable("the answer is not JSON");
  }
  if (status >= 400) throw new Refused(status, value ?? {}, retryAfter_s);
  return value;
}

/** Answer of a GET, or null for 304. Throws Refused or Unreachable. */
export async function get(path) {
  return read(await send("GET", path));
}

/** One try, for what must not happen later by itself (a sign-in). Throws Refused or Unreachable. */
export async function postOnce(path, body = {}) {
  return read(await send("POST", path, { body, key: uuid() }));
}

/**
 * A command. Sent again under the same key until the branch answers; `resending` is told before each new try. `key`: of
 * a command that was begun before. Throws Refused only.
 */
export async function post(path, body = {}, resending = () => {}, key = uuid()) {
  for (let wait_ms = RESEND_FIRST_MS; ; wait_ms = Math.min(wait_ms * 2, RESEND_MAX_MS)) {
    try {
      return read(await send("POST", path, { body, key }));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      resending();
    }
    await new Promise((resolve) => setTimeout(resolve, wait_ms));
  }
}
