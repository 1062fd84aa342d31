// Which column of a register each pasted column is: by its heading where there is one, else by what fits into it.
import { fill } from "./dom.js";
import { likeness, canBePasted, readCell, saysOption } from "./pastevalues.js";

export const LEFT_OUT = "";

// The columns that can be pasted into, each with what it is called.
export function columnsFor(app, concept) {
  const row = app.say("this_row", { row_name: concept.answer.row_name });
  return concept.answer.columns.filter(({ answer }) => canBePasted(answer)).map((column) => ({ ...column, ask: fill(column.ask, { row }) }));
}

function namesOf(concept, column, index) {
  const ask = concept.answer.columns.find((one) => one.id === column.id).ask;
  const names = [column.ask, fill(ask, { row: "" }), ask, column.id];
  return new Set((index ? names : [...names, concept.answer.row_name, "name", "title"]).map(likeness));
}

// The column that each heading names, LEFT_OUT where it names none or one that another heading named before.
export function byHeadings(concept, columns, headings) {
  const taken = new Set();
  return headings.map((heading) => {
    const found = columns.find((column, index) => !taken.has(column.id) && namesOf(concept, column, index).has(likeness(heading)));
    taken.add(found?.id);
    return found?.id ?? LEFT_OUT;
  });
}

const LOOKED_AT = 30; // lines are enough to guess from

// Kinds that say enough of themselves to be known by their cells, the strictest first.
const KNOWN_BY_CELLS = ["date", "number", "yes_no_unsure", "choice", "choices", "refer"];

// The first pasted column names the row. Any other is the first column of the register that all its cells fit into;
// words could be anything, so people say what they are.
export function byContent(app, columns, lines) {
  const width = Math.max(0, ...lines.map(({ cells }) => cells.length));
  const taken = new Set();
  const known = KNOWN_BY_CELLS.flatMap((kind) => columns.slice(1).filter(({ answer }) => answer.kind === kind));
  return Array.from({ length: width }, (_, place) => {
    const cells = lines.slice(0, LOOKED_AT).map((line) => line.cells[place] ?? "").filter((cell) => cell.trim());
    const found = place ? cells.length && known.find((column) => !taken.has(column.id) && cells.every((cell) => fits(app, column, cell))) : columns[0];
    if (found) taken.add(found.id);
    return found ? found.id : LEFT_OUT;
  });
}

const fits = (app, { answer }, cell) => !readCell(app, answer, cell).problem && (answer.kind !== "choice" || saysOption(answer.options, cell));
