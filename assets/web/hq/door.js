// Signing in: user and password, then the one-time code where the account asks for one. The same form is the whole page
// at first and a dialog over the page when a session has ended.
import { make, say, show } from "../shared/dom.js";
import { Refused, ask } from "./api.js";
import { t } from "./texts.js";

const FAULTS = { 401: "wrong", 422: "fill_in", 429: "too_many" };

function field(name, label, properties) {
  const input = make("input", { id: name, name, ...properties });
  return { input, row: make("label", { class: "field" }, make("span", {}, label), input) };
}

class SignInForm {
  constructor({ user, signedIn }) {
    this.signedIn = signedIn;
    this.step = "password";
    const plain = { autocapitalize: "off", spellcheck: "false" };
    this.user = field("user", t("user"), { autocomplete: "username", maxlength: 64, value: user, ...plain });
    this.password = field("password", t("password"), {
      type: "password",
      autocomplete: "current-password",
      maxlength: 200,
    });
    this.code = field("code", t("code"), { inputmode: "text", autocomplete: "one-time-code", maxlength: 24, ...plain });
    this.lead = make("p", { class: "door-lead", hidden: true }, t("code_lead"));
    this.note = make("p", { id: "sign-in-note", class: "note bad", role: "alert", hidden: true });
    this.button = make("button", { id: "sign-in-button", class: "button primary" }, t("sign_in"));
    this.back = make(
      "button",
      { type: "button", class: "button plain", hidden: true, onclick: () => this.toPassword() },
      t("back"),
    );
    this.code.row.hidden = true;
    this.node = make(
      "form",
      { id: "sign-in-form", class: "door-form", novalidate: true, onsubmit: (event) => this.submit(event) },
      this.user.row,
      this.password.row,
      this.lead,
      this.code.row,
      this.note,
      this.button,
      this.back,
    );
  }

  focus() {
    (this.step === "code" ? this.code : this.user.input.value ? this.password : this.user).input.focus();
  }

  fault(text) {
    say(this.note, text);
    show(this.note, text !== "");
  }

  turn(step) {
    this.step = step;
    const code = step === "code";
    for (const { row } of [this.user, this.password]) show(row, !code);
    for (const node of [this.code.row, this.lead, this.back]) show(node, code);
    say(this.button, code ? t("confirm") : t("sign_in"));
    this.code.input.value = "";
    this.focus();
  }

  toPassword() {
    this.password.input.value = "";
    this.fault("");
    this.turn("password");
  }

  async submit(event) {
    event.preventDefault();
    if (this.button.disabled) return;
    const words = { user: this.user.input.value.trim(), password: this.password.input.value };
    if (!words.user || !words.password) {
      this.fault(t("fill_in"));
      return (words.user ? this.password : this.user).input.focus();
    }
    const code = this.code.input.value.replace(/\s+/g, "");
    if (this.step === "code" && !code) {
      this.fault(t("fill_in_code"));
      return this.focus();
    }
    this.button.disabled = true;
    try {
      const answer = await ask("POST", "/api/v1/sign-in", this.step === "code" ? { ...words, totp: code } : words);
      this.signedIn(answer);
    } catch (error) {
      this.refused(error);
    } finally {
      this.button.disabled = false;
    }
  }

  refused(error) {
    if (!(error instanceof Refused)) return this.fault(t("unreachable"));
    if (error.refusal === "totp_needed") {
      this.fault("");
      return this.turn("code");
    }
    if (error.refusal === "wrong_password" && this.step === "code") this.turn("password"); // changed meanwhile
    (this.step === "code" ? this.code : this.password).input.value = "";
    this.fault(t(error.refusal === "wrong_totp" ? "wrong_code" : (FAULTS[error.status] ?? "unreachable")));
    this.focus();
  }
}

/** The whole page as a door. `turnLanguage` and `turnTheme` are its two buttons. */
export function openDoor({ signedIn, fault = "", turnLanguage }) {
  const form = new SignInForm({ user: "", signedIn });
  const language = make(
    "button",
    { type: "button", class: "button language", onclick: turnLanguage },
    t("other_language"),
  );
  const card = make(
    "section",
    { id: "sign-in", class: "door-card" },
    make("p", { class: "brand" }, t("brand")),
    make("h1", {}, t("sign_in")),
  );
  card.append(form.node, language);
  document.body.replaceChildren(make("div", { class: "door" }, card));
  document.title = t("brand");
  form.fault(fault);
  form.focus();
}

/** A dialog over whatever is there; resolves with who has signed in. It cannot be put away, only signed in to. */
export function openDoorAgain(user, leave) {
  return new Promise((resolve) => {
    const form = new SignInForm({
      user,
      signedIn: (who) => {
        dialog.close();
        dialog.remove();
        resolve(who);
      },
    });
    form.node.append(make("button", { type: "button", class: "button plain", onclick: leave }, t("sign_out")));
    const lead = make("p", { class: "door-lead" }, t("sign_in_again_lead"));
    const dialog = make(
      "dialog",
      { class: "door-dialog", "aria-label": t("sign_in_again") },
      make("h2", {}, t("sign_in_again")),
      lead,
      form.node,
    );
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
    form.focus();
  });
}
