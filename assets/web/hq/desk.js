// What the shell gives a page: who looks, what the address says, the API, the head's right side.
import { get, now, post } from "./api.js";
import { mayDo } from "./registry.js";
import { scopeOf } from "./scope.js";

export class Desk {
  constructor(shell, words) {
    this.shell = shell;
    this.words = words;
    this.csvPath = null;
    this.csvName = "";
    this.get = get;
    this.post = post;
    this.now = now;
  }

  get user() {
    return this.shell.user;
  }

  get wall() {
    return this.shell.wall;
  }

  can(right) {
    return mayDo(this.user, right);
  }

  keep(words) {
    this.shell.keep(words);
  }

  link(name, words) {
    return this.shell.link(name, words);
  }

  go(name, words) {
    location.hash = this.link(name, words);
  }

  title(text) {
    this.shell.heading.textContent = text;
    document.title = `${text} · Menting`;
  }

  tools(...nodes) {
    this.shell.tools.replaceChildren(...nodes);
  }

  /** Shows the CSV button; `path` is a text or makes one when it is pressed. */
  csv(path, name) {
    this.csvPath = path;
    this.csvName = name;
    this.shell.csv.hidden = !path || this.wall;
  }

  scope() {
    return scopeOf(this.words);
  }

  /** Region, tier, from and to for an API path, and more; what is empty is left out. */
  query(more = {}) {
    const { region, tier, from, to } = this.scope();
    const words = Object.entries({ region, tier, from, to, ...more });
    return String(
      new URLSearchParams(words.filter(([, value]) => value !== "" && value !== null && value !== undefined)),
    );
  }

  badge(name, count) {
    this.shell.badges.set(name, count);
  }
}
