// One announcement: its words in both languages, its days, for whom, its picture; and how the kiosk's waiting screen
// will look with it.
import { make, say, show } from "../../shared/dom.js";
import { busy, whyNot } from "../parts/act.js";
import { draftOf } from "../parts/draft.js";
import { Form } from "../parts/form.js";
import { scopeFields, scopeOf } from "../parts/scope.js";
import { openSide } from "../parts/side.js";
import { dayOf, p, textsOf } from "../parts/words.js";
import { screenPreview } from "./announcement_preview.js";
import { TEXTS } from "./announcements_texts.js";

const t = textsOf(TEXTS);
const PICTURE_MB = 1;
const KINDS = ["image/png", "image/jpeg"];

/** `typed`: what was typed before and not sent. */
function fieldsOf(desk, branches, one, typed) {
  const disabled = !desk.can("operate");
  const text = (name, label, value, more = {}) => ({ name, label, value, disabled, ...more });
  const needed = { required: true, missing: t("needs_words") };
  const fields = [
    text("title_zh", t("title_zh"), one?.title?.["zh-CN"], { max_length: 40, ...needed }),
    text("title_en", t("title_en"), one?.title?.en, { max_length: 40 }),
    text("text_zh", t("text_zh"), one?.text?.["zh-CN"], { kind: "area", max_length: 160 }),
    text("text_en", t("text_en"), one?.text?.en, { kind: "area", max_length: 160 }),
    text("from", t("from"), one ? one.from : dayOf(desk.now()), { kind: "date", hint: t("from_hint") }),
    text("until", t("until"), one?.until, { kind: "date", hint: t("until_hint") }),
    ...scopeFields(branches, one?.scope ?? "chain").map((field) => ({ ...field, disabled })),
  ];
  return typed ? fields.map((field) => ({ ...field, value: typed[field.name] ?? field.value })) : fields;
}

async function base64Of(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** The picture's part of the form: chosen file or the one that is there. */
class PictureField {
  constructor(picture, disabled, changed) {
    this.picture = picture ?? "";
    this.changed = changed;
    this.input = make("input", {
      type: "file",
      accept: KINDS.join(","),
      id: "announcement-picture",
      name: "picture",
      disabled,
    });
    this.fault = make("p", { class: "field-fault", role: "alert", hidden: true });
    this.remove = make("button", { type: "button", class: "button small", disabled }, p("remove_file"));
    this.remove.addEventListener("click", () => this.take(null, ""));
    this.input.addEventListener("change", () => this.choose());
    this.node = make(
      "div",
      { class: "form-row", "data-field": "picture" },
      make("label", { for: "announcement-picture" }, t("picture")),
      this.input,
      this.remove,
      make("p", { class: "field-hint" }, t("picture_hint", { mb: PICTURE_MB })),
      this.fault,
    );
    show(this.remove, this.picture !== "" && !disabled);
  }

  tell(text) {
    show(this.fault, text !== "");
    say(this.fault, text);
  }

  choose() {
    const file = this.input.files[0];
    if (!file) return;
    const wrong = !KINDS.includes(file.type)
      ? p("file_wrong")
      : file.size > PICTURE_MB * 1024 * 1024
        ? p("file_too_large", { mb: PICTURE_MB })
        : "";
    this.tell(wrong);
    if (wrong) this.input.value = "";
    else this.take(file, "");
  }

  take(file, picture) {
    URL.revokeObjectURL(this.address);
    this.file = file;
    this.picture = picture;
    this.address = file ? URL.createObjectURL(file) : "";
    if (!file) this.input.value = "";
    show(this.remove, Boolean(file || picture));
    this.tell("");
    this.changed();
  }

  get source() {
    return this.address || (this.picture ? `/api/v1/pictures/${encodeURIComponent(this.picture)}` : "");
  }

  /** The picture's name at headquarters; a chosen file is handed in once. */
  async name(desk) {
    if (!this.file) return this.picture;
    this.handed ??= new Map();
    if (!this.handed.has(this.file)) {
      const { picture } = await desk.post("/api/v1/pictures", { base64: await base64Of(this.file) });
      this.handed.set(this.file, picture);
    }
    return this.handed.get(this.file);
  }
}

class AnnouncementForm {
  constructor({ desk, branches, one, done }) {
    Object.assign(this, { desk, branches, one, done });
    this.draft = draftOf(desk.user.user, `announcement.${one?.id ?? "new"}`);
    this.form = new Form(fieldsOf(desk, branches, one, this.draft.read()), (values) => {
      this.draft.write(values);
      this.draw();
    });
    this.picture = new PictureField(one?.picture, !desk.can("operate"), () => this.draw());
    this.note = make("p", { class: "note bad", role: "alert", hidden: true });
    this.preview = make("div", { class: "preview-place" });
    this.send = make("button", { class: "button primary", "data-act": "send" }, t(one ? "save" : "publish"));
    const node = make(
      "form",
      { class: "announcement", novalidate: true },
      make(
        "div",
        { class: "announcement-fields" },
        this.form.node,
        this.picture.node,
        this.note,
        desk.can("operate") ? make("div", { class: "acts" }, this.send) : make("p", { class: "note" }, p("read_only")),
      ),
      make(
        "div",
        { class: "announcement-preview" },
        make("p", { class: "side-note" }, t("preview_hint")),
        this.preview,
      ),
    );
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.node = node;
    this.draw();
  }

  body(picture) {
    const values = this.form.values();
    const both = (name) => ({ "zh-CN": values[`${name}_zh`], en: values[`${name}_en`] });
    return {
      scope: scopeOf(values, this.branches),
      title: both("title"),
      text: both("text"),
      from: values.from,
      until: values.until,
      picture,
    };
  }

  draw() {
    const { title, text } = this.body("");
    this.preview.replaceChildren(screenPreview({ title, text, source: this.picture.source }));
  }

  tell(text) {
    show(this.note, text !== "");
    say(this.note, text);
  }

  async submit() {
    if (this.send.disabled || !this.form.check()) return;
    const { from, until } = this.form.values();
    if (from && until && until < from) return void this.form.fault("until", t("until_before"));
    this.tell("");
    const free = busy(this.send);
    try {
      const body = this.body(await this.picture.name(this.desk));
      const path = this.one ? `/api/v1/announcements/${encodeURIComponent(this.one.id)}` : "/api/v1/announcements";
      const item = await this.desk.post(path, body);
      this.draft.write(null);
      this.side.close();
      this.done(item);
    } catch (error) {
      this.refused(error);
    } finally {
      free();
    }
  }

  refused(error) {
    const text = whyNot(error);
    const field =
      { title: "title_zh", text: "text_zh", scope: "scope_kind" }[error.field || error.refusal] ??
      (error.field || error.refusal);
    if (["picture", "base64"].includes(field)) return this.picture.tell(text);
    if (!field || !this.form.fault(field, text)) this.tell(text);
  }
}

/** `one`: the announcement to change, or null for a new one; `done(item)` when headquarters has it. */
export function openAnnouncement(words) {
  const form = new AnnouncementForm(words);
  form.side = openSide({ title: t(words.one ? "one" : "new"), wide: true, build: () => [form.node] });
  form.form.first()?.focus();
}
