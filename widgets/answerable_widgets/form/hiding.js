// What an answer would take out of view. Nothing leaves before the person was told: until then the answer waits as a draft.
import { ROW_CHANGES, parts, readAt, rowAt, writeAt } from "./addresses.js";
import { isAnswered, pathOf, visibleColumns } from "./journey.js";

// The addresses of what holds an answer, or words of this person, and leaves the view from `before` to `after`,
// each of them {answers, path}. Whole rows that go are not among them.
export function leaving({ bank, edits }, before, after) {
  const holdsWords = (address) => isAnswered(edits.get(address)?.value ?? readAt(before.answers, address));
  const asked = [...before.path.visible];
  const gone = asked.filter((id) => !after.path.visible.has(id));
  const stay = asked.filter((id) => after.path.visible.has(id) && bank.concepts[id].answer.columns?.some((column) => column.when));
  return [...gone, ...stay.flatMap((id) => columnsLeaving(bank.concepts[id], before, after))].filter(holdsWords);
}

// Whether the question at `address` is asked now.
export function stillAsked({ bank, answers, path }, address) {
  const { concept, column } = parts(address);
  if (!column || !path.visible.has(concept)) return path.visible.has(concept);
  const row = rowAt(answers, address);
  return Boolean(row) && visibleColumns(bank.concepts[concept], row.values, path).some(({ id }) => id === column);
}

function columnsLeaving(concept, before, after) {
  return (before.answers[concept.id] ?? []).flatMap((row) => {
    const address = `${concept.id}/${row.id}`;
    const now = rowAt(after.answers, address);
    if (!now) return [];
    const asked = new Set(visibleColumns(concept, now.values, after.path).map(({ id }) => id));
    return visibleColumns(concept, row.values, before.path).filter(({ id }) => !asked.has(id)).map(({ id }) => `${address}/${id}`);
  });
}

const seen = (session, answers) => leaving(session, session, { answers, path: pathOf(session.bank, answers) });

// What would leave if `value` were the answer at `address`.
export const leavesWith = (session, address, value) => seen(session, writeAt(session.answers, address, value)).filter((one) => one !== address);

// What would leave elsewhere if the row at `address` were taken out.
export const leavesWithout = (session, address) => seen(session, ROW_CHANGES.remove_row(session.answers, { address }));
