// Who may sign in, with which roles and regions. They stand in headquarters' configuration file; this page shows them.
import { make } from "../../shared/dom.js";
import { toast } from "../../shared/toast.js";
import { whyNot } from "../parts/act.js";
import { ask } from "../parts/ask.js";
import { Table } from "../parts/table.js";
import { momentOf, p, textOr, textsOf } from "../parts/words.js";
import { TEXTS } from "./users_texts.js";

const t = textsOf(TEXTS);
const ROLES = ["viewer", "quality", "operations", "administrator"];

class Users {
  constructor(place, desk) {
    this.desk = desk;
    this.card = make("section", { class: "card" });
    this.roles = make("section", { class: "card" });
    place.append(make("div", { class: "stack" }, this.card, this.roles));
    this.read();
  }

  async read() {
    try {
      this.items = (await this.desk.get("/api/v1/users")).items;
      this.fault = "";
    } catch (error) {
      this.fault = whyNot(error);
    }
    if (!this.gone) this.draw();
  }

  draw() {
    this.desk.title(t("title"));
    this.roles.replaceChildren(
      make("header", { class: "card-head" }, make("h2", {}, t("roles_title"))),
      make(
        "dl",
        { class: "role-list" },
        ...ROLES.flatMap((role) => [make("dt", {}, t(`role_${role}`)), make("dd", {}, t(`may_${role}`))]),
      ),
      make("p", { class: "side-note" }, t("how_to")),
    );
    if (this.fault) return this.card.replaceChildren(make("p", { class: "note bad", role: "alert" }, this.fault));
    if (!this.items) return this.card.replaceChildren(make("p", { class: "empty" }, p("loading")));
    const table = new Table({
      label: t("title"),
      key: (one) => one.user,
      empty: () => t("nobody"),
      sort: this.sort ?? { name: "user", down: false },
      columns: [
        { name: "user", label: t("user"), cell: (one) => one.user, order: (one) => one.user },
        { name: "name", label: t("name"), cell: (one) => one.name, order: (one) => one.name },
        {
          name: "roles",
          label: t("roles"),
          cell: (one) => one.roles.map((role) => textOr(TEXTS, `role_${role}`, role)).join(" · "),
          order: (one) => one.roles.join(),
        },
        {
          name: "regions",
          label: p("region"),
          cell: (one) => one.regions.join(" · ") || t("all_regions"),
          order: (one) => one.regions.join(),
        },
        {
          name: "totp",
          label: t("totp"),
          cell: (one) =>
            make("span", { class: `level ${one.totp ? "good" : "warn"}` }, t(one.totp ? "totp_on" : "totp_off")),
          order: (one) => String(one.totp),
        },
        {
          name: "at",
          label: t("signed_in_at"),
          cell: (one) => (one.signed_in_at ? momentOf(one.signed_in_at) : t("never")),
          order: (one) => one.signed_in_at,
        },
        {
          name: "from",
          label: t("signed_in_from"),
          cell: (one) => one.signed_in_from || p("none"),
          order: (one) => one.signed_in_from,
        },
        { name: "acts", label: t("acts"), cell: (one) => this.acts(one) },
      ],
    });
    table.draw(this.items);
    this.card.replaceChildren(table.node);
  }

  /** For somebody who has lost the telephone with the authenticator. */
  acts(one) {
    if (!one.totp || one.user === this.desk.user.user) return p("none");
    const button = make(
      "button",
      { type: "button", class: "button small", "data-act": "totp_off", "data-key": `totp ${one.user}` },
      t("act_totp_off"),
    );
    button.addEventListener("click", () => this.totpOff(one));
    return button;
  }

  async totpOff(one) {
    const answer = await ask({
      title: t("totp_off_ask", { name: one.name }),
      lead: t("totp_off_lead"),
      yes: t("act_totp_off"),
      danger: true,
      send: async () => (await this.desk.post(`/api/v1/users/${encodeURIComponent(one.user)}/totp-off`, {})) ?? true,
    });
    if (answer) toast("good", t("totp_off_done", { name: one.name }));
    this.read();
  }

  leave() {
    this.gone = true;
  }
}

export const users = { name: "users", open: (place, desk) => new Users(place, desk) };
