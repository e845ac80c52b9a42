// The announcements, as the kiosk's screen shows them too: asked for at every connection and now and then, shown by
// their days.
import { byId, make, renew } from "../shared/dom.js";
import { get } from "../shared/api.js";
import { nameOf } from "../shared/text.js";

const SIZES = [1.1, 1, 0.92, 0.84, 0.76, 0.68, 0.6];
const SIZES_OF_WORDS_ALONE = [1.6, 1.4, 1.25, ...SIZES];
let items = [];

/** Asks the branch for them; true when they are others than before. */
export async function loadNews() {
  try {
    const before = JSON.stringify(items);
    items = (await get("/api/v1/announcements")).items;
    return JSON.stringify(items) !== before;
  } catch {
    return false; // what is known is shown; asked again at the next connection
  }
}

/** Those of this business day ("2026-11-25"). */
export function newsOf(day) {
  return items.filter((one) => (!one.from || one.from <= day) && (!one.until || day <= one.until));
}

function article(one, first, second) {
  const picture = one.picture && make("img", { src: one.picture, alt: "" });
  const node = make(
    "article",
    { class: picture ? "slide" : "slide plain" },
    picture && make("div", { class: "picture" }, picture),
    make(
      "div",
      { class: "words" },
      make("p", { class: "title" }, nameOf(one.title, first)),
      one.text && make("p", { class: "text" }, nameOf(one.text, first)),
      second && one.title[second] && make("p", { class: "second title-second" }, one.title[second]),
      second && one.text?.[second] && make("p", { class: "second" }, one.text[second]),
    ),
  );
  // One whose file has gone is shown in words.
  if (picture) picture.addEventListener("error", () => node.classList.add("plain"));
  return node;
}

/** Long texts are set smaller until they fit; the second language's goes before anything is cut off. */
function fit(node) {
  const words = node.querySelector(".words");
  const sizes = node.classList.contains("plain") ? SIZES_OF_WORDS_ALONE : SIZES;
  const fits = () => words.scrollHeight <= words.clientHeight;
  for (const brief of [false, true]) {
    node.classList.toggle("brief", brief);
    for (const size of sizes) {
      node.style.setProperty("--fit", size);
      if (fits()) return;
    }
  }
}

/** Shows one of `list`; the others lie ready beneath it. */
export function drawNews(list, shown, first, second) {
  const room = byId("news");
  renew(room, [list, first, second], () => list.map((one) => article(one, first, second)));
  [...room.children].forEach((node, index) => {
    const on = index === shown;
    if (on && !node.classList.contains("on")) fit(node);
    node.classList.toggle("on", on);
  });
}
