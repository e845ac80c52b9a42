// All pages, who may open them, and their order in the side.
import { FIGURES } from "./pages_figures.js";
import { WORK } from "./pages_work.js";

const PAGES = [...FIGURES, ...WORK].sort((a, b) => a.order - b.order);
const ROLES_OF = {
  view: ["viewer", "quality", "operations", "administrator"],
  quality: ["quality", "administrator"],
  operate: ["operations", "administrator"],
  administer: ["administrator"],
};

/** Headquarters says what a person may; an older one says only the roles. */
export function mayDo(user, right) {
  if (right === "open" || right === "self") return true;
  if (Array.isArray(user.rights)) return user.rights.includes(right);
  return (user.roles ?? []).some((role) => ROLES_OF[right].includes(role));
}

/** Whose role asks for a second factor sets it up first: until then there is only the own account. */
export const mustEnrol = (user) => user.totp_required === true && hasPage("account");

export const mayOpen = (user, entry) => (mustEnrol(user) ? entry.name === "account" : mayDo(user, entry.right));

export const pageOf = (name) => (name === "" ? PAGES[0] : PAGES.find((entry) => entry.name === name));

export const sidePages = (user) =>
  PAGES.filter((entry) => entry.side !== false && entry.name !== "account" && mayOpen(user, entry));

export const hasPage = (name) => PAGES.some((entry) => entry.name === name);
