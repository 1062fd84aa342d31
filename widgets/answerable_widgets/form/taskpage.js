// One task a page: its questions, and the way on.
import { h, focusOn, redraw } from "./dom.js";
import { TaskPart } from "./taskpart.js";
import { announceChanges } from "./comings.js";
import { errorSummary } from "./errors.js";
import { stopHere } from "./stops.js";

export class TaskPage {
  #checked = false;

  constructor(app, route) {
    Object.assign(this, { app, route, number: app.bank.tasks.findIndex((one) => one.id === route.task) });
    this.task = app.bank.tasks[this.number];
    this.title = this.task.title;
    this.back = backFrom(route);
    this.summary = errorSummary(app, { onGo: (address, problem) => this.goTo(address, problem), onAnyway: () => this.#goOn() });
    this.stops = h("div", {}, stopHere(app, this.task));
    this.part = new TaskPart(app, this.task, 2);
    this.heading = h("h1", { class: "ans-h1", tabindex: "-1" }, this.title);
    this.nodes = this.#draw();
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
      this.part.nodes,
      h("p", { class: "ans-buttons" },
        button("save_and_continue", "", () => this.#saveAndContinue()),
        this.route.from ? button("save_and_back", "ans-secondary", () => this.#leaveTo(back)) : null,
        button("save_and_leave", this.route.from ? "ans-quiet" : "ans-secondary", () => this.#comeBackLater())),
    ].flat();
  }

  #saveAndContinue() {
    this.#commit();
    this.#checked = true;
    this.#refresh();
    if (this.part.problems.size) this.summary.show([...this.part.problems], true);
    else this.#goOn();
  }

  #goOn() {
    this.#leaveTo(this.route.from ? this.back : nextAfter(this.app, this.number));
  }

  // What is typed is on its way before the page says that it is saved.
  #comeBackLater() {
    this.#leaveTo({ view: "later", task: this.task.id });
    this.app.saver.flush();
  }

  #leaveTo(route) {
    this.#commit();
    this.app.nav.go(route);
  }

  // Drafts of an earlier visit count as given when somebody saves the page they stand on.
  #commit() {
    this.app.session.commitAll((address) => this.part.holds(address));
  }

  #refresh() {
    redraw(this.stops, stopHere(this.app, this.task));
    this.part.update(this.#checked);
    if (this.#checked) this.summary.show([...this.part.problems], false);
  }

  update() {
    const before = this.part.asked;
    this.#refresh();
    announceChanges(this.app, before, this.part.asked);
  }

  shows(address) {
    return this.part.holds(address);
  }

  goTo(address, problem) {
    this.part.goTo(address, problem);
  }

  arrive() {
    focusOn(this.heading);
    if (this.route.at) this.goTo(this.route.at);
  }

  leave() {
    this.app.session.commitAll();
  }
}

export const backFrom = ({ from, at, box }) => (from ? { view: from, at, box } : { view: "tasks" });

// The next task with anything to ask; screening leads back to the list, where the route now stands.
function nextAfter(app, number) {
  const { tasks, screening } = app.bank;
  const isScreening = tasks[number].concepts.includes(screening.questions[0]);
  if (isScreening) return { view: "tasks", at: "route" };
  const next = tasks.slice(number + 1).find((task) => app.session.path.tasks.get(task.id).state !== "nothing");
  return next ? { view: "task", task: next.id } : { view: "answers" };
}
