// What no record can hold: half of a sign, and more words than a draft may have.

const HALF_SIGN = /\p{Surrogate}/gu;
const NOT_ASCII = /[^\x00-\x7f]/g;
const ESCAPED = "\\u0000";

// The same with "\ufffd" for each half of a sign, as the browser shows it already.
export function storable(value) {
  if (typeof value === "string") return value.replace(HALF_SIGN, "\ufffd");
  if (!value || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, storable(part)]));
}

// As the record counts.
export function isTooMuch(value, limit) {
  const json = JSON.stringify(value ?? null);
  return json.length * ESCAPED.length > limit && json.replace(NOT_ASCII, ESCAPED).length > limit;
}
