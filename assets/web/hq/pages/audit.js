// The audit trail: who did what, when, from where, and what came of it; the newest first, fifty at a time.
import { make } from "../../shared/dom.js";
import { act, whyNot } from "../parts/act.js";
import { Form } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { dayOf, momentWithSeconds, p, textOr, textsOf, whole } from "../parts/words.js";
import { TEXTS } from "./audit_texts.js";

const t = textsOf(TEXTS);
const HELPING = 50;
const COMMAND_LINE = "command line"; // who works on headquarters' machine itself
const FILTERS = ["since", "till", "user", "branch"];

/** "branches.revoke" as people say it; what this page does not know as it is. */
export const actionName = (action) => textOr(TEXTS, `action_${action.replaceAll(/[.-]/g, "_")}`, action);

function whoOf({ user, name }) {
  if (user === COMMAND_LINE) return t("command_line");
  return user ? [make("span", { class: "headline" }, name || user, make("small", {}, user))] : t("nobody");
}

class Audit {
  constructor(place, desk) {
    this.desk = desk;
    this.items = null;
    this.note = make("p", { class: "note bad", role: "alert", hidden: true });
    this.filters = make("div", { class: "card filters" });
    this.card = make("section", { class: "card" });
    place.append(make("div", { class: "stack" }, this.note, this.filters, this.card));
    this.read();
  }

  words() {
    const { since = dayOf(this.desk.now() - 6 * 86_400_000), till = "", user = "", branch = "" } = this.desk.words;
    return { from: since, to: till, user, branch };
  }

  path(more = {}) {
    const words = Object.entries({ ...this.words(), ...more }).filter(
      ([, value]) => value !== "" && value !== undefined,
    );
    return `/api/v1/audit?${new URLSearchParams(words)}`;
  }

  async read() {
    const asked = this.path({ limit: HELPING });
    this.asked = asked;
    try {
      const answer = await this.desk.get(asked);
      if (this.asked !== asked || this.gone) return;
      this.take(answer, []);
      this.note.hidden = true;
    } catch (error) {
      if (this.asked !== asked || this.gone) return;
      const text = whyNot(error);
      const field = { from: "since", to: "till" }[error.field] ?? error.field;
      if (!this.form?.fault(field, text)) {
        this.note.textContent = text;
        this.note.hidden = false;
      }
    }
    this.draw();
  }

  take(answer, before) {
    this.items = [...before, ...answer.items];
    this.total = answer.total;
    this.after = answer.after;
  }

  async more(button) {
    await act(button, async () =>
      this.take(await this.desk.get(this.path({ limit: HELPING, after: this.after })), this.items),
    );
    this.draw();
  }

  draw() {
    this.desk.title(t("title"));
    this.desk.csv(() => this.path(), "audit.csv");
    if (this.asked && this.asked !== this.path({ limit: HELPING })) return void this.read(); // another address
    this.drawFilters();
    if (!this.items) return this.card.replaceChildren(make("p", { class: "empty" }, p("loading")));
    const table = this.table();
    table.draw(this.items);
    const nodes = [table.node];
    if (this.after) {
      const button = make("button", { type: "button", class: "button", "data-act": "more" }, t("older"));
      button.addEventListener("click", () => this.more(button));
      nodes.push(
        make(
          "div",
          { class: "table-foot" },
          make("span", {}, p("shown", { n: whole(this.items.length), total: whole(this.total) })),
          button,
        ),
      );
    }
    this.card.replaceChildren(...nodes);
  }

  drawFilters() {
    if (this.filtersLang === document.documentElement.lang) return;
    this.filtersLang = document.documentElement.lang;
    const words = this.words();
    this.form = new Form(
      [
        { name: "since", label: t("from"), kind: "date", value: words.from },
        { name: "till", label: t("to"), kind: "date", value: words.to },
        { name: "user", label: t("user"), value: words.user, max_length: 64 },
        { name: "branch", label: p("branch"), value: words.branch, max_length: 32, placeholder: "BJ-0001" },
      ],
      (values) => this.filter(values),
    );
    this.filters.replaceChildren(this.form.node);
  }

  filter(values) {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      this.desk.keep({ ...this.desk.words, ...Object.fromEntries(FILTERS.map((name) => [name, values[name]])) });
      this.read();
    }, 250);
  }

  table() {
    const result = (one) =>
      one.status < 400
        ? make("span", { class: "level good" }, t("done"))
        : make(
            "span",
            { class: "level bad" },
            t("refused", { why: textOr(TEXTS, `refusal_${one.refusal}`, one.refusal || String(one.status)) }),
          );
    return new Table({
      label: t("title"),
      key: (one) => one.id,
      empty: () => t("nothing"),
      columns: [
        { name: "at", label: t("at"), cell: (one) => momentWithSeconds(one.at) },
        {
          name: "user",
          label: t("user"),
          cell: whoOf,
        },
        {
          name: "action",
          label: t("what"),
          cell: (one) => make("span", { class: "headline", title: one.action }, actionName(one.action)),
        },
        { name: "branch", label: p("branch"), cell: (one) => one.branch || p("none") },
        { name: "about", label: t("about"), cell: (one) => one.about || p("none"), level: () => "wrap" },
        { name: "result", label: t("result"), cell: result },
        { name: "address", label: t("address"), cell: (one) => one.address || p("none") },
      ],
    });
  }

  leave() {
    this.gone = true;
    clearTimeout(this.typing);
  }
}

export const audit = { name: "audit", open: (place, desk) => new Audit(place, desk) };
