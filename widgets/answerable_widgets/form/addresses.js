// Where an answer stands: `concept`, `concept/row` or `concept/row/column`.

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

export function newRowId() {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return `r-${[...random].map((byte) => LETTERS[byte % 36]).join("")}`;
}

export function parts(address) {
  const [concept, row, column] = address.split("/");
  return { concept, row, column };
}

// The question at an address: {concept, row, column, answer, ask}; null when there is none such.
export function questionAt(bank, address) {
  const { concept: id, row, column: columnId } = parts(address);
  const concept = Object.hasOwn(bank.concepts, id) ? bank.concepts[id] : null;
  if (!concept || !columnId) return concept && { concept, row, answer: concept.answer };
  const column = concept.answer.columns?.find((one) => one.id === columnId);
  return column ? { concept, row, column, answer: column.answer } : null;
}

export function rowAt(answers, address) {
  const { concept, row } = parts(address);
  return (answers[concept] ?? []).find((one) => one.id === row) ?? null;
}

export function readAt(answers, address) {
  const { concept, row, column } = parts(address);
  if (!row) return answers[concept] ?? null;
  const found = rowAt(answers, address);
  return found ? (column ? (found.values[column] ?? null) : found) : null;
}

// A copy of `answers` with `value` at `address`; unchanged when the row is not there.
export function writeAt(answers, address, value) {
  const { concept, row, column } = parts(address);
  if (!row) return { ...answers, [concept]: value };
  const rows = (answers[concept] ?? []).map((one) =>
    one.id === row ? { ...one, values: { ...one.values, [column]: value } } : one,
  );
  return { ...answers, [concept]: rows };
}

// The same for many answers at once: a register is copied once for all that is new in it.
export function writeAll(answers, entries) {
  const written = { ...answers };
  const cells = new Map();
  for (const [address, value] of entries) {
    const { concept, row, column } = parts(address);
    if (!row) written[concept] = value;
    else {
      const rows = cells.get(concept) ?? new Map();
      cells.set(concept, rows.set(row, { ...rows.get(row), [column]: value }));
    }
  }
  for (const [concept, rows] of cells) {
    const filled = (one) => (rows.has(one.id) ? { ...one, values: { ...one.values, ...rows.get(one.id) } } : one);
    written[concept] = (answers[concept] ?? []).map(filled);
  }
  return written;
}

// What adds, moves or takes out a row, done to a copy of `answers`.
export const ROW_CHANGES = {
  add_row: (answers, { address, after }) => withRow(answers, address, after),
  move_row: (answers, { address, after }) => withRowMoved(answers, address, after),
  remove_row: (answers, { address }) => withoutRow(answers, address),
};

function withRow(answers, address, after) {
  const { concept, row } = parts(address);
  const rows = [...(answers[concept] ?? [])];
  if (rows.some((one) => one.id === row)) return answers;
  const place = after ? rows.findIndex((one) => one.id === after) + 1 : 0;
  rows.splice(place || rows.length, 0, { id: row, values: {} });
  return { ...answers, [concept]: rows };
}

// The row right behind `after`, or first; where either has gone, all stay where they are. As record/fold.py.
function withRowMoved(answers, address, after) {
  const { concept, row } = parts(address);
  const rows = answers[concept] ?? [];
  const moved = rows.find((one) => one.id === row);
  const rest = rows.filter((one) => one !== moved);
  const before = after === null ? 0 : rest.findIndex((one) => one.id === after) + 1;
  if (!moved || (after !== null && !before)) return answers;
  rest.splice(before, 0, moved);
  return { ...answers, [concept]: rest };
}

function withoutRow(answers, address) {
  const { concept, row } = parts(address);
  return { ...answers, [concept]: (answers[concept] ?? []).filter((one) => one.id !== row) };
}
