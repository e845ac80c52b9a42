// The page and what it shows are in the address (#waits?region=华北&range=days30), so that a reload, a bookmark and the
// browser's back button come to the same place.

/** {name, words} of the address; name is "" for the first page. */
export function readAddress() {
  const text = location.hash.slice(1);
  const at = text.indexOf("?");
  const name = at < 0 ? text : text.slice(0, at);
  const words = at < 0 ? {} : Object.fromEntries(new URLSearchParams(text.slice(at + 1)));
  return { name, words };
}

export function addressOf(name, words = {}) {
  const kept = Object.entries(words).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const query = String(new URLSearchParams(kept));
  return `#${name}${query && `?${query}`}`;
}
