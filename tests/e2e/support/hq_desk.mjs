// Headquarters' pages in the browser, as somebody who is signed in.
import { openPage } from "./browser.mjs";
import { PASSWORD } from "./headquarters.mjs";

/** A page of headquarters with `user` signed in; `place` is its address below the host ("#fleet"). */
export async function openDesk(browser, hq, { user = "admin", place = "", theme = "light", ...words } = {}) {
  const init = `try { localStorage.setItem("menting.theme", "${theme}"); } catch {}`;
  const page = await openPage(browser, `${hq.url}/${place}`, { init, ...words });
  await signInHere(page, user);
  await page.waitForSelector("#desk");
  return page;
}

export async function signInHere(page, user = "admin") {
  await page.fill("#user", user);
  await page.fill("#password", PASSWORD);
  await page.click("#sign-in-button");
}

/** Goes to another page of the shell and waits for its heading. */
export async function goTo(page, place, heading) {
  await page.evaluate((hash) => (location.hash = hash), place);
  await page.waitForFunction((text) => document.querySelector("h1")?.textContent === text, heading);
}
