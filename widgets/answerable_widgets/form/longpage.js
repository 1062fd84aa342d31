// All tasks on one page, for those who would rather scroll: the same questions, the same saving, the same checks.
import { h, focusOn, idOf, redraw, setText } from "./dom.js";
import { TaskPart } from "./taskpart.js";
import { announceChanges } from "./comings.js";
import { backFrom } from "./taskpage.js";
import { errorSummary } from "./errors.js";
import { stateTag } from "./tasklist.js";
import { stopBox } from "./stops.js";

export class LongPage {
  #checked = false;

  constructor(app, route) {
    Object.assign(this, { app, route, title: app.say("all_title"), back: backFrom(route) });
    if (route.view === "all") app.prefers.setCompact(true);
    const { say, bank } = app;
    this.summary = errorSummary(app, { onGo: (address, problem) => this.goTo(address, problem), onAnyway: () => this.#goOn() });
    this.heading = h("h1", { class: "ans-h1", tabindex: "-1" }, this.title);
    this.standing = h("p", { class: "ans-caption" });
    this.stop = h("div", {});
    this.contentsTitle = h("h2", { class: "ans-h2", tabindex: "-1", id: idOf(app.prefix, "contents") }, say("all_contents"));
    this.contents = h("ol", { class: "ans-contents" });
    this.sections = bank.tasks.map((task) => this.#section(task));
    this.nodes = this.#draw();
    this.#refresh();
  }

  #section(task) {
    const { app } = this;
    const id = idOf(app.prefix, task.id, "task");
    const heading = h("h2", { class: "ans-h2 ans-part-title", id, tabindex: "-1" }, task.title);
    const part = new TaskPart(app, task, 3);
    const up = this.#inPage(this.contentsTitle, app.say("all_to_contents"));
    const element = h("section", { class: "ans-task-part", "aria-labelledby": id }, heading, h("p", { class: "ans-intro" }, task.intro), part.nodes, h("p", {}, up));
    return { task, heading, part, element };
  }

  // A link within the page: it moves the focus and leaves the address alone.
  #inPage(target, words, attributes) {
    const go = (event) => {
      event.preventDefault();
      focusOn(target);
      target.scrollIntoView?.({ block: "start" });
    };
    return h("a", { href: `#${target.id}`, onclick: go, ...attributes }, words);
  }

  #draw() {
    const { app, back } = this;
    const { say } = app;
    const button = (key, look, onclick) => h("button", { type: "button", class: `ans-button ${look}`, onclick }, say(key));
    return [
      app.nav.link(back, say(`back_to_${back.view}`), { class: "ans-back" }),
      this.summary.element,
      this.standing,
      this.heading,
      h("p", { class: "ans-intro" }, say("all_intro"), " ", button("one_at_a_time", "ans-quiet", () => this.#oneAtATime())),
      this.stop,
      h("nav", { "aria-labelledby": this.contentsTitle.id }, this.contentsTitle, this.contents),
      ...this.sections.map(({ element }) => element),
      h("p", { class: "ans-buttons" },
        button("save_and_continue", "", () => this.#saveAndContinue()),
        this.route.from ? button("save_and_back", "ans-secondary", () => this.#leaveTo(back)) : null,
        button("save_and_leave", this.route.from ? "ans-quiet" : "ans-secondary", () => this.#comeBackLater())),
    ];
  }

  #oneAtATime() {
    this.app.prefers.setCompact(false);
    this.#leaveTo({ view: "tasks" });
  }

  get #problems() {
    return this.sections.flatMap(({ part }) => [...part.problems]);
  }

  #saveAndContinue() {
    this.#commit();
    this.#checked = true;
    this.#refresh();
    if (this.#problems.length) this.summary.show(this.#problems, true);
    else this.#goOn();
  }

  #goOn() {
    this.#leaveTo(this.route.from ? this.back : { view: "answers" });
  }

  #comeBackLater() {
    this.#leaveTo({ view: "later" });
    this.app.saver.flush();
  }

  #leaveTo(route) {
    this.#commit();
    this.app.nav.go(route);
  }

  #commit() {
    this.app.session.commitAll(() => true);
  }

  #refresh() {
    const { app } = this;
    const { routing } = app.session.path;
    const { route } = routing;
    setText(this.standing, route ? app.say("route_title", { route: route.title }) : app.say("route_unknown_title"));
    redraw(this.stop, stopBox(app, routing, 2));
    for (const { part, element } of this.sections) {
      part.update(this.#checked);
      element.hidden = !part.shown.length && !element.contains(document.activeElement);
    }
    redraw(this.contents, this.sections.filter(({ part }) => part.shown.length).map((one) => this.#contentsLine(one)));
    if (this.#checked) this.summary.show(this.#problems, false);
  }

  #contentsLine({ task, heading }) {
    return h("li", {}, this.#inPage(heading, task.title), " ", stateTag(this.app, task));
  }

  get #asked() {
    return this.sections.flatMap(({ part }) => part.asked);
  }

  update() {
    const before = this.#asked;
    this.#refresh();
    announceChanges(this.app, before, this.#asked);
  }

  shows() {
    return true;
  }

  goTo(address, problem) {
    this.sections.find(({ part }) => part.holds(address))?.part.goTo(address, problem);
  }

  arrive() {
    const { task, at } = this.route;
    const section = this.sections.find((one) => one.task.id === task && !one.element.hidden);
    focusOn(section?.heading ?? this.heading);
    if (section) section.heading.scrollIntoView?.({ block: "start" });
    if (at) this.goTo(at);
  }

  leave() {
    this.app.session.commitAll();
  }
}
