// Counts of trouble in the side, asked for now and then while somebody looks. Pages that have just learnt it say so.
import { get } from "./api.js";
import { mustEnrol, sidePages } from "./registry.js";

const EVERY_MS = 60_000;
const OVERVIEW = "/api/v1/overview";

export class Badges {
  constructor(shell) {
    this.shell = shell;
    this.counts = {};
    this.timer = setInterval(() => this.ask(), EVERY_MS);
    this.ask();
  }

  stop() {
    clearInterval(this.timer);
  }

  set(name, count) {
    if (this.counts[name] === count) return;
    this.counts[name] = count;
    this.shell.drawSide();
  }

  /** Entries that say `badge: {path, count(answer)}`; one request for all of the same path. */
  async ask() {
    if (document.hidden || mustEnrol(this.shell.user)) return;
    const wanted = sidePages(this.shell.user).filter((entry) => entry.badge?.path);
    for (const path of new Set([OVERVIEW, ...wanted.map((entry) => entry.badge.path)])) {
      try {
        const answer = await get(path);
        if (path === OVERVIEW) this.shell.learnLists(answer);
        for (const entry of wanted) if (entry.badge.path === path) this.set(entry.name, entry.badge.count(answer));
      } catch {
        // what is not known is not shown
      }
    }
  }
}
