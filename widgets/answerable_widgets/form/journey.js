// The way through the questions: route, what is visible, what is due, what is still missing.
// Computed from the answers each time. Held together with bank/journey.py by tests/data/cases/journey.yml.
import { holds, plain } from "./rules.js";
import { lackingIn } from "./values.js";

const holding = (reasons, scope) => reasons.filter((reason) => holds(reason.when, scope));

// The screening questions that are asked, and the answers without what a hidden one holds.
function screeningAsked({ screening: { questions }, concepts }, answers) {
  const counted = Object.fromEntries(Object.entries(answers).filter(([id]) => !questions.includes(id)));
  const asked = [];
  for (const id of questions) {
    const { when } = concepts[id];
    if (when && !holds(when, { answers: counted, route: null })) continue;
    asked.push(id);
    if (id in answers) counted[id] = answers[id];
  }
  return { asked, counted };
}

// {route: route|null, reasons, stops, documents: [{document, reasons}], answered, total}
function routing(bank, answers) {
  const { screening } = bank;
  const { asked, counted } = screeningAsked(bank, answers);
  const scope = { answers: counted, route: null };
  const stops = holding(screening.stops ?? [], scope);
  const total = asked.length;
  const answered = asked.filter((id) => plain(counted[id]) !== null).length;
  if (answered < total) return { route: null, reasons: [], stops, documents: [], answered, total };
  let route = screening.routes[0];
  let reasons = [];
  for (const higher of screening.routes) {
    const held = holding(higher.reasons ?? [], scope);
    if (held.length) [route, reasons] = [higher, held];
  }
  const documents = (screening.documents ?? [])
    .map((document) => ({ document, reasons: holding(document.reasons, { answers: counted, route: route.id }) }))
    .filter((due) => due.reasons.length);
  return { route, reasons, stops, documents, answered, total };
}

function visibleConcepts(bank, answers, route) {
  const shown = {};
  const visible = [];
  for (const id of bank.tasks.flatMap((task) => task.concepts)) {
    const { when } = bank.concepts[id];
    if (when && !holds(when, { answers: shown, route })) continue;
    visible.push(id);
    if ((answers[id] ?? null) !== null) shown[id] = whatCounts(bank.concepts[id], answers[id], { answers: shown, route });
  }
  return { visible, shown };
}

// What a hidden column holds neither counts nor asks for anything.
function columnsAsked(concept, row, scope) {
  const seen = {};
  return concept.answer.columns.filter((column) => {
    if (column.when && !holds(column.when, { ...scope, row: seen })) return false;
    if (column.id in row) seen[column.id] = row[column.id];
    return true;
  });
}

function whatCounts(concept, value, scope) {
  if (concept.answer.kind !== "rows") return value;
  return value.map((row) => {
    const asked = columnsAsked(concept, row.values, scope).filter(({ id }) => id in row.values);
    return { ...row, values: Object.fromEntries(asked.map(({ id }) => [id, row.values[id]])) };
  });
}

// The columns that are asked of one row, given its values.
export function visibleColumns(concept, row, path) {
  return columnsAsked(concept, row, { answers: path.shown, route: path.routing.route?.id ?? null });
}

// Whether a column is due on a route wherever its register is due there.
export const columnDue = (column, route) => !column.optional && (!column.routes.length || column.routes.includes(route));

// Whether a question that is shown may be left out. Before the route is known only an optional column may.
export function isOffered({ concept, column }, path) {
  const route = path.routing.route?.id ?? null;
  if (column) return column.optional || (route !== null && !columnDue(column, route));
  return route !== null && !path.due.has(concept.id);
}

// [address, problem key] of all that keeps one concept's answer from being complete.
function missingIn(concept, path) {
  const value = path.shown[concept.id];
  const problem = lackingIn(concept.answer, value);
  const found = problem ? [[concept.id, problem]] : [];
  if (concept.answer.kind !== "rows") return found;
  for (const row of value ?? []) {
    for (const column of visibleColumns(concept, row.values, path)) {
      const lacks = columnDue(column, path.routing.route?.id) ? lackingIn(column.answer, row.values[column.id]) : null;
      if (lacks) found.push([`${concept.id}/${row.id}/${column.id}`, lacks]);
    }
  }
  return found;
}

export const isAnswered = (value) =>
  value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && !value.length);

function taskState(task, path) {
  const asked = task.concepts.filter((id) => path.visible.has(id));
  const due = asked.filter((id) => path.due.has(id));
  const done = due.filter((id) => !path.missing.get(id).length);
  // Before the route is known nobody can say what is due, so nothing but the screening is done.
  const known = path.routing.route !== null || due.length > 0;
  let state = known && done.length === due.length ? "done" : "in_progress";
  if (!asked.some((id) => isAnswered(path.shown[id]))) state = "not_started";
  if (!asked.length) state = "nothing";
  return { state, asked, due: due.length, done: done.length };
}

function unsureAddresses(bank, shown) {
  const found = [];
  for (const [id, value] of Object.entries(shown)) {
    if (bank.concepts[id].answer.kind !== "rows") {
      if (plain(value) === "unsure") found.push(id);
      continue;
    }
    for (const row of value) {
      for (const [column, held] of Object.entries(row.values)) {
        if (plain(held) === "unsure") found.push(`${id}/${row.id}/${column}`);
      }
    }
  }
  return found;
}

// Where an assessment with these answers stands.
export function pathOf(bank, answers) {
  const found = routing(bank, answers);
  const route = found.route?.id ?? null;
  const { visible, shown } = visibleConcepts(bank, answers, route);
  const screening = new Set(bank.screening.questions);
  const dueThere = ({ routes, when }) => routes.includes(route) && (!when || holds(when, { answers: shown, route }));
  const isDue = (id) => screening.has(id) || dueThere(bank.concepts[id].due);
  const path = { routing: found, shown, visible: new Set(visible), due: new Set(visible.filter(isDue)) };
  path.missing = new Map([...path.due].map((id) => [id, missingIn(bank.concepts[id], path)]));
  path.tasks = new Map(bank.tasks.map((task) => [task.id, taskState(task, path)]));
  path.unsure = unsureAddresses(bank, shown);
  return path;
}
