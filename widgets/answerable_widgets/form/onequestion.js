// One question on a page of its own, for somebody who was asked to answer just that: its help, its saving, and a way to the whole.
import { h, focusOn } from "./dom.js";
import { questionAt, rowAt } from "./addresses.js";
import { QuestionField } from "./question.js";
import { RegisterField } from "./register.js";
import { RowCard } from "./rowcard.js";
import { titleAt } from "./asked.js";
import { askOf } from "./readable.js";

export function oneQuestionPage(app, { at }) {
  const title = at ? titleAt(app, at) : null;
  return title ? new OneQuestion(app, at, title) : notThere(app);
}

function notThere(app) {
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, app.say("question_gone_title"));
  const nodes = [heading, h("p", { class: "ans-intro" }, app.say("question_gone")), h("p", {}, app.nav.link({ view: "tasks" }, app.say("question_to_tasks")))];
  return { nodes, title: app.say("question_gone_title"), heading, update() {}, leave() {}, arrive: () => focusOn(heading) };
}

class OneQuestion {
  constructor(app, address, title) {
    Object.assign(this, { app, address, question: questionAt(app.bank, address) });
    const { say, nav } = app;
    const { concept, row, column } = this.question;
    this.title = column ? askOf(app, this.question) : title;
    this.heading = h("h1", { class: "ans-h1", tabindex: "-1" }, say("question_title"));
    this.field = this.#field();
    this.gone = h("p", { class: "ans-inset", hidden: true });
    this.saved = h("p", { class: "ans-inset", hidden: true }, say("question_saved"));
    const task = app.bank.tasks.find((one) => one.concepts.includes(concept.id));
    this.save = h("button", { type: "button", class: "ans-button", onclick: () => this.#save() }, say("question_save"));
    this.nodes = [
      h("p", { class: "ans-caption" }, app.title),
      this.heading,
      row && column ? h("p", { class: "ans-intro" }, titleAt(app, `${concept.id}/${row}`)) : null,
      this.gone,
      row && !column ? h("ol", { class: "ans-cards", role: "list" }, this.field.element) : h("div", { class: "ans-questions" }, this.field.element),
      h("p", { class: "ans-buttons" }, this.save),
      this.saved,
      h("p", { class: "ans-whole" },
        nav.link({ view: "task", task: task.id, at: address }, say("question_to_task", { task: task.title })), " ",
        nav.link({ view: "tasks" }, say("question_to_tasks"))),
    ].filter(Boolean);
    this.update();
  }

  #field() {
    const { app, address, question: { concept, row, column } } = this;
    const page = { level: row && !column ? 1 : 2, problem: () => null };
    if (concept.answer.kind !== "rows") return new QuestionField(app, address, page);
    if (column) return new QuestionField(app, address, page);
    if (!row) return new RegisterField(app, address, page);
    const remove = () => {
      app.session.removeRow(address);
      app.nav.go({ view: "tasks" });
    };
    return new RowCard(app, concept, this.#row, { page, open: true, onRemove: remove });
  }

  get #row() {
    const { concept, row } = this.question;
    return rowAt(this.app.session.answers, `${concept.id}/${row}`);
  }

  #save() {
    this.app.session.commitAll((address) => this.shows(address));
    this.asksForWord = true;
    this.#sayIfSaved();
  }

  // Only what the record has is called saved, and nothing while somebody has to choose or to mend.
  #sayIfSaved() {
    const { session, saver, announce } = this.app;
    const waits = [...session.conflicts.keys(), ...session.problems.keys()].some((address) => this.shows(address));
    if (waits) this.saved.hidden = true;
    if (waits || saver.busy || !this.asksForWord) return;
    this.asksForWord = false;
    this.saved.hidden = false;
    announce(this.saved.textContent);
  }

  update() {
    const { app, gone, question: { concept, row, column } } = this;
    const out = row && !this.#row;
    this.#sayIfSaved();
    gone.hidden = !out && app.session.path.visible.has(concept.id);
    gone.textContent = app.say(out ? "question_gone" : "task_nothing");
    if (out) return this.#takeOut();
    if (!row || column) return this.field.update();
    const index = (app.session.answers[concept.id] ?? []).findIndex((one) => one.id === row);
    this.field.update(this.#row, index);
  }

  // Somebody took the row out: words typed here are offered back above, and nothing more can be typed.
  #takeOut() {
    const inside = this.field.element.contains(document.activeElement);
    this.field.element.hidden = this.save.hidden = true;
    if (inside) focusOn(this.heading);
  }

  shows(address) {
    return address === this.address || address.startsWith(`${this.address}/`);
  }

  goTo(address, problem) {
    const { row, column } = this.question;
    if (address === this.address || !address.startsWith(`${this.address}/`)) return this.field.focus?.(problem) ?? focusOn(this.field.heading);
    const inside = row && !column ? this.field.field(questionAt(this.app.bank, address).column?.id) : this.field.field(address);
    inside?.focus(problem);
  }

  arrive() {
    focusOn(this.heading);
  }

  leave() {
    this.app.session.commitAll();
  }
}
