// What is done with branches: add, a new code, revoke, acknowledge alarms, say where one stands.
import { make } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { ask } from "../parts/ask.js";
import { copyBox } from "../parts/copy.js";
import { regionsOf, TIERS, tierName, tiersOf } from "../parts/scope.js";
import { p, textsOf, whole } from "../parts/words.js";
import { TEXTS } from "./fleet_texts.js";

const t = textsOf(TEXTS);
const ID = /^[A-Za-z0-9._-]{1,32}$/;
const path = (row, rest = "") => `/api/v1/branches/${encodeURIComponent(row.id)}${rest}`;

/** The command that makes a kiosk join with the code. */
const enrolCommand = (code) =>
  `menting-kiosk enrol --config kiosk.toml --data DIR --hq ${location.origin} --ca ca.pem --code ${code}`;

/** The code is told once: the dialog stays until it is closed by hand. */
function showCode(row, code) {
  const dialog = make(
    "dialog",
    { class: "ask wide code-dialog", "aria-label": t("code_title", { name: row.name }) },
    make("h2", {}, t("code_title", { name: row.name })),
    make("p", { class: "ask-lead" }, t("code_lead")),
    copyBox(t("code"), code, { large: true }),
    copyBox(t("command"), enrolCommand(code)),
    make("p", { class: "field-hint" }, t("command_hint")),
  );
  const close = make(
    "button",
    { type: "button", class: "button primary", "data-close": true, onclick: () => dialog.close() },
    t("code_noted"),
  );
  dialog.append(make("div", { class: "dialog-foot" }, close));
  dialog.addEventListener("cancel", (event) => event.preventDefault()); // Escape would lose the only sight of it
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

function standingFields(rows, row) {
  const tiers = [...new Set([...TIERS, ...tiersOf(rows)])];
  return [
    { name: "name", label: t("name"), value: row?.name, required: true, missing: t("needs_name"), max_length: 60 },
    {
      name: "tier",
      label: p("tier"),
      kind: "select",
      value: row?.tier ?? "",
      options: [{ value: "", text: t("no_tier") }, ...tiers.map((value) => ({ value, text: tierName(value) }))],
    },
    {
      name: "region",
      label: p("region"),
      value: row?.region ?? "",
      max_length: 60,
      suggestions: regionsOf(rows),
      hint: t("region_hint"),
    },
  ];
}

export async function addBranch(page) {
  const rows = page.rows ?? [];
  const id = {
    name: "id",
    label: t("id"),
    required: true,
    missing: t("needs_id"),
    max_length: 32,
    placeholder: "BJ-0001",
    hint: t("id_hint"),
    check: (text) => (!ID.test(text) ? t("bad_id") : rows.some((row) => row.id === text) ? t("id_taken") : ""),
  };
  const answer = await ask({
    title: t("add"),
    lead: t("add_lead"),
    fields: [id, ...standingFields(rows, null)],
    yes: t("add_yes"),
    send: (values) => page.desk.post("/api/v1/branches", values),
  });
  if (!answer) return;
  page.read();
  showCode(answer.value.branch ?? answer.value, answer.value.code);
}

export async function newCode(page, row) {
  const answer = await ask({
    title: t("code_ask", { name: row.name }),
    lead: t(row.enrolled ? "code_ask_joined" : "code_ask_new"),
    yes: t("act_code"),
    send: () => page.desk.post(path(row, "/code"), {}),
  });
  if (!answer) return;
  page.read();
  showCode(row, answer.value.code);
}

export async function revoke(page, row) {
  const answer = await ask({
    title: t("revoke_ask", { name: row.name }),
    lead: [t("revoke_lead"), t("revoke_back")],
    yes: t("act_revoke"),
    danger: true,
    send: () => page.desk.post(path(row, "/revoke"), {}),
  });
  if (answer) toast("good", t("revoke_done", { name: row.name }));
  page.read();
}

export async function acknowledge(page, row) {
  const answer = await ask({
    title: t("acknowledge_ask", { name: row.name }),
    lead: t("acknowledge_lead", { n: whole(row.alarms.length) }),
    yes: t("act_acknowledge"),
    send: () => page.desk.post(path(row, "/acknowledge"), {}),
  });
  if (answer) toast("good", t("acknowledge_done"));
  page.read();
}

export async function editBranch(page, row) {
  const answer = await ask({
    title: t("edit_title", { id: row.id }),
    lead: t("edit_lead"),
    fields: standingFields(page.rows ?? [], row),
    yes: t("save"),
    send: (values) => page.desk.post(path(row), values),
  });
  if (answer) toast("good", t("edit_done", { name: answer.value?.name ?? row.name }));
  page.read();
}

function degrees(name, most, value) {
  const check = (text) => {
    if (text === "") return "";
    const number = Number(text);
    return Number.isFinite(number) && Math.abs(number) <= most ? "" : t("bad_degrees", { most });
  };
  return { name, label: t(name), value: value ?? "", placeholder: name === "latitude" ? "39.9087" : "116.3975", check };
}

export async function editPlace(page, row, panel) {
  const place = panel.place ?? {};
  const answer = await ask({
    title: t("place_title", { name: row.name }),
    lead: t("place_lead"),
    fields: [
      { name: "address_zh", label: t("address_zh"), value: place.address?.["zh-CN"], max_length: 200 },
      { name: "address_en", label: t("address_en"), value: place.address?.en, max_length: 200 },
      degrees("latitude", 90, place.latitude),
      degrees("longitude", 180, place.longitude),
    ],
    yes: t("save"),
    send: (values) => {
      const number = (text) => (text === "" ? null : Number(text));
      const body = {
        latitude: number(values.latitude),
        longitude: number(values.longitude),
        address: { "zh-CN": values.address_zh, en: values.address_en },
      };
      if ((body.latitude === null) !== (body.longitude === null))
        throw Object.assign(new Error(t("both_degrees")), {
          status: 422,
          field: body.latitude === null ? "latitude" : "longitude",
        });
      return page.desk.post(path(row, "/place"), body);
    },
  });
  if (!answer) return;
  toast("good", t("place_done"));
  panel.readPlace();
}
