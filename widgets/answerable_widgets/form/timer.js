// A clock for a workshop: it says how much is left and when that is worth saying. It ends nothing.

const MINUTE = 60000;
const SPOKEN_AT = [5, 2, 1, 0]; // minutes left

export class Timer {
  #heard;

  // `held` is {rest, ends} as `keep` gives it: what is left while it stands, and the moment it runs out while it runs.
  constructor(held, now = () => Date.now()) {
    this.now = now;
    Object.assign(this, held);
    this.#heard = this.left;
  }

  static of(minutes) {
    return { rest: minutes * MINUTE, ends: null };
  }

  get runs() {
    return this.ends !== null;
  }

  get left() {
    return this.runs ? this.ends - this.now() : this.rest;
  }

  get keep() {
    return { rest: this.left, ends: this.ends };
  }

  start() {
    if (!this.runs) this.ends = this.now() + this.rest;
    this.#heard = this.left;
  }

  pause() {
    this.rest = this.left;
    this.ends = null;
  }

  // When the time was up, what is added counts from now.
  add(minutes) {
    const rest = Math.max(this.left, 0) + minutes * MINUTE;
    if (this.runs) this.ends = this.now() + rest;
    this.rest = rest;
    this.#heard = rest;
  }

  // {state: paused|running|up|over, minutes}: begun minutes that are left, or whole ones that are over.
  get says() {
    const { left } = this;
    if (left > 0) return { state: this.runs ? "running" : "paused", minutes: Math.ceil(left / MINUTE) };
    const over = Math.floor(-left / MINUTE);
    return over ? { state: "over", minutes: over } : { state: "up", minutes: 0 };
  }

  // Whether something was passed since the last look that should be spoken: once each.
  news() {
    const { left } = this;
    const passed = this.runs && SPOKEN_AT.some((minutes) => this.#heard > minutes * MINUTE && left <= minutes * MINUTE);
    this.#heard = left;
    return passed;
  }
}
