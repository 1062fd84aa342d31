// What colleagues have to do with one question: who was asked to answer it, who writes at it now, and a way to ask.
import { h, redraw, srOnly, setText } from "./dom.js";
import { LATE, helpFold } from "./latehelp.js";

export class Colleagues {
  #form = null;

  // `name()` is the question in words. Without `asks` there is no way to ask here: the row has one for all its questions.
  constructor(app, address, { name, asks }) {
    Object.assign(this, { app, address, name });
    this.lines = h("div", {});
    this.about = srOnly();
    const draw = () => {
      this.#form = LATE.askForm(app, address, name);
      return this.#form.nodes;
    };
    this.fold = asks ? helpFold(app, [app.say("ask_summary"), this.about], draw) : null;
    this.element = h("div", { class: "ans-colleagues" }, this.lines, this.fold);
  }

  update() {
    const { app, address } = this;
    setText(this.about, app.say("help_about", { ask: this.name() }));
    const known = app.session.assigned.has(address) || app.together.people.some((one) => one.at === address);
    if (known || this.lines.hasChildNodes()) app.help.use((late) => late && redraw(this.lines, LATE.colleagueLines(app, address)));
    this.#form?.update();
  }
}

// On the list of tasks: what was asked of whom. Nothing is fetched for it while nobody was asked anything.
export function askedPlace(app) {
  const element = h("div", {});
  const update = () => {
    if (app.session.assigned.size || element.hasChildNodes()) app.help.use((late) => late && redraw(element, LATE.askedNodes(app)));
  };
  return { element, update };
}
