// A sum of money in words, as people say it once more before they agree to it.
import { language } from "../shared/text.js";

const HAN = [..."零壹贰叁肆伍陆柒捌玖"];
const PLACES = ["", "拾", "佰", "仟"];
const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = ",,twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety".split(",");

/** Below 10 000; the noughts inside are said once. */
function hanSection(number) {
  let said = "";
  let nought = false;
  for (let place = 3; place >= 0; --place) {
    const digit = Math.floor(number / 10 ** place) % 10;
    if (digit === 0) nought = said !== "";
    else {
      said += (nought ? "零" : "") + HAN[digit] + PLACES[place];
      nought = false;
    }
  }
  return said;
}

function hanYuan(yuan) {
  const high = Math.floor(yuan / 10_000);
  const low = yuan % 10_000;
  const gap = high > 0 && low > 0 && low < 1000 ? "零" : "";
  return `${high > 0 ? `${hanSection(high)}万` : ""}${gap}${hanSection(low)}`;
}

/** As sums are written on Chinese receipts. */
function inHan(minor) {
  const yuan = Math.floor(minor / 100);
  const jiao = Math.floor(minor / 10) % 10;
  const fen = minor % 10;
  const whole = yuan > 0 ? `${hanYuan(yuan)}元` : "";
  if (jiao === 0 && fen === 0) return `人民币${whole || "零元"}整`;
  const tenths = jiao > 0 ? `${HAN[jiao]}角` : whole && "零";
  return `人民币${whole}${tenths}${fen > 0 ? `${HAN[fen]}分` : "整"}`;
}

function inEnglish(number) {
  if (number < 20) return ONES[number];
  if (number < 100) return TENS[Math.floor(number / 10)] + (number % 10 ? `-${ONES[number % 10]}` : "");
  for (const [size, name] of [
    [1_000_000, "million"],
    [1000, "thousand"],
    [100, "hundred"],
  ]) {
    if (number < size) continue;
    const rest = number % size;
    const joint = rest > 0 && rest < 100 ? " and " : " ";
    return `${inEnglish(Math.floor(number / size))} ${name}${rest > 0 ? joint + inEnglish(rest) : ""}`;
  }
  return "";
}

/** "人民币陆佰捌拾元伍角整", "six hundred and eighty yuan and 50 fen"; "" for a currency that has no words here. */
export function moneyInWords(minor, currency) {
  if (currency !== "CNY" || minor < 0 || minor >= 10_000_000_000) return "";
  if (language() === "zh-CN") return inHan(minor);
  const fen = minor % 100;
  return `${inEnglish(Math.floor(minor / 100))} yuan${fen > 0 ? ` and ${fen} fen` : ""}`;
}
