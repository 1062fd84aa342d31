// What a row says that was picked from the library.
const FILLED_BY_PICK = ["title", "how"];

export const libraryOf = (app) => app.help.now?.library ?? app.bank.library;

// What a picked row says: its words where there are columns for them, and the rows of the library's harms that it answers.
export function valuesOf(app, concept, pick) {
  const values = {};
  for (const { id, answer } of concept.answer.columns) {
    if (FILLED_BY_PICK.includes(id) && answer.kind === "text") values[id] = pick[id];
    if (answer.kind === "refer" && pick[id]?.length) values[id] = rowsPicked(app, answer.to, pick[id]);
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value?.length));
}

function rowsPicked(app, register, ids) {
  const titles = new Set((libraryOf(app)[register] ?? []).filter((one) => ids.includes(one.id)).map((one) => one.title));
  return (app.session.answers[register] ?? []).filter((row) => titles.has(row.values.title)).map((row) => row.id);
}
