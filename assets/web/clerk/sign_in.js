// Signing in: staff number and PIN.
import { byId, say, show } from "../shared/dom.js";
import { postOnce, Refused } from "../shared/api.js";
import { t } from "../shared/text.js";

const LAST_STAFF = "menting.staff";

function lastStaff() {
  try {
    return localStorage.getItem(LAST_STAFF) ?? "";
  } catch {
    return "";
  }
}

function rememberStaff(staff) {
  try {
    localStorage.setItem(LAST_STAFF, staff);
  } catch {
    // only a convenience
  }
}

export function prepareSignIn(shared, go) {
  const staff = byId("staff");
  const pin = byId("pin");
  const button = byId("sign-in-button");
  const note = byId("sign-in-note");
  let fault = () => ""; // made again when the language changes
  let locked_until = 0;
  let ticking = 0;
  let busy = false;

  const left_s = () => Math.ceil((locked_until - performance.now()) / 1000);

  function draw() {
    const text = left_s() > 0 ? t("sign_in.locked", { seconds: left_s() }) : fault();
    say(note, text);
    show(note, text !== "");
    button.disabled = left_s() > 0 || busy;
  }

  function lock(seconds) {
    locked_until = performance.now() + seconds * 1000;
    clearInterval(ticking);
    ticking = setInterval(() => {
      if (left_s() <= 0) clearInterval(ticking);
      draw();
    }, 500);
  }

  function explain(error) {
    if (!(error instanceof Refused)) return () => t("sign_in.unreachable");
    if (error.status === 401) return () => t("sign_in.wrong");
    if (error.status === 429) {
      lock(error.retryAfter_s || 60);
      return () => "";
    }
    return () => error.message;
  }

  async function submit(event) {
    event.preventDefault();
    if (busy || left_s() > 0) return;
    const missing = !staff.value.trim() ? staff : !pin.value ? pin : null;
    if (missing) {
      fault = () => t(missing === staff ? "sign_in.staff_missing" : "sign_in.pin_missing");
      draw();
      missing.focus();
      return;
    }
    fault = () => "";
    busy = true;
    draw();
    try {
      await postOnce("/api/v1/sign-in", { staff: staff.value.trim(), pin: pin.value });
      rememberStaff(staff.value.trim());
      await go.resume();
    } catch (error) {
      fault = explain(error);
      pin.value = "";
      pin.focus();
    } finally {
      busy = false;
      draw();
    }
  }
  byId("sign-in-form").addEventListener("submit", submit);

  return {
    enter(text) {
      fault = () => text;
      staff.value = lastStaff();
      pin.value = "";
      draw();
      (staff.value ? pin : staff).focus();
    },
    leave() {
      pin.value = "";
      clearInterval(ticking);
    },
    draw,
    boardChanged() {},
  };
}
