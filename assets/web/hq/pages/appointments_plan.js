// The plan of a branch: rows of service, days and hours with slots of so many minutes for so many people, closed days,
// and how far ahead people may book. Edited as a whole and saved as a whole; what is typed survives a refusal.
import { make, say, show } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { busy, whyNot } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { draftOf } from "../parts/draft.js";
import { Form } from "../parts/form.js";
import { p, textsOf } from "../parts/words.js";
import { TEXTS } from "./appointments_texts.js";

const t = textsOf(TEXTS);
const WEEK = [1, 2, 3, 4, 5, 6, 7];
const EMPTY = {
  service: "",
  name: { "zh-CN": "", en: "" },
  weekdays: [1, 2, 3, 4, 5],
  from: "09:00",
  to: "17:00",
  slot_minutes: 30,
  capacity: 2,
};

/** One row of the plan as fields; `value()` is what is sent. */
class PlanRow {
  constructor(item, number, disabled, changed, remove) {
    const time = (value) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? "" : t("needs_time"));
    const field = (name, kind, value, more = {}) => ({
      name,
      label: t(`row_${name}`),
      kind,
      value,
      disabled,
      required: true,
      ...more,
    });
    this.form = new Form(
      [
        field("service", "text", item.service, {
          max_length: 1,
          check: (text) => (/^[A-Za-z]$/.test(text) ? "" : t("needs_letter")),
        }),
        field("name_zh", "text", item.name?.["zh-CN"], { max_length: 60 }),
        field("name_en", "text", item.name?.en, { max_length: 60, required: false }),
        field("from", "text", item.from, { check: time, max_length: 5, placeholder: "09:00" }),
        field("to", "text", item.to, { check: time, max_length: 5, placeholder: "17:00" }),
        field("slot_minutes", "number", item.slot_minutes, { min: 5, max: 240 }),
        field("capacity", "number", item.capacity, { min: 1, max: 200 }),
      ],
      changed,
    );
    this.days = new Set(item.weekdays);
    this.daysFault = make("p", { class: "field-fault", role: "alert", hidden: true });
    const away = make(
      "button",
      { type: "button", class: "button small", "data-act": "row_away", disabled },
      t("row_away"),
    );
    away.addEventListener("click", () => remove(this));
    this.node = make(
      "fieldset",
      { class: "plan-row" },
      make("legend", {}, t("row", { n: number })),
      this.form.node,
      make(
        "div",
        { class: "form-row", "data-field": "weekdays" },
        make("span", { class: "form-label" }, t("row_weekdays")),
        this.weekdays(disabled, changed),
        this.daysFault,
      ),
      away,
    );
  }

  weekdays(disabled, changed) {
    const chips = WEEK.map((day) => {
      const chip = make(
        "button",
        {
          type: "button",
          class: "chip day-chip",
          "aria-pressed": String(this.days.has(day)),
          "data-day": day,
          disabled,
        },
        t(`day_${day}`),
      );
      chip.addEventListener("click", () => {
        if (!this.days.delete(day)) this.days.add(day);
        chip.setAttribute("aria-pressed", String(this.days.has(day)));
        this.tellDays("");
        changed();
      });
      return chip;
    });
    return make("div", { class: "chips", role: "group", "aria-label": t("row_weekdays") }, ...chips);
  }

  tellDays(text) {
    say(this.daysFault, text);
    show(this.daysFault, text !== "");
  }

  check() {
    const fine = this.form.check();
    this.tellDays(this.days.size === 0 ? t("needs_days") : "");
    const { from, to } = this.form.values();
    if (fine && from >= to) return !this.form.fault("to", t("to_before"));
    return fine && this.days.size > 0;
  }

  fault(name, text) {
    if (name === "weekdays") return this.tellDays(text);
    return this.form.fault(name === "name" ? "name_zh" : name, text);
  }

  value() {
    const { service, name_zh, name_en, ...rest } = this.form.values();
    return {
      service: service.toUpperCase(),
      name: { "zh-CN": name_zh, en: name_en },
      weekdays: [...this.days].sort(),
      ...rest,
    };
  }
}

export class Plan {
  constructor(page) {
    this.page = page;
    this.card = make("section", { class: "card" });
  }

  rest() {
    this.branch = "";
  }

  show(place) {
    if (this.card.parentElement !== place) place.replaceChildren(this.card);
    const { branch } = this.page;
    const lang = document.documentElement.lang;
    if (!branch) {
      this.branch = "";
      return this.card.replaceChildren(make("p", { class: "empty" }, t("choose_branch_long")));
    }
    if (branch !== this.branch) this.read(branch);
    else if (lang !== this.lang && this.plan) this.build();
    this.lang = lang;
  }

  async read(branch) {
    this.branch = branch;
    this.draft = draftOf(this.page.desk.user.user, `plan.${branch}`);
    this.plan = null;
    this.card.replaceChildren(make("p", { class: "empty" }, p("loading")));
    try {
      const plan = await this.page.desk.get(this.path());
      if (branch !== this.branch) return;
      this.plan = plan;
      this.build();
    } catch (error) {
      if (branch !== this.branch) return;
      this.card.replaceChildren(make("p", { class: "note bad", role: "alert" }, whyNot(error)));
      this.branch = "";
    }
  }

