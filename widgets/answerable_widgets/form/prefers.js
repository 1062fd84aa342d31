// How one person likes the page. It is kept in this browser, for that person, and is nobody else's business.

const PLACE = "answerable-page";
const FOLDS = "answerable-folds";
const MOST_FOLDS = 200;

// A browser may forbid it: then what people like holds until the page is closed.
function recall(place) {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

function store(place, text) {
  try {
    if (text) localStorage.setItem(place, text);
    else localStorage.removeItem(place);
  } catch {
    // as above
  }
}

export class Preferences {
  constructor(person) {
    this.place = `${PLACE}|${person}`;
    this.compact = recall(this.place) === "compact";
  }

  // All questions on one page, or one task at a time.
  setCompact(compact) {
    this.compact = compact;
    store(this.place, compact ? "compact" : null);
  }
}

// What somebody has opened or closed against its usual state, by name: tasks and rows, and nothing that was answered.
export class Folds {
  #held;

  constructor(person, assessment) {
    this.place = `${FOLDS}|${assessment}|${person}`; // the person last: forgetting.js goes by it
    this.#held = this.#read();
  }

  #read() {
    try {
      return new Map(JSON.parse(recall(this.place) ?? "[]"));
    } catch {
      return new Map();
    }
  }

  get(name) {
    return this.#held.get(name);
  }

  clear() {
    this.#held.clear();
    store(this.place, null);
  }

  note(name, open, usual) {
    this.#held.delete(name);
    if (open !== usual) this.#held.set(name, open);
    store(this.place, this.#held.size ? JSON.stringify([...this.#held].slice(-MOST_FOLDS)) : null);
  }
}
