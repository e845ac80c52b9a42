// The repairs at the desk, on the clerk's page and on the manager's: what is shown and fetched. What is pressed is in
// acts.js; drawing in list_view.js, order_view.js and loaners_view.js.
import { make, say, show } from "../shared/dom.js";
import { get, postOnce, Refused } from "../shared/api.js";
import { renewKept } from "../shared/sheet.js";
import { language, t } from "../shared/text.js";
import { RepairActs } from "./acts.js";
import { chosenOrders, ENDED, filterChips, orderRow } from "./list_view.js";
import { loanerNodes } from "./loaners_view.js";
import { orderNodes } from "./order_view.js";

const LOOK_MS = 20_000; // an order gets stuck though nothing happens
const ENDED_SHOWN = 60;
const LAST_FOUR = /^\d{4}$/;
const CODE = /^[0-9A-Z]{12}$/; // on the customer's slip

const emptyState = () => ({
  orders: [], // open, as GET /repairs
  ended: [],
  loaners: null,
  filter: "open",
  search: "",
  byPhone: null, // {search, numbers}: whose telephone ends with what was typed
  number: "", // which one is shown
  order: null, // as GET /repairs/NO
  view: "order", // or "loaners"
  loaded: false,
  fault: "",
});

function noteField(name) {
  return make("textarea", { class: "input", rows: 1, maxlength: 600, "data-note": name });
}

/** `host`: person(), board(), command(path, body, resending), signedOut(error), keep(number), and perhaps leave() with
 * leaveText(), and tools: nodes for the end of the bar. */
export class RepairsDesk {
  constructor(place, host) {
    this.place = place;
    this.host = host;
    this.state = emptyState();
    this.running = false;
    this.fetching = null;
    this.again = false;
    this.timer = 0;
    this.acts = new RepairActs(this);
    this.drafts = new Map(); // notes that were begun, by the number of their order
    this.draftsOf = ""; // whose
    this.build();
  }

  build() {
    const button = (act, properties = {}) =>
      make("button", { type: "button", class: "button", "data-act": act, "data-key": act, ...properties });
    this.back = button("leave");
    this.title = make("h1", {});
    this.search = make("input", {
      type: "search",
      class: "input repair-search",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 40,
    });
    this.handIn = button("hand_in", { class: "button primary" });
    this.loaners = button("loaners");
    this.note = make("p", { class: "note bad", role: "alert", hidden: true });
    this.filters = make("div", { class: "chips repair-filters", role: "radiogroup" });
    this.list = make("ol", { class: "order-list" });
    this.empty = make("p", { class: "aside-text repair-empty" });
    this.main = make("section", { class: "repair-main" });
    this.notes = make("div", { class: "next-notes" });
    this.noteFields = { note_customer: noteField("note_customer"), note_staff: noteField("note_staff") };
    this.noteLabels = {};
    for (const [name, field] of Object.entries(this.noteFields)) {
      this.noteLabels[name] = make("span", {});
      this.notes.append(make("label", {}, this.noteLabels[name], field));
    }
    const bar = make(
      "header",
      { class: "repair-bar" },
      this.back,
      this.title,
      this.search,
      this.handIn,
      this.loaners,
      ...(this.host.tools ?? []),
    );
    const side = make("section", { class: "repair-side" }, this.note, this.filters, this.list, this.empty);
    this.place.classList.add("repairs");
    this.place.append(bar, side, this.main);
    this.place.addEventListener("click", (event) => this.press(event));
    this.search.addEventListener("input", () => {
      this.state.search = this.search.value.trim();
      this.show();
    });
    this.search.addEventListener("keydown", (event) => event.key === "Enter" && this.find());
    this.place.addEventListener("keydown", (event) => this.walk(event));
  }

  // ---- what the page asks of it

  open(number = "") {
    if (!this.running) {
      this.running = true;
      const { staff = "" } = this.host.person() ?? {};
      if (staff !== this.draftsOf) this.drafts.clear();
      this.draftsOf = staff;
      this.timer = setInterval(() => this.refresh(), LOOK_MS);
    }
    if (number) this.choose(number);
    this.show();
    this.refresh();
  }

