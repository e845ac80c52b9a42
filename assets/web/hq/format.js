// Figures, times and durations for people, in the language that is chosen.
import { now } from "./api.js";
import { language, t } from "./texts.js";

export const CHAIN_ZONE = "Asia/Shanghai"; // of days; a branch's own times are shown in its own zone
const made = new Map(); // Intl formatters are dear to make and cheap to keep

function formatter(kind, make) {
  const key = `${kind} ${language()}`;
  if (!made.has(key)) made.set(key, make());
  return made.get(key);
}

const known = (value) => value !== null && value !== undefined && !Number.isNaN(value);

export const whole = (n) =>
  known(n)
    ? formatter("whole", () => new Intl.NumberFormat(language(), { maximumFractionDigits: 0 })).format(n)
    : t("none");

export function decimal(n, digits = 1) {
  const words = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return known(n)
    ? formatter(`decimal ${digits}`, () => new Intl.NumberFormat(language(), words)).format(n)
    : t("none");
}

/** "91.4%" of 0.914. */
export const percent = (share, digits = 1) => (known(share) ? `${decimal(share * 100, digits)}%` : t("none"));

/** "12 分", "1 小时 5 分", "3 天 4 小时"; rounded down. */
export function duration(seconds) {
  if (!known(seconds)) return t("none");
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  if (minutes < 1) return t("under_a_minute");
  if (minutes < 60) return t("minutes", { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? t("hours", { h: hours, n: minutes % 60 }) : t("hours_only", { h: hours });
  const days = Math.floor(hours / 24);
  return hours % 24 && days < 10 ? t("days_hours", { n: days, h: hours % 24 }) : t("days", { n: days });
}

/** Minutes with one digit for tables and charts: "7.4". */
export const minutes = (seconds, digits = 1) => (known(seconds) ? decimal(seconds / 60, digits) : t("none"));

export function ago(seconds) {
  return seconds < 60 ? t("just_now") : t("ago", { time: duration(seconds) });
}

/** "10:24" of an RFC 3339 time, milliseconds or Date. */
export function clock(moment, timeZone = CHAIN_ZONE) {
  const words = { timeZone, hour: "2-digit", minute: "2-digit", hour12: false };
  return formatter(`clock ${timeZone}`, () => new Intl.DateTimeFormat("en-GB", words)).format(new Date(moment));
}

/** "2026-11-25" of a moment. */
export function dayOf(moment, timeZone = CHAIN_ZONE) {
  const words = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" };
  return formatter(`day ${timeZone}`, () => new Intl.DateTimeFormat("en-CA", words)).format(new Date(moment));
}

export const dayAndTime = (moment, timeZone = CHAIN_ZONE) =>
  `${dayOf(moment, timeZone).slice(5)} ${clock(moment, timeZone)}`;

/** "11月25日" / "25 Nov" of "2026-11-25". */
export function dayText(day) {
  const words = { timeZone: "UTC", month: language() === "en" ? "short" : "long", day: "numeric" };
  return formatter("day text", () => new Intl.DateTimeFormat(language() === "en" ? "en-GB" : language(), words)).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** "2026-11-25" some days before or after. */
export function dayShifted(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The chain's day now, by headquarters' clock. */
export const today = () => dayOf(now());

/** "+1.2" or "−0.4": with a sign that is as wide as a plus. */
export function signed(n, digits = 1) {
  if (!known(n)) return t("none");
  const text = decimal(Math.abs(n), digits);
  const nought = Number(Math.abs(n).toFixed(digits)) === 0;
  return nought ? `±${text}` : `${n > 0 ? "+" : "−"}${text}`;
}
