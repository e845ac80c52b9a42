// What has just been done, said for a few seconds at the foot of the window, above dialogs too.
import { make, say } from "./dom.js";

const SHOWN_MS = 7_000;
const FOOT_PX = 40;
let place = null;
let timer = 0;

/** `kind` is "good", "warn" or "bad". */
export function toast(kind, text) {
  place ??= make("p", { id: "toast", class: "toast", role: "status", popover: "manual" });
  if (!place.isConnected) document.body.append(place);
  place.className = `toast ${kind}`;
  say(place, text);
  if (place.showPopover) {
    if (place.matches(":popover-open")) place.hidePopover();
    place.showPopover(); // the newest is on top of every dialog
  }
  // The lists make room, so that it lies on none of their rows.
  document.body.style.setProperty("--toast-room", `${place.offsetHeight + FOOT_PX}px`);
  clearTimeout(timer);
  timer = setTimeout(clearToast, SHOWN_MS);
}

export function clearToast() {
  clearTimeout(timer);
  place?.remove();
  document.body.style.removeProperty("--toast-room");
}
