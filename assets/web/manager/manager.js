// The manager's page: who may see it, and its parts.
import { byId, say } from "../shared/dom.js";
import { StaffPage } from "../shared/staff_page.js";
import { t } from "../shared/text.js";
import { prepareDesk } from "./desk.js";

const page = new StaffPage({
  signInTitle: "manager.sign_in",
  home(person, note) {
    page.show(person.roles.includes("manager") ? "desk" : "denied", note);
  },
});

/** A clerk's session in the same browser stays: the counter goes on, this page only says whom it is for. */
const denied = {
  enter: () => denied.draw(),
  leave() {},
  boardChanged() {},
  draw() {
    const name = page.person?.name || page.person?.staff || "";
    say(byId("denied-lead"), t("manager.denied_hint", { name }));
  },
};

await page.prepare();
byId("denied-sign-out").addEventListener("click", () => page.signOut());
byId("to-clerk").addEventListener("click", () => location.assign("/clerk"));
// The board is followed behind other windows too: a call for help must be heard.
await page.start({ denied, desk: prepareDesk(page) });