  path() {
    return `/api/v1/appointments/plan?branch=${encodeURIComponent(this.branch)}`;
  }

  /** What is typed and not saved, else the branch's own. */
  build() {
    const draft = this.draft.read();
    const plan = draft ?? this.plan;
    const disabled = !this.page.desk.can("operate");
    const typed = () => this.typed();
    const name = this.page.branches.find(({ id }) => id === this.branch)?.name ?? this.branch;
    this.list = make("div", { class: "plan-rows" });
    this.none = make("p", { class: "empty" }, t("plan_empty"));
    this.rows = [];
    this.version = plan.version;
    this.whole = new Form(
      [
        {
          name: "days_ahead",
          label: t("days_ahead"),
          kind: "number",
          min: 1,
          max: 60,
          value: plan.days_ahead,
          required: true,
          disabled,
        },
        {
          name: "closed",
          label: t("closed"),
          kind: "area",
          rows: 3,
          value: plan.closed.join("\n"),
          hint: t("closed_hint"),
          disabled,
          check: (text) => this.wrongDay(text),
        },
      ],
      typed,
    );
    this.note = make("p", { class: "note bad", role: "alert", hidden: true });
    this.kept = make("p", { class: "side-note", role: "status" });
    this.save = make("button", { type: "button", class: "button primary", "data-act": "save_plan" }, t("save_plan"));
    this.save.addEventListener("click", () => this.send());
    this.discard = make(
      "button",
      { type: "button", class: "button", "data-act": "discard_plan", onclick: () => this.throwAway() },
      t("discard"),
    );
    const add = make("button", { type: "button", class: "button soft", "data-act": "row_add" }, t("row_add"));
    add.addEventListener("click", () => {
      this.addRow(this.rows.at(-1)?.value() ?? EMPTY, disabled);
      this.typed();
      this.rows.at(-1).form.first().focus();
    });
    this.card.replaceChildren(
      make(
        "header",
        { class: "card-head" },
        make("h2", {}, t("plan_of", { name })),
        make("p", { class: "card-hint" }, t("plan_hint")),
      ),
      ...(disabled ? [make("p", { class: "note" }, p("read_only"))] : []),
      this.none,
      this.list,
      ...(disabled ? [] : [make("div", { class: "acts" }, add)]),
      this.whole.node,
      this.note,
      ...(disabled ? [] : [make("div", { class: "acts" }, this.save, this.discard, this.kept)]),
    );
    for (const item of plan.items) this.addRow(item, disabled);
    this.drawNone();
    this.drawKept(draft !== null);
  }

  wrongDay(text) {
    const bad = text.split(/[\s,，、]+/).find((day) => day && !/^\d{4}-\d\d-\d\d$/.test(day));
    return bad ? t("bad_day", { day: bad }) : "";
  }

  addRow(item, disabled) {
    const row = new PlanRow(
      item,
      this.rows.length + 1,
      disabled,
      () => this.typed(),
      (gone) => {
        this.rows = this.rows.filter((one) => one !== gone);
        gone.node.remove();
        this.typed();
        this.list.querySelector("input")?.focus();
      },
    );
    this.rows.push(row);
    this.list.append(row.node);
    this.drawNone();
  }

  drawNone() {
    show(this.none, this.rows.length === 0);
  }

  typed() {
    this.draft.write(this.value());
    show(this.note, false);
    this.drawNone();
    this.drawKept(true);
  }

  drawKept(typed) {
    say(this.kept, typed ? t("not_saved") : "");
    show(this.discard, typed);
  }

  async throwAway() {
    const answer = await ask({
      title: t("discard_ask"),
      lead: t("discard_lead"),
      yes: t("discard"),
      danger: true,
      send: async () => true,
    });
    if (!answer) return;
    this.draft.write(null);
    this.read(this.branch);
  }

  value() {
    const { days_ahead, closed } = this.whole.values();
    return {
      days_ahead,
      items: this.rows.map((row) => row.value()),
      closed: closed.split(/[\s,，、]+/).filter(Boolean),
      version: this.version,
    };
  }

  async send() {
    const fine = this.rows.map((row) => row.check());
    if (this.save.disabled || !this.whole.check() || fine.includes(false)) return;
    const free = busy(this.save);
    try {
      const plan = await this.page.desk.post(this.path(), this.value());
      this.draft.write(null);
      this.plan = plan;
      this.build();
      toast("good", t("plan_saved"));
    } catch (error) {
      this.refused(error);
    } finally {
      free();
    }
  }

  refused(error) {
    const text = whyNot(error);
    const [, at, name] = /^items\.(\d+)(?:\.(\w+))?/.exec(error.field ?? "") ?? [];
    if (at !== undefined && this.rows[at] && name) return void this.rows[at].fault(name, text);
    if (["days_ahead", "closed"].includes(error.field) && this.whole.fault(error.field, text)) return;
    say(this.note, error.refusal === "plan_changed" ? t("plan_changed") : text);
    show(this.note, true);
  }
}
