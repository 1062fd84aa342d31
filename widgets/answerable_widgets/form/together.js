// Others at the same record. Here stands what must be there from the start; what tells them of this page, and what is
// shown of them, comes later (teller.js, others.js): with the first use of the page, or when somebody else is there.
import { h } from "./dom.js";
import { LATE } from "./latehelp.js";

export class Together {
  people = []; // {person, name, task, at}
  #teller = null;

  // `root` is where people write.
  constructor(app, model, root) {
    Object.assign(this, { app, model, root, route: null, left: false });
    this.element = h("p", { class: "ans-others", hidden: true });
    model.on("msg:custom", this.#hear);
  }

  // What came between the drawing of the page and its connection was heard by nobody: it is asked for once.
  ask() {
    try {
      this.model.send({ op: "here", head: this.app.session.head });
    } catch {
      // no connection yet: what comes next is heard
    }
  }

  goes(route) {
    this.route = route;
    this.#teller?.goes(route);
    this.update();
  }

  get task() {
    return this.#teller?.task ?? "";
  }

  #hear = ({ op, people }) => {
    if (op !== "here") return;
    this.#teller?.heard();
    if (JSON.stringify(people) === JSON.stringify(this.people)) return;
    this.people = people;
    this.app.help.use(() => this.left || this.app.redraw());
  };

  update() {
    const { app, model, root, route } = this;
    if (this.left || !app.help.now) return;
    if (!this.#teller) {
      this.#teller = new LATE.Teller(app, model, root);
      this.#teller.begins(route);
    }
    if (this.people.length || !this.element.hidden) LATE.others(app);
  }

  stop() {
    this.left = true;
    this.model.off("msg:custom", this.#hear);
    this.#teller?.stop();
  }
}

// The people in one task, beside it in the list.
export const inTask = (app, task) => (app.together.people.length ? LATE.inTask?.(app, task) : null);
