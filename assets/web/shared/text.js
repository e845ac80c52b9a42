// Texts of the pages. One JSON file a language, the same keys in each; a language is added by adding a file here.
import { make } from "./dom.js";

export const LANGUAGES = { "zh-CN": "中文", en: "English" };
const REMEMBERED = "menting.language";
let texts = {};
let chosen = "zh-CN";
const buttons = []; // labels of all language buttons on the page

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // storage switched off: the choice lasts as long as the page
  }
}

function keep(name) {
  try {
    localStorage.setItem(REMEMBERED, name);
  } catch {
    // see remembered()
  }
}

function fitting(tag) {
  if (!tag) return null;
  if (tag in LANGUAGES) return tag;
  if (tag.toLowerCase().startsWith("zh")) return "zh-CN";
  return tag.toLowerCase().startsWith("en") ? "en" : null;
}

/**
 * What the address asks for; else `fixed` for screens that belong to nobody (the wall, a pad); else what was chosen
 * here before; else the browser's.
 */
export function bestLanguage(fixed) {
  const asked = new URLSearchParams(location.search).get("lang");
  const wishes = [asked, fixed, remembered(), ...(navigator.languages ?? [])];
  return wishes.map(fitting).find(Boolean) ?? "zh-CN";
}

async function load(language) {
  for (let wait_ms = 500; ; wait_ms = Math.min(wait_ms * 2, 5000)) {
    try {
      const answer = await fetch(`/web/text/${language}.json`);
      if (answer.ok) return await answer.json();
    } catch {
      // not reachable just now: a wall screen must come up by itself once the branch is back
    }
    await new Promise((resolve) => setTimeout(resolve, wait_ms));
  }
}

/** Loads the texts of every language and fills the page. To be awaited before anything is shown. */
export async function startTexts(fixed) {
  const names = Object.keys(LANGUAGES);
  const loaded = await Promise.all(names.map(load));
  texts = Object.fromEntries(names.map((name, index) => [name, loaded[index]]));
  useLanguage(bestLanguage(fixed));
}

/** Changes to `name` for this page, without remembering it. */
export function useLanguage(name) {
  chosen = name;
  fillPage();
  for (const refresh of buttons) refresh();
}

export function language() {
  return chosen;
}

/** The language of the two that is not chosen, for the second line on the wall. */
export function otherLanguage() {
  return Object.keys(LANGUAGES).find((name) => name !== chosen);
}

/** The text of `key` with {name} replaced; `where` asks for a language other than the chosen one. */
export function t(key, values = {}, where = chosen) {
  const text = texts[where]?.[key];
  if (text === undefined) throw new Error(`no text for ${key} in ${where}`);
  const filled = text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  return filled.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, ""); // a space stands beside figures only
}

/** The text of `key`, or `otherwise` where there is none: for codes that the branch may know and this page does not. */
export function textOr(key, otherwise, values = {}) {
  return key in texts[chosen] ? t(key, values) : otherwise;
}

/** A name from configuration ({"zh-CN": …, "en": …}) in the chosen language, else in Chinese, else in any. */
export function nameOf(names, where = chosen) {
  if (!names) return "";
  return names[where] ?? names["zh-CN"] ?? Object.values(names)[0] ?? "";
}

const FILLED = [
  ["data-text", (node, text) => (node.textContent = text)],
  ["data-text-label", (node, text) => node.setAttribute("aria-label", text)],
  ["data-text-hint", (node, text) => node.setAttribute("placeholder", text)],
];

/** Writes the texts of all `data-text…` attributes on the page, title and language mark included. */
export function fillPage() {
  document.documentElement.lang = chosen;
  for (const [attribute, write] of FILLED) {
    for (const node of document.querySelectorAll(`[${attribute}]`)) write(node, t(node.getAttribute(attribute)));
  }
}

/** A button that goes to the other language and tells `changed`; `remember` keeps the choice for the next time. */
export function languageButton(changed, remember = true) {
  const button = make("button", { type: "button", class: "button language" });
  const label = () => {
    button.textContent = LANGUAGES[otherLanguage()];
    button.lang = otherLanguage();
  };
  button.addEventListener("click", () => {
    useLanguage(otherLanguage());
    if (remember) keep(chosen);
    changed();
  });
  buttons.push(label);
  label();
  return button;
}
