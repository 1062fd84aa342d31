// Another route than the first answers ask for: offered beside the verdict, and taken back as easily.
import { h, redraw } from "./dom.js";
import { QuestionField } from "./question.js";
import { readable } from "./readable.js";

const NOT_YET = new Set(["required", "role_needed", "name_needed"]); // nothing is wrong, something is still to come

// What the verdict says of a choice: that it was made, by whose leave, or that it does not count yet.
export function choiceSentences(app, { choice, route, verdict }) {
  const { say, bank, session } = app;
  if (!choice || choice.way === "same") return [];
  const facts = { route: choice.route.title, verdict: verdict.title };
  const lacks = Object.values(choice.lacks);
  const wrong = lacks.find((key) => !NOT_YET.has(key));
  if (wrong) return [say("route_no_effect", { ...facts, sentence: bank.problems[wrong] })];
  if (lacks.length) return [say("route_not_yet", facts)];
  const said = say("route_verdict", { ...facts, route: route.title });
  if (choice.way === "up") return [said];
  const { reason, reviewer } = bank.screening.choosing;
  const who = readable(app, bank.concepts[reviewer].answer, session.path.shown[reviewer]).join(", ");
  return [said, say("route_agreed", { reviewer: who, reason: session.path.shown[reason] }), say("route_kept_by_law", facts)];
}

export class OtherRoute {
  #fields = new Map();

  constructor(app) {
    this.app = app;
    this.questions = h("div", { class: "ans-questions" });
    this.ways = h("p", { class: "ans-buttons" });
    this.element = h("details", { class: "ans-help ans-other-route" },
      h("summary", {}, app.say("route_choose")), h("div", { class: "ans-help-body" }, this.questions, this.ways));
  }

  // `left` is filled in by the page: it is the verdict on the day of the choice.
  #ids() {
    const { choosing } = this.app.bank.screening;
    const { visible } = this.app.session.path;
    return choosing ? [choosing.route, ...[choosing.reason, choosing.reviewer].filter((id) => visible.has(id))] : [];
  }

  update() {
    const { choice, verdict } = this.app.session.path.routing;
    const ids = verdict ? this.#ids() : [];
    this.element.hidden = !ids.length;
    if (!ids.length) return;
    for (const [id, field] of this.#fields) {
      if (ids.includes(id)) continue;
      field.element.remove();
      this.#fields.delete(id);
    }
    ids.forEach((id) => this.#draw(id));
    redraw(this.ways, this.#buttons(choice, verdict));
    if (Object.keys(choice?.lacks ?? {}).length) this.element.open = true;
  }

  #draw(id) {
    const known = this.#fields.get(id);
    if (known) return known.update();
    const field = new QuestionField(this.app, id, { level: 3, problem: () => this.#problem(id), given: () => this.#given(id) });
    this.#fields.set(id, field);
    this.questions.append(field.element);
  }

  // What a lower choice still lacks stands at its question at once: without it nothing changes.
  #problem(id) {
    const { session } = this.app;
    const key = session.path.routing.choice?.lacks[id];
    return key && session.value(id) !== null ? { key } : null;
  }

  #given(id) {
    const { choosing } = this.app.bank.screening;
    const { choice, verdict } = this.app.session.path.routing;
    if (id === choosing.route && choice?.way === "down") this.app.session.give(choosing.left, verdict.id);
  }

  #buttons(choice, verdict) {
    if (!choice) return [];
    const { say, bank: { screening: { choosing } }, session } = this.app;
    const facts = { route: choice.route.title, verdict: verdict.title };
    const button = (key, act) => h("button", { type: "button", class: "ans-button ans-secondary", onclick: act }, say(key, facts));
    return [
      choice.lacks[choosing.left] && button("route_again", () => session.give(choosing.left, verdict.id)),
      button("route_as_asked", () => {
        session.give(choosing.route, null);
        this.focus(choosing.route);
      }),
    ];
  }

  shows(address) {
    return this.#fields.has(address);
  }

  focus(address) {
    this.element.open = true;
    this.#fields.get(address)?.focus();
  }
}
