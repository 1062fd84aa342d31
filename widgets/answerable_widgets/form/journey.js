// The way through the questions: route, what is visible, what is due, what is still missing.
// Computed from the answers each time. Held together with bank/journey.py by tests/data/cases/journey.yml.
import { choiceOf } from "./choosing.js";
import { holds, plain } from "./rules.js";
import { liftOf } from "./stopping.js";
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

// The route without what hangs on later answers, which `conclude` adds:
// {route, verdict, choice, reasons, stops, lifted, documents: [{document, reasons}], answered, total}
function routing(bank, answers) {
  const { screening } = bank;
  const { asked, counted } = screeningAsked(bank, answers);
  const scope = { answers: counted, route: null };
  const total = asked.length;
  const answered = asked.filter((id) => plain(counted[id]) !== null).length;
  const found = { route: null, verdict: null, choice: null, reasons: [], stops: holding(screening.stops ?? [], scope), lifted: [], documents: [], answered, total };
  if (answered < total) return found;
  found.verdict = screening.routes[0];
  for (const higher of screening.routes) {
    const held = holding(higher.reasons ?? [], scope);
    if (held.length) [found.verdict, found.reasons] = [higher, held];
  }
  found.choice = choiceOf(bank, counted, found.verdict);
  const counts = found.choice && !Object.keys(found.choice.lacks).length;
  found.route = counts ? found.choice.route : found.verdict;
  return found;
}

const isLower = ({ screening: { routes } }, { route, verdict }) => routes.indexOf(route) < routes.indexOf(verdict);

// The route by which a question is asked: a lower one drops nothing that the law or a document still due demands.
function askedBy(bank, found, concept) {
  const kept = isLower(bank, found) && (concept.due.level === "law" || found.bound?.has(concept.id));
  return (kept ? found.verdict : found.route)?.id ?? null;
}

const scopeOf = (found, answers, route) => ({ answers, route, verdict: found.verdict?.id ?? null });

function dueDocuments(bank, found, shown) {
  const scope = scopeOf(found, shown, found.route?.id ?? null);
  return ((found.route && bank.screening.documents) || [])
    .map((document) => ({ document, reasons: holding(document.reasons, scope) }))
    .filter((due) => due.reasons.length);
}

// The questions that a document which is due in spite of a lower route demands.
function bind(bank, found, shown) {
  const demanded = dueDocuments(bank, found, shown).flatMap(({ document }) => bank.demands?.[document.id] ?? []);
  return { ...found, bound: new Set(demanded) };
}

function conclude(bank, found, visible, shown) {
  const scope = scopeOf(found, shown, found.route?.id ?? null);
  const lifts = found.stops.map((stop) => ({ stop, lift: liftOf(bank, stop, visible, scope) }));
  return {
    ...found,
    stops: lifts.filter(({ lift }) => !lift).map(({ stop }) => stop),
    lifted: lifts.filter(({ lift }) => lift),
    documents: dueDocuments(bank, found, shown),
  };
}

function visibleConcepts(bank, answers, found) {
  const shown = {};
  const visible = [];
  for (const id of bank.tasks.flatMap((task) => task.concepts)) {
    const concept = bank.concepts[id];
    const scope = scopeOf(found, shown, askedBy(bank, found, concept));
    if (concept.on_request && !isAnswered(answers[id])) continue;
    if (concept.when && !holds(concept.when, scope)) continue;
    visible.push(id);
    if ((answers[id] ?? null) !== null) shown[id] = whatCounts(concept, answers[id], scope);
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
  return columnsAsked(concept, row, scopeOf(path.routing, path.shown, path.askedBy(concept)));
}

// Whether a column is due on a route wherever its register is due there.
export const columnDue = (column, route) => !column.optional && (!column.routes.length || column.routes.includes(route));

// Whether a question that is shown may be left out. Before the route is known only an optional column may.
export function isOffered({ concept, column }, path) {
  const route = path.askedBy(concept);
  if (column) return column.optional || (route !== null && !columnDue(column, route));
  return route !== null && !path.due.has(concept.id);
}

// [address, problem key] of all that keeps one concept's answer from being complete.
function missingIn(concept, path) {
  const value = path.shown[concept.id];
  const problem = lackingIn(concept.answer, value) ?? path.routing.choice?.lacks[concept.id];
  const found = problem ? [[concept.id, problem]] : [];
  if (concept.answer.kind !== "rows") return found;
  for (const row of value ?? []) {
    for (const column of visibleColumns(concept, row.values, path)) {
      const lacks = columnDue(column, path.askedBy(concept)) ? lackingIn(column.answer, row.values[column.id]) : null;
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
  let found = routing(bank, answers);
  let { visible: order, shown } = visibleConcepts(bank, answers, found);
  if (isLower(bank, found)) {
    found = bind(bank, found, shown);
    ({ visible: order, shown } = visibleConcepts(bank, answers, found));
  }
  const visible = new Set(order);
  const screening = new Set(bank.screening.questions);
  const by = (concept) => askedBy(bank, found, concept);
  const dueThere = (concept) => {
    const scope = scopeOf(found, shown, by(concept));
    return concept.due.routes.includes(scope.route) && (!concept.due.when || holds(concept.due.when, scope));
  };
  const isDue = (id) => screening.has(id) || dueThere(bank.concepts[id]);
  const path = { routing: conclude(bank, found, visible, shown), shown, visible, due: new Set(order.filter(isDue)), askedBy: by };
  path.missing = new Map([...path.due].map((id) => [id, missingIn(bank.concepts[id], path)]));
  path.tasks = new Map(bank.tasks.map((task) => [task.id, taskState(task, path)]));
  path.unsure = unsureAddresses(bank, shown);
  return path;
}
