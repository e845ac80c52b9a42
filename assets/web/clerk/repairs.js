// The repairs as a part of the clerk's page, reached from the counter, from a customer's ticket and before a counter is
// open. The address keeps which order is shown, so that a reload comes back to it.
import { byId } from "../shared/dom.js";
import { keepPlace, readPlace } from "../shared/tabs.js";
import { clearToast } from "../shared/toast.js";
import { t } from "../shared/text.js";
import { RepairsDesk } from "../repairs/desk.js";

const VIEWS = ["", "repairs"];

/** The number of the order in the address, "" for the list, null when it is not at the repairs. */
export function repairInPlace() {
  const { view, words } = readPlace(VIEWS);
  return view === "repairs" ? (words.no ?? "") : null;
}

class Repairs {
  constructor(page, tools) {
    this.page = page;
    this.counter = 0;
    this.desk = new RepairsDesk(byId("repairs"), {
      person: () => page.person,
      board: () => page.board,
      command: (path, body, resending) => page.command(path, body, resending),
      signedOut: (error) => page.signedOut(error),
      keep: (number) => keepPlace("repairs", { no: number }),
      tools,
      leave: () => this.back(),
      leaveText: () => (this.counter ? t("repair.to_counter", { n: this.counter }) : t("dialog.back")),
    });
    document.addEventListener("keydown", (event) => this.pressKey(event));
  }

  enter({ number, counter }) {
    this.counter = counter;
    this.desk.open(number);
    keepPlace("repairs", { no: number });
  }

  leave() {
    this.desk.close();
    clearToast();
    history.replaceState(null, "", location.pathname + location.search);
  }

  draw() {
    this.desk.draw();
  }

  boardChanged() {
    this.desk.boardChanged();
  }

  back() {
    if (this.counter) this.page.toWork(this.counter);
    else this.page.toChoose();
  }

  /** Escape leads back, where nothing else is open and nobody types. */
  pressKey(event) {
    if (byId("repairs").hidden || event.key !== "Escape" || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || event.target.closest?.("input, textarea")) return;
    event.preventDefault();
    this.back();
  }
}

/** `tools`: buttons of the page for the end of the bar. */
export const prepareRepairs = (page, tools) => new Repairs(page, tools);
