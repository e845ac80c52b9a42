// One counter: who is there with which ticket, what the manager may do in the clerk's place, and which services it serves
// in which order.
import { make } from "../shared/dom.js";
import { clockTime, minutesText } from "../shared/format.js";
import { language, nameOf, t } from "../shared/text.js";
import { actButton, readButton } from "./act_button.js";
import { counterDoing } from "./now_view.js";

export function fact(label, value) {
  return make("div", { class: "fact" }, make("dt", {}, label), make("dd", {}, value));
}

function pauseActs(counter, acts) {
  if (counter.state !== "paused" || counter.reason !== "other") return [];
  const name = t("work.counter", { n: counter.number });
  return [make("div", { class: "sheet-acts" }, readButton(acts, `counter:${counter.number}`, name))];
}

function facts(counter, passed_s) {
  const { ticket } = counter;
  const closed = counter.state === "closed";
  const since = counter.since && !closed ? t("card.since", { time: clockTime(counter.since) }) : "";
  const state = counterDoing(counter, passed_s).text;
  return make(
    "dl",
    { class: "facts" },
    fact(t("sheet.state"), state),
    fact(t("sheet.clerk"), closed ? "–" : [counter.staff_name ?? counter.staff, since].filter(Boolean).join(" · ")),
    ticket && fact(t("sheet.ticket"), `${ticket.ticket} · ${nameOf(ticket.service_name) || ticket.service}`),
    ticket && fact(t("sheet.waited"), minutesText(ticket.waited_s)),
  );
}

function clerkGoneActs(counter, acts) {
  if (counter.state === "closed") return [];
  const buttons = [];
  if (counter.ticket) {
    buttons.push(actButton(acts, "hold", counter.number, t("counter.hold")));
    buttons.push(actButton(acts, "transfer", counter.number, t("counter.transfer")));
  }
  buttons.push(actButton(acts, "close_counter", counter.number, t("leave.close_yes")));
  return [
    make("h3", {}, t("counter.clerk_gone")),
    make("p", { class: "sheet-hint" }, t("counter.clerk_gone_hint")),
    make("div", { class: "sheet-acts" }, ...buttons),
  ];
}

/** The draft in `words` follows what is saved until something is changed. */
function draftOf(words, counter) {
  const saved = counter.services.join("");
  if (words.saved !== saved) Object.assign(words, { saved, draft: [...counter.services] });
  return words.draft;
}

function orderRow(hall, words, letter, index, name) {
  const { draft } = words;
  const change = (next) => () => {
    words.draft = next;
    hall.show();
  };
  const swapped = (to) => {
    const next = [...draft];
    [next[index], next[to]] = [next[to], next[index]];
    return next;
  };
  const button = (key, sign, label, next, disabled) =>
    make(
      "button",
      {
        type: "button",
        class: "button step",
        "data-key": `${key} ${letter}`,
        "aria-label": `${label} ${name}`,
        title: label,
        disabled,
        onclick: change(next),
      },
      sign,
    );
  return make(
    "li",
    { class: "order-row", "data-letter": letter },
    make("span", { class: "order-place" }, String(index + 1)),
    make("span", { class: "letter" }, letter),
    make("span", { class: "name" }, name),
    button("up", "↑", t("counter.up"), index > 0 ? swapped(index - 1) : draft, index === 0),
    button(
      "down",
      "↓",
      t("counter.down"),
      index < draft.length - 1 ? swapped(index + 1) : draft,
      index === draft.length - 1,
    ),
    button(
      "remove",
      "×",
      t("counter.remove"),
      draft.filter((one) => one !== letter),
      draft.length === 1,
    ),
  );
}

function addRow(hall, words, { letter, name }) {
  const add = () => {
    words.draft = [...words.draft, letter];
    hall.show();
  };
  return make(
    "li",
    { class: "order-row off", "data-letter": letter },
    make("span", { class: "order-place" }, "–"),
    make("span", { class: "letter" }, letter),
    make("span", { class: "name" }, nameOf(name)),
    make(
      "button",
      {
        type: "button",
        class: "button soft",
        "data-key": `add ${letter}`,
        "aria-label": `${t("counter.add")} ${nameOf(name)}`,
        onclick: add,
      },
      t("counter.add"),
    ),
  );
}

function servicesEditor(hall, words, counter) {
  const { acts, page } = hall;
  const services = page.board?.services ?? [];
  const nameFor = (letter) => nameOf(services.find((one) => one.letter === letter)?.name) || letter;
  const changed = words.draft.join("") !== words.saved;
  const save = actButton(acts, "services_save", counter.number, t("counter.save"), {
    kind: "primary",
    disabled: !changed,
  });
  save.dataset.services = JSON.stringify(words.draft);
  const back = actButton(acts, "services_save", counter.number, t("counter.as_configured"));
  back.dataset.services = "null";
  back.dataset.key = "as configured";
  return [
    make("h3", {}, t("counter.services")),
    make("p", { class: "sheet-hint" }, t("counter.services_hint")),
    make(
      "ol",
      { class: "order" },
      ...words.draft.map((letter, index) => orderRow(hall, words, letter, index, nameFor(letter))),
    ),
    make(
      "ul",
      { class: "order" },
      ...services.filter(({ letter }) => !words.draft.includes(letter)).map((service) => addRow(hall, words, service)),
    ),
    make("div", { class: "sheet-acts" }, save, counter.moved && back),
  ];
}

export function counterSheet(hall, words) {
  const { state, acts } = hall;
  const counter = state.counters.find((one) => one.number === Number(words.id));
  if (!counter) return null;
  draftOf(words, counter);
  const passed_s = (performance.now() - state.taken_at) / 1000;
  return {
    title: t("work.counter", { n: counter.number }),
    signature: [
      counterDoing(counter, passed_s),
      counter.staff,
      counter.ticket?.id,
      counter.moved,
      words.draft,
      words.saved,
      acts.marks,
      language(),
    ],
    build: () => [
      facts(counter, passed_s),
      ...pauseActs(counter, acts),
      ...clerkGoneActs(counter, acts),
      ...servicesEditor(hall, words, counter),
    ],
  };
}
