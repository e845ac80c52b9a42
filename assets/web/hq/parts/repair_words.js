// Codes of repairs as people say them.
import { textOr } from "../texts.js";
import { TEXTS } from "./repair_texts.js";

const unknown = (code) => code === "unknown" || code === "";
const say = (kind) => (code) =>
  unknown(code) ? textOr(TEXTS, "unknown", code) : textOr(TEXTS, `${kind}_${code}`, code);

export const kindName = say("kind");
export const faultName = say("fault");
export const stateName = say("state");
export const ageName = say("age");
/** Brands and models are names already. */
export const ownName = (name) => (unknown(name) ? textOr(TEXTS, "unknown", name) : name);
/** "Xiaomi Xiaomi 15": people say a brand once. */
export const modelName = (name) => ownName(name).replace(/^(\S+) (?=\1\b)/i, "");

export const namesOf = {
  kind: kindName,
  fault: faultName,
  state: stateName,
  age: ageName,
  brand: ownName,
  model: modelName,
};
