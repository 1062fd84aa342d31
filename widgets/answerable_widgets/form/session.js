// What one person does to one assessment: types, answers, adds and removes rows, settles conflicts.
import { parts, questionAt, readAt, rowAt, writeAt, newRowId } from "./addresses.js";
import { Answers } from "./answers.js";
import { refusedBy, isBlank, sameValue } from "./values.js";
import { hiddenBetween } from "./hiding.js";

const IDLE_MS = 120000;

// Nothing typed is the same as no answer, whatever the kind.
function normal(value) {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.length ? value : null;
  if (typeof value === "object") return Object.values(value).every(isBlank) ? null : value;
  return isBlank(value) ? null : value;
}

export class Session extends Answers {
  #idle = 0;
  #moves = 0;
  #justHid = null;

  type(address, value) {
    const edit = this.edit(address);
    Object.assign(edit, { value, phase: "draft", restored: false });
    this.saver.queue({ do: "draft", address, value, based_on: edit.basedOn }, false);
    this.keepSafe(address, edit);
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.commitAll(), IDLE_MS);
    this.#complainWhileTyping(address, value);
  }

  #complainWhileTyping(address, value) {
    const { answer } = questionAt(this.bank, address);
    const tooLong = refusedBy(answer, normal(value), this.bank.limits) === "too_long";
    if (!tooLong && !this.problems.has(address)) return;
    if (tooLong) this.problems.set(address, { key: "too_long" });
    else this.problems.delete(address);
    this.changed();
  }

  // The draft becomes the answer, unless it can never be one or somebody else's words are in its way.
  commit(address) {
    const edit = this.edits.get(address);
    if (edit?.phase !== "draft" || this.conflicts.has(address)) return;
    const { answer } = questionAt(this.bank, address);
    const problem = refusedBy(answer, normal(edit.value), this.bank.limits);
    if (!problem) return this.give(address, edit.value);
    this.problems.set(address, { key: problem });
    this.changed();
  }

  // `alsoRestored(address)`: drafts of an earlier visit that nobody has touched since.
  commitAll(alsoRestored) {
    for (const [address, edit] of [...this.edits]) {
      if (!edit.restored || alsoRestored?.(address)) this.commit(address);
    }
  }

  give(address, given) {
    const value = normal(given);
    const edit = this.edit(address);
    const untyped = edit.phase === "draft" && sameValue(value, readAt(this.committed, address));
    this.problems.delete(address);
    if (untyped && !this.saver.inFlight(address)) return this.drop(address);
    const before = { answers: this.answers, path: this.path };
    Object.assign(edit, { value, phase: "answer", restored: false });
    this.keepSafe(address, edit);
    this.saver.queue({ do: "answer", address, value, based_on: edit.basedOn }, true);
    this.work();
    this.#noteHiding(address, before);
    this.changed();
  }

  #noteHiding(address, before) {
    const asks = hiddenBetween(this.bank, address, before, this);
    this.#justHid = asks.length ? asks : null;
    if (asks.length) this.hid.set(address, { asks, before: readAt(before.answers, address) });
    else this.hid.delete(address);
  }

  // What the last answer hid, for whoever announces it: told once.
  takeHiding() {
    const asks = this.#justHid;
    this.#justHid = null;
    return asks;
  }

  drop(address) {
    this.forget(address);
    this.saver.queue({ do: "drop", address }, true);
    this.changed();
  }

  // Ask `person` to answer here; null takes it back.
  assign(address, person, note) {
    this.saver.queue({ do: "assign", address, person, note }, true);
  }

  // ---- rows

  // `after` is the row that the new one follows, else the last.
  addRow(concept, after = this.#lastRow(concept)) {
    const address = `${concept}/${newRowId()}`;
    this.#changeRow({ do: "add_row", address, after });
    return address;
  }

  #lastRow(concept) {
    return this.answers[concept]?.at(-1)?.id ?? null;
  }

  // `after` is the row that it will follow, null for the first place. A row on its way up is sent where it ends.
  moveRow(address, after) {
    const last = this.rows.at(-1);
    const goesOn = last?.do === "move_row" && last.address === address && this.saver.holds(last);
    if (!goesOn) return this.#changeRow({ do: "move_row", address, after, number: (this.#moves += 1) }, false);
    last.after = after;
    this.changed();
  }

  removeRow(address) {
    this.saver.cancelBelow(address);
    for (const one of [...this.edits.keys()]) if (one.startsWith(`${address}/`)) this.forget(one);
    this.#changeRow({ do: "remove_row", address });
  }

  #changeRow(change, now = true) {
    this.problems.delete(parts(change.address).concept);
    this.rows.push(change);
    this.saver.queue(change, now);
    this.changed();
  }

  // ---- when two people wrote: nobody's words are lost

  keepMine(address) {
    const { mine, seq } = this.conflicts.get(address);
    this.conflicts.delete(address);
    const edit = this.edit(address);
    Object.assign(edit, { basedOn: seq, phase: "mine" });
    this.give(address, edit.value ?? mine);
  }

  keepTheirs(address) {
    this.#settleOn(address, this.conflicts.get(address));
    this.drop(address);
  }

  // Both answers in the field: as a draft to edit, or given at once where there is nothing to type.
  joinBoth(address, join, typed) {
    const conflict = this.conflicts.get(address);
    const mine = this.value(address) ?? conflict.mine;
    this.#settleOn(address, conflict);
    this.edits.delete(address);
    if (!typed) return this.give(address, join(mine, conflict.theirs));
    this.type(address, join(mine, conflict.theirs));
    this.changed();
  }

  #settleOn(address, { theirs, seq }) {
    this.conflicts.delete(address);
    this.committed = writeAt(this.committed, address, theirs);
    this.rebase(address, seq);
  }

  // ---- words that were not saved

  offer(entries) {
    this.offered.push(...entries);
    this.weighOffers();
    this.changed();
  }

  useFound(entry) {
    const { address, value, based_on: basedOn } = entry;
    const { concept, row } = parts(address);
    this.#takeOffer(entry);
    if (row && !rowAt(this.answers, address)) {
      this.#changeRow({ do: "add_row", address: `${concept}/${row}`, after: this.#lastRow(concept) });
    }
    this.edit(address).basedOn = basedOn ?? 0;
    this.type(address, value);
    this.commit(address);
    this.changed();
  }

  discardFound(entry) {
    this.#takeOffer(entry);
    this.keep.forget(entry.address);
    this.changed();
  }

  #takeOffer(entry) {
    this.offered = this.offered.filter((one) => one !== entry);
    this.weighOffers();
  }

  stop() {
    clearTimeout(this.#idle);
  }
}
