// Chromium as clerks and wall screens have it.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { CLERK_PIN } from "./stage.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function openBrowser(stage) {
  const executablePath = process.env.MENTING_CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error("install Debian's package chromium, or set MENTING_CHROMIUM");
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  stage.onDown(() => browser.close());
  return browser;
}

// What a browser writes by itself when the branch refuses something; the pages show these to people.
const EXPECTED = /Failed to load resource|net::ERR_/;

/** A fresh page (own cookies) whose script errors and policy violations are kept in `page.faults`. */
export async function openPage(browser, url, { language = "zh-CN", width = 1366, height = 768, touch = false, init } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: language, hasTouch: touch });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text())) page.faults.push(message.text());
  });
  if (init) await page.addInitScript(init);
  await page.goto(url);
  return page;
}

export async function signIn(page, staff, pin = CLERK_PIN) {
  await page.fill("#staff", staff);
  await page.fill("#pin", pin);
  await page.click("#sign-in-button");
}

export async function openCounter(page, number) {
  await page.click(`.counter[data-counter="${number}"]`);
  await page.waitForSelector("#work:not([hidden])");
}

/** Presses the space bar for the step that the big button names; waits until it can be meant. */
export async function nextStep(page, label) {
  await page.waitForFunction(
    (text) =>
      document.querySelector("#next-text").textContent === text &&
      document.querySelector("#next").getAttribute("aria-busy") === "false",
    label,
  );
  await page.waitForTimeout(600); // the page takes a second tap within half a second for the end of the first
  await page.keyboard.press("Space");
}

export const textOf = async (page, selector) => (await page.textContent(selector))?.trim();

/** Waits until `selector` shows exactly `text`. */
export async function seeText(page, selector, text) {
  await page.waitForFunction(
    ([where, what]) => document.querySelector(where)?.textContent.trim() === what,
    [selector, text],
  );
}

/** Elements of `selectors` that are not wholly inside the window, or a page that scrolls sideways. */
export function outOfSight(page, selectors) {
  return page.evaluate((list) => {
    const faults = [];
    if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
    for (const selector of list) {
      for (const node of document.querySelectorAll(selector)) {
        const box = node.getBoundingClientRect();
        if (!box.width) continue;
        if (box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
          faults.push(selector);
      }
    }
    return faults;
  }, selectors);
}
