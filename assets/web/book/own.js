// A customer's own appointment: number, code, calendar, cancelling.
import { make } from "/web/shared/dom.js";
import { nameOf, w } from "./words.js";

/** The modules of the code ("0101…" a row) as a picture. */
export function qrPicture(rows, label) {
  const side = rows.length;
  const parts = [];
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) if (row[x] === "1") parts.push(`M${x} ${y}h1v1h-1z`);
  });
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", `0 0 ${side} ${side}`);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", label);
  picture.setAttribute("shape-rendering", "crispEdges");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", parts.join(""));
  path.setAttribute("fill", "#000");
  picture.append(path);
  return make("div", { class: "qr" }, picture);
}

export function whenText({ date, from, to }) {
  const [year, month, day] = date.split("-").map(Number);
  const weekday = w("weekdays")[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return `${date} ${weekday} ${from}–${to}`;
}

const stamp = (date, time) => `${date.replaceAll("-", "")}T${time.replace(":", "")}00`;
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

/** An entry of local time, as the hall's clock shows it. */
export function calendarText(appointment) {
  const title = `${w("calendarTitle", { number: appointment.number })} · ${nameOf(appointment.service_name)}`;
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Menting//Booking//EN",
    "BEGIN:VEVENT",
    `UID:${appointment.id}@${appointment.branch}`,
    `DTSTAMP:${appointment.booked_at.replace(/[-:]/g, "").replace(/\.\d+/, "")}`,
    `DTSTART:${stamp(appointment.date, appointment.from)}`,
    `DTEND:${stamp(appointment.date, appointment.to)}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(appointment.branch_name)}`,
    `DESCRIPTION:${escaped(w("arrive"))}`,
    `URL:${appointment.url}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

function saveCalendar(appointment) {
  const address = URL.createObjectURL(new Blob([calendarText(appointment)], { type: "text/calendar" }));
  make("a", { href: address, download: `${appointment.number}.ics` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function waysOf(appointment, { cancel, again }) {
  if (appointment.state !== "booked") return [make("button", { type: "button", class: "main", id: "again", onclick: again }, w("again"))];
  const copy = make("button", { type: "button", class: "second", id: "copy" }, w("link"));
  copy.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(appointment.url).catch(() => {});
    copy.textContent = w("copied");
  });
  return [
    make("button", { type: "button", class: "main", id: "calendar", onclick: () => saveCalendar(appointment) }, w("calendar")),
    copy,
    make("button", { type: "button", class: "second away", id: "cancel", onclick: cancel }, w("cancel")),
  ];
}

export function ownPage(appointment, ways) {
  const open = appointment.state === "booked";
  const facts = [
    [w("hall"), appointment.branch_name],
    [w("what"), nameOf(appointment.service_name)],
    [w("when"), whenText(appointment)],
  ];
  return [
    make(
      "section",
      { class: "card ticket" },
      make("p", { class: open || appointment.state === "checked_in" ? "state" : "state over", id: "state" }, w("state")[appointment.state]),
      make("p", { class: "lead" }, w("number")),
      make("p", { class: "number", id: "number" }, appointment.number),
      open ? qrPicture(appointment.qr, w("number")) : null,
      make("dl", { class: "facts" }, ...facts.flatMap(([what, how]) => [make("dt", {}, what), make("dd", {}, how)])),
    ),
    open ? make("p", { class: "lead" }, w("arrive")) : null,
    open ? make("p", { class: "lead" }, w("keep")) : null,
    ...waysOf(appointment, ways),
  ].filter(Boolean);
}
