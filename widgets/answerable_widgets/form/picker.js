// Rows to pick for a register: a list of checkboxes that can be searched. What is picked becomes a row with its words
// filled in, for people to make their own. The list itself is in picks.js, which comes later.
import { LATE, helpFold } from "./latehelp.js";

const FILLED_BY_PICK = ["title", "how"];

// `add(picks)` adds the rows. Nothing is drawn where the library has nothing for this register.
export function pickerFor(app, concept, id, add) {
  if (!app.bank.library?.[concept.id]) return null;
  let drawn = null;
  const draw = () => {
    drawn = new LATE.Picker(app, concept, id, libraryOf(app)[concept.id], (chosen) => {
      element.open = false;
      add(chosen);
    });
    drawn.update(titlesIn(app, concept));
    return drawn.nodes;
  };
  const summary = app.say("pick_summary", { row_name: concept.answer.row_name });
  const element = helpFold(app, summary, draw);
  element.classList.add("ans-picker");
  element.addEventListener("toggle", () => element.open && drawn?.update(titlesIn(app, concept)));
  return element;
}

const libraryOf = (app) => app.help.now?.library ?? app.bank.library;

const titlesIn = (app, concept) => new Set((app.session.answers[concept.id] ?? []).map((row) => row.values.title));

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
