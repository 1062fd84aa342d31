// What lifts a stop: a later answer, complete and saying something; as bank/stopping.py.
import { holds } from "./rules.js";
import { lackingIn } from "./values.js";
import { saysSomething } from "./saying.js";

const LEAST_WORDS = 8; // of a text that lifts a stop

function isComplete(bank, id, shown) {
  const { answer } = bank.concepts[id];
  if (lackingIn(answer, shown[id])) return false;
  return answer.kind !== "text" || saysSomething(shown[id], bank.hollow ?? [], LEAST_WORDS);
}

// The lift that holds, or null while the stop stands.
export function liftOf(bank, stop, visible, scope) {
  const holding = (lift) => {
    const asked = lift.answers.filter((id) => visible.has(id));
    return visible.has(lift.answers[0]) && holds(lift.when, scope) && asked.every((id) => isComplete(bank, id, scope.answers));
  };
  return (stop.lifts ?? []).find(holding) ?? null;
}

// The questions whose answers can lift a stop, of those that are asked.
export const whereLifted = (stop, visible) =>
  [...new Set((stop.lifts ?? []).flatMap((lift) => lift.answers))].filter((id) => visible.has(id));
