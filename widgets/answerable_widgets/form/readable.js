// Answers as people read them.
import { fill } from "./dom.js";
import { questionAt } from "./addresses.js";
import { lengths } from "./values.js";
import { LATE } from "./latehelp.js";
import { riskLines } from "./riskgrid.js";

const labelOf = (answer, value) => answer.options.find((option) => option.value === value)?.label ?? String(value);

function readableDate(app, value) {
  if (typeof value !== "string") return Object.values(value).join(" ");
  const date = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return value;
  return new Intl.DateTimeFormat(app.bank.language, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

const READ = {
  choice: (app, answer, value) => [labelOf(answer, value)],
  choices: (app, answer, value) => value.map((one) => labelOf(answer, one)),
  yes_no_unsure: (app, answer, value) => [value.choice ? app.say(`choice_${value.choice}`) : "", value.why ?? ""],
  text: (app, answer, value) => [value],
  number: (app, answer, value) => [
    [typeof value === "number" ? value.toLocaleString(app.bank.language) : value, answer.unit].filter(Boolean).join(" "),
  ],
  date: (app, answer, value) => [readableDate(app, value)],
  person: (app, answer, value) => [value.role ?? "", value.name ?? ""],
  refer: (app, answer, value) => rowChoices(app, answer.to).filter((row) => value.includes(row.id)).map((row) => row.title),
  risk: (app, answer, value) => riskLines(app.bank.grid, value),
};

// The lines to show for a value; none when there is no answer.
export function readable(app, answer, value) {
  if (value === null || value === undefined) return [];
  try {
    return READ[answer.kind](app, answer, value).map(String).filter((line) => line.trim());
  } catch {
    return [JSON.stringify(value)]; // a draft of an older shape is still somebody's words
  }
}

// "Dataset 2: Stop records", or without the title while it has none.
export function rowTitle(app, concept, row, index) {
  const { row_name: name } = app.bank.concepts[concept].answer;
  const facts = { row_name: sentenceCase(name), number: index + 1, title: titleOf(app, concept, row) };
  return app.say(facts.title ? "row_heading" : "row_heading_untitled", facts);
}

export function titleOf(app, concept, row) {
  const typed = app.session.value(`${concept}/${row.id}/title`);
  return typeof typed === "string" ? typed.trim() : "";
}

export function rowChoices(app, concept) {
  const rows = app.session.answers[concept] ?? [];
  return rows.map((row, index) => ({ id: row.id, title: titleOf(app, concept, row) || rowTitle(app, concept, row, index) }));
}

const sentenceCase = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// A column's question about one row.
export function askOf(app, { concept, column, row }) {
  if (!column) return concept.ask;
  const rows = app.session.answers[concept.id] ?? [];
  const index = rows.findIndex((one) => one.id === row);
  if (index < 0) return fill(column.ask, { row: concept.answer.row_name });
  const title = titleOf(app, concept.id, rows[index]) || app.say("this_row", { row_name: concept.answer.row_name });
  return fill(column.ask, { row: title });
}

// Who gave the answer that stands in the way of another.
export const answererOf = (app, { by, name, draft }) => (draft || app.isMe(by) ? app.say("conflict_you") : name || by || app.say("conflict_somebody"));

// The numbers that belong to a problem, or a sentence that says more of it.
export function factsOf(app, address, problem) {
  if (problem.key === "not_a_date") return LATE.dateTrouble?.({ say: app.say, language: app.bank.language }, app.session.value(address)) ?? null;
  if (problem.key !== "too_long") return null;
  return lengths(questionAt(app.bank, address).answer, app.session.value(address), app.bank.limits);
}

// The sentence of a problem: with its numbers where it has them.
export function problemSentence(app, problem, facts) {
  if (problem.sentence ?? facts?.sentence) return problem.sentence ?? facts.sentence;
  if (problem.key === "too_long" && facts) return app.say("too_long_by", { ...facts, over: facts.length - facts.limit });
  return app.bank.problems[problem.key] ?? problem.key;
}
