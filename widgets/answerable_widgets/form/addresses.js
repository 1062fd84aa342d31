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

export function withRow(answers, address, after) {
  const { concept, row } = parts(address);
  const rows = [...(answers[concept] ?? [])];
  if (rows.some((one) => one.id === row)) return answers;
  const place = after ? rows.findIndex((one) => one.id === after) + 1 : 0;
  rows.splice(place || rows.length, 0, { id: row, values: {} });
  return { ...answers, [concept]: rows };
}

export function withoutRow(answers, address) {
  const { concept, row } = parts(address);
  return { ...answers, [concept]: (answers[concept] ?? []).filter((one) => one.id !== row) };
}
