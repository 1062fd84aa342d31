// What was said and not yet heard. A message stays until the kernel says it has dealt with it, so
// it may arrive twice: whoever receives must not mind.

const FIRST_WAIT = 10_000;
const LONGEST_WAIT = 60_000;

export class Outbox {
  #messages = new Map();

  add(model, data) {
    const id = crypto.randomUUID();
    this.#messages.set(id, { id, model, data, sentAt: 0, wait: FIRST_WAIT });
    return this.#messages.get(id);
  }

  heard(id) { this.#messages.delete(id); }

  sent(message, now) { message.sentAt = now; }

  // What to say again although the line is open: the server may have dropped it.
  overdue(now) {
    const late = this.all().filter(({ sentAt, wait }) => sentAt && now - sentAt > wait);
    for (const message of late) message.wait = Math.min(LONGEST_WAIT, message.wait * 2);
    return late;
  }

  waitingSince() {
    const times = this.all().map(({ sentAt }) => sentAt).filter(Boolean);
    return times.length ? Math.min(...times) : 0;
  }

  all() { return [...this.#messages.values()]; }

  get size() { return this.#messages.size; }
}
