// Another route than the one the answers ask for; as bank/choosing.py. Held together by tests/data/cases/choosing.yml.
import { plain } from "./rules.js";
import { lackingIn } from "./values.js";
import { saysSomething } from "./saying.js";

const words = (person, part) => String(person?.[part] ?? "").toLowerCase().split(/\s+/).filter(Boolean).join(" ");

function samePerson(one, other) {
  const part = words(one, "name") && words(other, "name") ? "name" : "role";
  return words(one, part) !== "" && words(one, part) === words(other, part);
}

// {route, way, lacks: {question: problem}}: what was chosen in place of `verdict`; null where nobody chose.
export function choiceOf(bank, answers, verdict) {
  const { choosing, routes } = bank.screening;
  const route = choosing && routes.find(({ id }) => id === plain(answers[choosing.route]));
  if (!route) return null;
  const [to, from] = [routes.indexOf(route), routes.indexOf(verdict)];
  const way = to < from ? "down" : to > from ? "up" : "same";
  return { route, way, lacks: way === "down" ? lacksOf(bank, choosing, answers, from) : {} };
}

function lacksOf(bank, choosing, answers, from) {
  const left = bank.screening.routes.findIndex(({ id }) => id === plain(answers[choosing.left]));
  const [reason, reviewer] = [answers[choosing.reason], answers[choosing.reviewer]];
  const found = {
    [choosing.left]: left < 0 ? "required" : left < from ? "route_lapsed" : null,
    [choosing.reason]: lackingIn(bank.concepts[choosing.reason].answer, reason) ??
      (saysSomething(reason, bank.hollow ?? [], choosing.least_words) ? null : "says_nothing"),
    [choosing.reviewer]: lackingIn(bank.concepts[choosing.reviewer].answer, reviewer) ??
      (samePerson(reviewer, answers[choosing.apart_from]) ? "same_person" : null),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem));
}
