// The second factor: the picture for the authenticator, the first code from it, and the recovery codes, told once.
import { make, say, show } from "../../shared/dom.js";
import { draw } from "../../shared/svg.js";
import { toast } from "../../shared/toast.js";
import { act, busy, whyNot } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { copyBox, copyButton } from "../parts/copy.js";
import { Form } from "../parts/form.js";
import { p, textsOf } from "../parts/words.js";
import { TEXTS } from "./account_texts.js";

const t = textsOf(TEXTS);
const QUIET = 4; // modules of white around a QR code

/** A QR code from its rows of "0" and "1". */
export function qrPicture(rows, label) {
  const size = rows.length + 2 * QUIET;
  const path = rows
    .flatMap((row, y) => [...row].map((one, x) => (one === "1" ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")))
    .join("");
  const picture = draw(
    "svg",
    { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, class: "qr", "shape-rendering": "crispEdges" },
    draw("rect", { width: size, height: size, fill: "#fff" }),
    draw("path", { d: path, fill: "#000" }),
  );
  return picture;
}

const codeField = (more = {}) => ({
  name: "totp",
  label: t("code"),
  required: true,
  missing: t("needs_code"),
  max_length: 24,
  autocomplete: "one-time-code",
  hint: t("code_hint"),
  ...more,
});

class Enrolment {
  constructor(page, begun) {
    this.page = page;
    this.form = new Form([codeField()]);
    this.note = make("p", { class: "note bad", role: "alert", hidden: true });
    this.yes = make("button", { class: "button primary", "data-yes": true }, t("confirm"));
    this.no = make(
      "button",
      { type: "button", class: "button", "data-no": true, onclick: () => this.dialog.close() },
      p("back"),
    );
    const form = make(
      "form",
      { novalidate: true },
      make("h2", {}, t("enrol_title")),
      make("ol", { class: "steps" }, make("li", {}, t("step_app")), make("li", {}, t("step_scan"))),
      make(
        "div",
        { class: "qr-row" },
        qrPicture(begun.qr, t("qr")),
        copyBox(t("secret"), begun.secret.replace(/(.{4})(?=.)/g, "$1 ")),
      ),
      make("p", { class: "ask-lead" }, t("step_code")),
      this.form.node,
      this.note,
      make("div", { class: "dialog-foot" }, this.no, this.yes),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.dialog = make("dialog", { class: "ask wide", "aria-label": t("enrol_title") }, form);
    this.dialog.addEventListener("close", () => this.dialog.remove());
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.form.first().focus();
  }

  async submit() {
    if (this.yes.disabled || !this.form.check()) return;
    const free = busy(this.yes);
    show(this.note, false);
    try {
      const totp = this.form.values().totp.replaceAll(" ", "");
      const answer = await this.page.desk.post("/api/v1/account/totp/confirm", { totp });
      this.showCodes(answer.recovery_codes);
    } catch (error) {
      const text = whyNot(error);
      if (!this.form.fault(error.field, text)) {
        say(this.note, text);
        show(this.note, true);
      }
    } finally {
      free();
    }
  }

  /** Told once: closed by a press that says they are kept. */
  showCodes(codes) {
    const close = make(
      "button",
      { type: "button", class: "button primary", "data-close": true, onclick: () => this.dialog.close() },
      t("codes_kept"),
    );
    const list = make("ul", { class: "code-list" }, ...codes.map((code) => make("li", {}, make("code", {}, code))));
    this.dialog.addEventListener("cancel", (event) => event.preventDefault());
    this.dialog.replaceChildren(
      make("h2", {}, t("codes_title")),
      make("p", { class: "ask-lead" }, t("codes_lead")),
      list,
      make("div", { class: "dialog-foot" }, copyButton(codes.join("\n"), list, t("codes_copy")), close),
    );
    close.focus();
    toast("good", t("on_done"));
    // Who had to do this first may go everywhere now: the shell begins anew.
    if (this.page.session.totp_required) this.dialog.addEventListener("close", () => location.reload());
    else this.page.read();
  }
}

export async function enrolTotp(page, button) {
  let begun = null;
  await act(button, async () => (begun = await page.desk.post("/api/v1/account/totp/begin", {})));
  if (begun) new Enrolment(page, begun);
}

/** Asks for password and code; true when it is off. */
export async function totpOff(desk) {
  const answer = await ask({
    title: t("off_ask"),
    lead: t("off_lead"),
    fields: [
      {
        name: "password",
        label: t("password"),
        kind: "password",
        required: true,
        missing: t("needs_password"),
        autocomplete: "current-password",
        max_length: 200,
      },
      codeField({ hint: t("code_or_recovery") }),
    ],
    yes: t("act_off"),
    danger: true,
    send: async ({ password, totp }) => {
      try {
        await desk.post("/api/v1/account/totp/off", { password, totp: totp.replaceAll(" ", "") });
        return true;
      } catch (error) {
        const field = { wrong_password: "password", wrong_totp: "totp" }[error.refusal];
        if (field) error.field = field;
        throw error;
      }
    },
  });
  return answer !== null;
}
