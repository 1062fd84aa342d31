// The answers as this page sees them: what the record has, and over it what this page has changed.
import { ROW_CHANGES, readAt, rowAt, writeAll, parts, questionAt } from "./addresses.js";
import { pathOf } from "./journey.js";
import { sameValue } from "./values.js";

export class Answers {
  #listeners = new Set();
  #still = false;

  // `saver` and `keep` take what changes.
  constructor(bank, saver, keep) {
    Object.assign(this, { bank, saver, keep, committed: {}, based: {}, head: 0 });
    this.edits = new Map(); // address -> {value, basedOn, phase: draft|answer, restored, given}
    this.rows = []; // what adds, moves or takes out rows and is not acknowledged, in its order
    this.problems = new Map(); // address -> {key} or {sentence}
    this.mended = new Set(); // addresses where half a sign could not be kept
    this.conflicts = new Map(); // address -> {mine, theirs, by, seq}
    this.held = new Map(); // address -> {leaves}: drafts that would take those addresses out of view
    this.left = new Set(); // addresses that an answer given elsewhere took out of view
    this.offered = []; // words that could not be saved where they were typed
    this.found = []; // those of them that are still news
    this.assigned = new Map(); // address -> {person, name, note, by, by_name, at, seq}: what was asked of whom
    this.earlier = new Set(); // addresses whose answer was once another
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // Many changes count as one: worked out and drawn once, when all are made.
  atOnce(make) {
    this.#still = true;
    try {
      make();
    } finally {
      this.#still = false;
    }
    this.changed();
  }

  // Whether many changes are being made: nothing is worked out before the last.
  get still() {
    return this.#still;
  }

  changed() {
    if (this.#still) return;
    this.work();
    for (const listener of [...this.#listeners]) listener();
  }

  // Drafts are in their fields, but do not count as answers.
  work() {
    if (this.#still) return;
    const withRows = this.rows.reduce((answers, change) => ROW_CHANGES[change.do](answers, change), this.committed);
    const given = [...this.edits].map(([address, edit]) => [address, edit.phase === "answer" ? edit.value : edit.given]);
    this.answers = writeAll(withRows, given.filter(([, value]) => value !== undefined));
    this.path = pathOf(this.bank, this.answers);
  }

  // What stands in the field: what this person typed, else the answer.
  value(address) {
    const edit = this.edits.get(address);
    return edit ? (edit.value ?? null) : readAt(this.answers, address);
  }

  // What is wrong with what stands in the field, whoever asks.
  problem(address) {
    return this.problems.get(address) ?? (this.mended.has(address) ? { key: "half_sign" } : undefined);
  }

  // Editing begins on top of the answer as it is now.
  edit(address) {
    const known = this.edits.get(address);
    if (known) return known;
    const edit = { value: null, basedOn: this.based[address] ?? 0, phase: "new", restored: false };
    this.edits.set(address, edit);
    return edit;
  }

  // The record's answer at `address` is event `seq` now; what stood there before is an earlier answer.
  rebase(address, seq) {
    if (this.based[address] && this.based[address] !== seq) this.earlier.add(address);
    this.based[address] = seq;
  }

  keepSafe(address, edit) {
    this.keep.put(address, { value: edit.value, based_on: edit.basedOn, at: new Date().toISOString() });
  }

  forget(address) {
    for (const held of [this.edits, this.problems, this.conflicts, this.held]) held.delete(address);
    this.saver.release(address);
    this.keep.forget(address);
  }

  // Somebody removed the row these words belong to: they are offered back instead of lost.
  strand(address, edit) {
    this.saver.release(address);
    for (const held of [this.edits, this.problems, this.conflicts, this.held]) held.delete(address);
    this.offered.push({ address, value: edit.value, based_on: 0 });
  }

  strandWithoutRow() {
    for (const [address, edit] of [...this.edits]) {
      if (parts(address).column && !rowAt(this.answers, address) && !edit.restored) this.strand(address, edit);
    }
  }

  // Offered only while neither the record nor the field has the same.
  weighOffers() {
    this.found = this.offered.filter(
      ({ address, value }) =>
        questionAt(this.bank, address) && ![readAt(this.committed, address), this.edits.get(address)?.value].some((one) => sameValue(value, one)),
    );
  }
}
