// The branch's clock. A wall screen's own may be wrong by hours; answers of the branch carry the time, to the second.
const TRUSTED_MS = 2_000; // a smaller difference is the answer's rounding and way

let ahead_ms = 0;

/** Learns from any answer of the branch. */
export function learnTime(answer) {
  const said = Date.parse(answer.headers.get("Date") ?? "");
  if (Number.isNaN(said)) return;
  const difference_ms = said + 500 - Date.now();
  ahead_ms = Math.abs(difference_ms) > TRUSTED_MS ? difference_ms : 0;
}

/** Milliseconds since 1970, as the branch counts. */
export function branchNow() {
  return Date.now() + ahead_ms;
}
