// The section where staff sign in, the same on every page of theirs.
import { make } from "./dom.js";
import { prepareSignIn } from "./sign_in.js";
import { t } from "./text.js";

function field(label, properties) {
  return make("label", { class: "field" }, make("span", { "data-text": label }, t(label)), make("input", properties));
}

/** Puts the section into the page as #sign-in, and returns the part that runs it. */
export function buildSignIn(page, title) {
  const form = make(
    "form",
    { id: "sign-in-form", class: "panel", novalidate: true },
    make("h1", { "data-text": title }, t(title)),
    make("p", { class: "lead", "data-text": "sign_in.lead" }, t("sign_in.lead")),
    field("sign_in.staff", {
      id: "staff",
      name: "staff",
      autocomplete: "username",
      autocapitalize: "off",
      spellcheck: "false",
      maxlength: 32,
    }),
    field("sign_in.pin", {
      id: "pin",
      name: "pin",
      type: "password",
      inputmode: "numeric",
      autocomplete: "current-password",
      maxlength: 8,
    }),
    make("p", { id: "sign-in-note", class: "note bad", role: "alert", hidden: true }),
    make(
      "button",
      { id: "sign-in-button", class: "button primary wide", "data-text": "sign_in.button" },
      t("sign_in.button"),
    ),
  );
  const head = make(
    "header",
    { class: "entrance-head" },
    make("p", { class: "hall hall-name" }),
    make("span", { class: "language-place" }),
  );
  document.body.append(make("section", { id: "sign-in", class: "entrance", hidden: true }, head, form));
  return prepareSignIn(page);
}
