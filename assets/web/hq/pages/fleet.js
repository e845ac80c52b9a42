// The fleet: every branch's machine and line, the worst first; add a branch, and look at one whole.
import { make } from "../../shared/dom.js";
import { whyNot } from "../parts/act.js";
import { tierName } from "../parts/scope.js";
import { Table } from "../parts/table.js";
import { p, textsOf, whole } from "../parts/words.js";
import { addBranch } from "./fleet_acts.js";
import { openBranch } from "./fleet_branch.js";
import { FILTERS, judge, rankOf } from "./fleet_judge.js";
import { TEXTS } from "./fleet_texts.js";

const t = textsOf(TEXTS);
const AGAIN_MS = 5_000;

const level = (part) => make("span", { class: `level ${part.level}` }, part.text);

class Fleet {
  constructor(place, desk) {
    this.desk = desk;
    this.rows = null;
    this.note = make("p", { class: "note bad", role: "alert", hidden: true });
    this.tiles = make("div", { class: "filter-row" });
    this.search = make("input", { type: "search", class: "search", maxlength: 60 });
    this.card = make("section", { class: "card" });
    this.search.value = desk.words.q ?? "";
    this.search.addEventListener("input", () => this.filter({ q: this.search.value.trim() }));
    place.append(this.note, make("div", { class: "filter-bar" }, this.tiles, this.search), this.card);
    this.draw();
    this.read();
  }

  async read() {
    clearTimeout(this.timer);
    const began = performance.now();
    try {
      const asked = this.desk.query({ from: "", to: "" });
      this.branches = (await this.desk.get(`/api/v1/branches?${asked}`)).items;
      this.asked = asked;
      this.note.hidden = true;
    } catch (error) {
      this.note.textContent = whyNot(error);
      this.note.hidden = false;
    }
    if (this.gone) return;
    this.draw();
    // A chain of ten thousand is not asked for all of them every few seconds.
    this.timer = setTimeout(() => this.read(), Math.max(AGAIN_MS, (performance.now() - began) * 20));
  }

  get which() {
    return this.desk.words.show in FILTERS ? this.desk.words.show : "all";
  }

  filter(words) {
    this.desk.keep({ ...this.desk.words, ...words });
    this.draw();
  }

  fits(row) {
    const { q = "" } = this.desk.words;
    const { tier, region } = this.desk.scope();
    if (tier && row.tier !== tier) return false;
    if (region && row.region !== region) return false;
    return !q || `${row.id} ${row.name} ${row.version} ${row.region ?? ""}`.toLowerCase().includes(q.toLowerCase());
  }

  draw() {
    this.desk.title(t("title"));
    // Another region or tier: only its branches are asked for.
    if (this.asked !== undefined && this.asked !== this.desk.query({ from: "", to: "" })) {
      this.asked = undefined;
      void this.read();
    }
    this.desk.csv(`/api/v1/branches?${this.desk.query({ from: "", to: "" })}`, "fleet.csv");
    this.drawTools();
    this.search.placeholder = t("search");
    this.search.setAttribute("aria-label", t("search"));
    if (!this.branches) return this.card.replaceChildren(make("p", { class: "empty" }, p("loading")));
    this.rows = this.branches.map((branch) => judge(branch, this.desk.now()));
    const { tier, region } = this.desk.scope();
    if (!tier && !region) this.desk.badge("fleet", this.rows.filter(({ level: one }) => one === "bad").length);
    this.drawFilters();
    this.drawTable();
    this.panel?.follow(this.rows);
    this.openWanted();
  }

  drawTools() {
    const mark = `${document.documentElement.lang} ${this.desk.can("operate")}`;
    if (mark === this.toolsMark) return;
    this.toolsMark = mark;
    const add = make("button", { type: "button", class: "button primary", "data-act": "add" }, t("add"));
    add.addEventListener("click", () => addBranch(this));
    this.desk.tools(...(this.desk.can("operate") ? [add] : []));
  }

