// Headquarters' HTTP API from a page. Whoever is not signed in any more signs in over the page, and then the same is
// asked again: nothing that was filled in is lost.
import { language } from "./texts.js";

const REQUEST_MS = 15_000;

let ahead_ms = 0; // headquarters' clock minus this one's
let signInAgain = null; // () => Promise, set by hq.js
let reached = () => {}; // told true or false after every answer or none

/** Headquarters said no. `refusal` is its code, `message` what to tell the person, `body` the whole problem. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.status = status;
    this.refusal = problem.refusal ?? "";
    this.field = problem.field ?? problem.refusal ?? "";
    this.body = problem;
  }
}

/** Headquarters did not answer. */
export class Unreachable extends Error {}

/** Milliseconds since 1970 by headquarters' clock. */
export const now = () => Date.now() + ahead_ms;

export function prepareApi({ onSignedOut, onReached }) {
  signInAgain = onSignedOut;
  reached = onReached;
}

async function send(method, path, { body, accept = "application/json" } = {}) {
  const headers = { Accept: accept, "Accept-Language": language() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const deadline = new AbortController();
  const limit = setTimeout(() => deadline.abort(), REQUEST_MS);
  try {
    const words = { method, headers, cache: "no-store", credentials: "same-origin", signal: deadline.signal };
    const answer = await fetch(path, { ...words, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await answer.text(); // a cut connection shows here
    const date = Date.parse(answer.headers.get("Date") ?? "");
    if (!Number.isNaN(date)) ahead_ms = date + 500 - Date.now();
    reached(true);
    return { status: answer.status, text };
  } catch (error) {
    reached(false);
    throw new Unreachable(String(error));
  } finally {
    clearTimeout(limit);
  }
}

function parsed(text, status) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    if (status < 400) throw new Unreachable("the answer is not JSON");
    return null;
  }
}

/** One try, 401 included: for signing in. Throws Refused or Unreachable. */
export async function ask(method, path, body) {
  const { status, text } = await send(method, path, { body });
  const value = parsed(text, status);
  if (status >= 400) throw new Refused(status, value ?? {});
  return value;
}

async function askSignedIn(method, path, words) {
  for (;;) {
    const answer = await send(method, path, words);
    if (answer.status === 401 && signInAgain) {
      await signInAgain();
      continue;
    }
    if (answer.status >= 400) throw new Refused(answer.status, parsed(answer.text, answer.status) ?? {});
    return answer;
  }
}

export async function get(path) {
  const { status, text } = await askSignedIn("GET", path, {});
  return parsed(text, status);
}

export async function post(path, body = {}) {
  const { status, text } = await askSignedIn("POST", path, { body });
  return parsed(text, status);
}

/** Fetches `path` as CSV and saves it as `name`. Throws Refused or Unreachable. */
export async function download(path, name) {
  const { text } = await askSignedIn("GET", path, { accept: "text/csv" });
  // Spreadsheets take a file for UTF-8 only with this mark in front.
  const marked = text.startsWith("\ufeff") ? [text] : ["\ufeff", text];
  const address = URL.createObjectURL(new Blob(marked, { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
