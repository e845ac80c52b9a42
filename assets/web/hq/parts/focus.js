// A list that is drawn anew under somebody's keyboard leaves the focus where it was.
const WITH_FOCUS = "a[href], button, input, select, [tabindex]";

/** Puts `nodes` in place of what is in `place`; the focus goes to what has the same address or name, else the same place. */
export function replaceKept(place, ...nodes) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  if (!focused) return place.replaceChildren(...nodes);
  const same = focused.getAttribute("href") ?? focused.dataset.key;
  const at = [...place.querySelectorAll(WITH_FOCUS)].indexOf(focused);
  const mark = focused.selectionStart === undefined ? null : [focused.selectionStart, focused.selectionEnd];
  place.replaceChildren(...nodes);
  const all = [...place.querySelectorAll(WITH_FOCUS)];
  const again = (same && all.find((one) => (one.getAttribute("href") ?? one.dataset.key) === same)) || all[at];
  again?.focus({ preventScroll: true });
  if (mark?.[0] !== null && mark !== null && again?.setSelectionRange) again.setSelectionRange(...mark);
}
