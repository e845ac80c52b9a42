// One branch whole: how its machine is, what its alarms mean and what to do, and what can be done with it.
import { make } from "../../shared/dom.js";
import { whyNot } from "../parts/act.js";
import { tierName } from "../parts/scope.js";
import { openSide } from "../parts/side.js";
import { momentOf, nameIn, p, textsOf, whole } from "../parts/words.js";
import { acknowledge, editBranch, editPlace, newCode, revoke } from "./fleet_acts.js";
import { ALARMS } from "./fleet_judge.js";
import { TEXTS } from "./fleet_texts.js";

const t = textsOf(TEXTS);

function fact(label, value, level) {
  const content = level ? make("span", { class: `level ${level}` }, value) : value;
  return make("div", { class: "fact" }, make("dt", {}, label), make("dd", {}, content));
}

function alarmNode(alarm) {
  const known = ALARMS.includes(alarm.kind);
  return make(
    "li",
    { class: "alarm-item", "data-alarm": alarm.kind },
    make("h4", {}, known ? t(`alarm_${alarm.kind}`) : alarm.kind),
    make(
      "p",
      {},
      t("alarm_times", {
        n: whole(alarm.count),
        first: momentOf(alarm.first),
        last: momentOf(alarm.last),
        from: alarm.from,
      }),
    ),
    known && make("p", { class: "alarm-do" }, make("strong", {}, t("what_to_do")), t(`do_${alarm.kind}`)),
  );
}

class BranchPanel {
  constructor(page, row, left) {
    this.page = page;
    this.row = row;
    this.place = undefined; // not read yet
    this.side = openSide({ title: row.name, build: () => this.build(), left });
    this.readPlace();
  }

  async readPlace() {
    try {
      this.place = await this.page.desk.get(`/api/v1/branches/${encodeURIComponent(this.row.id)}/place`);
    } catch (error) {
      this.place = { fault: whyNot(error) };
    }
    this.side.redraw();
  }

  /** The page has read anew. */
  follow(rows) {
    const row = rows.find(({ id }) => id === this.row.id);
    if (!row) return;
    this.row = row;
    this.side.redraw([
      row.name,
      row.tier,
      row.region,
      row.level,
      row.contact.text,
      row.printer,
      row.disk,
      row.config,
      row.alarms,
      row.lost,
      row.through,
      row.version,
      row.revoked,
      row.enrolled,
      this.place,
    ]);
  }

  close() {
    this.side.close();
  }

  button(key, kind, job) {
    const node = make(
      "button",
      { type: "button", class: `button ${kind}`, "data-act": key, "data-key": key },
      t(`act_${key}`),
    );
    node.addEventListener("click", () => job(this.page, this.row, this));
    return node;
  }

  build() {
    const { row } = this;
    const may = this.page.desk.can("operate");
    return [
      !may && make("p", { class: "note" }, p("read_only")),
      ...this.alarms(may),
      make("h3", {}, t("machine")),
      make(
        "dl",
        { class: "facts" },
        fact(t("contact"), row.contact.text, row.contact.level),
        fact(t("last_seen"), row.last_seen ? momentOf(row.last_seen) : p("none")),
        fact(
          t("health"),
          t(row.health ? `health_${row.health.status === "ok" ? "ok" : "degraded"}` : "health_unknown"),
          row.health ? (row.health.status === "ok" ? "good" : "warn") : "none",
        ),
        fact(t("version"), row.version || p("none")),
        fact(t("printer"), row.printer.text, row.printer.level),
        fact(t("disk"), row.disk.text, row.disk.level),
        fact(t("config"), row.config.text, row.config.level),
        fact(t("through"), whole(row.through)),
        fact(t("lost"), whole(row.lost), row.lost > 0 ? "warn" : ""),
        fact(t("journal"), row.journal ?? p("none")),
      ),
      row.health?.reasons?.length > 0 &&
        make(
          "ul",
          { class: row.health.status === "ok" ? "reasons calm" : "reasons" },
          ...row.health.reasons.map((text) => make("li", {}, text)),
        ),
      row.config.fault && make("p", { class: "note bad" }, row.config.fault),
      row.lost > 0 && make("p", { class: "note warn" }, t("lost_meaning")),
      ...this.standing(may),
    ].flat();
  }

  alarms(may) {
    const { alarms } = this.row;
    if (alarms.length === 0) return [];
    return [
      make("h3", { class: "first" }, t("alarms")),
      make("ul", { class: "alarm-list" }, ...alarms.map(alarmNode)),
      may && make("div", { class: "sheet-acts" }, this.button("acknowledge", "soft", acknowledge)),
    ];
  }

  standing(may) {
    const { row, place } = this;
    const known = place && place.latitude !== null && place.latitude !== undefined;
    const where =
      place === undefined
        ? p("loading")
        : place.fault
          ? place.fault
          : known
            ? `${place.latitude}, ${place.longitude}`
            : t("no_place");
    return [
      make("h3", {}, t("standing")),
      make(
        "dl",
        { class: "facts" },
        fact(p("tier"), row.tier ? tierName(row.tier) : p("none")),
        fact(p("region"), row.region || p("none")),
        fact(t("address"), nameIn(place?.address) || p("none")),
        fact(t("place"), where),
      ),
      may &&
        make(
          "div",
          { class: "sheet-acts" },
          this.button("edit", "", editBranch),
          place && !place.fault && this.button("place", "", editPlace),
          this.button("code", "", newCode),
          !row.revoked && this.button("revoke", "danger-soft", revoke),
        ),
      make(
        "p",
        { class: "sheet-hint" },
        t(row.revoked ? "revoked_meaning" : row.enrolled ? "enrolled_meaning" : "code_meaning"),
      ),
    ];
  }
}

export const openBranch = (page, row, left) => new BranchPanel(page, row, left);
