// What all pages live in: the side with the pages, the head with what they are about, and the place below.
import { make, say, show } from "../shared/dom.js";
import { clearToast, toast } from "../shared/toast.js";
import { addressOf, readAddress } from "./address.js";
import { Unreachable, download, now } from "./api.js";
import { Badges } from "./badges.js";
import { Desk } from "./desk.js";
import { clock } from "./format.js";
import { mayOpen, mustEnrol, pageOf, sidePages } from "./registry.js";
import { SCOPE_WORDS, scopeControls, scopeOf } from "./scope.js";
import { drawSide } from "./side.js";
import { errorState } from "./parts/panel.js";
import { language, t } from "./texts.js";
import { theme } from "./theme.js";
import { fitWall } from "./wall.js";

export class Shell {
  constructor({ user, turnTheme, turnLanguage, signOut }) {
    Object.assign(this, { user, turnTheme, turnLanguage, signOut });
    this.lists = { regions: [], tiers: [] };
    this.opened = null; // {entry, desk, page} that is shown
    this.wall = document.documentElement.classList.contains("wall");
    this.lost_at = null;
    this.answered_at = null;
    this.make();
    this.fitted = this.wall ? fitWall(this.place) : null;
    this.badges = new Badges(this);
    this.listener = () => this.follow();
    addEventListener("hashchange", this.listener);
    this.redraw();
  }

  make() {
    this.side = make("nav", { class: "side", id: "side" });
    this.heading = make("h1", {});
    this.menu = make("button", {
      type: "button",
      class: "menu",
      "aria-expanded": "false",
      "aria-controls": "side",
      onclick: () => this.turnMenu(),
    });
    this.controls = make("div", { class: "controls" });
    this.tools = make("div", { class: "tools" });
    this.common = make("div", { class: "tools" });
    this.fresh = make("p", { class: "fresh", role: "status" });
    this.banner = make("p", { class: "offline", role: "status", hidden: true });
    this.head = make(
      "header",
      { class: "head" },
      this.menu,
      this.heading,
      this.controls,
      make("span", { class: "grow" }),
      this.fresh,
      this.tools,
      this.common,
    );
    this.place = make("main", { id: "main", tabindex: "-1" });
    this.frame = make(
      "div",
      { class: "desk", id: "desk" },
      this.side,
      make("div", { class: "body" }, this.banner, this.head, this.place),
    );
    this.frame.addEventListener("click", (event) => {
      if (this.frame.classList.contains("menu-open") && !event.target.closest(".menu")) this.turnMenu(false);
    });
    this.frame.addEventListener("keydown", (event) => event.key === "Escape" && this.turnMenu(false));
    document.body.replaceChildren(this.frame);
  }

  close() {
    removeEventListener("hashchange", this.listener);
    this.badges.stop();
    this.leavePage();
    clearToast();
  }

  turnMenu(open = !this.frame.classList.contains("menu-open")) {
    this.frame.classList.toggle("menu-open", open);
    this.menu.setAttribute("aria-expanded", String(open));
  }

  /** Language or theme has changed: all words and colours anew. */
  redraw() {
    this.drawFrame();
    this.follow(true);
  }

  drawFrame() {
    document.documentElement.lang = language();
    this.heading.dataset.brand = t("brand");
    this.side.setAttribute("aria-label", t("menu"));
    this.menu.setAttribute("aria-label", t("menu"));
    const button = (id, text, run, more = {}) =>
      make("button", { type: "button", id, class: "button pill-button", onclick: run, ...more }, text);
    const theme_name = theme() === "dark" ? t("to_light") : t("to_dark");
    const themeButton = button("theme", "", this.turnTheme, { "aria-label": theme_name, title: theme_name });
    themeButton.append(make("span", { class: "theme-mark", "aria-hidden": "true" }));
    this.csv = button("csv", t("export_csv"), () => this.exportCsv());
    this.csv.hidden = !this.opened?.desk.csvPath;
    this.common.replaceChildren(this.csv, button("language", t("other_language"), this.turnLanguage), themeButton);
    if (this.wall) this.common.append(button("leave-wall", t("leave_wall"), () => this.leaveWall()));
    this.drawSide();
    this.drawBanner();
  }

  drawSide() {
    const here = this.opened?.entry.above ?? this.opened?.entry.name ?? "";
    drawSide(this.side, {
      user: this.user,
      here,
      pages: sidePages(this.user),
      counts: this.badges?.counts ?? {},
      link: (name) => this.link(name),
      signOut: this.signOut,
    });
  }

  /** Region, tier and days go along from page to page. */
  link(name, words = {}) {
    const carried = Object.fromEntries(SCOPE_WORDS.map((word) => [word, readAddress().words[word]]));
    return addressOf(name, { ...carried, ...words });
  }

