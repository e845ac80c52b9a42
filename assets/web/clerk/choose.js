// Choosing a counter and opening it.
import { byId, make, renew, say, show } from "../shared/dom.js";
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

class Choose {
  constructor(page) {
    this.page = page;
    this.fault = "";
    this.opening = false;
    this.focusWanted = false;
    byId("choose-sign-out").addEventListener("click", () => page.signOut());
    byId("choose-repairs").addEventListener("click", () => page.toRepairs("", 0));
    document.addEventListener("keydown", (event) => this.pressKey(event));
  }

  enter(note) {
    this.fault = note;
    this.focusWanted = true;
    this.draw();
  }

  leave() {}

  boardChanged() {
    this.draw();
  }

  /** Digits open the counter of that number. */
  pressKey(event) {
    if (byId("choose").hidden || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const place = /^[1-9]$/.test(event.key) && document.querySelector(`.counter[data-counter="${event.key}"]`);
    if (place && !place.disabled) place.click();
  }

  async open(number) {
    if (this.opening) return;
    this.opening = true;
    this.fault = "";
    this.draw();
    const { outbox, person } = this.page;
    const lost = outbox.left(person.staff, number);
    const pending =
      lost?.verb === "open"
        ? lost
        : outbox.keep(person.staff, number, "open", [{ path: `/api/v1/counters/${number}/open` }]);
    try {
      await outbox.send(pending, () => {});
      rememberCounter(number);
      this.page.toWork(number);
    } catch (error) {
      if (this.page.signedOut(error)) return;
      if (error.refusal === "clerk_at_other_counter") await this.page.resume(error.message);
      else this.fault = error.message;
    } finally {
      this.opening = false;
      this.draw();
    }
  }

  button(counter, services) {
    const offers = (counter.services ?? []).map((letter) => nameOf(services[letter]) || letter);
    const free = counter.state === "closed";
    const properties = { type: "button", class: "counter", "data-counter": counter.number };
    return make(
      "button",
      { ...properties, disabled: !free || this.opening, onclick: () => this.open(counter.number) },
      make("span", { class: "figure" }, String(counter.number)),
      make("span", { class: "name" }, free ? t("choose.open", { n: counter.number }) : t("choose.taken")),
      make("span", { class: "offers" }, offers.join(t("list.and"))),
    );
  }

  draw() {
    const { board, person } = this.page;
    if (!person) return;
    say(byId("choose-title"), t("choose.title", { name: person.name || person.staff }));
    say(byId("choose-note"), this.fault);
    show(byId("choose-note"), this.fault !== "");
    if (!board) return;
    const services = Object.fromEntries(board.services.map((service) => [service.letter, service.name]));
    const picture = board.counters.map(({ number, state, services: offered }) => [number, state, offered]);
    const focused = document.activeElement?.dataset?.counter;
    renew(byId("counters"), [picture, services, language(), this.opening], () =>
      board.counters.map((counter) => this.button(counter, services)),
    );
    const wanted = focused ?? (this.focusWanted ? lastCounter() : 0);
    const place = wanted && document.querySelector(`.counter[data-counter="${wanted}"]:not(:disabled)`);
    if (place) place.focus({ preventScroll: true });
    this.focusWanted = false;
  }
}

export const prepareChoose = (page) => new Choose(page);
