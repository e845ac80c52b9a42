// The dark side: the pages this person may open, with counts of trouble, and who is signed in.
import { make } from "../shared/dom.js";
import { replaceKept } from "./parts/focus.js";
import { hasPage } from "./registry.js";
import { language, t } from "./texts.js";

function entryLink(entry, { here, counts, link }) {
  const count = counts[entry.name] ?? 0;
  return make(
    "li",
    {},
    make(
      "a",
      { href: link(entry.name), "aria-current": here === entry.name ? "page" : null },
      make("span", { class: "side-name" }, entry.title[language()]),
      count > 0 && make("span", { class: "count" }, count > 99 ? "99+" : String(count)),
    ),
  );
}

export function drawSide(side, words) {
  const { user, pages, link, signOut } = words;
  const who = [
    make("span", { class: "who-name" }, user.name),
    make("span", { class: "who-role" }, (user.roles ?? []).map((role) => t(`role_${role}`)).join(" · ")),
  ];
  replaceKept(
    side,
    make("p", { class: "brand" }, t("brand")),
    make("ul", { class: "side-pages" }, ...pages.map((entry) => entryLink(entry, words))),
    make(
      "div",
      { class: "side-foot" },
      hasPage("account")
        ? make(
            "a",
            {
              class: "who",
              id: "who",
              href: link("account"),
              "aria-label": `${user.name} · ${t("account")}`,
              "aria-current": words.here === "account" ? "page" : null,
            },
            ...who,
          )
        : make("p", { class: "who", id: "who" }, ...who),
      make("button", { type: "button", id: "sign-out", class: "leave", onclick: signOut }, t("sign_out")),
    ),
  );
}
