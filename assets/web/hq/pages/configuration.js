// Configuration: what has been written for whom, the versions of it, and how each goes out to the branches.
import { make } from "../../shared/dom.js";
import { whyNot } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { scopeFields, scopeName, scopeOf } from "../parts/scope.js";
import { p, textsOf, whole } from "../parts/words.js";
import { drawEditor } from "./configuration_editor.js";
import { TEXTS } from "./configuration_texts.js";
import { countsBar, drawVersions } from "./configuration_versions.js";

const t = textsOf(TEXTS);
const AGAIN_MS = 3_000;

class Configuration {
  constructor(place, desk) {
    this.place = place;
    this.desk = desk;
    this.branches = [];
    this.scopes = null;
    this.scope = null; // the chosen one, with its versions
    this.fault = "";
    this.side = make("section", { class: "card scopes" });
    this.main = make("div", { class: "work-main" });
    this.frame = make("div", { class: "work-split" }, this.side, this.main);
    place.append(this.frame);
    this.draw();
    this.read(true);
  }

  get name() {
    return this.desk.words.scope || "chain";
  }

  get editing() {
    return this.desk.words.edit === "1";
  }

  may() {
    return this.desk.can("operate");
  }

  /** Everything that is shown, anew; while a roll-out is under way again and again. */
  async read(first = false) {
    clearTimeout(this.timer);
    const { name } = this;
    const asked = `${name} ${this.desk.words.version ?? ""}`;
    try {
      if (first) this.branches = (await this.desk.get("/api/v1/branch-names")).items;
      const [scopes, scope] = await Promise.all([
        this.desk.get("/api/v1/configurations"),
        this.desk.get(`/api/v1/configurations/${encodeURIComponent(name)}`),
      ]);
      const version = await this.readVersion(scope);
      if (asked !== `${this.name} ${this.desk.words.version ?? ""}`) return;
      Object.assign(this, { scopes: scopes.items, scope, version, fault: "" });
    } catch (error) {
      this.fault = whyNot(error);
    }
    if (this.gone) return;
    this.draw();
    this.timer = setTimeout(() => this.read(this.branches.length === 0), AGAIN_MS);
  }

  async readVersion(scope) {
    const wanted = Number(this.desk.words.version) || scope.items[0]?.version;
    return wanted ? this.desk.get(`/api/v1/configurations/${encodeURIComponent(scope.scope)}/${wanted}`) : null;
  }

  choose(words) {
    this.desk.keep({ scope: this.name, ...words });
    this.draw();
  }

  /** The address names another scope or version than is shown. */
  follow(asked) {
    if (this.scope && asked.split(" ")[0] !== this.scope.scope) this.scope = null;
    this.version = null;
    this.read();
  }

  draw() {
    this.desk.title(t("title"));
    const asked = `${this.name} ${this.desk.words.version ?? ""}`;
    if (this.asked !== undefined && asked !== this.asked) this.follow(asked);
    this.asked = asked;
    this.drawScopes();
    this.frame.classList.toggle("alone", this.editing);
    if (this.editing) drawEditor(this);
    else drawVersions(this);
  }

  drawScopes() {
    const rows = this.scopes ?? [];
    const known = rows.some(({ scope }) => scope === this.name) ? rows : [{ scope: this.name }, ...rows];
    const list = known.map((row) => this.scopeRow(row));
    const add = make(
      "button",
      { type: "button", class: "button soft", "data-act": "scope", "data-key": "scope" },
      t("other_scope"),
    );
    add.addEventListener("click", () => this.otherScope());
    const mark = JSON.stringify([rows, this.name, document.documentElement.lang, this.fault]);
    if (mark === this.scopesMark) return;
    this.scopesMark = mark;
    this.side.replaceChildren(
      make("h2", {}, t("scopes")),
      make("p", { class: "side-note" }, t("scopes_hint")),
      make("ul", {}, ...list),
      add,
    );
  }

  scopeRow({ scope, newest, general, counts, branches }) {
    const button = make(
      "button",
      {
        type: "button",
        class: "scope-row",
        "aria-current": scope === this.name ? "true" : undefined,
        "data-scope": scope,
      },
      make("strong", {}, scopeName(scope, this.branches)),
      make(
        "small",
        {},
        newest
          ? t("scope_state", { n: newest, general: general ?? p("none"), count: whole(branches) })
          : t("no_versions"),
      ),
      counts && counts.sent > 0 ? countsBar(counts) : null,
    );
    button.addEventListener("click", () => this.choose({ scope }));
    return make("li", {}, button);
  }

  async otherScope() {
    const answer = await ask({
      title: t("other_scope"),
      lead: t("other_scope_lead"),
      fields: scopeFields(this.branches),
      yes: t("open_scope"),
      send: async (values) => scopeOf(values, this.branches),
    });
    if (answer) this.choose({ scope: answer.value });
  }

  leave() {
    this.gone = true;
    clearTimeout(this.timer);
  }
}

export const configuration = { name: "configuration", open: (place, desk) => new Configuration(place, desk) };
