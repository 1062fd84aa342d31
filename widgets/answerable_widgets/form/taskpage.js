// One task a page: its questions in order, what comes and goes with the answers, and the way on.
import { h, focusOn, counted, redraw } from "./dom.js";
import { QuestionField } from "./question.js";
import { RegisterField } from "./register.js";
import { errorSummary } from "./errors.js";
import { parts, questionAt } from "./addresses.js";
import { stopHere } from "./stops.js";

export class TaskPage {
  #fields = new Map();
  #checked = false;
  #problems = new Map();

  constructor(app, route) {
    Object.assign(this, { app, route, number: app.bank.tasks.findIndex((one) => one.id === route.task) });
    this.task = app.bank.tasks[this.number];
    this.title = this.task.title;
    this.back = route.from ? { view: route.from, at: route.at } : { view: "tasks" };
    this.summary = errorSummary(app, { onGo: (address, problem) => this.goTo(address, problem), onAnyway: () => this.#goOn() });
    this.stops = h("div", {});
    this.questions = h("div", { class: "ans-questions" });
    this.empty = h("p", { class: "ans-inset" }, app.say("task_nothing"));
    this.heading = h("h1", { class: "ans-h1", tabindex: "-1" }, this.title);
    this.nodes = this.#draw();
    this.#refresh();
  }

  #draw() {
    const { app, back, number, task } = this;
    const { say } = app;
    const button = (key, look, onclick) => h("button", { type: "button", class: `ans-button ${look}`, onclick }, say(key));
    return [
      app.nav.link(back, say(`back_to_${back.view}`), { class: "ans-back" }),
      this.summary.element,
      h("p", { class: "ans-caption" }, say("task_caption", { number: number + 1, total: app.bank.tasks.length })),
      this.heading,
      h("p", { class: "ans-intro" }, task.intro),
      this.stops,
      this.questions,
      h("p", { class: "ans-buttons" },
        button("save_and_continue", "", () => this.#saveAndContinue()),
        button("save_and_leave", "ans-secondary", () => this.#leaveTo(back))),
    ];
  }

  #saveAndContinue() {
    this.#commit();
    this.#checked = true;
    this.#refresh();
    if (this.#problems.size) this.summary.show([...this.#problems], true);
    else this.#goOn();
  }

  #goOn() {
    this.#leaveTo(this.route.from ? this.back : nextAfter(this.app, this.number));
  }

  #leaveTo(route) {
    this.#commit();
    this.app.nav.go(route);
  }

  // Drafts of an earlier visit count as given when somebody saves the page they stand on.
  #commit() {
    this.app.session.commitAll((address) => this.task.concepts.includes(parts(address).concept));
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

  #refresh() {
    if (this.#checked) this.#problems = this.#findProblems();
    redraw(this.stops, stopHere(this.app, this.task));
    this.#place(this.task.concepts.filter((id) => this.app.session.path.visible.has(id)));
    if (this.#checked) this.summary.show([...this.#problems], false);
  }

  // A question that somebody else's answer takes away stays as long as the focus is in it.
  #place(ids) {
    for (const [id, field] of this.#fields) {
      if (ids.includes(id) || field.element.contains(document.activeElement)) continue;
      field.element.remove();
      this.#fields.delete(id);
    }
    const wanted = ids.map((id) => this.#drawn(id).element);
    this.empty.remove();
    (wanted.length ? wanted : [this.empty]).forEach((element, index) => {
      if (this.questions.children[index] !== element) this.questions.insertBefore(element, this.questions.children[index] ?? null);
    });
  }

  #drawn(id) {
    const { app } = this;
    const known = this.#fields.get(id);
    known?.update();
    if (known) return known;
    const Field = app.bank.concepts[id].answer.kind === "rows" ? RegisterField : QuestionField;
    const field = new Field(app, id, { problem: (address) => this.#problems.get(address) ?? null });
    this.#fields.set(id, field);
    return field;
  }

  update() {
    const before = new Set(this.#fields.keys());
    this.#refresh();
    announceChanges(this.app, before, this.#fields);
  }

  shows(address) {
    return this.task.concepts.includes(parts(address).concept);
  }

  goTo(address, problem) {
    const found = this.#fields.get(parts(address).concept);
    const field = parts(address).row ? found?.field(address) : found;
    field?.element.scrollIntoView?.({ block: "start" });
    field?.focus(problem);
  }

  arrive() {
    focusOn(this.heading);
    if (this.route.at) this.goTo(this.route.at);
  }

  leave() {
    this.app.session.commitAll();
  }
}

function announceChanges(app, before, fields) {
  const { say, session, bank } = app;
  const added = [...fields.keys()].filter((id) => !before.has(id)).map((id) => bank.concepts[id].ask);
  const removed = [...before].filter((id) => !fields.has(id));
  const hid = session.takeHiding();
  const said = [
    added.length && counted(say, "questions_added", added.length, { asks: added.join(" ") }),
    removed.length && counted(say, "questions_removed", removed.length),
    hid && counted(say, "answers_hidden", hid.length),
  ].filter(Boolean);
  if (said.length) app.announce(said.join(" "));
}

// The next task with anything to ask; screening leads back to the list, where the route now stands.
function nextAfter(app, number) {
  const { tasks, screening } = app.bank;
  const isScreening = tasks[number].concepts.includes(screening.questions[0]);
  if (isScreening) return { view: "tasks", at: "route" };
  const next = tasks.slice(number + 1).find((task) => app.session.path.tasks.get(task.id).state !== "nothing");
  return next ? { view: "task", task: next.id } : { view: "answers" };
}
