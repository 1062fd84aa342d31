// Which answers an answer takes out of view. They are kept, but no longer counted; people are told.
import { parts, rowAt } from "./addresses.js";
import { isAnswered, visibleColumns } from "./journey.js";

// `before` and `after` are {answers, path}. The asks of what was answered and is now hidden.
export function hiddenBetween(bank, address, before, after) {
  const gone = [...before.path.visible].filter((id) => !after.path.visible.has(id));
  const asks = gone.filter((id) => isAnswered(before.answers[id])).map((id) => bank.concepts[id].ask);
  return [...asks, ...hiddenColumns(bank, address, before, after)];
}

function hiddenColumns(bank, address, before, after) {
  const { concept, column } = parts(address);
  if (!column) return [];
  const [was, is] = [rowAt(before.answers, address), rowAt(after.answers, address)];
  if (!was || !is) return [];
  const asked = new Set(visibleColumns(bank.concepts[concept], is.values, after.path).map((one) => one.id));
  return visibleColumns(bank.concepts[concept], was.values, before.path)
    .filter((one) => !asked.has(one.id) && isAnswered(was.values[one.id]))
    .map((one) => one.ask.replace("{row}", was.values.title ?? bank.concepts[concept].answer.row_name));
}
