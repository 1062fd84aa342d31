// The questions of one task, on a page of its own or among all others, and what keeps the task from being done.
import { h, counted } from "./dom.js";
import { QuestionField } from "./question.js";
import { RegisterField } from "./register.js";
import { Places, Fold, isBegun } from "./places.js";
import { isOffered } from "./journey.js";
import { stillAsked } from "./hiding.js";
import { goneNote } from "./hidenote.js";
import { parts, questionAt } from "./addresses.js";

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
    this.gone = goneNote(app, task.id, (address) => this.holds(address) && !stillAsked(app.session, address));
    this.nodes = [this.gone.element, this.note, ...this.places.nodes];
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
    this.gone.update();
    note.hidden = places.asked(this.shown).length > 0;
    note.textContent = app.say(this.shown.length ? "task_only_offered" : "task_nothing");
  }

  // The addresses of what is asked in front, in rows that are open too.
  get asked() {
    const { places } = this;
    return places.asked(this.shown).flatMap((id) => [id, ...(places.field(id)?.asked ?? [])]);
  }

  // All that keeps this task from being done: what is missing, and what cannot be an answer.
  #findProblems() {
    const { session, bank, say } = this.app;
    const found = new Map();
    for (const id of this.task.concepts) {
      for (const [address, key] of session.path.missing.get(id) ?? []) found.set(address, { key });
      for (const [address, problem] of session.problems) {
        if (parts(address).concept === id && questionAt(bank, address)) found.set(address, problem);
      }
      for (const address of session.held.keys()) {
        if (parts(address).concept === id) found.set(address, { sentence: say("hides_undecided") });
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