  close() {
    this.running = false;
    clearInterval(this.timer);
    this.keepDraft();
    if (!this.host.person()) this.drafts.clear();
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    this.state = emptyState();
    this.search.value = "";
    this.emptyNotes();
    this.main.replaceChildren(); // nobody's name stays on a page that somebody else opens
    this.main.renewMark = "";
  }

  draw() {
    this.acts.forget();
    this.show();
    this.refresh();
  }

  boardChanged() {
    this.refresh();
  }

  // ---- pictures of the branch

  get may() {
    const roles = this.host.person()?.roles ?? [];
    const manage = roles.includes("manager");
    return { manage, work: manage || roles.includes("technician") };
  }

  async refresh() {
    if (!this.running) return;
    this.again = true;
    this.fetching ??= this.fetchUntilNew().finally(() => (this.fetching = null));
    await this.fetching;
  }

  async fetchUntilNew() {
    while (this.again && this.running) {
      this.again = false;
      try {
        await this.fetchAll();
        this.state.fault = "";
      } catch (error) {
        if (this.host.signedOut(error)) return;
        if (error instanceof Refused) this.state.fault = error.message;
      }
      this.show();
    }
  }

  async fetchAll() {
    const { state } = this;
    const { number, filter, view } = state;
    const [open, ended, order, loaners] = await Promise.all([
      get("/api/v1/repairs?state=open"),
      filter === "ended" ? get(`/api/v1/repairs?state=${ENDED.join(",")}&limit=${ENDED_SHOWN}`) : null,
      number ? get(`/api/v1/repairs/${encodeURIComponent(number)}`) : null,
      view === "loaners" && this.may.work ? get("/api/v1/loaners") : null,
    ]);
    if (state !== this.state) return;
    state.orders = open.items;
    if (ended) state.ended = ended.items;
    if (loaners) state.loaners = loaners.items;
    if (number && number === state.number) state.order = order;
    state.loaded = true;
  }

  /** Shows the order `number`. */
  choose(number) {
    const { state } = this;
    state.view = "order";
    if (state.number !== number) {
      this.keepDraft();
      state.order = null;
      this.emptyNotes();
      for (const [name, text] of Object.entries(this.drafts.get(number) ?? {})) this.noteFields[name].value = text;
    }
    state.number = number;
    this.host.keep(number);
  }

  /** What was typed or scanned into the search: a number or the code of a slip opens its order. */
  async find() {
    const typed = this.search.value.trim();
    if (!typed) return;
    const rows = chosenOrders(this.state, this.today);
    const bare = typed.toUpperCase().replace(/[\s-]/g, "");
    try {
      if (LAST_FOUR.test(bare) && rows.length === 0) return await this.findByPhone(bare);
      if (rows.length === 1 && !CODE.test(bare)) return this.goTo(rows[0].number);
      const code = CODE.test(bare) && !/^R?\d+$/.test(bare);
      const found = code
        ? await postOnce("/api/v1/repairs/status", { code: bare })
        : await get(`/api/v1/repairs/${encodeURIComponent(typed)}`);
      this.goTo(found.number);
    } catch (error) {
      if (this.host.signedOut(error)) return;
      this.state.fault = error instanceof Refused ? error.message : t("lost.text");
      this.show();
    }
  }

  /** The telephone's last four digits, as a customer says them who has no slip. */
  async findByPhone(last4) {
    const { items } = await get(`/api/v1/repairs?phone_last4=${last4}`);
    if (items.length === 1) return this.goTo(items[0].number);
    this.state.byPhone = { search: last4, numbers: items.map(({ number }) => number) };
    this.show();
  }

  goTo(number) {
    this.state.fault = "";
    this.search.value = "";
    this.state.search = "";
    this.choose(number);
    this.show();
    this.refresh();
    this.main.scrollTop = 0;
  }

