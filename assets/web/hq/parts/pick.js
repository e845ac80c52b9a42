// Several branches out of many: a search, a list with boxes, and how many are chosen.
import { make } from "../../shared/dom.js";
import { p, whole } from "./words.js";

const SHOWN = 100;

/** `branches`: those that can be chosen. `chosen()` answers the ids. */
export function pickBranches(branches, begin = []) {
  const picked = new Set(begin);
  const count = make("p", { class: "field-hint", "aria-live": "polite" });
  const list = make("div", { class: "pick-list", role: "group", "aria-label": p("branches") });
  const search = make("input", {
    type: "search",
    placeholder: p("search"),
    "aria-label": p("search"),
    "data-pick-search": true,
  });
  const row = ({ id, name }) => {
    const box = make("input", { type: "checkbox", value: id });
    box.checked = picked.has(id);
    box.addEventListener("change", () => {
      if (box.checked) picked.add(id);
      else picked.delete(id);
      tell();
    });
    return make("label", { class: "check" }, box, make("span", {}, name, " ", make("small", {}, id)));
  };
  const tell = () => (count.textContent = p("picked", { n: whole(picked.size), total: whole(branches.length) }));
  const draw = () => {
    const words = search.value.trim().toLowerCase();
    const fits = branches.filter(({ id, name }) => !words || `${id} ${name}`.toLowerCase().includes(words));
    fits.sort((a, b) => picked.has(b.id) - picked.has(a.id));
    const rest = fits.length - SHOWN;
    list.replaceChildren(
      ...fits.slice(0, SHOWN).map(row),
      ...(rest > 0 ? [make("p", { class: "field-hint" }, p("pick_more", { n: whole(rest) }))] : []),
      ...(fits.length === 0 ? [make("p", { class: "field-hint" }, p("nothing_fits"))] : []),
    );
    tell();
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  draw();
  return { node: make("div", { class: "pick-branches" }, search, list, count), chosen: () => [...picked] };
}
