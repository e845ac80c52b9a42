// A ticket that waits, in a list, with what may be done about it.
import { make } from "../shared/dom.js";
import { clockTime, shortMinutes } from "../shared/format.js";
import { t } from "../shared/text.js";
import { actButton, readButton } from "./act_button.js";
import { standing } from "./waits.js";

/** What of a row can be seen, so that it is drawn again only when that changes. */
export function ticketSignature(ticket, passed_s) {
  return [ticket.id, ticket.lane, ticket.lane_reason, ticket.for_counter, ticket.print, Math.floor((ticket.waited_s + passed_s) / 60)];
}

export function laneBadge(lane) {
  return lane === "standard" ? null : make("span", { class: `badge ${lane}` }, t(`lane.${lane}`));
}

export function ticketRow(ticket, acts, target_minutes, passed_s) {
  const waited_s = ticket.waited_s + passed_s;
  const kind = standing(waited_s, target_minutes);
  const sent = ticket.for_counter ? ` · ${t("ticket.for_counter", { n: ticket.for_counter })}` : "";
  return make(
    "li",
    { class: `ticket-row ${kind}` },
    make("span", { class: "number" }, ticket.ticket),
    make(
      "span",
      { class: "about" },
      make(
        "span",
        { class: "name" },
        make("strong", {}, shortMinutes(waited_s)),
        kind && make("span", { class: `word ${kind}` }, t(`now.word.${kind}`)),
        laneBadge(ticket.lane),
      ),
      make("span", { class: "quiet" }, t("story.taken", { time: clockTime(ticket.taken_at) }), sent),
    ),
    make(
      "span",
      { class: "row-acts" },
      ticket.print === "failed" &&
        actButton(acts, "reprint", ticket.id, t("manager.reprint"), { kind: "soft", name: ticket.ticket }),
      ticket.lane_reason === "other" && readButton(acts, ticket.id, ticket.ticket),
      actButton(acts, "lane", ticket.id, t("ticket.change_lane"), {
        kind: "plain",
        label: `${t("ticket.change_lane")} ${ticket.ticket}`,
      }),
      actButton(acts, "cancel", ticket.id, t("ticket.cancel_short"), {
        kind: "plain",
        label: `${t("ticket.cancel_short")} ${ticket.ticket}`,
      }),
    ),
  );
}
