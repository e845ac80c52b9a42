// Cards, figures, and what stands in their place while there is nothing to show.
import { make } from "../../shared/dom.js";
import { Unreachable } from "../api.js";
import { t } from "../texts.js";
import { replaceKept } from "./focus.js";

export function card({ title, hint, tools, className = "", id }, ...body) {
  const head =
    title &&
    make(
      "header",
      { class: "card-head" },
      make("h2", {}, title),
      hint && make("p", { class: "card-hint" }, hint),
      tools && make("div", { class: "card-tools" }, ...[tools].flat()),
    );
  return make("section", { class: `card ${className}`.trim(), id }, head, ...body);
}

/** One figure with its words: `level` is "", "good", "warn" or "bad" and colours the note alone. */
export function figureCard({ label, value, unit, note, level = "", href }) {
  const inside = [
    make("p", { class: "figure-label" }, label),
    make("p", { class: "figure-value" }, value, unit && make("small", {}, unit)),
    make("p", { class: `figure-note ${level}`.trim() }, note || "\u00a0"),
  ];
  return make(
    "li",
    { class: "figure-card" },
    href ? make("a", { href, class: "figure-link" }, ...inside) : null,
    ...(href ? [] : inside),
  );
}

export const figureRow = (...cards) => make("ul", { class: "figure-row" }, ...cards);

export function skeleton(lines = 4) {
  const bars = Array.from({ length: lines }, () => make("span", { class: "bone" }));
  return make("div", { class: "skeleton", role: "status", "aria-label": t("loading") }, ...bars);
}

export const emptyState = (text = t("nothing")) => make("p", { class: "empty-state" }, text);

export function errorState(text, again) {
  const button = make("button", { type: "button", class: "button soft", onclick: again }, t("again"));
  return make("div", { class: "error-state", role: "alert" }, make("p", {}, text), button);
}

export const levelMark = (level, words) => make("span", { class: `level ${level}` }, words);

class Follower {
  constructor(node, { ask, draw, every_ms = 0, lines = 4, always = false }) {
    Object.assign(this, { node, ask, draw, every_ms, always, value: null, timer: 0, asked: 0, stopped: false });
    this.seen = () => {
      if (!document.hidden && this.due) this.now();
    };
    document.addEventListener("visibilitychange", this.seen);
    node.replaceChildren(skeleton(lines));
    this.now();
  }

  /** Asks at once; only the newest answer counts. */
  async now() {
    clearTimeout(this.timer);
    this.due = false;
    const mine = ++this.asked;
    try {
      const value = await this.ask();
      if (mine !== this.asked || this.stopped) return;
      const mark = JSON.stringify(value);
      const shown = !this.always && this.value !== null && mark === this.mark && !this.failing;
      Object.assign(this, { value: { value }, mark, failing: false });
      this.node.removeAttribute("aria-busy");
      if (!shown) this.redraw(); // the same again: nothing moves under somebody's eyes
    } catch (error) {
      if (mine !== this.asked || this.stopped) return;
      this.failed(error);
    }
    this.later();
  }

  failed(error) {
    if (this.value && error instanceof Unreachable) return; // the shell says that it is out of touch; the figures stay
    if (this.value && error.status >= 500 && this.every_ms) return this.node.setAttribute("aria-busy", "true");
    this.failing = true;
    const why = error instanceof Unreachable ? t("unreachable") : error.message;
    this.node.replaceChildren(errorState(t("failed", { why }), () => this.anew()));
  }

  later() {
    if (this.stopped || !this.every_ms) return;
    this.timer = setTimeout(() => {
      if (document.hidden) this.due = true;
      else this.now();
    }, this.every_ms);
  }

  /** Something else is asked for: what is shown grows pale until the answer is there. */
  anew() {
    if (this.value) this.node.setAttribute("aria-busy", "true");
    else this.node.replaceChildren(skeleton());
    return this.now();
  }

  redraw() {
    if (!this.value) return;
    const drawn = [this.draw(this.value.value)]
      .flat()
      .filter((node) => node !== null && node !== undefined && node !== false);
    replaceKept(this.node, ...drawn);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
  }
}

/**
 * Keeps `node` showing what `ask()` answers: a skeleton first, an error with a way on, and anew every `every_ms` while
 * somebody looks; `always` draws also what has not changed, for words that grow with the time. -> { now(), anew(), redraw(), stop() }
 */
export const follow = (node, words) => new Follower(node, words);
