// Signing in: staff number and PIN.
import { byId, say, show } from "./dom.js";
import { postOnce, Refused } from "./api.js";
import { t } from "./text.js";

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

class SignIn {
  constructor(go) {
    this.go = go;
    this.staff = byId("staff");
    this.pin = byId("pin");
    this.fault = () => ""; // made again when the language changes
    this.locked_until = 0;
    this.ticking = 0;
    this.busy = false;
    byId("sign-in-form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.busy && this.left_s <= 0) this.submit();
    });
  }

  enter(text) {
    this.fault = () => text;
    this.staff.value = lastStaff();
    this.pin.value = "";
    this.draw();
    (this.staff.value ? this.pin : this.staff).focus();
  }

  leave() {
    this.pin.value = "";
    clearInterval(this.ticking);
  }

  boardChanged() {}

  get left_s() {
    return Math.ceil((this.locked_until - performance.now()) / 1000);
  }

  draw() {
    const text = this.left_s > 0 ? t("sign_in.locked", { seconds: this.left_s }) : this.fault();
    say(byId("sign-in-note"), text);
    show(byId("sign-in-note"), text !== "");
    byId("sign-in-button").disabled = this.left_s > 0 || this.busy;
  }

  lock(seconds) {
    this.locked_until = performance.now() + seconds * 1000;
    clearInterval(this.ticking);
    this.ticking = setInterval(() => {
      if (this.left_s <= 0) clearInterval(this.ticking);
      this.draw();
    }, 500);
  }

  explain(error) {
    if (!(error instanceof Refused)) return () => t("sign_in.unreachable");
    if (error.status === 401) return () => t("sign_in.wrong");
    if (error.status !== 429) return () => error.message;
    this.lock(error.retryAfter_s || 60);
    return () => "";
  }

  async submit() {
    const staff = this.staff.value.trim();
    if (!staff || !this.pin.value) {
      this.fault = () => t(staff ? "sign_in.pin_missing" : "sign_in.staff_missing");
      this.draw();
      return (staff ? this.pin : this.staff).focus();
    }
    this.fault = () => "";
    this.busy = true;
    this.draw();
    try {
      await postOnce("/api/v1/sign-in", { staff, pin: this.pin.value });
      rememberStaff(staff);
      await this.go.resume();
    } catch (error) {
      this.fault = this.explain(error);
      this.pin.value = "";
      this.pin.focus();
    } finally {
      this.busy = false;
      this.draw();
    }
  }
}

export const prepareSignIn = (go) => new SignIn(go);