  /** What there is to choose from, as the overview told it. */
  learnLists({ regions = [], tiers = [] }) {
    if (JSON.stringify({ regions, tiers }) === JSON.stringify(this.lists)) return;
    this.lists = { regions, tiers };
    this.drawControls();
  }

  drawControls() {
    const entry = this.opened?.entry;
    const wanted = entry?.scope ?? [];
    const { words } = readAddress();
    const scope = scopeOf(words);
    const change = (changed) => this.keep({ ...readAddress().words, ...changed }, true);
    this.controls.replaceChildren(...scopeControls(wanted, scope, this.lists, change));
  }

  /** New words in the address without a new step in the history. */
  keep(words, drawn = false) {
    history.replaceState(null, "", addressOf(readAddress().name || this.opened.entry.name, words));
    if (drawn) this.follow(true);
    else if (this.opened) this.opened.desk.words = readAddress().words;
  }

  leavePage() {
    this.opened?.page?.leave?.();
    this.opened = null;
  }

  async follow(anew = false) {
    const { name, words } = readAddress();
    const entry = pageOf(mustEnrol(this.user) ? "account" : name);
    if (this.opened && entry === this.opened.entry && this.opened.page) {
      this.opened.desk.words = words;
      this.drawControls();
      this.drawSide(); // its links carry what was chosen
      if (anew || this.opened.drawn !== JSON.stringify(words)) {
        this.opened.drawn = JSON.stringify(words);
        this.name(entry);
        this.opened.page.draw();
      }
      return;
    }
    this.leavePage();
    this.fitted?.again();
    this.tools.replaceChildren();
    this.csv.hidden = true;
    this.place.replaceChildren();
    this.answered_at = null;
    this.drawFresh();
    if (!entry || !mayOpen(this.user, entry)) {
      this.drawSide();
      this.controls.replaceChildren();
      say(this.heading, t("brand"));
      this.place.append(make("p", { class: "empty-state" }, t(entry ? "no_right" : "no_page")));
      return;
    }
    await this.openPage(entry, words);
  }

  async openPage(entry, words) {
    const desk = new Desk(this, words);
    const opened = { entry, desk, page: null, drawn: JSON.stringify(words) };
    this.opened = opened;
    this.name(entry);
    this.drawSide();
    this.drawControls();
    try {
      const [found] = await Promise.all([entry.load(), entry.css ? this.styles(entry.name) : null]);
      if (this.opened !== opened) return; // somebody went on
      this.onlyStyles(entry.name);
      opened.page = found.open(this.place, desk);
      opened.page.draw();
      scrollTo(0, 0);
    } catch (error) {
      console.error(error);
      if (this.opened !== opened) return;
      opened.page = null;
      this.opened = null;
      this.place.replaceChildren(errorState(t("page_failed"), () => this.follow(true)));
    }
  }

  name(entry) {
    say(this.heading, entry.title[language()]);
    document.title = `${entry.title[language()]} · ${t("brand")}`;
  }

  styles(name) {
    const address = `/web/hq/pages/${name}.css`;
    if (document.querySelector(`link[href="${address}"]`)) return null;
    return new Promise((done) => {
      const words = { rel: "stylesheet", href: address, "data-page": name, onload: done, onerror: done };
      document.head.append(make("link", words));
    });
  }

  /** A page looks the same whichever were opened before it. */
  onlyStyles(name) {
    for (const link of document.querySelectorAll("link[data-page]")) link.disabled = link.dataset.page !== name;
  }

  async exportCsv() {
    const { csvPath, csvName } = this.opened?.desk ?? {};
    if (!csvPath) return;
    this.csv.disabled = true;
    say(this.csv, t("exporting"));
    try {
      await download(typeof csvPath === "function" ? csvPath() : csvPath, csvName);
      toast("good", t("exported", { name: csvName }));
    } catch (error) {
      toast("bad", t("not_exported", { why: error instanceof Unreachable ? t("unreachable") : error.message }));
    } finally {
      this.csv.disabled = false;
      say(this.csv, t("export_csv"));
    }
  }

  leaveWall() {
    const place = new URL(location.href);
    place.searchParams.set("wall", "0");
    location.replace(place);
  }

  reached(reached) {
    const lost = !reached;
    if (reached) this.answered_at = now();
    if (lost === (this.lost_at !== null)) return this.drawFresh();
    this.lost_at = lost ? now() : null;
    this.drawBanner();
    this.drawFresh();
  }

  drawBanner() {
    const time = this.answered_at && clock(this.answered_at);
    say(this.banner, time ? t("offline", { time }) : t("offline_first"));
    show(this.banner, this.lost_at !== null);
    this.frame.classList.toggle("lost-touch", this.lost_at !== null);
    this.drawFresh();
  }

  drawFresh() {
    const text = this.answered_at ? t("as_of", { time: clock(this.answered_at) }) : "";
    say(this.fresh, text);
  }
}
