// What headquarters' pages say. Each page brings its own texts in both languages; what all of them say is in shell_texts.js.
import { TEXTS as COMMON } from "./shell_texts.js";

const LANGUAGES = ["zh-CN", "en"];
const REMEMBERED = "menting.language";

function fitting(tag) {
  if (!tag) return null;
  const found = tag.toLowerCase();
  if (found.startsWith("zh")) return "zh-CN";
  return found.startsWith("en") ? "en" : null;
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // storage switched off: the choice lasts as long as the page
  }
}

const asked = new URLSearchParams(location.search).get("lang");
let chosen = [asked, remembered(), ...(navigator.languages ?? [])].map(fitting).find(Boolean) ?? LANGUAGES[0];

export const language = () => chosen;

export function otherLanguage() {
  return LANGUAGES.find((name) => name !== chosen);
}

export function turnLanguage() {
  chosen = otherLanguage();
  try {
    localStorage.setItem(REMEMBERED, chosen);
  } catch {
    // see remembered()
  }
}

function fill(text, values) {
  const filled = text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  return filled.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, ""); // a space stands beside figures only
}

/** `t(key, values)` of a page's texts; what it does not have itself is looked for among those of all pages. */
export function textsOf(own) {
  return (key, values = {}) => {
    const text = own[chosen][key] ?? COMMON[chosen][key];
    if (text === undefined) throw new Error(`no text for ${key}`);
    return fill(text, values);
  };
}

export const t = textsOf(COMMON);

/** The text of a code that headquarters may know and this page does not: then the code itself. */
export function textOr(own, key, otherwise) {
  const text = own[chosen][key] ?? COMMON[chosen][key];
  return text === undefined ? otherwise : fill(text, {});
}

/** A name from configuration ({"zh-CN": …, "en": …}) in the chosen language, else in Chinese, else in any. */
export function nameOf(names) {
  if (!names) return "";
  if (typeof names === "string") return names;
  return names[chosen] ?? names["zh-CN"] ?? Object.values(names)[0] ?? "";
}