  // ---- notes for the next step

  takeNotes() {
    const texts = Object.entries(this.noteFields).map(([name, field]) => [name, field.value.trim()]);
    return Object.fromEntries(texts.filter(([, text]) => text));
  }

  /** What was begun comes back with its order. */
  keepDraft() {
    const notes = this.takeNotes();
    if (Object.keys(notes).length > 0) this.drafts.set(this.state.number, notes);
    else this.drafts.delete(this.state.number);
  }

  emptyNotes() {
    for (const field of Object.values(this.noteFields)) field.value = "";
  }

  /** They went with a step. */
  clearNotes(number) {
    this.drafts.delete(number);
    if (number === this.state.number) this.emptyNotes();
  }

  // ---- pressing

  press(event) {
    const filter = event.target.closest("[data-filter]")?.dataset.filter;
    const order = event.target.closest("[data-order]")?.dataset.order;
    const act = event.target.closest("[data-act]");
    if (filter) {
      this.state.filter = filter;
      this.show();
      this.refresh();
    } else if (order) {
      this.goToRow(order);
    } else if (act) {
      this.acts.press(act.dataset.act, act.dataset.step);
    }
  }

  goToRow(number) {
    this.choose(number);
    this.show();
    this.refresh();
    this.main.scrollTop = 0;
  }

  /** Arrows walk the list. */
  walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !event.target.closest(".order-list, .repair-search")) return;
    const rows = [...this.list.querySelectorAll("[data-order]")];
    const at = rows.indexOf(event.target);
    event.preventDefault();
    if (at === 0 && by < 0) return this.search.focus();
    rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
  }

  // ---- drawing

  get today() {
    return this.host.board()?.business_day ?? "";
  }

  drawBar() {
    say(this.back, this.host.leaveText?.() ?? "");
    show(this.back, Boolean(this.host.leaveText));
    say(this.title, t("repair.title"));
    say(this.handIn, t("repair.hand_in"));
    say(this.loaners, t("repair.loaners"));
    show(this.loaners, this.may.work);
    this.loaners.setAttribute("aria-pressed", String(this.state.view === "loaners"));
    this.search.placeholder = t("repair.search");
    this.search.setAttribute("aria-label", t("repair.search"));
    this.filters.setAttribute("aria-label", t("repair.states"));
    for (const [name, label] of Object.entries(this.noteLabels)) say(label, t(`repair.next_${name}`));
    show(this.note, this.state.fault !== "");
    say(this.note, this.state.fault);
  }

  drawList() {
    const { state, today } = this;
    const rows = chosenOrders(state, today);
    renewKept(
      this.filters,
      [state.filter, state.orders.map((order) => [order.state, order.state_text]), language()],
      () => filterChips(state),
    );
    renewKept(this.list, [rows, state.number, today, language()], () =>
      rows.map((order) => orderRow(order, { chosen: order.number === state.number, today })),
    );
    const none = state.search
      ? "repair.nothing_fits"
      : state.filter === "open"
        ? "repair.nothing_open"
        : "repair.nothing_here";
    say(this.empty, rows.length > 0 ? "" : t(state.loaded ? none : "card.loading"));
    show(this.empty, rows.length === 0);
  }

  drawMain() {
    const { state, today, may } = this;
    const { busy } = this.acts;
    renewKept(
      this.main,
      [state.view, state.number, state.order, state.loaners, today, may, busy, state.loaded, language()],
      () => {
        if (state.view === "loaners")
          return state.loaners
            ? loanerNodes(state.loaners, { manage: may.manage, busy })
            : [make("p", { class: "empty" }, t("card.loading"))];
        if (state.order) return orderNodes(state.order, { today, may, busy, notes: this.notes });
        return [make("p", { class: "empty" }, t(state.number ? "card.loading" : "repair.choose_one"))];
      },
    );
  }

  show() {
    if (!this.running) return;
    this.drawBar();
    this.drawList();
    this.drawMain();
  }
}
