// Announcements: what the halls' screens show, shall show and have shown, and a form with the screen beside it.
import { make } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { whyNot } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { scopeName } from "../parts/scope.js";
import { Table } from "../parts/table.js";
import { momentOf, nameIn, p, textsOf, whole } from "../parts/words.js";
import { openAnnouncement } from "./announcement_form.js";
import { TEXTS } from "./announcements_texts.js";

const t = textsOf(TEXTS);
const AGAIN_MS = 10_000;
const STATES = ["shown", "coming", "over", "ended"];
const LEVEL = { shown: "good", coming: "busy", over: "none", ended: "none" };

function days({ from, until }) {
  if (!from && !until) return t("always");
  if (!until) return t("from_on", { from });
  return from ? `${from} – ${until}` : t("until_on", { until });
}

class Announcements {
  constructor(place, desk) {
    this.place = place;
    this.desk = desk;
    this.items = null;
    this.branches = [];
    this.note = make("p", { class: "note bad", role: "alert", hidden: true });
    this.filters = make("div", { class: "filter-row" });
    this.card = make("section", { class: "card" });
    place.append(this.note, this.filters, this.card);
    this.draw();
    this.read();
  }

  get state() {
    return STATES.includes(this.desk.words.state) ? this.desk.words.state : "";
  }

  async read() {
    clearTimeout(this.timer);
    try {
      if (this.branches.length === 0) this.branches = (await this.desk.get("/api/v1/branch-names")).items;
      this.items = (await this.desk.get("/api/v1/announcements")).items;
      this.note.hidden = true;
    } catch (error) {
      this.note.textContent = whyNot(error);
      this.note.hidden = false;
    }
    if (this.gone) return;
    this.draw();
    this.timer = setTimeout(() => this.read(), AGAIN_MS);
  }

  draw() {
    this.desk.title(t("title"));
    const add = make("button", { type: "button", class: "button primary", "data-act": "new" }, t("new"));
    add.addEventListener("click", () => this.edit(null));
    this.desk.tools(...(this.desk.can("operate") ? [add] : []));
    this.drawFilters();
    this.drawTable();
  }

  drawFilters() {
    const count = (state) => (this.items ?? []).filter((one) => !state || one.state === state).length;
    const chips = ["", ...STATES].map((state) => {
      const chip = make(
        "button",
        {
          type: "button",
          class: "chip",
          "aria-pressed": String(this.state === state),
          "data-state": state || "all",
          "data-key": `state ${state}`,
        },
        `${state ? t(`state_${state}`) : p("all")} ${whole(count(state))}`,
      );
      chip.addEventListener("click", () => {
        this.desk.keep({ ...this.desk.words, state });
        this.draw();
      });
      return chip;
    });
    const key = document.activeElement?.dataset?.key;
    this.filters.replaceChildren(
      ...chips,
      ...(this.desk.can("operate") ? [] : [make("p", { class: "note" }, p("read_only"))]),
    );
    if (key?.startsWith("state ")) this.filters.querySelector(`[data-key="${key}"]`)?.focus();
  }

  drawTable() {
    if (!this.items) return this.card.replaceChildren(make("p", { class: "empty" }, p("loading")));
    if (!this.table || this.tableLang !== document.documentElement.lang) {
      this.tableLang = document.documentElement.lang;
      this.table = this.makeTable();
      this.card.replaceChildren(this.table.node);
    }
    const rows = this.items.filter((one) => !this.state || one.state === this.state);
    const mark = JSON.stringify(rows);
    if (mark !== this.rowsMark || this.rowsTable !== this.table) this.table.draw(rows);
    this.rowsMark = mark;
    this.rowsTable = this.table;
  }

  makeTable() {
    const order = (one) => STATES.indexOf(one.state);
    return new Table({
      label: t("title"),
      key: (one) => one.id,
      open: (one) => this.edit(one),
      empty: () => t(this.state ? "none_of_state" : "none"),
      sort: { name: "state", down: false },
      columns: [
        { name: "title", label: t("headline"), cell: (one) => this.headline(one), order: (one) => nameIn(one.title) },
        {
          name: "state",
          label: t("state"),
          cell: (one) =>
            make("span", { class: `level ${LEVEL[one.state]}`, "data-state": one.state }, t(`state_${one.state}`)),
          order,
        },
        { name: "days", label: t("days"), cell: days, order: (one) => one.from || "0" },
        {
          name: "scope",
          label: p("scope"),
          cell: (one) => scopeName(one.scope, this.branches),
          order: (one) => one.scope,
        },
        {
          name: "branches",
          label: t("branches"),
          kind: "number",
          cell: (one) => whole(one.branches),
          order: (one) => one.branches,
        },
        { name: "by", label: t("by"), cell: (one) => one.by, order: (one) => one.by },
        { name: "at", label: t("at"), cell: (one) => momentOf(one.at), order: (one) => one.at },
        { name: "acts", label: t("acts"), cell: (one) => this.acts(one) },
      ],
    });
  }

  headline(one) {
    const image =
      one.picture &&
      make("img", {
        src: `/api/v1/pictures/${encodeURIComponent(one.picture)}`,
        alt: "",
        class: "thumb",
        loading: "lazy",
      });
    return [
      image || make("span", { class: "thumb poster", "aria-hidden": "true" }),
      make("span", { class: "headline" }, nameIn(one.title), make("small", {}, nameIn(one.text))),
    ];
  }

  acts(one) {
    if (!this.desk.can("operate") || one.state === "ended" || one.state === "over") return p("none");
    const end = make(
      "button",
      { type: "button", class: "button small", "data-act": "end", "data-key": `end ${one.id}` },
      t("end"),
    );
    end.addEventListener("click", () => this.end(one));
    return end;
  }

  async end(one) {
    const answer = await ask({
      title: t("end_title", { title: nameIn(one.title) }),
      lead: t("end_lead", { n: whole(one.branches) }),
      yes: t("end"),
      danger: true,
      send: () => this.desk.post(`/api/v1/announcements/${encodeURIComponent(one.id)}/end`, {}),
    });
    if (answer) toast("good", t("ended"));
    this.read();
  }

  edit(one) {
    openAnnouncement({
      desk: this.desk,
      branches: this.branches,
      one,
      done: (item) => {
        toast(
          "good",
          t(item.state === "coming" ? "saved_coming" : "saved_shown", { n: whole(item.branches), from: item.from }),
        );
        this.read();
      },
    });
  }

  leave() {
    this.gone = true;
    clearTimeout(this.timer);
  }
}

export const announcements = { name: "announcements", open: (place, desk) => new Announcements(place, desk) };
