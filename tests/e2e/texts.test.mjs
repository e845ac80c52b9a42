// The texts of the pages: the same keys in every language, each used, each used one there.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const WEB = fileURLToPath(new URL("../../assets/web", import.meta.url));
const read = (...names) => readFileSync(join(WEB, ...names), "utf8");
const languages = readdirSync(join(WEB, "text")).filter((name) => name.endsWith(".json"));
const texts = Object.fromEntries(languages.map((name) => [name, JSON.parse(read("text", name))]));
const keys = Object.keys(texts["zh-CN.json"]);

const sources = ["shared", "clerk", "board", "rate", "manager", "repairs"].flatMap((folder) =>
  readdirSync(join(WEB, folder)).map((name) => ({ name: join(folder, name), text: read(folder, name) })),
);
const scripts = sources.filter(({ name }) => name.endsWith(".js"));
const pages = sources.filter(({ name }) => name.endsWith(".html"));
const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

/** Keys written out, and the beginnings of keys that are put together (`lane.${…}`). */
function usedKeys() {
  const whole = new Set();
  const begun = new Set();
  for (const { text } of pages) {
    for (const [, key] of text.matchAll(/data-text(?:-\w+)?="([^"]+)"/g)) whole.add(key);
  }
  for (const { text } of scripts) {
    for (const [, key] of text.matchAll(/"([a-z_]+(?:\.[a-z_0-9]+)+)"/g)) whole.add(key);
    for (const [, start] of text.matchAll(/`([a-z_]+\.(?:[a-z_0-9]+\.)*)\$\{/g)) begun.add(start);
  }
  return { whole, begun };
}

test("every language has the same keys, in order, none empty, with the same places to fill", () => {
  assert.ok(languages.length >= 2);
  for (const [language, content] of Object.entries(texts)) {
    assert.deepEqual(Object.keys(content), keys, language);
    assert.deepEqual([...keys].sort(), keys, `${language} is sorted`);
    for (const key of keys) {
      assert.ok(content[key].trim(), `${language} ${key}`);
      assert.deepEqual(placeholders(content[key]), placeholders(texts["zh-CN.json"][key]), `${language} ${key}`);
    }
  }
});

test("each language of the switch has its file", () => {
  const [, list] = read("shared", "text.js").match(/LANGUAGES = \{([^}]+)\}/);
  const offered = [...list.matchAll(/"?([A-Za-z-]+)"?:/g)].map(([, name]) => `${name}.json`);
  assert.deepEqual(offered.sort(), [...languages].sort());
});

test("every key that is used exists, and every key is used", () => {
  const { whole, begun } = usedKeys();
  const groups = new Set(keys.map((key) => key.split(".")[0]));
  for (const key of whole) {
    if (groups.has(key.split(".")[0])) assert.ok(keys.includes(key), `${key} is used and has no text`);
  }
  for (const start of begun)
    assert.ok(
      keys.some((key) => key.startsWith(start)),
      `nothing begins with ${start}`,
    );
  for (const key of keys) {
    const used = whole.has(key) || [...begun].some((start) => key.startsWith(start));
    assert.ok(used, `${key} is used nowhere`);
  }
});

test("English texts are English and Chinese texts are Chinese", () => {
  for (const key of keys) {
    assert.doesNotMatch(texts["en.json"][key], /\p{Script=Han}/u, key);
    const chinese = texts["zh-CN.json"][key].replace(/\{\w+\}/g, "");
    if (/\p{Letter}/u.test(chinese)) assert.match(chinese, /\p{Script=Han}/u, key);
  }
});

test("pages carry no inline script or style, and load nothing from elsewhere", () => {
  for (const { name, text } of pages) {
    assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)/, name);
    assert.doesNotMatch(text, /<style|\sstyle=|\son\w+=/, name);
    assert.doesNotMatch(text, /(?:src|href)="(?!\/web\/)/, name);
  }
  for (const { name, text } of sources.filter((one) => /\.(css|js)$/.test(one.name))) {
    assert.doesNotMatch(text, /https?:\/\/|@import|url\(/, name);
  }
});
