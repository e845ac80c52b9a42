// Appointments: who has booked for a day and what became of it, and the plan of a branch: which service, when, how many.
import { make } from "../../shared/dom.js";
import { whyNot } from "../parts/act.js";
import { branchIn } from "../parts/scope.js";
import { dayOf, p, textsOf } from "../parts/words.js";
import { Bookings } from "./appointments_day.js";
import { Plan } from "./appointments_plan.js";
import { TEXTS } from "./appointments_texts.js";

const t = textsOf(TEXTS);
const DAY_MS = 86_400_000;

class Appointments {
  constructor(place, desk) {
    this.desk = desk;
    this.branches = [];
    this.bar = make("div", { class: "filter-bar" });
    this.note = make("p", { class: "note bad", role: "alert", hidden: true });
    this.main = make("div", { class: "stack" });
    place.append(this.bar, this.note, this.main);
    this.bookings = new Bookings(this);
    this.plan = new Plan(this);
    this.start();
  }

  async start() {
    try {
      this.branches = (await this.desk.get("/api/v1/branch-names")).items.filter(({ revoked }) => !revoked);
      this.note.hidden = true;
    } catch (error) {
      this.note.textContent = whyNot(error);
      this.note.hidden = false;
      if (!this.gone) this.again = setTimeout(() => this.start(), 5_000);
      return;
    }
    if (this.gone) return;
    this.ready = true;
    this.barMark = "";
    this.draw();
  }

  get view() {
    return this.desk.words.view === "plan" ? "plan" : "day";
  }

  get branch() {
    return this.desk.words.branch ?? "";
  }

  get day() {
    return /^\d{4}-\d\d-\d\d$/.test(this.desk.words.day ?? "") ? this.desk.words.day : dayOf(this.desk.now());
  }

  go(words) {
    this.desk.keep({ ...this.desk.words, ...words });
    this.draw();
  }

  draw() {
    this.desk.title(t("title"));
    if (!this.ready)
      return void (this.main.childElementCount || this.main.append(make("p", { class: "empty" }, p("loading"))));
    const plan = this.view === "plan";
    if (plan) this.desk.csv("");
    else this.desk.csv(() => this.bookings.path(), `appointments-${this.day}.csv`);
    this.drawBar();
    (plan ? this.bookings : this.plan).rest();
    (plan ? this.plan : this.bookings).show(this.main);
  }

  drawBar() {
    const mark = [this.view, this.branch, this.day, document.documentElement.lang].join(" ");
    if (mark === this.barMark) return;
    this.barMark = mark;
    const focus = document.activeElement?.dataset?.key;
    const tab = (view) => {
      const button = make(
        "button",
        {
          type: "button",
          class: "chip",
          "aria-pressed": String(this.view === view),
          "data-view": view,
          "data-key": `view ${view}`,
        },
        t(`view_${view}`),
      );
      button.addEventListener("click", () => this.go({ view: view === "day" ? "" : view }));
      return button;
    };
    this.bar.replaceChildren(
      make("div", { class: "filter-row" }, tab("day"), tab("plan")),
      make("div", { class: "filter-row" }, ...(this.view === "day" ? this.dayPick() : []), this.branchPick()),
    );
    if (focus) this.bar.querySelector(`[data-key="${focus}"]`)?.focus();
  }

  dayPick() {
    const input = make("input", {
      type: "date",
      class: "search",
      "aria-label": t("day"),
      "data-key": "day",
      value: this.day,
    });
    input.addEventListener("change", () => input.value && this.go({ day: input.value }));
    const step = (days, label) => {
      const button = make(
        "button",
        { type: "button", class: "button turn-day", "aria-label": label, title: label, "data-key": `step ${days}` },
        days < 0 ? "‹" : "›",
      );
      button.addEventListener("click", () =>
        this.go({ day: dayOf(Date.parse(`${this.day}T12:00:00+08:00`) + days * DAY_MS) }),
      );
      return button;
    };
    return [step(-1, t("day_before")), input, step(1, t("day_after"))];
  }

  branchPick() {
    const named = this.branches.find(({ id }) => id === this.branch);
    const list = make(
      "datalist",
      { id: "appointment-branches" },
      ...this.branches.map(({ id, name }) => make("option", { value: `${id} ${name}` })),
    );
    const input = make("input", {
      class: "search",
      list: "appointment-branches",
      placeholder: this.view === "plan" ? t("choose_branch") : t("all_branches"),
      "aria-label": p("branch"),
      "data-key": "branch",
      "data-filter": "branch",
      autocomplete: "off",
      value: named ? `${named.id} ${named.name}` : "",
    });
    input.addEventListener("change", () => {
      const id = branchIn(input.value, this.branches);
      const wrong = input.value.trim() !== "" && !id;
      input.setAttribute("aria-invalid", String(wrong));
      this.note.hidden = !wrong;
      this.note.textContent = wrong ? p("branch_unknown") : "";
      if (!wrong) this.go({ branch: id });
    });
    return make("span", { class: "branch-pick" }, input, list);
  }

  leave() {
    this.gone = true;
    clearTimeout(this.again);
    this.bookings.rest();
    this.plan.rest();
  }
}

export const appointments = { name: "appointments", open: (place, desk) => new Appointments(place, desk) };
