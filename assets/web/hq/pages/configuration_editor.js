// Writing a version: the text with its line numbers, the usual things as fields beside it. What is typed is kept in the
// browser until it is saved.
import { make } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { busy, whyNot } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { diffView } from "../parts/diff.js";
import { draftOf } from "../parts/draft.js";
import { Editor } from "../parts/editor.js";
import { scopeName } from "../parts/scope.js";
import { openSide } from "../parts/side.js";
import { p, textsOf } from "../parts/words.js";
import { TEXTS } from "./configuration_texts.js";
import { usualFields } from "./configuration_usual.js";

const t = textsOf(TEXTS);
class Writing {
  constructor(page) {
    this.page = page;
    const { scope, name } = page;
    this.base = scope.text ?? "";
    this.draft = draftOf(page.desk.user.user, `configuration.${name}`);
    const draft = this.draft.read();
    this.note = make("input", { id: "version-note", maxlength: 200, name: "note", autocomplete: "off" });
    this.note.value = draft?.note ?? "";
    this.editor = new Editor({ label: t("text"), text: draft?.text ?? this.base, changed: () => this.changed() });
    this.usual = make("section", { class: "card usual" });
    this.fault = make("p", { class: "note bad", role: "alert", hidden: true });
    this.kept = make("p", { class: "side-note", role: "status" }, draft ? t("draft_found") : t("draft_hint"));
    this.note.addEventListener("input", () => this.changed());
    this.save = make("button", { type: "button", class: "button primary", "data-act": "save" }, t("save"));
    this.save.addEventListener("click", () => this.send());
    this.node = this.build();
    this.drawUsual();
  }

  build() {
    const press = (key, kind, job) => {
      const node = make("button", { type: "button", class: `button ${kind}`, "data-act": key }, t(`write_${key}`));
      node.addEventListener("click", job);
      return node;
    };
    return make(
      "div",
      { class: "writing" },
      make(
        "section",
        { class: "card" },
        make(
          "header",
          { class: "card-head" },
          make("h2", {}, t("write_title", { name: scopeName(this.page.name, this.page.branches) })),
        ),
        make("p", { class: "side-note" }, t("write_hint")),
        this.fault,
        this.editor.node,
        make(
          "div",
          { class: "form-row wide" },
          make("label", { for: "version-note" }, t("note")),
          this.note,
          make("p", { class: "field-hint" }, t("note_hint")),
        ),
        make(
          "div",
          { class: "acts" },
          this.save,
          press("difference", "", () => this.compare()),
          press("discard", "", () => this.discard()),
          press("leave", "plain", () => this.page.choose({ version: this.page.desk.words.version })),
          this.kept,
        ),
      ),
      this.usual,
    );
  }

  changed() {
    const same = this.editor.text === this.base && this.note.value === "";
    this.draft.write(same ? null : { text: this.editor.text, note: this.note.value });
    this.kept.textContent = same ? t("draft_hint") : t("draft_kept");
    this.drawUsual();
  }

  drawUsual() {
    if (this.usual.contains(document.activeElement)) return; // it is what is being typed in
    const fields = usualFields(this.editor.text, (text) => {
      this.editor.text = text;
      this.changed();
    });
    this.usual.replaceChildren(make("h2", {}, t("usual")), make("p", { class: "side-note" }, t("usual_hint")), fields);
  }

  compare() {
    openSide({
      title: t("difference_title"),
      wide: true,
      build: () => [make("p", { class: "sheet-hint" }, t("difference_hint")), diffView(this.base, this.editor.text)],
    });
  }

  async discard() {
    const answer = await ask({
      title: t("discard_title"),
      lead: t("discard_lead"),
      yes: t("write_discard"),
      danger: true,
      send: async () => true,
    });
    if (!answer) return;
    this.draft.write(null);
    this.editor.text = this.base;
    this.note.value = "";
    this.changed();
  }

  async send() {
    if (this.save.disabled) return;
    const free = busy(this.save);
    this.fault.hidden = true;
    try {
      const body = { text: this.editor.text, note: this.note.value.trim() };
      const { version } = await this.page.desk.post(
        `/api/v1/configurations/${encodeURIComponent(this.page.name)}`,
        body,
      );
      this.draft.write(null);
      toast("good", t("saved", { n: version }));
      this.page.choose({ version });
    } catch (error) {
      this.fault.textContent = whyNot(error);
      this.fault.hidden = false;
      this.editor.tell(error.body?.faults ?? []);
      if (error.field === "note") this.note.focus();
    } finally {
      free();
    }
  }
}

export function drawEditor(page) {
  const mark = JSON.stringify([
    "edit",
    page.name,
    document.documentElement.lang,
    Boolean(page.scope),
    page.scope ? "" : page.fault,
  ]);
  if (mark === page.mainMark) return;
  page.mainMark = mark;
  if (!page.may()) return page.main.replaceChildren(make("p", { class: "note" }, p("read_only")));
  if (!page.scope)
    return page.main.replaceChildren(
      make("p", { class: page.fault ? "note bad" : "empty" }, page.fault || p("loading")),
    );
  const writing = new Writing(page); // what was typed comes back from the draft
  page.main.replaceChildren(writing.node);
  writing.editor.input.focus();
}
