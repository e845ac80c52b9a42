// A page that is left open for weeks is loaded anew when the program that serves it has changed, at a quiet moment.
import { learnTime } from "../shared/branch_time.js";

const ASK_MS = 10 * 60_000;
const QUIET_CHECK_MS = 5_000;

/** Gives the function to run at every connection; `quiet()` says whether a reload disturbs nobody now. */
export function renewWhenQuiet(quiet) {
  let first = null;
  let waiting = 0;

  async function changed() {
    const answer = await fetch("/api/v1/health", { cache: "no-store" });
    learnTime(answer);
    const { version } = await answer.json();
    first ??= version;
    return version !== first;
  }

  async function check() {
    clearTimeout(waiting);
    try {
      if (await changed()) {
        if (quiet()) return location.reload();
        waiting = setTimeout(check, QUIET_CHECK_MS);
      }
    } catch {
      // not reachable just now: asked again soon enough
    }
  }

  setInterval(check, ASK_MS);
  return check;
}
