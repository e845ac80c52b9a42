// The kiosk's waiting screen in small: the picture above the words, the calls below, the bar at the foot.
import { make } from "../../shared/dom.js";
import { language } from "../texts.js";
import { textsOf } from "../parts/words.js";
import { TEXTS } from "./announcements_texts.js";

const t = textsOf(TEXTS);

/** What stands on the screen is in the screen's language, not in the page's. */
const on = (where, key, values = {}) => TEXTS[where][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
const inLanguage = (names, where) => names[where] || names["zh-CN"] || names.en || "";

function call(where, kind, ticket, counter) {
  return make(
    "div",
    { class: `mini-call ${kind}` },
    make("strong", {}, ticket),
    make("span", {}, on(where, "mini_counter", { n: counter })),
  );
}

/** One screen, 1080 by 1920 in small. `source`: address of the picture, or "" for the hall's own poster. */
function screen({ title, text, source }, where) {
  const picture = source
    ? make("img", { class: "mini-picture", src: source, alt: "" })
    : make("div", { class: "mini-picture mini-poster" });
  return make(
    "div",
    { class: "mini-screen", lang: where },
    make("div", { class: "mini-head" }, make("span", {}, on(where, "mini_hall")), make("span", {}, "10:24")),
    make(
      "div",
      { class: "mini-card" },
      picture,
      make("p", { class: "mini-title" }, inLanguage(title, where) || on(where, "mini_no_title")),
      make("p", { class: "mini-text" }, inLanguage(text, where)),
    ),
    make("div", { class: "mini-calls" }, call(where, "newest", "A012", 3), call(where, "", "B007", 5)),
    make("div", { class: "mini-bar" }, on(where, "mini_touch")),
  );
}

/** The screen in both languages, the page's own first. */
export function screenPreview(one) {
  const order = language() === "en" ? ["en", "zh-CN"] : ["zh-CN", "en"];
  const names = { "zh-CN": "中文", en: "English" };
  return make(
    "div",
    { class: "mini-pair", role: "img", "aria-label": t("preview") },
    ...order.map((where) => make("figure", {}, screen(one, where), make("figcaption", {}, names[where]))),
  );
}
