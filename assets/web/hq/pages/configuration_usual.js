// The usual things of a configuration as fields: each writes into the text beside it, and nothing else in the text moves.
import { make } from "../../shared/dom.js";
import { Form } from "../parts/form.js";
import { textsOf } from "../parts/words.js";
import { TEXTS } from "./configuration_texts.js";

const t = textsOf(TEXTS);
const HEAD = /^\s*\[(\[?)\s*([^\][]+?)\s*\]?\]\s*(?:#.*)?$/;

/** [{name, list: [[…]] or not, from, to}] of the text's lines; what stands before the first head has the name "". */
function tables(lines) {
  const found = [{ name: "", list: false, from: 0, to: lines.length }];
  lines.forEach((line, at) => {
    const head = HEAD.exec(line);
    if (!head) return;
    found.at(-1).to = at;
    found.push({ name: head[2], list: head[1] === "[", from: at + 1, to: lines.length });
  });
  return found;
}

const pattern = (key) => new RegExp(`^(\\s*${key}\\s*=\\s*)("(?:[^"\\\\]|\\\\.)*"|'[^']*'|[^#]*?)(\\s*(?:#.*)?)$`);

function read(lines, table, key) {
  for (let at = table.from; at < table.to; at += 1) {
    const match = pattern(key).exec(lines[at]);
    if (match) return { at, value: match[2].trim().replace(/^(["'])([\s\S]*)\1$/, "$2") };
  }
  return null;
}

/** The text with `key` of the table set to the written TOML `value`; an empty one takes the line away. */
export function withKey(text, name, key, value, nth = 0) {
  const lines = text.split("\n");
  const same = tables(lines).filter((table) => table.name === name);
  const table = same[nth];
  if (!table) {
    if (!value) return text;
    const gap = text === "" || text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n";
    return `${text}${gap}[${name}]\n${key} = ${value}\n`;
  }
  const found = read(lines, table, key);
  if (found && value)
    lines[found.at] = lines[found.at].replace(pattern(key), (_, start, old, rest) => `${start}${value}${rest}`);
  else if (found) lines.splice(found.at, 1);
  else if (value) {
    let at = table.to;
    while (at > table.from && lines[at - 1].trim() === "") at -= 1;
    lines.splice(at, 0, `${key} = ${value}`);
  }
  return lines.join("\n");
}

export function keyIn(text, name, key, nth = 0) {
  const lines = text.split("\n");
  const table = tables(lines).filter((one) => one.name === name)[nth];
  return table ? (read(lines, table, key)?.value ?? "") : "";
}

const quoted = (value) => (value === "" || value === null ? "" : JSON.stringify(String(value)));
const bare = (value) => (value === null ? "" : String(value));

const clockFault = (text) => (text === "" || /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? "" : t("usual_bad_time"));

const USUAL = [
  {
    table: "branch",
    key: "opens",
    kind: "text",
    placeholder: "09:00",
    max_length: 5,
    check: clockFault,
    write: quoted,
  },
  {
    table: "branch",
    key: "closes",
    kind: "text",
    placeholder: "18:00",
    max_length: 5,
    check: clockFault,
    write: quoted,
  },
  { table: "queue", key: "max_wait_factor", kind: "number", min: 1, max: 5, step: 0.1, write: bare },
  { table: "queue", key: "no_show_after_calls", kind: "number", min: 1, max: 9, write: bare },
  { table: "kiosk", key: "idle_s", kind: "number", min: 10, max: 600, write: bare },
];

/** Fields over `text`; `wrote` is given the text with what was typed in it. */
export function usualFields(text, wrote) {
  let now = text;
  const services = tables(text.split("\n")).filter(({ name, list }) => list && name === "service");
  const listed = services.map((_, nth) => ({
    table: "service",
    key: "target_wait_minutes",
    nth,
    kind: "number",
    min: 1,
    max: 240,
    write: bare,
    label: t("usual_target", { letter: keyIn(text, "service", "letter", nth) }),
  }));
  const all = [...USUAL, ...listed].map((one, at) => ({ ...one, name: `usual_${at}` }));
  const field = (one) => {
    const value = keyIn(text, one.table, one.key, one.nth);
    return {
      ...one,
      label: one.label ?? t(`usual_${one.key}`),
      value: one.kind === "number" && value !== "" ? Number(value) : value,
    };
  };
  const form = new Form(all.map(field), (values) => {
    for (const one of all) {
      const row = form.row(one.name);
      const wrong = row.wrong();
      row.tell(wrong);
      const written = one.write(values[one.name]);
      const before = keyIn(now, one.table, one.key, one.nth);
      if (!wrong && written.replaceAll('"', "") !== before) now = withKey(now, one.table, one.key, written, one.nth);
    }
    wrote(now);
  });
  return make(
    "div",
    { "data-usual": true },
    form.node,
    services.length === 0 && make("p", { class: "field-hint" }, t("usual_no_services")),
  );
}
