// The bookings of a day: how many of each kind, how full each slot is where a branch is chosen, and the list.
import { make, say, show } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { whyNot } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { Table } from "../parts/table.js";
import { momentOf, nameIn, p, textsOf, whole } from "../parts/words.js";
import { TEXTS } from "./appointments_texts.js";

const t = textsOf(TEXTS);
const AGAIN_MS = 10_000;
const STATES = ["booked", "checked_in", "served", "no_show", "cancelled"];
const LEVEL = { booked: "busy", checked_in: "busy", served: "good", no_show: "warn", cancelled: "none" };

export class Bookings {
  constructor(page) {
    this.page = page;
    this.note = make("p", { class: "note bad", role: "alert", hidden: true });
    this.figures = make("div", { class: "figure-row" });
    this.slots = make("section", { class: "card", hidden: true });
    this.card = make("section", { class: "card" });
  }

  path() {
    const { branch, day } = this.page;
    return `/api/v1/appointments?${new URLSearchParams({ ...(branch && { branch }), from: day, to: day })}`;
  }

  show(place) {
    if (this.card.parentElement !== place) {
      place.replaceChildren(this.note, this.figures, this.slots, this.card);
      this.mark = "";
    }
    if (this.read_path !== this.path()) {
      this.answer = null;
      this.read();
    }
    this.draw();
  }

  rest() {
    clearTimeout(this.timer);
    this.read_path = "";
  }

  async read() {
    clearTimeout(this.timer);
    const path = this.path();
    this.read_path = path;
    let answer = this.answer;
    let fault = "";
    try {
      answer = await this.page.desk.get(path);
    } catch (error) {
      fault = whyNot(error);
    }
    if (path !== this.read_path || this.page.gone) return;
    this.answer = answer;
    say(this.note, fault);
    show(this.note, fault !== "");
    this.draw();
    this.timer = setTimeout(() => this.read(), AGAIN_MS);
  }

  draw() {
    const mark = JSON.stringify([this.answer, document.documentElement.lang, this.page.desk.words.state]);
    if (mark === this.mark) return;
    this.mark = mark;
    if (!this.answer) {
      this.figures.replaceChildren();
      show(this.slots, false);
      return this.card.replaceChildren(make("p", { class: "empty" }, p("loading")));
    }
    this.drawFigures();
    this.drawSlots();
    this.drawList();
  }

  drawFigures() {
    const { counts } = this.answer;
    const chosen = this.page.desk.words.state;
    const focus = document.activeElement?.dataset?.key;
    this.figures.replaceChildren(
      ...STATES.map((state) => {
        const card = make(
          "button",
          {
            type: "button",
            class: `figure-card figure-press ${state === "no_show" && counts[state] > 0 ? "warn" : ""}`,
            "aria-pressed": String(chosen === state),
            "data-state": state,
            "data-key": `figure ${state}`,
          },
          make("span", { class: "figure-label" }, t(`state_${state}`)),
          make("span", { class: "figure-value" }, whole(counts[state] ?? 0)),
        );
        card.addEventListener("click", () => this.page.go({ state: chosen === state ? "" : state }));
        return card;
      }),
    );
    if (focus?.startsWith("figure ")) this.figures.querySelector(`[data-key="${focus}"]`)?.focus();
  }

  drawSlots() {
    const slots = this.answer.slots ?? [];
    show(this.slots, slots.length > 0);
    const services = [...new Set(slots.map(({ service }) => service))];
    const row = (service) =>
      make(
        "div",
        { class: "slot-row" },
        make("h3", {}, t("service", { letter: service })),
        make(
          "ul",
          { class: "slot-list" },
          ...slots.filter((one) => one.service === service).map((one) => this.slot(one)),
        ),
      );
    this.slots.replaceChildren(
      make(
        "header",
        { class: "card-head" },
        make("h2", {}, t("slots")),
        make("p", { class: "card-hint" }, t("slots_hint")),
      ),
      ...services.map(row),
    );
  }

  slot({ from, capacity, taken }) {
    const full = taken >= capacity;
    const fill = make("span", { class: "slot-fill" });
    fill.style.height = `${Math.min(100, capacity > 0 ? (taken / capacity) * 100 : 100)}%`;
    const label = t(full ? "slot_full" : "slot_left", { from, taken, capacity });
    return make(
      "li",
      { class: full ? "slot full" : "slot", title: label },
      make("span", { class: "slot-bar", "aria-hidden": "true" }, fill),
      make("span", {}, from),
      make("small", {}, `${taken}/${capacity}`),
    );
  }

  drawList() {
    const { state } = this.page.desk.words;
    this.table ??= null;
    const table = new Table({
      label: t("title"),
      key: (one) => `${one.branch} ${one.id}`,
      empty: () => t(state ? "none_of_state" : "none_of_day"),
      sort: this.table?.sort ?? { name: "from", down: false },
      columns: [
        {
          name: "from",
          label: t("time"),
          cell: (one) => `${one.from}–${one.to}`,
          order: (one) => `${one.date} ${one.from}`,
        },
        { name: "number", label: t("number"), cell: (one) => one.number, order: (one) => one.number },
        {
          name: "branch",
          label: p("branch"),
          cell: (one) => one.branch_name || one.branch,
          order: (one) => one.branch_name,
        },
        {
          name: "service",
          label: t("service_head"),
          cell: (one) => `${one.service} ${nameIn(one.service_name)}`,
          order: (one) => one.service,
        },
        {
          name: "state",
          label: t("state"),
          cell: (one) =>
            make("span", { class: `level ${LEVEL[one.state]}`, "data-state": one.state }, t(`state_${one.state}`)),
          order: (one) => STATES.indexOf(one.state),
        },
        { name: "ticket", label: t("ticket"), cell: (one) => one.ticket || p("none"), order: (one) => one.ticket },
        {
          name: "booked_at",
          label: t("booked_at"),
          cell: (one) => momentOf(one.booked_at),
          order: (one) => one.booked_at,
        },
        {
          name: "noted",
          label: t("noted"),
          cell: (one) =>
            one.noted_at ? momentOf(one.noted_at) : make("span", { class: "level warn" }, t("not_noted")),
          order: (one) => one.noted_at,
        },
        { name: "acts", label: t("acts"), cell: (one) => this.acts(one) },
      ],
    });
    this.table = table;
    const key = this.card.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    table.draw(this.answer.items.filter((one) => !state || one.state === state));
    this.card.replaceChildren(table.node);
    if (key) this.card.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }

  acts(one) {
    if (!this.page.desk.can("operate") || one.state !== "booked") return p("none");
    const button = make(
      "button",
      { type: "button", class: "button small", "data-act": "cancel", "data-key": `cancel ${one.id}` },
      t("cancel"),
    );
    button.addEventListener("click", () => this.cancel(one));
    return button;
  }

  async cancel(one) {
    const answer = await ask({
      title: t("cancel_ask", { number: one.number }),
      lead: t("cancel_lead", { branch: one.branch_name, time: `${one.date} ${one.from}` }),
      yes: t("cancel"),
      danger: true,
      send: () => this.page.desk.post("/api/v1/appointments/cancel-one", { branch: one.branch, id: one.id }),
    });
    if (answer) toast("good", t("cancel_done", { number: one.number }));
    this.read();
  }
}
