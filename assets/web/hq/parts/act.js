// Something done at headquarters: the button waits with it, and what came of it is said in words.
import { say } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { p } from "./words.js";

/** What to tell a person about what was thrown; throws on what no person can do anything about. */
export function whyNot(error) {
  if (typeof error.status === "number" && error.status > 0) return error.message;
  if (error.name === "Unreachable" || error.constructor?.name === "Unreachable") return p("unreachable");
  throw error;
}

/** Marks `button` as busy and holds further presses back; answers what gives it free again. */
export function busy(button) {
  const text = button.textContent;
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  say(button, p("working"));
  return () => {
    button.removeAttribute("aria-busy");
    button.disabled = false;
    say(button, text);
  };
}

/** Runs `job` once under `button`, says `done` (text or function of the answer) or why not; true when it was done. */
export async function act(button, job, done) {
  if (button.disabled) return false;
  const free = busy(button);
  try {
    const answer = await job();
    const words = typeof done === "function" ? done(answer) : done;
    if (words) toast("good", words);
    return true;
  } catch (error) {
    toast("bad", p("refused", { why: whyNot(error) }));
    return false;
  } finally {
    free();
  }
}
