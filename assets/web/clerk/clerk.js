// The clerk's page: which of its parts is shown.
import { languageButton } from "../shared/text.js";
import { StaffPage } from "../shared/staff_page.js";
import { Outbox } from "./outbox.js";
import { prepareChoose } from "./choose.js";
import { prepareWork } from "./work.js";
import { prepareRepairs, repairInPlace } from "./repairs.js";

class ClerkPage extends StaffPage {
  constructor() {
    super({ signInTitle: "sign_in.title", home: (person, note) => this.toPlace(person, note) });
    this.outbox = new Outbox((path, body, resending, key) => this.command(path, body, resending, key));
  }

  toChoose(note = "") {
    this.show("choose", note);
  }

  toWork(number) {
    this.show("work", number);
  }

  /** `number`: of the order to show; `counter`: where to go back to, 0 for the choice of a counter. */
  toRepairs(number, counter) {
    this.show("repairs", { number, counter });
  }

  /** To where the session stands: no counter yet, at work, or at the repairs. */
  toPlace({ staff, counter }, note) {
    const opening = this.outbox.opening(staff);
    const repair = repairInPlace();
    // What was pressed at the counter and not answered goes first.
    const atRepairs = repair !== null && !opening && !(counter && this.outbox.left(staff, counter));
    if (atRepairs) return this.toRepairs(repair, counter ?? 0);
    if (counter) return this.toWork(counter);
    if (!opening) this.outbox.forget(); // meant for a counter that is no longer this person's
    this.toChoose(note);
    if (opening) this.parts.choose.open(opening);
  }
}

const page = new ClerkPage();
await page.prepare();
const parts = {
  choose: prepareChoose(page),
  work: prepareWork(page),
  repairs: prepareRepairs(page, [languageButton(() => page.draw())]),
};
await page.start(parts, { restWhenHidden: true });
