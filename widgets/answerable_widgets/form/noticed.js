// What the program noticed in the answers, as the kernel tells it: notes beside them, which hold nobody back.
import { h, counted, redraw } from "./dom.js";
import { sourceLine } from "./help.js";
import { parts, questionAt } from "./addresses.js";
import { askOf } from "./readable.js";

const findingKey = ({ id, address }) => `${id} ${address}`;

export class Noticed {
  #found = new Map();
  #kinds = new Map(); // id -> what to do and why: told with the first of its kind
  #news = new Set(); // addresses with a note that came while somebody was at them
  #byRow = null;
  #left = null; // the question that was left last

  constructor(app, list) {
    this.app = app;
    this.replace(list ?? []);
  }

  // All there is now, as a page hears it that asks anew: what it did not know is news as any other.
  replace(list) {
    const known = new Set(this.#found.keys());
    this.#found.clear();
    this.#byRow = null;
    for (const one of list) {
      this.#take(one);
      if (!known.has(findingKey(one))) this.#noteNews(one);
    }
    this.#tellOfTheLeft();
  }

  #take(one) {
    if (one.todo) this.#kinds.set(one.id, one);
    this.#found.set(findingKey(one), one);
    this.#byRow = null;
  }

  // {todo, source} of one kind of finding.
  kind(id) {
    return this.#kinds.get(id) ?? {};
  }

  hear({ add, gone }) {
    this.#byRow = null;
    for (const [id, address] of gone) this.#found.delete(findingKey({ id, address }));
    for (const one of add) {
      this.#take(one);
      this.#noteNews(one);
    }
    this.#tellOfTheLeft();
  }

  #noteNews({ address }) {
    if (address === questionOf(document.activeElement) || address === this.#left) this.#news.add(address);
  }

  // Somebody went from one question to another, or away.
  moved(address) {
    this.#left = address;
    this.#tellOfTheLeft();
  }

  // Only what concerns the question just left is spoken; the rest is there to be found.
  #tellOfTheLeft() {
    if (!this.#news.delete(this.#left)) return;
    const { app } = this;
    const [first] = this.at(this.#left);
    if (first) app.announce(app.say("noticed_announced", { ask: askOf(app, questionAt(app.bank, this.#left)), says: first.says }));
  }

  at(address) {
    return this.all.filter((one) => one.address === address);
  }

  // Those of one row, its questions included. Looked up by row, for a register may have hundreds.
  under(address) {
    this.#byRow ??= byRow(this.all);
    return this.#byRow.get(address) ?? [];
  }

  ofTask(task) {
    return this.all.filter((one) => task.concepts.includes(parts(one.address).concept));
  }

  get all() {
    return [...this.#found.values()];
  }
}

// What stands around a question, such as its comments, is no place to answer it.
const questionOf = (element) =>
  element?.closest?.(".ans-around") ? null : (element?.closest?.(".ans-question[data-address]")?.dataset.address ?? null);

// Tells `noticed` which question the focus has gone out of.
export function watchFocus(root, noticed) {
  root.addEventListener("focusout", (event) => {
    const left = questionOf(event.target);
    if (left && left !== questionOf(event.relatedTarget)) noticed.moved(left);
  });
}

// Where the notes of one question stand. `id` is that of the first sentence, which describes the control.
export function noticedPlace(app, address, id) {
  const element = h("div", {});
  const update = () => {
    const found = app.noticed.at(address);
    redraw(element, found.map((one, index) => note(app, one, index ? null : id)));
    return found.length > 0;
  };
  return { element, update };
}

function note(app, one, id) {
  return h("div", { class: "ans-noticed" },
    h("p", { id }, h("strong", {}, app.say("noticed_label")), " ", one.says), whatToDo(app, one));
}

// What to do about it, and the source in law where there is one.
export function whatToDo(app, { id }) {
  const { todo, source } = app.noticed.kind(id);
  return [h("p", {}, todo), sourceLine(app, source)];
}

export const noticedCount = (app, found) => (found.length ? h("span", { class: "ans-small" }, counted(app.say, "noticed", found.length)) : null);

function byRow(all) {
  const rows = new Map();
  for (const one of all) {
    const { concept, row } = parts(one.address);
    const key = row ? `${concept}/${row}` : concept;
    rows.set(key, [...(rows.get(key) ?? []), one]);
  }
  return rows;
}
