// The questions of one task, on a page of its own or among all others, and what keeps the task from being done.
import { h, counted } from "./dom.js";
import { QuestionField } from "./question.js";
import { RegisterField } from "./register.js";
import { Places, Fold, isBegun } from "./places.js";
import { isOffered } from "./journey.js";
import { parts, questionAt } from "./addresses.js";

const NAMED_UP_TO = 3; // more questions that come at once are only counted

export class TaskPart {
  // `level` is that of the questions' headings.
  constructor(app, task, level) {
    Object.assign(this, { app, task, level, problems: new Map() });
    const { say } = app;
    const fold = new Fold(app, task.id, { label: (count) => counted(say, "offered", count), why: say("offered_why") });
    this.places = new Places(fold, {
      make: (id) => this.#make(id),
      isOffered: (id) => isOffered({ concept: app.bank.concepts[id] }, app.session.path),
      isBegun: (id) => isBegun(app.session, id),
    });
    this.note = h("p", { class: "ans-inset" });
    this.nodes = [this.note, ...this.places.nodes];
    this.update(false);
  }

  #make(id) {
    const { app, level } = this;
    const Field = app.bank.concepts[id].answer.kind === "rows" ? RegisterField : QuestionField;
    return new Field(app, id, { level, problem: (address) => this.problems.get(address) ?? null });
  }

  // `checked`: somebody has asked to go on, so what is missing is said.
  update(checked) {
    const { app, task, note, places } = this;
    if (checked) this.problems = this.#findProblems();
    this.shown = task.concepts.filter((id) => app.session.path.visible.has(id));
    places.place(this.shown);
    note.hidden = this.asked.length > 0;
    note.textContent = app.say(this.shown.length ? "task_only_offered" : "task_nothing");
  }

  get asked() {
    return this.places.asked(this.shown);
  }

  // All that keeps this task from being done: what is missing, and what cannot be an answer.
  #findProblems() {
    const { session, bank } = this.app;
    const found = new Map();
    for (const id of this.task.concepts) {
      for (const [address, key] of session.path.missing.get(id) ?? []) found.set(address, { key });
      for (const [address, problem] of session.problems) {
        if (parts(address).concept === id && questionAt(bank, address)) found.set(address, problem);
      }
    }
    return found;
  }

  holds(address) {
    return this.task.concepts.includes(parts(address).concept);
  }

  goTo(address, problem) {
    const found = this.places.reveal(parts(address).concept);
    const field = parts(address).row ? found?.field(address) : found;
    field?.element.scrollIntoView?.({ block: "start" });
    field?.focus(problem);
  }
}

// What came and what went, of the questions that are asked.
export function announceChanges(app, before, after) {
  const { say, session, bank } = app;
  const added = after.filter((id) => !before.includes(id)).map((id) => bank.concepts[id].ask);
  const removed = before.filter((id) => !after.includes(id));
  const hid = session.takeHiding();
  const said = [
    added.length > NAMED_UP_TO ? say("questions_added_lots", { count: added.length }) : null,
    added.length && added.length <= NAMED_UP_TO ? counted(say, "questions_added", added.length, { asks: added.join(" ") }) : null,
    removed.length ? counted(say, "questions_removed", removed.length) : null,
    hid ? counted(say, "answers_hidden", hid.length) : null,
  ].filter(Boolean);
  if (said.length) app.announce(said.join(" "));
}
