// What one person does to one assessment: types, answers, adds and removes rows, settles conflicts.
import { parts, questionAt, readAt, rowAt, writeAt, newRowId } from "./addresses.js";
import { Answers } from "./answers.js";
import { refusedBy, isBlank, sameValue } from "./values.js";
import { stillAsked, leaving, leavesWith } from "./hiding.js";
import { isTooMuch, storable } from "./storable.js";

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

  // The field keeps what was typed until it is left: the other half of a sign may be on its way.
  type(address, value) {
    this.held.delete(address);
    this.mended.delete(address);
    this.#draft(address, value, false);
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.commitAll(), IDLE_MS);
    this.#complainWhileTyping(address, value);
  }

  // An answer that is on its way counts on, whatever is typed over it. What is more than the record takes is not
  // sent, and not called saved.
  #draft(address, value, now) {
    const edit = this.edit(address);
    if (edit.phase === "answer") edit.given = edit.value;
    Object.assign(edit, { value, phase: "draft", restored: false });
    if (isTooMuch(value, this.bank.limits.draft)) this.saver.withhold(address);
    else this.saver.queue({ do: "draft", address, value: storable(value), based_on: edit.basedOn }, now);
    this.keepSafe(address, edit);
  }

  #complainWhileTyping(address, value) {
    const { answer } = questionAt(this.bank, address);
    const tooMuch = isTooMuch(value, this.bank.limits.draft) && "too_much";
    const key = tooMuch || (refusedBy(answer, normal(value), this.bank.limits) === "too_long" && "too_long");
    if (!key && !this.problems.has(address)) return;
    if (key) this.problems.set(address, { key });
    else this.problems.delete(address);
    this.changed();
  }

  // The draft becomes the answer, unless it can never be one or somebody else's words are in its way.
  // `told`: the person knows what it takes out of view.
  commit(address, told = false) {
    const edit = this.edits.get(address);
    if (edit?.phase !== "draft" || this.conflicts.has(address) || (this.held.has(address) && !told)) return;
    const problem = this.#refused(address, edit);
    if (!problem) return this.give(address, edit.value, told);
    if (this.problems.get(address)?.key !== "too_much") this.problems.set(address, { key: problem });
    this.changed();
  }

  #refused(address, { value }) {
    return refusedBy(questionAt(this.bank, address).answer, normal(value), this.bank.limits);
  }

  // `alsoRestored(address)`: drafts of an earlier visit that nobody has touched since.
  commitAll(alsoRestored) {
    for (const [address, edit] of [...this.edits]) {
      if (!edit.restored || alsoRestored?.(address)) this.commit(address);
    }
  }

  // What would take answers out of view waits as a draft, until `told`.
  give(address, given, told = false) {
    const value = storable(normal(given));
    const edit = this.edit(address);
    if (!sameValue(value, normal(given))) this.mended.add(address);
    const untyped = edit.phase === "draft" && sameValue(value, readAt(this.committed, address));
    this.problems.delete(address);
    this.held.delete(address);
    if (untyped && !this.saver.inFlight(address)) return this.drop(address);
    const leaves = told || this.still ? [] : leavesWith(this, address, value);
    if (leaves.length) return this.#hold(address, value, leaves);
    Object.assign(edit, { value, phase: "answer", restored: false });
    this.keepSafe(address, edit);
    this.saver.queue({ do: "answer", address, value, based_on: edit.basedOn }, true);
    this.changed();
  }

  // An answer that waits to be sent goes first, for the draft would take its place.
  #hold(address, value, leaves) {
    if (this.edit(address).phase === "answer") this.saver.flush(true);
    this.#draft(address, value, true);
    this.held.set(address, { leaves });
    this.changed();
  }

  leaveAsItWas(address) {
    const { given } = this.edits.get(address) ?? {};
    this.held.delete(address);
    if (given === undefined) this.drop(address);
    else this.give(address, given, true);
  }

  // What waits is looked at again with every change; without anything to hide it is a draft like any other.
  work() {
    super.work();
    for (const [address, { leaves }] of this.held) {
      const edit = this.edits.get(address);
      const now = edit ? leavesWith(this, address, normal(edit.value)) : [];
      if (sameValue(now, leaves)) continue;
      if (now.length) this.held.set(address, { leaves: now });
      else this.held.delete(address);
      if (edit && !now.length) edit.restored = true;
    }
  }

  // A draft of an earlier visit says at once what it would take out of view.
  holdRestored(addresses) {
    for (const address of addresses) {
      const edit = this.edits.get(address);
      if (!edit?.restored || this.held.has(address) || this.conflicts.has(address)) continue;
      const leaves = this.#refused(address, edit) ? [] : leavesWith(this, address, normal(edit.value));
      if (leaves.length) this.held.set(address, { leaves });
    }
  }

  // What an answer given elsewhere took out of view, for whoever looks at it; `before` is {answers, path}.
  noteLeft(before) {
    for (const address of leaving(this, before, this)) this.left.add(address);
    for (const address of this.left) if (stillAsked(this, address)) this.left.delete(address);
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

  // What was only a draft in another window becomes the answer; else the record has it already.
  keepTheirs(address) {
    const conflict = this.conflicts.get(address);
    this.#settleOn(address, conflict);
    if (!conflict.draft) return this.drop(address);
    this.edit(address).phase = "mine";
    this.give(address, conflict.theirs);
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

  #settleOn(address, { theirs, seq, draft }) {
    this.conflicts.delete(address);
    if (draft) return;
    this.committed = writeAt(this.committed, address, theirs);
    this.rebase(address, seq);
  }

  // ---- words that were not saved

  // What the record has already need not wait any more.
  offer(entries) {
    for (const entry of entries) {
      if (sameValue(storable(entry.value), this.value(entry.address))) this.keep.discard(entry.place);
      else this.offered.push(entry);
    }
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
    this.#meetDraft(address, value);
    this.edit(address).basedOn = basedOn ?? 0;
    this.type(address, value);
    this.#unkeep(entry);
    this.commit(address);
    this.changed();
  }

  // What stands in the field is not written over, unless it is how the found words begin.
  #meetDraft(address, value) {
    const { value: theirs, phase, basedOn: seq } = this.edit(address);
    const goesOn = typeof value === "string" && value.startsWith(String(theirs));
    if (phase === "draft" && normal(theirs) !== null && !goesOn) this.conflicts.set(address, { mine: value, theirs, seq, draft: true });
  }

  discardFound(entry) {
    this.#takeOffer(entry);
    this.#unkeep(entry);
    this.changed();
  }

  #unkeep({ address, place }) {
    if (place) this.keep.discard(place);
    else if (!this.edits.has(address)) this.keep.forget(address);
  }

  #takeOffer(entry) {
    this.offered = this.offered.filter((one) => one !== entry);
    this.weighOffers();
  }

  // The person has finished here: what was not saved was shown to them.
  letGo() {
    this.saver.abandon();
    for (const held of [this.edits, this.problems, this.conflicts, this.mended]) held.clear();
    this.rows = [];
    this.offered = [];
    this.weighOffers();
    this.changed();
  }

  stop() {
    clearTimeout(this.#idle);
  }
}
