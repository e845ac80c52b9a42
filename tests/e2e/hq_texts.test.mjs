// The texts of headquarters' pages: the same keys in both languages, each used, each used one there; and pages that the
// content security policy lets through.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const HQ = fileURLToPath(new URL("../../assets/web/hq", import.meta.url));
const files = readdirSync(HQ, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !(entry.parentPath ?? entry.path).includes("node_modules"))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const sources = files
  .filter((file) => file.endsWith(".js"))
  .map((file) => ({ file, name: relative(HQ, file), text: readFileSync(file, "utf8") }));
const catalogues = await Promise.all(
  sources
    .filter(({ name }) => name.endsWith("_texts.js"))
    .map(async ({ file, name, text }) => ({ name, text, texts: Object.values(await import(pathToFileURL(file)))[0] })),
);
const scripts = sources.filter(({ name }) => !name.endsWith("_texts.js"));
const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test("every page has its texts in both languages: the same keys, none empty, the same places to fill", () => {
  assert.ok(catalogues.length >= 8);
  for (const { name, texts } of catalogues) {
    assert.deepEqual(Object.keys(texts).sort(), ["en", "zh-CN"], name);
    assert.deepEqual(Object.keys(texts.en), Object.keys(texts["zh-CN"]), name);
    for (const [key, english] of Object.entries(texts.en)) {
      const chinese = texts["zh-CN"][key];
      assert.ok(english.trim() && chinese.trim(), `${name} ${key}`);
      assert.deepEqual(placeholders(english), placeholders(chinese), `${name} ${key}`);
    }
  }
});

test("English texts are English and Chinese texts are Chinese", () => {
  const other = ["other_language"]; // names the other one
  for (const { name, texts } of catalogues) {
    for (const key of Object.keys(texts.en).filter((one) => !other.includes(one))) {
      for (const [word] of texts.en[key].matchAll(/\p{Script=Han}+/gu)) {
        assert.ok(texts["zh-CN"][key].includes(word), `${name} ${key}: ${word}`); // an example, the same in both
      }
      const chinese = texts["zh-CN"][key].replace(/\{\w+\}|\bCSV\b|\bGB\b|\bMB\b/g, "");
      if (/\p{Letter}/u.test(chinese)) assert.match(chinese, /\p{Script=Han}/u, `${name} ${key}`);
    }
  }
});

test("every text is used, and every text that is used is there", () => {
  const code = scripts.map(({ text }) => text).join("\n");
  const whole = new Set([...code.matchAll(/["'`]([a-z][\w-]*)["'`]/gi)].map(([, key]) => key));
  for (const [, key] of code.matchAll(/\b(\w+): \[-?\d/g)) whole.add(key); // the presets of the scope
  const begun = [...code.matchAll(/`([a-z][a-z_]*_)\$\{/gi)].map(([, start]) => start);
  for (const start of code.matchAll(/say\("(\w+)"\)/g)) begun.push(`${start[1]}_`);
  const known = new Set(catalogues.flatMap(({ texts }) => Object.keys(texts.en)));
  const used = (key) => whole.has(key) || begun.some((start) => key.startsWith(start));
  const idle = catalogues.flatMap(({ name, texts }) =>
    Object.keys(texts.en)
      .filter((key) => !used(key))
      .map((key) => `${name} ${key}`),
  );
  assert.deepEqual(idle, [], "used nowhere");
  for (const { name, text } of scripts) {
    for (const [, key] of text.matchAll(/\b(?:t|words)\("([\w-]+)"/g)) {
      assert.ok(known.has(key), `${name}: ${key} is used and has no text`);
    }
  }
});

test("pages carry no inline script or style, and load nothing from elsewhere", () => {
  const page = readFileSync(join(HQ, "index.html"), "utf8");
  assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)/);
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=/);
  assert.doesNotMatch(page, /(?:src|href)="(?!\/web\/)/);
  for (const file of files.filter((one) => /\.(css|js)$/.test(one))) {
    assert.doesNotMatch(readFileSync(file, "utf8"), /https?:\/\/|@import|url\(/, relative(HQ, file));
  }
});
