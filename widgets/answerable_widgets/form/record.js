// What the record says to the page: the state, and what became of each change that was sent.
import { ROW_CHANGES, parts, questionAt, readAt, rowAt, writeAt } from "./addresses.js";
import { storable } from "./storable.js";
import { sameValue } from "./values.js";

// The whole state: at the start, after a reconnect, or because somebody else changed the record.
export function acceptRecord(session, { answers, based, head, drafts, earlier, assigned, by }) {
  if (head < session.head) return;
  const before = { answers: session.answers, path: session.path };
  Object.assign(session, { committed: answers ?? {}, head: head ?? 0 });
  for (const [address, seq] of Object.entries(based ?? {})) session.rebase(address, seq);
  for (const address of earlier ?? []) session.earlier.add(address);
  if (assigned) session.assigned = new Map(Object.entries(assigned));
  for (const draft of drafts ?? []) restore(session, draft);
  meetNews(session, by ?? {});
  session.work();
  if (before.path) session.noteLeft(before);
  session.holdRestored((drafts ?? []).map(({ address }) => address));
  session.strandWithoutRow();
  session.weighOffers();
  session.changed();
}

// What others answered meanwhile: a choice between two answers is one between mine and the latest. Whoever is
// still writing is told that another answer stands there, and chooses when they leave the field.
function meetNews(session, by) {
  for (const [address, edit] of session.edits) {
    const [seq, theirs] = [session.based[address] ?? 0, readAt(session.committed, address)];
    const met = session.conflicts.get(address);
    const same = sameValue(edit.value, theirs);
    if (met && seq > met.seq) {
      if (same) session.forget(address);
      else session.conflicts.set(address, { ...met, draft: false, theirs, seq, by: "", name: "", ...by[address] });
    } else if (!met && edit.phase === "draft" && !edit.restored) {
      edit.passed = seq > edit.basedOn && !same ? (edit.passed ?? { by: "", ...by[address] }) : null;
    }
  }
}

// A draft of an earlier visit goes back into its field; if somebody answered meanwhile, both texts are shown.
function restore(session, { address, value, based_on: basedOn, conflict }) {
  if (session.edits.has(address) || !questionAt(session.bank, address)) return;
  if (sameValue(value, readAt(session.committed, address))) return;
  if (parts(address).row && !rowAt(session.committed, address)) return;
  session.edits.set(address, { value, basedOn, phase: "draft", restored: true });
  if (conflict) session.conflicts.set(address, { mine: value, ...conflict });
}

export function acknowledge(session, message) {
  const sent = session.saver.acknowledged(message);
  if (!sent) return;
  const results = new Map((message.results ?? []).map((one) => [`${one.do} ${one.address}`, one]));
  for (const change of sent) {
    const result = results.get(`${change.do} ${change.address}`);
    if (change.do === "assign") continue;
    if (ROW_CHANGES[change.do]) settleRow(session, change, result?.problem);
    else settle(session, change, result ?? {});
  }
  if (message.assigned) session.assigned = new Map(Object.entries(message.assigned));
  session.head = Math.max(session.head, message.head ?? 0);
  session.weighOffers();
  session.changed();
  session.saver.settle(message.at);
}

function settleRow(session, change, problem) {
  session.rows = session.rows.filter((one) => one !== change);
  if (problem) return session.problems.set(parts(change.address).concept, problem);
  session.committed = ROW_CHANGES[change.do](session.committed, change);
}

function settle(session, change, { seq, problem, conflict }) {
  const { address } = change;
  const edit = session.edits.get(address);
  const newest = edit && sameValue(storable(edit.value), change.value);
  if (change.do === "answer") delete edit?.given;
  if (conflict) return meet(session, change, conflict, edit);
  if (problem) return newest && refuse(session, change, problem, edit);
  if (newest) session.saver.release(address);
  if (change.do === "answer") answered(session, change, seq, edit, newest);
  if (newest && session.edits.get(address)?.phase === "draft") session.keep.forget(address);
}

function answered(session, { address, value }, seq, edit, newest) {
  session.committed = writeAt(session.committed, address, value);
  if (seq !== null && seq !== undefined) session.rebase(address, seq);
  if (newest && edit.phase === "answer") return session.forget(address);
  if (!edit) return;
  edit.basedOn = session.based[address] ?? edit.basedOn;
  session.saver.rebase(address, edit.basedOn);
}

// Refused as an answer: it stays in the field and is kept as a draft. Without a place, it is offered back.
function refuse(session, change, problem, edit) {
  const { address } = change;
  if (problem.key === "not_a_place") return session.strand(address, edit);
  session.problems.set(address, problem);
  if (change.do !== "answer") return session.saver.withhold(address);
  edit.phase = "draft";
  session.saver.queue({ do: "draft", address, value: edit.value, based_on: edit.basedOn }, false);
}

// Two answers at once. It is no quarrel when both are the same. The record never reports this page's own
// earlier answers here, so whatever else it reports is somebody's words, and they are shown.
function meet(session, { address, value, based_on: basedOn }, conflict, edit) {
  const mine = edit ?? { value, basedOn, restored: false };
  session.edits.set(address, mine);
  if (sameValue(conflict.theirs, mine.value)) {
    session.committed = writeAt(session.committed, address, conflict.theirs);
    session.rebase(address, conflict.seq);
    return session.forget(address);
  }
  mine.phase = "draft";
  session.conflicts.set(address, { mine: mine.value, ...conflict });
  session.saver.queue({ do: "draft", address, value: mine.value, based_on: mine.basedOn }, false);
}
