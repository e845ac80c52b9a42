// Money: whole minor units everywhere but in front of people.
import { language, t } from "../shared/text.js";

/** "¥680.00" */
export function money(minor, currency = "CNY") {
  const format = new Intl.NumberFormat(language(), { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  return format.format(minor / 100);
}

export const plainMoney = (minor) => (minor / 100).toFixed(2);

/** Typed "680", "680.5" or "680,50" in minor units; 0 of nothing, null of anything else. */
export function minorOf(typed) {
  const text = typed.trim();
  if (text === "") return 0;
  const parts = text.match(/^(\d{1,6})(?:[.,](\d{1,2}))?$/);
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0")) : null;
}

/** What is wrong with the lines of a quote; "" when nothing is. */
export function linesFault(lines) {
  if (lines.length === 0) return t("repair.lines_missing");
  if (lines.some(({ minor }) => minor === null)) return t("repair.price_wrong");
  if (lines.some(({ text }) => !text)) return t("repair.line_text_missing");
  return "";
}
