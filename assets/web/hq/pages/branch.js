// One branch now: its queues, counters, device, today by hour, repairs. From here on to its reports.
import { make } from "../../shared/dom.js";
import { today } from "../format.js";
import { contactOf } from "../parts/contact.js";
import { emptyState, follow } from "../parts/panel.js";
import { tierName } from "../scope.js";
import { textsOf } from "../texts.js";
import { TEXTS } from "./branch_texts.js";
import * as view from "./branch_view.js";
import { stuckCard } from "./repairs.js";

const t = textsOf(TEXTS);
const NOW_MS = 10_000;
const DAY_MS = 60_000;

class Branch {
  constructor(place, desk) {
    this.desk = desk;
    this.upper = make("div", {});
    this.lower = make("div", { class: "below" });
    place.append(this.upper, this.lower);
  }

  draw() {
    const { desk } = this;
    const { id } = desk.words;
    if (!id) {
      this.leave();
      return this.upper.replaceChildren(emptyState(t("none_chosen")), this.backLink());
    }
    desk.csv(
      () => `/api/v1/reports/waits?by=hour&branch=${encodeURIComponent(id)}&from=${today()}&to=${today()}`,
      `${id}-${today()}-by-hour.csv`,
    );
    if (id !== this.id) this.follow(id);
    else {
      this.now.redraw();
      this.day.redraw();
    }
  }

  follow(id) {
    this.leave();
    const { desk } = this;
    this.id = id;
    this.dayAnswer = null;
    const path = `/api/v1/branches/${encodeURIComponent(id)}`;
    const nowOf = () => desk.get(`${path}/now`).catch((error) => (error.status === 404 ? null : Promise.reject(error)));
    this.now = follow(this.upper, {
      every_ms: NOW_MS,
      always: true,
      lines: 9,
      ask: async () => {
        const [branch, told] = await Promise.all([desk.get(path), nowOf()]);
        return { branch, told };
      },
      draw: (value) => this.drawNow(value),
    });
    const report = (name, words) =>
      desk.get(`/api/v1/reports/${name}?${new URLSearchParams({ branch: id, ...words })}`);
    const thisDay = () => ({ from: today(), to: today() });
    this.day = follow(this.lower, {
      every_ms: DAY_MS,
      lines: 5,
      ask: async () => {
        const asked = [
          report("waits", { by: "hour", ...thisDay() }),
          report("ratings", { by: "day", ...thisDay() }),
          report("repairs", { by: "state" }),
        ];
        try {
          const [waits, ratings, states] = await Promise.all(asked);
          return { waits, ratings, states };
        } catch (error) {
          if (error.status === 404) return null; // no such branch: that is said above
          throw error;
        }
      },
      draw: (value) => {
        this.dayAnswer = value;
        if (!value) return "";
        this.now.redraw();
        return make(
          "div",
          { class: "columns" },
          ...view.dayCharts(value),
          desk.wall ? "" : stuckCard(value.states, desk),
        );
      },
    });
  }

  backLink() {
    return make("a", { class: "card-link", href: this.desk.link("branches", { id: "" }) }, t("back"));
  }

  drawNow({ branch, told }) {
    const { desk } = this;
    const now = told?.now ?? null;
    const zone = now?.timezone ?? undefined;
    const contact = contactOf(branch, desk.now(), t);
    const fresh = branch.today?.day === today();
    desk.title(branch.name);
    const place = [
      branch.id,
      branch.region,
      branch.tier && tierName(branch.tier),
      now?.opens && t("hours", { from: now.opens, to: now.closes }),
    ]
      .filter(Boolean)
      .join(" · ");
    const link = (name) =>
      make("a", { class: "button pill-button", href: desk.link(name, { branch: branch.id }) }, t(`see_${name}`));
    const ways = desk.wall
      ? null
      : make("span", { class: "ways" }, ...["waits", "service", "ratings", "repairs"].map(link));
    const state =
      now && contact.online
        ? make("span", { class: `pill ${now.open ? "good" : ""}` }, now.open ? t("opened_now") : t("closed_now"))
        : null;
    const line = make("div", { class: "branch-line" }, make("p", {}, place, " ", state ?? ""), ways);
    const away = now && !contact.online ? make("p", { class: "note warn" }, view.toldAt(told.at, zone)) : null;
    const side = [view.health(branch, now, contact), view.alarms(branch, zone)];
    const parts = now
      ? [
          make("div", { class: "stack" }, view.queues(now), view.counters(now)),
          make("div", { class: "stack" }, ...side),
        ]
      : side;
    return [
      line,
      away,
      view.figures(fresh ? branch : { ...branch, today: null }, now, contact.online, this.dayAnswer),
      make("div", { class: now ? "columns wide-first" : "columns" }, ...parts),
    ];
  }

  leave() {
    this.now?.stop();
    this.day?.stop();
    this.id = null;
  }
}

export const branch = { name: "branch", open: (place, desk) => new Branch(place, desk) };
