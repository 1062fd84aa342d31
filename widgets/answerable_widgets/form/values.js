// What each kind of answer accepts, and what it still lacks; as bank/values.py, which decides.
// Adding a kind: `ANSWER_KINDS` in bank/model.py names every place.

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const LARGEST = 2 ** 53; // beyond it numbers no longer count in ones

export const isBlank = (value) => value === null || value === undefined || !String(value).trim();
const isEmpty = (value) => value === null || value === undefined || value.length === 0;

// Characters as Python counts them: an emoji is one.
export const lengthOf = (text) => (/[\ud800-\udfff]/.test(text) ? [...text].length : text.length);

export function sameValue(one, other) {
  if (one === other) return true;
  if ((one ?? null) === null || (other ?? null) === null) return (one ?? null) === (other ?? null);
  if (typeof one !== "object" || typeof other !== "object") return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => sameValue(one[key], other[key]));
}

export function isRealDate(text) {
  const parts = ISO_DATE.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

// "1,200" and "1 200" are numbers too; what is not one stays as it was typed, such as "1,2", which may mean 1.2.
export function readNumber(typed) {
  const said = typed.trim();
  const isNumber = /^-?(\d+\.?\d*|\.\d+|\d{1,3}([,\s]\d{3})+(\.\d*)?)$/.test(said);
  return isNumber ? Number(said.replace(/[,\s]/g, "")) : typed;
}

function refusedText(value, limit) {
  if (typeof value !== "string") return "not_text";
  return lengthOf(value) > limit ? "too_long" : null;
}

const known = (answer, value) => answer.options.some((option) => option.value === value);
const unlessNull = (value, limit) => (value === undefined ? null : refusedText(value, limit));

const REFUSED = {
  choice: (answer, value) => (known(answer, value) ? null : "not_an_option"),
  choices: (answer, value) =>
    Array.isArray(value) && value.every((item) => known(answer, item)) ? null : "not_an_option",
  yes_no_unsure: (answer, value, limits) => unlessNull(value.why, limits.long),
  text: (answer, value, limits) => refusedText(value, limits[answer.size]),
  number: (answer, value) => (Number.isFinite(value) && Math.abs(value) <= LARGEST ? null : "not_a_number"),
  date: (answer, value) => (isRealDate(value) ? null : "not_a_date"),
  person: (answer, value, limits) =>
    unlessNull(value.role, limits.line) ?? unlessNull(value.name, limits.line),
  refer: (answer, value) => (Array.isArray(value) ? null : "not_a_row"),
  risk: (answer, value, limits) => unlessNull(value.why, limits.long),
  rows: () => "not_a_row",
};

const ifBlank = (answer, value) => (isBlank(value) ? "required" : null);
const ifEmpty = (answer, value) => (isEmpty(value) ? "required" : null);

function lacksChoiceOrWhy(answer, value) {
  if (!value?.choice) return "required";
  return answer.why === "required" && isBlank(value.why) ? "why_needed" : null;
}

function lacksChoices(answer, value) {
  if (isEmpty(value)) return "required";
  const alone = value.length > 1 && answer.options.some((option) => option.alone && value.includes(option.value));
  return alone ? "alone" : null;
}

function lacksRoleOrName(answer, value) {
  if (isBlank(value?.role)) return "role_needed";
  return answer.named && isBlank(value.name) ? "name_needed" : null;
}

const lacksCell = (answer, value) => (value?.likelihood && value?.severity ? null : "required");

const LACKING = {
  choice: ifBlank,
  choices: lacksChoices,
  yes_no_unsure: lacksChoiceOrWhy,
  text: ifBlank,
  number: ifBlank,
  date: ifBlank,
  person: lacksRoleOrName,
  refer: ifEmpty,
  risk: lacksCell,
  rows: (answer, value) => (isEmpty(value) ? "row_needed" : null),
};

// The key of the problem that forbids `value`, or null; null clears and is always allowed.
export function refusedBy(answer, value, limits) {
  return value === null ? null : REFUSED[answer.kind](answer, value, limits);
}

// The key of what keeps `value` from being complete, or null.
export const lackingIn = (answer, value) => LACKING[answer.kind](answer, value);

// How many characters this text may have, and has.
export function lengths(answer, value, limits) {
  const text = typeof value === "string" ? value : (value?.why ?? value?.role ?? "");
  const limit = { text: limits[answer.size], person: limits.line }[answer.kind] ?? limits.long;
  return { length: lengthOf(text), limit };
}
