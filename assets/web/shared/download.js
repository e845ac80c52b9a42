// A file of the branch, kept on the computer.
import { Unreachable, Refused } from "./api.js";
import { language } from "./text.js";

const KEEP_MS = 60_000;

/** Fetches `path` as CSV in the page's language and saves it as `name`. Throws Refused or Unreachable. */
export async function downloadCsv(path, name) {
  let answer;
  let text;
  try {
    answer = await fetch(path, {
      headers: { Accept: "text/csv", "Accept-Language": language() },
      cache: "no-store",
      credentials: "same-origin",
    });
    text = await answer.text();
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (!answer.ok) {
    let problem = {};
    try {
      problem = JSON.parse(text);
    } catch {
      // the status says enough
    }
    throw new Refused(answer.status, problem, 0);
  }
  // Spreadsheets take a file for UTF-8 only with this mark in front.
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}
