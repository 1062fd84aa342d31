// One pasted cell as an answer of its kind, or what is wrong with it: {value} or {problem: {key, …facts}}.
import { isRealDate, lengths, readNumber, refusedBy } from "./values.js";
import { rowChoices } from "./readable.js";

const cannotBe = (key, facts) => ({ problem: { key, ...facts } });

// Words as they are compared: capitals, spaces and marks do not count.
export const likeness = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

const startsWithWords = (whole, words) => whole === words || whole.startsWith(`${words} `);

// The one option that a cell means: by its label, its id or, where no other fits, the first words of its label.
function optionOf(options, text) {
  const said = likeness(text);
  const exact = options.find(({ value, label }) => likeness(label) === said || likeness(value) === said);
  const begun = options.filter(({ label }) => said && startsWithWords(likeness(label), said));
  return exact ?? (begun.length === 1 ? begun[0] : null);
}

// Whether a cell says the label or the id of an option in full: enough to tell which column it belongs to.
export const saysOption = (options, text) => options.some(({ value, label }) => [label, value].some((one) => likeness(one) === likeness(text)));

const labelsOf = (options) => options.map((one) => one.label).join("; ");

function cellChoice(text, { answer }) {
  const found = optionOf(answer.options, text);
  return found ? { value: found.value } : cannotBe("paste_not_option", { options: labelsOf(answer.options) });
}

// Labels may have commas in them, so what is no label as a whole is parted at commas last.
function cellChoices(text, { answer }) {
  const named = piecesOf(text, (piece) => optionOf(answer.options, piece));
  const found = named.map((piece) => optionOf(answer.options, piece));
  if (found.some((one) => !one)) return cannotBe("paste_not_option", { options: labelsOf(answer.options) });
  return { value: answer.options.filter((one) => found.includes(one)).map((one) => one.value) };
}

const pieces = (text, mark) => text.split(mark).map((piece) => piece.trim()).filter(Boolean);

function piecesOf(text, known) {
  if (known(text)) return [text];
  return pieces(text, /[;\r\n]+/).flatMap((piece) => (known(piece) ? [piece] : pieces(piece, ",")));
}

const YES_NO_SAID = { yes: ["yes", "y", "true"], no: ["no", "n", "false"], unsure: ["unsure", "not sure", "don t know", "unknown"] };

// "Yes", "no: nobody is named in it", "Not sure". What follows a colon, a dash, a stop or a comma is the reason.
function cellYesNo(text, { say }) {
  const [, head, why] = /^([^:;,.\u2013\u2014\r\n-]*)(?:[:;,.\u2013\u2014\r\n-]+\s*([\s\S]*))?$/.exec(text.trim());
  const said = likeness(head);
  const picked = Object.keys(YES_NO_SAID).find((one) => YES_NO_SAID[one].includes(said) || likeness(say(`choice_${one}`)) === said);
  return picked ? { value: { choice: picked, why: (why ?? "").trim() } } : cannotBe("paste_not_yes_no");
}

function cellText(given, { answer }) {
  return { value: answer.size === "line" ? given.trim().replace(/\s*[\r\n]+\s*/g, " ") : given.trim().replace(/\r\n?/g, "\n") };
}

function cellNumber(given, { answer }) {
  const unit = answer.unit && likeness(given).endsWith(likeness(answer.unit)) ? answer.unit.length : 0;
  const value = readNumber(given.trim().slice(0, given.trim().length - unit).replace(/^\u00a3|%$/g, ""));
  return typeof value === "number" ? { value } : cannotBe("not_a_number");
}

const TIME_OF_DAY = /[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$/;
const DAY_LAST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})$/;
const MONTH_NAMED = /^(?:\p{L}+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -](\p{L}+)\.?,?[ -](\d{4}|\d{2})$/u;

// Day first, as dates are written in the UK; a month may have its name.
function cellDate(given, { language }) {
  const said = given.trim().replace(TIME_OF_DAY, "").replace(/\s+/g, " ");
  const [, y, m, d] = DAY_LAST.exec(said) ?? [];
  const [, day, month, year] = DAY_FIRST.exec(said) ?? MONTH_NAMED.exec(said) ?? [null, d, m, y];
  if (!day) return cannotBe("not_a_date");
  const number = /^\d+$/.test(month) ? month : monthNumber(month, language);
  const iso = `${year.length === 2 ? `20${year}` : year}-${number.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isRealDate(iso) ? { value: iso } : cannotBe("not_a_date");
}

const SHORTEST_MONTH = 3;
const MONTH_NAMES = new Map(); // by language: they take long to ask for

function monthNames(language) {
  if (!MONTH_NAMES.has(language)) {
    const format = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
    MONTH_NAMES.set(language, Array.from({ length: 12 }, (_, index) => format.format(Date.UTC(2026, index, 1)).toLowerCase()));
  }
  return MONTH_NAMES.get(language);
}

function monthNumber(name, language) {
  if (name.length < SHORTEST_MONTH) return "";
  const said = name.toLowerCase();
  const places = [language, "en-GB"].map((one) => monthNames(one).findIndex((month) => month.startsWith(said) || said === "sept" && month.startsWith("sep")));
  const place = places.find((one) => one >= 0);
  return place === undefined ? "" : String(place + 1);
}

// "Head of data", or with a name in brackets, behind a semicolon or on a line of its own.
function cellPerson(given) {
  const said = given.trim();
  const [, inner, name] = /^([^()]*\S)\s*\(([^()]*)\)$/.exec(said) ?? [];
  if (inner) return { value: { role: inner, name: name.trim() } };
  const [role = "", ...rest] = pieces(said, /[;\r\n]+/);
  return { value: { role, name: rest.join(" ") } };
}

function cellRefer(given, { app, answer }) {
  const rows = rowChoices(app, answer.to);
  const find = (name) => rows.find((row) => row.title.trim().toLowerCase() === name.trim().toLowerCase());
  const names = piecesOf(given.trim(), find);
  const missing = names.find((name) => !find(name));
  const { row_name: rowName } = app.bank.concepts[answer.to].answer;
  return missing ? cannotBe("paste_not_row", { row_name: rowName, name: missing }) : { value: [...new Set(names.map((name) => find(name).id))] };
}

const CELLS = {
  choice: cellChoice, choices: cellChoices, yes_no_unsure: cellYesNo, text: cellText, number: cellNumber, date: cellDate, person: cellPerson, refer: cellRefer,
};

export const canBePasted = ({ kind }) => kind in CELLS;

// A blank cell is no answer: {value: null}.
export function readCell(app, answer, given) {
  if (!given.trim()) return { value: null };
  const { say, bank } = app;
  const read = CELLS[answer.kind](given, { app, answer, say, language: bank.language });
  const key = read.problem ? null : refusedBy(answer, read.value, bank.limits);
  if (!key) return read;
  return key === "too_long" ? cannotBe("paste_too_long", lengths(answer, read.value, bank.limits)) : cannotBe(key);
}

// What is wrong, in words.
export function cellProblem(app, { key, ...facts }) {
  return app.bank.problems[key] ?? app.say(key, facts);
}
