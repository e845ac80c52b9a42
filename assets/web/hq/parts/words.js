// Texts of one page, and figures and moments as people read them, in the page's language.
import { CHAIN_ZONE } from "../format.js";
import { language } from "../texts.js";
import { TEXTS as PART_TEXTS } from "./part_texts.js";

/** `t(key, values)` over {"zh-CN": {…}, en: {…}}; a key that is not there is a fault of the page and throws. */
export function textsOf(texts) {
  return (key, values = {}) => {
    const text = texts[language()]?.[key];
    if (text === undefined) throw new Error(`no text for ${key}`);
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

/** The text of `key`, or `otherwise` for codes that headquarters may know and this page does not. */
export function textOr(texts, key, otherwise) {
  return texts[language()]?.[key] ?? otherwise;
}

export const p = textsOf(PART_TEXTS);

export const whole = (number) => new Intl.NumberFormat(language()).format(number);

function parts(moment, options) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: CHAIN_ZONE, hourCycle: "h23", ...options }).format(new Date(moment));
}

/** "2026-11-26" of the chain's calendar, as on every other page, wherever the browser is. */
export const dayOf = (moment) => parts(moment, { year: "numeric", month: "2-digit", day: "2-digit" });

/** "2026-11-26 10:24" */
export const momentOf = (moment) => `${dayOf(moment)} ${parts(moment, { hour: "2-digit", minute: "2-digit" })}`;

/** "2026-11-26 10:24:08" */
export const momentWithSeconds = (moment) =>
  `${dayOf(moment)} ${parts(moment, { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`;

/** "3 分钟", "2 小时 5 分", "4 天": the two largest units that matter. */
export function lasting(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return p("seconds", { n: s });
  if (s < 3600) return p("minutes", { n: Math.floor(s / 60) });
  if (s < 172_800) return p("hours", { h: Math.floor(s / 3600), n: Math.floor(s / 60) % 60 });
  return p("days", { n: Math.floor(s / 86_400) });
}

/** A name in several languages in the page's one, else in any. */
export function nameIn(names) {
  if (!names || typeof names === "string") return names || "";
  return names[language()] || names["zh-CN"] || Object.values(names)[0] || "";
}
