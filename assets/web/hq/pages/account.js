// One's own account: who one is here, the second factor, and where one is signed in.
import { make } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { act, whyNot } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { Table } from "../parts/table.js";
import { momentOf, p, textsOf, whole } from "../parts/words.js";
import { enrolTotp, totpOff } from "./account_totp.js";
import { TEXTS } from "./account_texts.js";

const t = textsOf(TEXTS);

class Account {
  constructor(place, desk) {
    this.desk = desk;
    this.session = desk.user;
    this.who = make("section", { class: "card" });
    this.totp = make("section", { class: "card", id: "totp" });
    this.places = make("section", { class: "card" });
    place.append(make("div", { class: "stack account" }, this.who, this.totp, this.places));
    this.read();
  }

  async read() {
    try {
      this.session = await this.desk.get("/api/v1/session");
      this.sessions = this.session.totp_required ? [] : (await this.desk.get("/api/v1/account/sessions")).items;
      this.fault = "";
    } catch (error) {
      this.fault = whyNot(error);
    }
    if (!this.gone) this.draw();
  }

  draw() {
    this.desk.title(t("title"));
    this.drawWho();
    this.drawTotp();
    this.drawPlaces();
  }

  drawWho() {
    const { user, name, roles = [], regions = [] } = this.session;
    const fact = (label, text) => make("div", { class: "fact" }, make("dt", {}, label), make("dd", {}, text));
    this.who.replaceChildren(
      make("header", { class: "card-head" }, make("h2", {}, name)),
      make(
        "dl",
        { class: "facts" },
        fact(t("user"), user),
        fact(t("roles"), roles.map((role) => t(`role_${role}`)).join(" · ")),
        fact(p("region"), regions.join(" · ") || t("all_regions")),
      ),
      make("p", { class: "side-note" }, t("password_note")),
    );
  }

  drawTotp() {
    const on = Boolean(this.session.totp);
    const button = make(
      "button",
      { type: "button", class: on ? "button danger-soft" : "button primary", "data-act": on ? "totp_off" : "totp_on" },
      t(on ? "act_off" : "act_on"),
    );
    button.addEventListener("click", () => (on ? this.off() : enrolTotp(this, button)));
    this.totp.replaceChildren(
      make(
        "header",
        { class: "card-head" },
        make("h2", {}, t("totp")),
        make(
          "span",
          { class: `level ${on ? "good" : "warn"}`, "data-totp": String(on) },
          t(on ? "totp_on" : "totp_off"),
        ),
      ),
      this.session.totp_required ? make("p", { class: "note warn" }, t("totp_required")) : "",
      make("p", { class: "side-note" }, t(on ? "totp_on_lead" : "totp_off_lead")),
      make("div", { class: "acts" }, button),
    );
  }

  async off() {
    if (await totpOff(this.desk)) {
      toast("good", t("off_done"));
      this.read();
    }
  }

  drawPlaces() {
    const head = make("header", { class: "card-head" }, make("h2", {}, t("places")));
    if (this.fault)
      return this.places.replaceChildren(head, make("p", { class: "note bad", role: "alert" }, this.fault));
    if (!this.sessions) return this.places.replaceChildren(head, make("p", { class: "empty" }, p("loading")));
    const table = new Table({
      label: t("places"),
      key: (one) => one.id,
      empty: () => p("none"),
      columns: [
        { name: "at", label: t("opened_at"), cell: (one) => momentOf(one.opened_at) },
        { name: "address", label: t("address"), cell: (one) => one.address || p("none") },
        {
          name: "current",
          label: t("which"),
          cell: (one) => (one.current ? make("span", { class: "level good" }, t("this_one")) : t("another")),
        },
        {
          name: "acts",
          label: t("acts"),
          cell: (one) => {
            if (one.current) return p("none");
            const end = make(
              "button",
              { type: "button", class: "button small", "data-act": "end", "data-key": `end ${one.id}` },
              t("end"),
            );
            end.addEventListener("click", () => this.end(one, end));
            return end;
          },
        },
      ],
    });
    table.draw(this.sessions);
    const button = make(
      "button",
      { type: "button", class: "button danger-soft", "data-act": "everywhere" },
      t("everywhere"),
    );
    button.addEventListener("click", () => this.everywhere());
    this.places.replaceChildren(head, table.node, make("div", { class: "acts" }, button));
  }

  async end(one, button) {
    const path = `/api/v1/account/sessions/${encodeURIComponent(one.id)}/end`;
    await act(button, () => this.desk.post(path, {}), t("end_done"));
    this.read();
  }

  async everywhere() {
    const answer = await ask({
      title: t("everywhere_ask"),
      lead: t("everywhere_lead", { n: whole(this.sessions.length) }),
      yes: t("everywhere"),
      danger: true,
      send: async () => (await this.desk.post("/api/v1/account/sign-out-everywhere", {})) ?? true,
    });
    if (answer) location.reload(); // to the sign-in, with nothing of this session left on the page
  }

  leave() {
    this.gone = true;
  }
}

export const account = { name: "account", open: (place, desk) => new Account(place, desk) };
