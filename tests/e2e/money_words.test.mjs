// Sums in words, as staff read them to a customer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const source = readFileSync(new URL("../../assets/web/repairs/money_words.js", import.meta.url), "utf8");

/** The page's own module, with `tag` for the page's language. */
function inLanguage(tag) {
  const alone = source.replace(/^import .*$/m, `const language = () => ${JSON.stringify(tag)};`);
  return import(`data:text/javascript;charset=utf-8,${encodeURIComponent(alone)}`);
}

test("in Chinese capitals, noughts said once", async () => {
  const { moneyInWords } = await inLanguage("zh-CN");
  const said = {
    0: "人民币零元整",
    5: "人民币伍分",
    50: "人民币伍角整",
    100: "人民币壹元整",
    105: "人民币壹元零伍分",
    1_000: "人民币壹拾元整",
    68_050: "人民币陆佰捌拾元伍角整",
    100_300: "人民币壹仟零叁元整",
    1_000_500: "人民币壹万零伍元整",
    1_200_000: "人民币壹万贰仟元整",
    10_203_045: "人民币壹拾万贰仟零叁拾元肆角伍分",
    100_000_000: "人民币壹佰万元整",
  };
  for (const [minor, words] of Object.entries(said)) assert.equal(moneyInWords(Number(minor), "CNY"), words, minor);
  assert.equal(moneyInWords(100, "USD"), "");
});

test("in English", async () => {
  const { moneyInWords } = await inLanguage("en");
  const said = {
    0: "zero yuan",
    68_050: "six hundred and eighty yuan and 50 fen",
    108_300: "one thousand and eighty-three yuan",
    11_500: "one hundred and fifteen yuan",
    123_456_700: "one million two hundred and thirty-four thousand five hundred and sixty-seven yuan",
  };
  for (const [minor, words] of Object.entries(said)) assert.equal(moneyInWords(Number(minor), "CNY"), words, minor);
});
