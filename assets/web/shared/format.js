// Times and durations for people.
import { language, t } from "./text.js";

let timezone = "Asia/Shanghai";
const made = new Map(); // Intl formatters are dear to make and cheap to keep

/** The branch's time zone: clocks on the pages show the hall's time, wherever the browser thinks it is. */
export function useTimezone(name) {
  if (!name || name === timezone) return;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    timezone = name;
    made.clear();
  } catch {
    // a browser that does not know the zone shows the default
  }
}

function formatter(kind, where, options) {
  const key = `${kind} ${where}`;
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(where, { timeZone: timezone, ...options }));
  return made.get(key);
}

/** "10:24" of an RFC 3339 time or Date. */
export function clockTime(moment) {
  return formatter("time", "en-GB", { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date(moment));
}

/** "11-23 10:24" */
export function dayAndTime(moment) {
  const day = formatter("day", "en-CA", { month: "2-digit", day: "2-digit" }).format(new Date(moment));
  return `${day} ${clockTime(moment)}`;
}

/** "11月23日 星期一" / "Monday 23 November". */
export function dateLine(moment, where = language()) {
  return formatter("date", where === "en" ? "en-GB" : where, { month: "long", day: "numeric", weekday: "long" })
    .format(new Date(moment))
    .replace(/日(?=\S)/, "日 ");
}

/** "03:42", and "1:03:42" above an hour. */
export function stopwatch(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const tail = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return whole < 3600 ? tail : `${Math.floor(whole / 3600)}:${tail}`;
}

/** "11 分钟", rounded down; below a minute it says so. */
export function minutesText(seconds) {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  return minutes < 1 ? t("time.under_a_minute") : t("time.minutes", { n: minutes });
}

/** The same for a narrow column: "11 分". */
export function shortMinutes(seconds) {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  return minutes < 1 ? t("time.short_none") : t("time.short", { n: minutes });
}
