// What will become of pasted lines: which rows are new, which are filled in, what of each line is taken and what is not.
import { parts } from "./addresses.js";
import { titleOf } from "./readable.js";
import { isBlank, sameValue } from "./values.js";
import { isAnswered, visibleColumns } from "./journey.js";
import { cellProblem, readCell } from "./pastevalues.js";
import { LEFT_OUT } from "./pastecolumns.js";
import { textOf } from "./pastetext.js";

// `chosen` names a column for each place. A line whose name is that of one row fills in what is empty there.
export function planOf(app, concept, columns, lines, chosen) {
  const rows = app.session.answers[concept.id] ?? [];
  const known = rowsByName(app, concept, rows);
  let room = app.bank.limits.rows - rows.length;
  return lines.map((line) => {
    const row = known.get(nameIn(line, columns, chosen)) ?? null;
    const cells = chosen.flatMap((id, place) => (id === LEFT_OUT ? [] : [plannedCell(app, concept, columns, { row, id, place, given: line.cells[place] ?? "" })]));
    markUnasked(app, concept, row, cells);
    const any = cells.some((cell) => cell.isTaken);
    const isNew = !row && any && !staysWhole(columns, cells);
    const full = isNew && room <= 0;
    if (isNew) room -= 1;
    return { line, row, cells, full, isTaken: any && !full && (isNew || Boolean(row)) };
  });
}

// Names that only one row has.
function rowsByName(app, concept, rows) {
  const found = new Map();
  for (const row of rows) {
    const name = titleOf(app, concept.id, row);
    if (name) found.set(name, found.has(name) ? null : row);
  }
  return found;
}

function nameIn({ cells }, columns, chosen) {
  const place = chosen.indexOf(columns[0]?.id);
  return place < 0 ? "" : (cells[place] ?? "").trim().replace(/\s*[\r\n]+\s*/g, " ");
}

function plannedCell(app, concept, columns, { row, id, place, given }) {
  const column = columns.find((one) => one.id === id);
  const { value = null, problem } = readCell(app, column.answer, given);
  const now = row ? app.session.value(`${concept.id}/${row.id}/${id}`) : null;
  const same = sameValue(value, now) || isSameYesNo(value, now);
  const taken = value !== null && isAnswered(now) && !same;
  const key = taken ? { key: "paste_other_answer" } : problem;
  const why = key ? cellProblem(app, key) : "";
  const inShort = key?.options ? app.bank.problems.not_an_option : why;
  return { column, place, given, value, problem: why, inShort, isTaken: !why && value !== null && !same };
}

// "Yes" in a spreadsheet is the same answer as a yes with its reason here.
const isSameYesNo = (value, now) => Boolean(value?.choice && isBlank(value.why) && value.choice === now?.choice);

// A line with a fault and no name could not be found again: it stays as it is.
function staysWhole(columns, cells) {
  const name = cells.find(({ column }) => column.id === columns[0].id);
  return cells.some((cell) => cell.problem) && !name?.isTaken;
}

// Answers of a row may mean that others of its columns are not asked.
function markUnasked(app, concept, row, cells) {
  const given = Object.fromEntries(cells.filter((cell) => cell.isTaken).map(({ column, value }) => [column.id, value]));
  const asked = new Set(visibleColumns(concept, { ...row?.values, ...given }, app.session.path).map((column) => column.id));
  for (const cell of cells) cell.isUnasked = cell.isTaken && !asked.has(cell.column.id);
}

export function countsOf(plan) {
  const taken = plan.filter((one) => one.isTaken);
  return {
    fresh: taken.filter((one) => !one.row).length,
    known: taken.filter((one) => one.row).length,
    problems: plan.flatMap((one) => one.cells).filter((cell) => cell.problem).length + plan.filter((one) => one.full).length,
  };
}

// Adds and fills in; gives the ids of the new rows.
export function takeIn(app, concept, plan) {
  const { session } = app;
  const added = [];
  session.atOnce(() => {
    let after = session.answers[concept.id]?.at(-1)?.id ?? null;
    for (const { row, cells } of plan.filter((one) => one.isTaken)) {
      const address = row ? `${concept.id}/${row.id}` : session.addRow(concept.id, after);
      if (!row) added.push((after = parts(address).row));
      for (const { column, value } of cells.filter((cell) => cell.isTaken)) session.give(`${address}/${column.id}`, value);
    }
  });
  return added;
}

// What is left: lines of which nothing was taken as they were, of others the name and the cells that were not taken.
export function leftToTake(plan, columns, parted, headings) {
  const left = plan.filter((one) => one.full || one.cells.some((cell) => cell.problem) || (!one.isTaken && one.cells.every((cell) => isBlank(cell.given))));
  if (!left.length) return "";
  const told = left.map((one) => (one.isTaken ? textOf([rest(one, columns)], parted) : one.line.raw));
  return [...(headings ? [headings.raw] : []), ...told].join("\n");
}

function rest({ line, cells }, columns) {
  const kept = new Set(cells.filter((cell) => cell.problem || cell.column.id === columns[0].id).map((cell) => cell.place));
  return line.cells.map((cell, place) => (kept.has(place) ? cell : ""));
}
