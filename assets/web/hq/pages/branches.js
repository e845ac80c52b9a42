// Every branch with how it is now, to find one among thousands.
import { make } from "../../shared/dom.js";
import { decimal, duration, today, whole } from "../format.js";
import { contactOf } from "../parts/contact.js";
import { card, follow } from "../parts/panel.js";
import { table } from "../parts/rows.js";
import { tierName } from "../scope.js";
import { textsOf } from "../texts.js";
import { TEXTS } from "./branches_texts.js";

const t = textsOf(TEXTS);
const EVERY_MS = 15_000;
const TYPED_MS = 250;
const ROWS_MAX = 500;
const LATE_S = 15 * 60;
const RANK = { bad: 0, warn: 1, good: 2, none: 3 };

/** A branch with what the page concludes: figures of an earlier day are no figures of today. */
function judged(branch, now) {
  const contact = contactOf(branch, now, t);
  const fresh = branch.today?.day === today();
  const live = fresh && contact.online;
  const longest_s = live && branch.waiting > 0 ? branch.longest_wait_s : null;
  const level = branch.alarms?.length
    ? "bad"
    : contact.level === "good" && longest_s >= LATE_S
      ? "warn"
      : contact.level;
  return { branch, contact, fresh, live, longest_s, level, of: (value) => (fresh ? value : null) };
}

function nameOfRow({ branch, level }, desk) {
  const alarms = branch.alarms?.length
    ? make("span", { class: "pill bad" }, t("alarms", { n: branch.alarms.length }))
    : null;
  return make(
    "span",
    { class: `level ${level}` },
    make("a", { href: desk.link("branch", { id: branch.id }) }, branch.name),
    make("small", {}, branch.id),
    alarms ?? "",
  );
}

class Branches {
  constructor(place, desk) {
    this.desk = desk;
    this.node = make("div", {});
    this.found = make("input", { type: "search", class: "finder", oninput: () => this.later() });
    place.append(this.found, this.node);
  }

  /** Headquarters looks for it, not the page: of ten thousand branches only some are here. */
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.desk.keep({ ...this.desk.words, q: this.found.value.trim() });
      this.draw();
    }, TYPED_MS);
  }

  draw() {
    const { desk } = this;
    const { q = "" } = desk.words;
    for (const name of ["placeholder", "aria-label"]) this.found.setAttribute(name, t("find"));
    if (document.activeElement !== this.found) this.found.value = q;
    const words = { from: "", to: "", q };
    desk.csv(`/api/v1/branches?${desk.query(words)}`, "branches.csv");
    const path = `/api/v1/branches?${desk.query({ ...words, limit: ROWS_MAX })}`;
    if (this.follower && path === this.path) return this.follower.redraw();
    this.path = path;
    if (this.follower) return this.follower.anew();
    this.follower = follow(this.node, {
      every_ms: EVERY_MS,
      always: true,
      lines: 12,
      ask: () => desk.get(this.path),
      draw: (value) => this.list(value),
    });
  }

  list({ items, total }) {
    const { desk } = this;
    const rows = items.map((branch) => judged(branch, desk.now()));
    const { region, tier } = desk.scope();
    const list = table({
      label: t("all"),
      name: "branches",
      page: desk.wall ? 14 : 25,
      rows,
      empty: desk.words.q ? t("no_match") : region || tier ? t("empty_scope") : t("empty"),
      rowWords: ({ branch }) => ({ "data-branch": branch.id }),
      sort: { key: "name", down: false },
      columns: [
        {
          key: "name",
          title: t("branch"),
          sort: ({ level, branch }) => `${RANK[level]} ${branch.id}`,
          cell: (row) => nameOfRow(row, desk),
        },
        {
          key: "region",
          title: t("region"),
          sort: ({ branch }) => branch.region ?? "",
          cell: ({ branch }) => branch.region,
        },
        {
          key: "tier",
          title: t("tier"),
          sort: ({ branch }) => branch.tier ?? "",
          cell: ({ branch }) => branch.tier && tierName(branch.tier),
        },
        {
          key: "contact",
          title: t("contact"),
          sort: ({ contact }) => contact.silent_s,
          level: ({ contact }) => (contact.level === "bad" ? "bad" : ""),
          cell: ({ contact }) => contact.text,
        },
        {
          key: "waiting",
          title: t("waiting"),
          number: true,
          sort: ({ live, branch }) => (live ? branch.waiting : null),
          cell: ({ live, branch }) => (live ? whole(branch.waiting) : null),
        },
        {
          key: "longest",
          title: t("longest"),
          number: true,
          sort: ({ longest_s }) => longest_s,
          level: ({ longest_s }) => (longest_s >= 2 * LATE_S ? "bad" : longest_s >= LATE_S ? "warn" : ""),
          cell: ({ longest_s }) => (longest_s === null ? null : duration(longest_s)),
        },
        {
          key: "open",
          title: t("open"),
          number: true,
          sort: ({ branch }) => branch.open_counters,
          cell: ({ contact, branch }) => (contact.online ? whole(branch.open_counters) : null),
        },
        {
          key: "taken",
          title: t("taken"),
          number: true,
          sort: ({ of, branch }) => of(branch.today.taken),
          cell: ({ of, branch }) => whole(of(branch.today.taken)),
        },
        {
          key: "finished",
          title: t("finished"),
          number: true,
          sort: ({ of, branch }) => of(branch.today.finished),
          cell: ({ of, branch }) => whole(of(branch.today.finished)),
        },
        {
          key: "average",
          title: t("average"),
          number: true,
          sort: ({ of, branch }) => of(branch.today.average_wait_s),
          cell: ({ of, branch }) => duration(of(branch.today.average_wait_s)),
        },
        {
          key: "rating",
          title: t("rating"),
          number: true,
          sort: ({ of, branch }) => of(branch.today.average_rating),
          cell: ({ of, branch }) => decimal(of(branch.today.average_rating)),
        },
      ],
    });
    const cut = total > items.length && make("p", { class: "chart-note" }, t("cut", { n: whole(items.length) }));
    return card({ title: t("all"), hint: t("count", { n: whole(total) }) }, list, cut);
  }

  leave() {
    clearTimeout(this.timer);
    this.follower?.stop();
  }
}

export const branches = { name: "branches", open: (place, desk) => new Branches(place, desk) };
