// Choosing a counter and opening it.
import { byId, make, renew, say, show } from "../shared/dom.js";
import { post, Refused } from "../shared/api.js";
import { language, nameOf, t } from "../shared/text.js";

const LAST_COUNTER = "menting.counter";

function lastCounter() {
  try {
    return Number(localStorage.getItem(LAST_COUNTER));
  } catch {
    return 0;
  }
}

function rememberCounter(number) {
  try {
    localStorage.setItem(LAST_COUNTER, String(number));
  } catch {
    // only a convenience
  }
}

export function prepareChoose(shared, go) {
  let fault = "";
  let opening = false;
  let focusWanted = false;

  async function open(number) {
    if (opening) return;
    opening = true;
    fault = "";
    draw();
    try {
      await post(`/api/v1/counters/${number}/open`, {}, () => go.sending(true));
      rememberCounter(number);
      go.toWork(number);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) go.toSignIn(t("sign_in.ended"));
      else if (error instanceof Refused && error.refusal === "clerk_at_other_counter") await go.resume(error.message);
      else fault = error.message;
    } finally {
      opening = false;
      go.sending(false);
      draw();
    }
  }

  function button(counter, services) {
    const offers = (counter.services ?? []).map((letter) => nameOf(services[letter]) || letter);
    const free = counter.state === "closed";
    return make(
      "button",
      { type: "button", class: "counter", disabled: !free || opening, "data-counter": counter.number,
        onclick: () => open(counter.number) },
      make("span", { class: "figure" }, String(counter.number)),
      make("span", { class: "name" }, free ? t("choose.open", { n: counter.number }) : t("choose.taken")),
      make("span", { class: "offers" }, offers.join(t("list.and"))),
    );
  }

  function draw() {
    if (!shared.person) return;
    say(byId("choose-title"), t("choose.title", { name: shared.person.name || shared.person.staff }));
    say(byId("choose-note"), fault);
    show(byId("choose-note"), fault !== "");
    const board = shared.board;
    if (!board) return;
    const services = Object.fromEntries(board.services.map((service) => [service.letter, service.name]));
    const picture = board.counters.map(({ number, state, services: offered }) => [number, state, offered]);
    const focused = document.activeElement?.dataset?.counter;
    renew(byId("counters"), [picture, services, language(), opening], () =>
      board.counters.map((counter) => button(counter, services)),
    );
    const wanted = focused ?? (focusWanted ? lastCounter() : 0);
    const place = wanted && document.querySelector(`.counter[data-counter="${wanted}"]:not(:disabled)`);
    if (place) place.focus({ preventScroll: true });
    focusWanted = false;
  }

  byId("choose-sign-out").addEventListener("click", async () => {
    try {
      await post("/api/v1/sign-out", {}, () => go.sending(true));
    } catch {
      // signed out already
    }
    go.sending(false);
    go.toSignIn();
  });

  document.addEventListener("keydown", (event) => {
    if (byId("choose").hidden || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const place = /^[1-9]$/.test(event.key) && document.querySelector(`.counter[data-counter="${event.key}"]`);
    if (place && !place.disabled) place.click();
  });

  return {
    enter(note) {
      fault = note;
      focusWanted = true;
      draw();
    },
    leave() {},
    draw,
    boardChanged: draw,
  };
}
