// All answers on one page, folded by task where there are many; what is missing and what is unsure comes first.
import { h, focusOn, redraw, counted, idOf } from "./dom.js";
import { stateTag } from "./tasklist.js";
import { missingPart, noticedPart, undecidedPart, unsurePart } from "./leftover.js";
import { changeId, howMany, taskAnswers, toQuestion } from "./answerrows.js";
import { commentsPart } from "./commentspart.js";

const FOLDED_FROM = 40; // questions on the page

export function checkAnswersPage(app, route) {
  const { say } = app;
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, say("answers_title"));
  const before = h("div", {});
  const folds = new Map();
  const tasks = new TaskFolds(app);
  const talk = commentsPart(app, (address, words) => toQuestion(app, address, words));
  const nodes = [
    app.nav.link({ view: "tasks" }, say("back_to_tasks"), { class: "ans-back" }),
    h("p", { class: "ans-caption" }, app.title),
    heading,
    h("p", { class: "ans-intro" }, say("answers_intro")),
    talk.element,
    before,
    h("section", { class: "ans-answers", "aria-labelledby": tasks.title.id }, tasks.title, tasks.buttons, tasks.element),
  ];

  function update() {
    redraw(before, missingPart(app, folds), undecidedPart(app), unsurePart(app), noticedPart(app));
    tasks.update();
    talk.update();
  }

  update();
  const arrive = () => focusOn(tasks.reveal(route.at && document.getElementById(changeId(app, route.at))) ?? heading);
  return { nodes, title: say("answers_title"), heading, update, leave() {}, arrive };
}

// How far a task is: its state, how much of it is answered, and what is missing.
function taskCounts(app, task) {
  const { due, done } = app.session.path.tasks.get(task.id);
  const unsure = app.session.path.unsure.filter((address) => task.concepts.includes(address.split("/")[0])).length;
  return h("span", { class: "ans-small" }, stateTag(app, task), " ",
    due ? app.say("task_count", { done, due }) : null, unsure ? [". ", counted(app.say, "unsure_count", unsure)] : null);
}

// The tasks with their answers. Which are open is decided once, and then by the person alone.
class TaskFolds {
  #folds = new Map(); // task id -> {element, body, counts}

  constructor(app) {
    this.app = app;
    const { say } = app;
    this.title = h("h2", { class: "ans-h2", id: idOf(app.prefix, "answers", "all") }, say("answers_all"));
    this.element = h("div", {});
    this.toggle = h("button", { type: "button", class: "ans-button ans-secondary", onclick: () => this.#turn() });
    this.buttons = h("p", { class: "ans-buttons" }, this.toggle);
    this.isLong = app.bank.tasks.reduce((sum, task) => sum + howMany(app, task), 0) > FOLDED_FROM;
  }

  #fold(task) {
    const { app } = this;
    if (this.#folds.has(task.id)) return this.#folds.get(task.id);
    const name = `answers/${task.id}`;
    const [body, counts] = [h("div", { class: "ans-answers-body" }), h("span", {})];
    const note = () => {
      app.folds.note(name, element.open, !this.isLong);
      this.#name();
    };
    const element = h("details", { class: "ans-answers-fold", open: app.folds.get(name) ?? !this.isLong, ontoggle: note },
      h("summary", {}, h("h3", { class: "ans-h3" }, task.title), counts), body);
    const made = { element, body, counts };
    this.#folds.set(task.id, made);
    return made;
  }

  update() {
    const { app } = this;
    const shown = app.bank.tasks.filter((task) => app.session.path.tasks.get(task.id).state !== "nothing");
    const made = shown.map((task) => this.#fold(task));
    for (const [index, task] of shown.entries()) {
      redraw(made[index].counts, taskCounts(app, task));
      redraw(made[index].body, taskAnswers(app, task));
    }
    for (const [index, { element }] of made.entries()) {
      if (this.element.children[index] !== element) this.element.insertBefore(element, this.element.children[index] ?? null);
    }
    while (this.element.children.length > made.length) this.element.lastChild.remove();
    this.#name();
  }

  get #elements() {
    return [...this.element.children];
  }

  #turn() {
    const open = this.#elements.some((one) => !one.open);
    for (const one of this.#elements) one.open = open;
    this.#name();
  }

  #name() {
    const closed = this.#elements.some((one) => !one.open);
    redraw(this.toggle, this.app.say(closed ? "answers_open" : "answers_close"));
  }

  // What stands in a fold, with the fold opened.
  reveal(inside) {
    const fold = inside?.closest?.("details");
    if (fold) fold.open = true;
    return inside || null;
  }
}
