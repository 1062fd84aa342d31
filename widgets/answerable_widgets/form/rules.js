// Conditions as data: one operator and its operands. The same cases, tests/data/cases/rules.yml,
// hold this module and bank/rules.py together.

// What a rule compares: the choice of a yes/no/unsure, the role of a person, the cell of a risk.
export function plain(value) {
  if (value === undefined || value === null) return null;
  if (typeof value === "object" && !Array.isArray(value)) return value.choice ?? value.role ?? cellId(value);
  return value;
}

const cellId = ({ likelihood, severity }) => (likelihood && severity ? `${likelihood}_${severity}` : null);

// `scope` is {answers, route, verdict, row}: the visible answers, the ids of the route taken and of the one
// that the screening asks for, and inside a register the row.
function resolve(ref, scope) {
  const [concept, column] = ref.split(".");
  if (column === undefined) return plain(scope.answers[concept]);
  if (concept === "") return plain(scope.row?.[column]);
  return (scope.answers[concept] ?? []).map((row) => plain(row.values[column]));
}

export function holds(rule, scope) {
  const [[name, operands]] = Object.entries(rule);
  return OPERATORS[name](operands, scope);
}

function atLeast([least, of], scope) {
  if (typeof of !== "string") return of.filter((rule) => holds(rule, scope)).length >= least;
  const found = resolve(of, scope);
  if (Array.isArray(found)) return found.length >= least;
  return typeof found === "number" && found >= least;
}

function contains([ref, wanted], scope) {
  const found = resolve(ref, scope);
  return Array.isArray(found) && found.flat().includes(wanted);
}

function equals([ref, wanted], scope) {
  const found = resolve(ref, scope);
  return found !== null && found === wanted;
}

const OPERATORS = {
  is: equals,
  in: ([ref, wanted], scope) => wanted.includes(resolve(ref, scope)),
  has: contains,
  not: (rule, scope) => !holds(rule, scope),
  all: (rules, scope) => rules.every((rule) => holds(rule, scope)),
  any: (rules, scope) => rules.some((rule) => holds(rule, scope)),
  at_least: atLeast,
  route: (routes, scope) => routes.includes(scope.route),
  verdict: (routes, scope) => routes.includes(scope.verdict),
};
