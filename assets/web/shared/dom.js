// The few lines that stand in for a framework.

/** The element with this id; throws at once when the page and its script disagree. */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** Makes an element. `on…` properties become listeners, `class`, `data-…` and `aria-…` attributes. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Sets the text only when it differs, so that a screen reader is not told the same thing twice. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Shows or hides without touching the layout when nothing changes. */
export function show(node, visible) {
  if (node.hidden === visible) node.hidden = !visible;
}

/** Rebuilds the list below `node` only when `signature` (any JSON value) has changed. */
export function renew(node, signature, build) {
  const mark = JSON.stringify(signature);
  if (node.renewMark === mark) return;
  node.renewMark = mark;
  node.replaceChildren(...build());
}
