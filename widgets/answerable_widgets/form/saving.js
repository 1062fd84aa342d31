// What is on its way to the record: collected, numbered, sent, and only forgotten when acknowledged.
import { ROW_CHANGES } from "./addresses.js";

const TYPING_MS = 800;
const LONGEST_WAIT_MS = 4000; // somebody who types without a pause is saved all the same
const SLOW_MS = 600;
const LATE_MS = 5000;
const BACK_OFF_MS = [2000, 4000, 8000, 16000, 30000];
const CHANGES_AT_ONCE = 1000; // half of what form.py takes

const APART = new Set([...Object.keys(ROW_CHANGES), "assign"]); // what does not concern the answer at its address

// Each move counts, for where a row ends depends on those before it.
const keyOf = ({ do: what, address, number }) => (APART.has(what) ? `${what} ${address} ${number ?? ""}` : address);

export class Saver {
  #pending = new Map();
  #unacked = new Map();
  #timers = new Map();
  #seq = 0;
  #tries = 0;
  #firstQueued = 0;
  #waiting = false;
  #withheld = new Set();

  // `send(message)` may throw; `onStatus({state, at, sentence})` with state typing, saving, saved, late or refused.
  constructor(send, onStatus) {
    this.client = crypto.randomUUID?.() ?? String(crypto.getRandomValues(new Uint32Array(4)));
    this.send = send;
    this.onStatus = onStatus;
    this.trouble = false;
  }

  // Words that cannot be kept as they are: nothing is called saved until they are changed.
  withhold(address) {
    this.#pending.delete(address);
    this.#withheld.add(address);
    if (!this.busy) this.onStatus({ state: "withheld" });
  }

  // The record has what stands there now.
  release(address) {
    this.#withheld.delete(address);
  }

  // Typing waits for a pause; everything else goes at once.
  queue(change, now) {
    const key = keyOf(change);
    this.#pending.delete(key);
    this.#pending.set(key, change);
    this.#firstQueued ||= Date.now();
    if (!this.trouble) this.onStatus({ state: "typing" });
    if (now) return this.flush();
    const left = this.#firstQueued + LONGEST_WAIT_MS - Date.now();
    this.#after("typing", Math.max(0, Math.min(TYPING_MS, left)), () => this.flush());
  }

  // Forget what was not sent yet for a row that goes away.
  cancelBelow(row) {
    for (const key of [...this.#pending.keys()]) {
      if (key.startsWith(`${row}/`)) this.#pending.delete(key);
    }
  }

  // One patch at a time, so that they arrive in order; `force` is for a page that is about to go.
  flush(force) {
    this.#stop("typing");
    if (!this.#pending.size) return;
    if (this.#unacked.size && !force) {
      this.#waiting = true;
      return;
    }
    const changes = [...this.#pending.values()].slice(0, CHANGES_AT_ONCE);
    for (const change of changes) this.#pending.delete(keyOf(change));
    this.#waiting = this.#pending.size > 0;
    this.#firstQueued = 0;
    this.#supersede(changes);
    this.#unacked.set(++this.#seq, changes);
    this.#transmit(this.#seq);
    if (force) this.flush(true);
  }

  // Whether this very change still waits here, and nothing of it has been sent.
  holds(change) {
    return this.#pending.get(keyOf(change)) === change;
  }

  // An old patch that is sent again must not undo a newer one that has arrived.
  #supersede(newer) {
    const keys = new Set(newer.map(keyOf));
    for (const [seq, changes] of this.#unacked) {
      this.#unacked.set(seq, changes.filter((change) => ROW_CHANGES[change.do] || !keys.has(keyOf(change))));
    }
  }

  #transmit(seq) {
    const changes = this.#unacked.get(seq);
    if (!changes) return;
    this.#after("late", LATE_MS, () => this.#late());
    if (!this.trouble) this.#after("slow", SLOW_MS, () => this.onStatus({ state: "saving" }));
    try {
      this.send({ op: "patch", client: this.client, seq, changes });
    } catch {
      this.#late();
    }
  }

  #late() {
    this.#trouble({ state: "late" });
  }

  #trouble(status) {
    this.trouble = true;
    this.#stop("slow");
    this.#stop("late");
    this.onStatus(status);
    const wait = BACK_OFF_MS[Math.min(this.#tries++, BACK_OFF_MS.length - 1)];
    this.#after("again", wait, () => this.resend());
  }

  // Everything unacknowledged once more, with its old numbers: the record knows what it has had.
  resend() {
    this.#stop("again");
    const waiting = [...this.#unacked.keys()].sort((a, b) => a - b);
    for (const seq of waiting) this.#transmit(seq);
    if (!waiting.length) this.flush();
  }

  // The changes that this acknowledgement settles, or null when it is not ours or came twice.
  acknowledged(message) {
    if (message.client !== this.client) return null;
    const changes = this.#unacked.get(message.seq);
    if (!changes) return null;
    this.#unacked.delete(message.seq);
    this.#tries = 0;
    this.trouble = false;
    for (const name of ["late", "slow", "again"]) this.#stop(name);
    if (this.#unacked.size) this.#after("late", LATE_MS, () => this.#late());
    return changes;
  }

  // Call after an acknowledgement was dealt with: says Saved, or goes on with what waited meanwhile.
  settle(at) {
    if (this.#unacked.size) return;
    if (this.#waiting) this.flush();
    else if (this.#pending.size) this.onStatus({ state: "typing" });
    else this.onStatus(this.#withheld.size ? { state: "withheld" } : { state: "saved", at });
  }

  refused(message) {
    if (message.client !== this.client || !this.#unacked.has(message.seq)) return;
    this.#trouble({ state: "refused", sentence: message.problem.sentence });
  }

  // A change that waits was based on an answer that has meanwhile become event `seq`.
  rebase(address, seq) {
    const change = this.#pending.get(address);
    if (change) change.based_on = seq;
  }

  // Whether an answer to this question is on its way.
  inFlight(address) {
    return [...this.#unacked.values()].some((changes) => changes.some((change) => change.do === "answer" && change.address === address));
  }

  // Changes that were never handed over, that have met trouble on their way, or that cannot be kept.
  get unsent() {
    return this.#pending.size + this.#withheld.size > 0 || (this.trouble && this.#unacked.size > 0);
  }

  // Where there are words that the record may not have.
  get addresses() {
    const changes = [...this.#pending.values(), ...[...this.#unacked.values()].flat()];
    return [...new Set([...changes.map((change) => change.address), ...this.#withheld])];
  }

  // Nothing is sent any more of what was waiting.
  abandon() {
    this.stop();
    for (const held of [this.#pending, this.#unacked, this.#withheld]) held.clear();
    this.trouble = false;
    this.onStatus({ state: "start" });
  }

  // The addresses of all that the record has not acknowledged.
  get waiting() {
    return [...new Set([...this.#unacked.values(), [...this.#pending.values()]].flat().map(({ address }) => address))];
  }

  get busy() {
    return this.#pending.size + this.#unacked.size > 0;
  }

  #after(name, wait, action) {
    this.#stop(name);
    this.#timers.set(name, setTimeout(action, wait));
  }

  #stop(name) {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  stop() {
    for (const name of [...this.#timers.keys()]) this.#stop(name);
  }
}
