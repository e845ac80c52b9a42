// Who did what: filtered by day, person and kind, a page at a time. Drawing is in audit_view.js.
import { byId, make, say, show } from "../shared/dom.js";
import { get, Refused } from "../shared/api.js";
import { downloadCsv } from "../shared/download.js";
import { readNotes } from "../shared/notes.js";
import { keepPlace } from "../shared/tabs.js";
import { t } from "../shared/text.js";
import { toast } from "../shared/toast.js";
import { AUDIT_KINDS, drawAudit } from "./audit_view.js";

const PAGE = 100;
const LOOK_MS = 15_000;

class Audit {
  constructor(page) {
    this.page = page;
    this.words = { date: "", staff: "", kind: "" };
    this.items = null;
    this.total = 0;
    this.people = new Map(); // staff → name, as far as they were seen
    this.asked = 0;
    this.timer = 0;
    this.loading = false;
    this.reading = ""; // the subject of notes that are asked for
    for (const name of ["date", "staff", "kind"]) {
      byId(`audit-${name}`).addEventListener("change", (event) => this.choose({ [name]: event.target.value }));
    }
    byId("audit-csv").addEventListener("click", () => this.download());
    byId("audit-body").addEventListener("click", (event) => this.press(event));
  }

  get today() {
    return this.page.board?.business_day ?? "";
  }

  open({ date = "", staff = "", kind = "" }) {
    const day = /^\d{4}-\d\d-\d\d$/.test(date) ? date : this.today;
    const known = AUDIT_KINDS.includes(kind) ? kind : "";
    const words = { date: day, staff, kind: known };
    if (JSON.stringify(words) !== JSON.stringify(this.words)) this.items = null;
    this.words = words;
    this.show();
    this.fetch();
    this.learnPeople();
    clearInterval(this.timer);
    // Only the first page follows what goes on: a list that is read further down stays as it is.
    this.timer = setInterval(() => (this.items?.length ?? 0) <= PAGE && this.fetch(), LOOK_MS);
  }

  close() {
    clearInterval(this.timer);
    this.asked += 1;
  }

  draw() {
    this.items = null;
    this.show();
    this.fetch();
  }

  choose(words) {
    const next = { ...this.words, ...words };
    keepPlace("audit", { ...next, date: next.date === this.today ? "" : next.date });
    this.open(next);
  }

  press(event) {
    const person = event.target.closest("button[data-staff]");
    if (person) return this.choose({ staff: person.dataset.staff });
    const words = event.target.closest("button[data-notes]");
    if (words) return this.read(words.dataset.notes, words.dataset.about);
    if (event.target.closest("#audit-more")) return this.fetch(true);
    if (event.target.closest("#audit-all")) return this.choose({ staff: "", kind: "" });
  }

  async read(subject, about) {
    if (this.reading) return;
    this.reading = subject;
    this.show();
    try {
      await readNotes((path, body) => this.page.command(path, body), subject, about);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (!this.page.signedOut(error)) toast("warn", error.message);
    } finally {
      this.reading = "";
      this.show();
    }
  }

  path(words = {}) {
    const query = new URLSearchParams(Object.entries({ ...this.words, ...words }).filter(([, value]) => value !== ""));
    return `/api/v1/audit?${query}`;
  }

  /** Everybody of the day can be chosen, not only who is on the first page. */
  async learnPeople() {
    const { date } = this.words;
    try {
      const { items } = await get(`/api/v1/audit?${new URLSearchParams({ date, limit: 500 })}`);
      this.meet(items);
      this.show();
    } catch {
      // those on the page are known anyway
    }
  }

  meet(items) {
    for (const { staff, staff_name: name } of items) if (staff) this.people.set(staff, name || staff);
  }

  async fetch(more = false) {
    const asked = ++this.asked;
    const last = more ? this.items?.[this.items.length - 1]?.cursor : undefined;
    this.loading = more;
    this.show();
    try {
      const { items, total } = await get(this.path({ limit: PAGE, after: last ?? "" }));
      if (asked !== this.asked) return;
      this.meet(items);
      this.items = more ? [...this.items, ...items] : items;
      this.total = total;
      this.note("");
    } catch (error) {
      if (this.page.signedOut(error) || asked !== this.asked) return;
      this.note(error instanceof Refused ? error.message : t("report.unreachable"));
    } finally {
      if (asked === this.asked) {
        this.loading = false;
        this.show();
      }
    }
  }

  note(text) {
    show(byId("audit-note"), text !== "");
    byId("audit-note").className = "note warn";
    say(byId("audit-note"), text);
  }

  show() {
    const { date, staff, kind } = this.words;
    byId("audit-date").value = date;
    byId("audit-date").max = this.today;
    if (staff && !this.people.has(staff)) this.people.set(staff, staff);
    const people = [...this.people].sort(([a], [b]) => a.localeCompare(b));
    this.options("audit-staff", t("audit.everybody"), people, staff);
    const kinds = AUDIT_KINDS.map((one) => [one, t(`audit.kind.${one}`)]);
    this.options("audit-kind", t("audit.everything"), kinds, kind);
    drawAudit(byId("audit-body"), this);
  }

  options(id, all, pairs, chosen) {
    const select = byId(id);
    const mark = JSON.stringify([all, pairs]);
    if (select.renewMark !== mark) {
      select.renewMark = mark;
      select.replaceChildren(...[["", all], ...pairs].map(([value, text]) => make("option", { value }, text)));
    }
    select.value = chosen;
  }

  async download() {
    const button = byId("audit-csv");
    button.setAttribute("aria-busy", "true");
    try {
      await downloadCsv(this.path({ format: "csv" }), `menting-audit-${this.words.date}.csv`);
      this.note("");
    } catch (error) {
      if (!this.page.signedOut(error)) this.note(error instanceof Refused ? error.message : t("report.unreachable"));
    } finally {
      button.removeAttribute("aria-busy");
    }
  }
}

export const prepareAudit = (page) => new Audit(page);
