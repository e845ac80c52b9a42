// The texts of the phone's page, and how it says waits and sums: without a browser.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../assets/web/phone/", import.meta.url));
globalThis.location = { search: "?lang=zh-CN" };
if (!globalThis.navigator) globalThis.navigator = { languages: [] };
globalThis.localStorage = { getItem: () => null, setItem: () => {} };
const { TEXTS, clockTime, dayWords, money, switchLanguage, waitWords } = await import(`${FOLDER}words.js`);

const chinese = TEXTS["zh-CN"];
const english = TEXTS.en;

test("both languages say the same things, with the same places to fill, and every text is used", () => {
  assert.deepEqual(Object.keys(english), Object.keys(chinese));
  const places = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  const sources = readdirSync(FOLDER).filter((name) => name.endsWith(".js"));
  const code = sources.map((name) => readFileSync(FOLDER + name, "utf8")).join("\n");
  const begun = [...code.matchAll(/`([a-z]+_)\$\{/g)].map(([, start]) => start);
  const answers = [...code.matchAll(/`\$\{kind\}(_[a-z]+)`/g)].map(([, end]) => end);
  for (const key of Object.keys(chinese)) {
    assert.deepEqual(places(english[key]), places(chinese[key]), key);
    assert.doesNotMatch(english[key], key === "other" ? /^$/ : /\p{Script=Han}/u, key);
    const asked = code.includes(`"${key}"`) || begun.some((start) => key.startsWith(start));
    assert.ok(asked || answers.some((end) => key.endsWith(end)), `${key} is used nowhere`);
  }
});

test("waits are said as the slip says them", () => {
  assert.equal(waitWords({ low: 0, high: 1 }), "马上办理");
  assert.equal(waitWords({ low: 0, high: 5 }), "5 分钟以内");
  assert.equal(waitWords({ low: 4, high: 7 }), "4–7 分钟");
  assert.equal(waitWords({ low: 6, high: 6 }), "6 分钟");
  assert.equal(waitWords({ low: 40, high: 180 }), "超过 40 分钟");
  assert.equal(waitWords({ low: 120, high: 180 }), "超过 2 小时");
  assert.equal(waitWords(null), "—");
});

test("sums and times are those of the hall, in either language", () => {
  assert.equal(money(68_000, "CNY"), "¥680.00");
  assert.match(clockTime("2020-01-05T10:02:00Z", "Asia/Shanghai"), /1月5日 18:02/);
  assert.match(dayWords("2026-11-29"), /11月29日/);
  switchLanguage();
  assert.equal(waitWords({ low: 4, high: 7 }), "4–7 min");
  assert.equal(money(68_000, "CNY"), "¥680.00");
  assert.match(dayWords("2026-11-29"), /29 November/);
  switchLanguage();
});
