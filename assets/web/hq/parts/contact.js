// Whether a branch is heard of, from what the list of branches says.
import { duration } from "../format.js";

const LIVE_S = 45; // a branch with nothing to say is heard of every quarter of a minute
const OFFLINE_S = 120;

/** `words` {revoked, never, live, late(time), silent(time)} -> {text, level, online, silent_s} */
export function contactOf(branch, now, words) {
  if (branch.revoked) return { text: words("revoked"), level: "none", online: false, silent_s: null };
  if (!branch.last_seen) return { text: words("never"), level: "none", online: false, silent_s: null };
  const silent_s = Math.max(0, (now - Date.parse(branch.last_seen)) / 1000);
  if (silent_s < LIVE_S) return { text: words("live"), level: "good", online: true, silent_s };
  const online = silent_s < OFFLINE_S;
  const text = words(online ? "late" : "silent", { time: duration(silent_s) });
  return { text, level: online ? "warn" : "bad", online, silent_s };
}
