// The views of a page as tabs. The address names the view and what it shows (#report?date=2026-11-25), so that a reload,
// a bookmark and the browser's back button come to the same place.

/** {view, words}: of the address; `known` are the views, the first stands for anything else. */
export function readPlace(known) {
  const [view, query] = location.hash.slice(1).split("?");
  return { view: known.includes(view) ? view : known[0], words: Object.fromEntries(new URLSearchParams(query ?? "")) };
}

export function placeText(view, words = {}) {
  const query = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== "" && value !== null));
  return `#${view}${String(query) && `?${query}`}`;
}

/** Writes the place without a new step in the history. */
export function keepPlace(view, words) {
  const text = placeText(view, words);
  if (location.hash !== text) history.replaceState(null, "", text);
}

/** Tabs as links: click, keyboard and the address all end in `go(view, words)`. */
export function followTabs(list, known, go) {
  const tabs = [...list.querySelectorAll('[role="tab"]')];
  const follow = () => {
    const { view, words } = readPlace(known);
    for (const tab of tabs) {
      const chosen = tab.dataset.view === view;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    go(view, words);
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      if (readPlace(known).view !== tab.dataset.view) location.hash = placeText(tab.dataset.view);
    });
  }
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });
  addEventListener("hashchange", follow);
  return follow;
}
