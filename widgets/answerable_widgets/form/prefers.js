// How one person likes the page. It is kept in this browser, for that person, and is nobody else's business.

const PLACE = "answerable-page";

export class Preferences {
  constructor(person) {
    this.place = `${PLACE}|${person}`;
    this.compact = this.#read() === "compact";
  }

  // All questions on one page, or one task at a time.
  setCompact(compact) {
    this.compact = compact;
    try {
      if (compact) localStorage.setItem(this.place, "compact");
      else localStorage.removeItem(this.place);
    } catch {
      // a browser may forbid it: then it holds until the page is closed
    }
  }

  #read() {
    try {
      return localStorage.getItem(this.place);
    } catch {
      return null;
    }
  }
}