  drawFilters() {
    const fitting = this.rows.filter((row) => this.fits(row));
    const counts = Object.entries(FILTERS).map(([name, keeps]) => [name, fitting.filter(keeps).length]);
    const mark = JSON.stringify([counts, this.which, document.documentElement.lang]);
    if (mark === this.filtersMark) return;
    this.filtersMark = mark;
    const key = document.activeElement?.dataset?.key;
    this.tiles.replaceChildren(
      ...counts.map(([name, n]) => {
        const chip = make(
          "button",
          {
            type: "button",
            class: "chip",
            "aria-pressed": String(this.which === name),
            "data-show": name,
            "data-key": `show ${name}`,
          },
          `${t(`show_${name}`)} ${whole(n)}`,
        );
        chip.addEventListener("click", () => this.filter({ show: name === "all" ? "" : name }));
        return chip;
      }),
    );
    if (key?.startsWith("show ")) this.tiles.querySelector(`[data-key="${key}"]`)?.focus();
  }

  drawTable() {
    if (!this.table || this.tableLang !== document.documentElement.lang) {
      this.tableLang = document.documentElement.lang;
      this.table = this.makeTable();
      this.tableMark = "";
      this.card.replaceChildren(this.table.node);
    }
    const rows = this.rows.filter((row) => FILTERS[this.which](row) && this.fits(row));
    const mark = JSON.stringify(
      rows.map((row) => [
        row.id,
        row.name,
        row.tier,
        row.region,
        row.version,
        row.level,
        row.contact.text,
        row.printer.text,
        row.disk.text,
        row.config.text,
        row.lost,
        row.alarms,
      ]),
    );
    if (mark === this.tableMark) return;
    this.tableMark = mark;
    this.table.draw(rows);
  }

  makeTable() {
    const name = (row) => [
      make("span", { class: `mark ${row.level}`, "aria-hidden": "true" }),
      make("span", { class: "headline" }, row.name, make("small", {}, row.id)),
    ];
    const alarms = (row) =>
      row.alarms.length === 0
        ? p("none")
        : make("span", { class: "level bad" }, t("alarm_count", { n: row.alarms.length }));
    return new Table({
      label: t("title"),
      key: (row) => row.id,
      open: (row) => this.open(row.id),
      empty: () => t(this.branches.length === 0 ? "no_branches" : "nothing_fits"),
      sort: { name: "trouble", down: true },
      columns: [
        { name: "name", label: p("branch"), cell: name, order: (row) => row.name },
        { name: "trouble", label: t("contact"), cell: (row) => level(row.contact), order: rankOf },
        { name: "alarms", label: t("alarms"), cell: alarms, order: (row) => row.alarms.length },
        { name: "printer", label: t("printer"), cell: (row) => level(row.printer), order: (row) => row.printer.text },
        {
          name: "disk",
          label: t("disk"),
          kind: "number",
          cell: (row) => level(row.disk),
          order: (row) => row.disk.free,
        },
        {
          name: "config",
          label: t("config"),
          cell: (row) => level(row.config),
          order: (row) => row.now?.config?.version ?? null,
        },
        {
          name: "lost",
          label: t("lost"),
          kind: "number",
          cell: (row) => (row.lost > 0 ? make("span", { class: "level warn" }, whole(row.lost)) : "0"),
          order: (row) => row.lost,
        },
        {
          name: "through",
          label: t("through"),
          kind: "number",
          cell: (row) => whole(row.through),
          order: (row) => row.through,
        },
        { name: "version", label: t("version"), cell: (row) => row.version || p("none"), order: (row) => row.version },
        {
          name: "tier",
          label: p("tier"),
          cell: (row) => (row.tier ? tierName(row.tier) : p("none")),
          order: (row) => row.tier,
        },
        { name: "region", label: p("region"), cell: (row) => row.region || p("none"), order: (row) => row.region },
      ],
    });
  }

  open(id) {
    this.desk.keep({ ...this.desk.words, branch: id });
    this.openWanted();
  }

  /** The branch that the address names has its panel open. */
  openWanted() {
    const wanted = this.desk.words.branch;
    const row = wanted && this.rows?.find(({ id }) => id === wanted);
    if (!row || this.panel) return;
    this.panel = openBranch(this, row, () => {
      this.panel = null;
      if (!this.gone) this.desk.keep({ ...this.desk.words, branch: "" });
    });
  }

  leave() {
    this.gone = true;
    clearTimeout(this.timer);
    this.panel?.close();
  }
}

export const fleet = { name: "fleet", open: (place, desk) => new Fleet(place, desk) };
