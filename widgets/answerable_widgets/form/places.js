// The questions of one task or one row, in order: first those that are asked, then behind a fold those that are offered.
import { h, setText, srOnly } from "./dom.js";
import { isAnswered } from "./journey.js";

// Whether a question stands behind the fold, as long as nobody has opened the page it is on.
export const standsBehind = ({ isOffered, isBegun }, id) => isOffered(id) && !isBegun(id);

export class Places {
  #fields = new Map();
  #behind = new Map(); // id -> whether it stands behind the fold: decided when it is first shown, so that nothing jumps

  // `make(id)` draws a field; `isOffered(id)` and `isBegun(id)` tell of its answer; `fold` is a `Fold`.
  constructor(fold, about) {
    Object.assign(this, { fold, ...about });
    this.front = h("div", { class: "ans-questions" });
    this.nodes = [this.front, fold.element];
  }

  // `about` tells one fold from others of its name, for those who hear them one by one.
  place(ids, about) {
    this.#takeOut(ids);
    for (const id of ids) this.#decide(id);
    const behind = ids.filter((id) => this.#behind.get(id));
    fillWith(this.front, this.asked(ids).map((id) => this.#drawn(id).element));
    fillWith(this.fold.body, behind.map((id) => this.#drawn(id).element));
    this.fold.show(behind.length, behind.length === ids.length, about);
  }

  // Those of `ids` that stand in front.
  asked(ids) {
    return ids.filter((id) => !this.#behind.get(id));
  }

  // A question that somebody else's answer takes away stays as long as the focus is in it.
  #takeOut(ids) {
    for (const [id, field] of this.#fields) {
      if (ids.includes(id) || holdsFocus(field)) continue;
      field.element.remove();
      this.#fields.delete(id);
      this.#behind.delete(id);
    }
  }

  // What becomes due comes to the front; all else stays where it is until the page is opened again.
  #decide(id) {
    const free = this.isOffered(id);
    if (!this.#behind.has(id)) this.#behind.set(id, standsBehind(this, id));
    else if (!free && !holdsFocus(this.#fields.get(id))) this.#behind.set(id, false);
  }

  #drawn(id) {
    const known = this.#fields.get(id);
    known?.update();
    if (known) return known;
    const field = this.make(id);
    this.#fields.set(id, field);
    return field;
  }

  field(id) {
    return this.#fields.get(id);
  }

  // The field of `id`, with the fold opened when it stands there.
  reveal(id) {
    if (this.#behind.get(id)) this.fold.open();
    return this.#fields.get(id);
  }

  focusFirst() {
    this.#fields.get([...this.#behind.keys()].find((id) => !this.#behind.get(id)))?.focus();
  }
}

// Whether there is anything at a question that a person should see at once.
export const isBegun = (session, address) =>
  isAnswered(session.value(address)) || session.conflicts.has(address) || session.problems.has(address);

// On the way from one field to the next the focus is nowhere, and what it goes to must not leave.
let arriving = null;
export function watchArriving(root) {
  const note = (event) => {
    arriving = event.type === "blur" ? event.relatedTarget : null;
  };
  for (const name of ["blur", "focus"]) root.addEventListener(name, note, true);
}

const hasFocus = (element) => element.contains(document.activeElement) || (arriving !== null && element.contains(arriving));
const holdsFocus = (field) => (field ? hasFocus(field.element) : false);

function fillWith(container, elements) {
  for (const [index, element] of elements.entries()) {
    if (container.children[index] !== element) container.insertBefore(element, container.children[index] ?? null);
  }
}

// Whether somebody opened or closed it is remembered under its `name`. Where nothing else stands, it starts open.
export class Fold {
  constructor(app, name, { label, why }) {
    Object.assign(this, { app, name, label });
    this.words = h("span", { class: "ans-fold-label" });
    this.about = srOnly();
    this.body = h("div", { class: "ans-questions" });
    const remember = () => this.element.hidden || app.folds.note(name, this.element.open, this.usual);
    this.element = h("details", { class: "ans-fold", hidden: true, ontoggle: remember },
      h("summary", {}, this.words, this.about, why && [" ", h("span", { class: "ans-small" }, why)]), this.body);
  }

  show(count, alone, about = "") {
    const { element, app, name } = this;
    if (count && element.hidden) {
      this.usual = alone;
      element.open = app.folds.get(name) ?? alone;
    }
    element.hidden = !count && !hasFocus(element);
    if (!count) return;
    setText(this.words, this.label(count));
    setText(this.about, about);
  }

  open() {
    this.element.open = true;
  }
}
