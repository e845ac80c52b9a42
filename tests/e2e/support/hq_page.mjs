// What the tests of headquarters' pages look at: words that are cut, colours that are too weak, what was loaded.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PASSWORD } from "./headquarters.mjs";

const SHOTS = process.env.MENTING_SHOTS; // a folder: every page that is looked at, as a picture

// What a browser writes by itself when it is refused or cut off; the pages show these to people.
const EXPECTED = /Failed to load resource|net::ERR_/;

export async function openHq(
  browser,
  hq,
  { language = "zh-CN", theme = "light", width = 1366, height = 768, path = "/" } = {},
) {
  const words = { viewport: { width, height }, locale: language, colorScheme: theme, acceptDownloads: true };
  const context = await browser.newContext(words);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.faults = [];
  page.loaded = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text())) page.faults.push(message.text());
  });
  page.on("response", (answer) => page.loaded.push(answer));
  await page.goto(`${hq.url}${path}`);
  return page;
}

export async function enter(page, user = "admin", password = PASSWORD) {
  await page.waitForSelector("#sign-in-form");
  await page.fill("#user", user);
  await page.fill("#password", password);
  await page.click("#sign-in-button");
}

/** A context's cookie of a person, so that a page need not be signed in to by hand each time. */
export async function signedIn(browser, hq, user, words = {}) {
  const page = await openHq(browser, hq, words);
  await enter(page, user);
  await page.waitForSelector("#desk");
  return page;
}

/** Goes to a page and waits until nothing is on its way any more. */
export async function visit(page, hash) {
  await page.evaluate((to) => (location.hash = to), hash);
  await page.waitForFunction((to) => location.hash === to, hash);
  await settled(page);
}

/** No skeleton, nothing pale, every chart painted. */
export async function settled(page) {
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    if (!main || main.children.length === 0 || !main.textContent.trim()) return false;
    if (main.querySelector(".skeleton, [aria-busy='true']")) return false;
    return [...main.querySelectorAll(".chart:not([hidden])")].every((chart) => chart.dataset.painted);
  });
}

export async function keepShot(page, name) {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/** Words that do not fit into where they are, and a page that is wider than its window. */
export function cutWords(page) {
  return page.evaluate(() => {
    const faults = [];
    if (document.documentElement.scrollWidth > innerWidth + 1)
      faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
    const seen = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== "hidden";
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = words.nextNode(); text; text = words.nextNode()) {
      const holder = text.parentElement;
      if (!text.data.trim() || !seen(holder) || holder.closest("option, .unseen, dialog:not([open])"))
        continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width === 0) continue;
      // The nearest that hides what is beyond it, other than a list that can be scrolled.
      for (let around = holder; around && around !== document.body; around = around.parentElement) {
        const style = getComputedStyle(around);
        const edge = around.getBoundingClientRect();
        const holds = style.overflowX !== "visible" || around.matches("button, .card, .figure-card, .pill, td, th");
        if (holds && (box.right > edge.right + 1.5 || box.left < edge.left - 1.5)) {
          faults.push(`"${text.data.trim().slice(0, 40)}" in ${around.tagName.toLowerCase()}.${around.className}`);
          break;
        }
      }
    }
    return [...new Set(faults)].slice(0, 12);
  });
}

/** Words whose colour is too near to what is behind them: below 4.5 to 1, or 3 to 1 for large ones. */
export function weakWords(page) {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const parse = (colour) => {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      return { r, g, b, a: a / 255 };
    };
    const over = (top, below) => ({
      r: top.r * top.a + below.r * (1 - top.a),
      g: top.g * top.a + below.g * (1 - top.a),
      b: top.b * top.a + below.b * (1 - top.a),
      a: 1,
    });
    const behind = (node) => {
      const layers = [];
      for (let at = node; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
      return layers
        .reverse()
        .reduce(
          (below, layer) => over(layer, below),
          parse(getComputedStyle(document.documentElement).colorScheme === "dark" ? "#000" : "#fff"),
        );
    };
    const part = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const light = ({ r, g, b }) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    const faults = new Set();
    for (const node of document.querySelectorAll("body *")) {
      const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
      if (
        !own ||
        node.getClientRects().length === 0 ||
        node.matches(":disabled, option") ||
        node.closest("[inert], :disabled")
      )
        continue;
      const style = getComputedStyle(node);
      if (style.visibility === "hidden" || Number(style.opacity) === 0) continue;
      const ground = behind(node);
      const ink = over(parse(style.color), ground);
      const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
      const ratio = (high + 0.05) / (low + 0.05);
      const large = Number.parseFloat(style.fontSize) >= 24;
      if (ratio < (large ? 3 : 4.5))
        faults.add(
          `${node.tagName.toLowerCase()}.${node.className} "${node.textContent.trim().slice(0, 24)}" ${ratio.toFixed(2)}`,
        );
    }
    return [...faults].slice(0, 12);
  });
}

/** The cells of a CSV text by its header: one object a line. */
export function readCsv(text) {
  const lines = text
    .replace(/^\ufeff/, "")
    .trim()
    .split("\r\n")
    .map((line) => {
      const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell);
      return cells
        .slice(0, line.endsWith(",") ? cells.length : Math.max(1, cells.length - 1))
        .map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
    });
  const [names, ...rows] = lines;
  return rows.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])));
}
