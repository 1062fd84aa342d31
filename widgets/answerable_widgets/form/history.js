// Earlier answers to one question: looked up when they are first opened, the latest first.
import { h, srOnly, setText, counted } from "./dom.js";
import { askOf } from "./readable.js";
import { LATE } from "./latehelp.js";

const LATE_ANSWER_MS = 5000;

// Asks the record what was answered before; each reply goes to whoever asked last for its address.
export class HistoryDesk {
  #waiting = new Map();
  #hear = (message) => {
    if (message.op === "history") this.#tell(message.address, message);
  };

  constructor(model) {
    this.model = model;
    model.on("msg:custom", this.#hear);
  }

  // `then(reply)` gets {versions, more} or {problem}; null when no answer comes.
  ask(address, before, then) {
    clearTimeout(this.#waiting.get(address)?.late);
    const late = setTimeout(() => this.#tell(address, null), LATE_ANSWER_MS);
    this.#waiting.set(address, { then, late });
    try {
      this.model.send({ op: "history", address, before });
    } catch {
      this.#tell(address, null);
    }
  }

  #tell(address, reply) {
    const waiting = this.#waiting.get(address);
    if (!waiting) return;
    this.#waiting.delete(address);
    clearTimeout(waiting.late);
    waiting.then(reply);
  }

  stop() {
    this.model.off("msg:custom", this.#hear);
    for (const { late } of this.#waiting.values()) clearTimeout(late);
    this.#waiting.clear();
  }
}

export class EarlierAnswers {
  #asked = null; // the event that stood when the list was asked for
  #given = [];

  // `question` is as `questionAt` gives it.
  constructor(app, address, question) {
    Object.assign(this, { app, address, question });
    this.about = srOnly();
    this.summary = h("summary", {}, app.say("history_summary"), this.about);
    this.body = h("div", { class: "ans-help-body" });
    this.element = h("details", { class: "ans-help ans-earlier", hidden: true, ontoggle: () => this.update() }, this.summary, this.body);
  }

  // A list that is open stays true: it is asked for again when the answer has changed.
  update() {
    const { app, address, element } = this;
    element.hidden = !app.session.earlier.has(address);
    setText(this.about, app.say("help_about", { ask: askOf(app, this.question) }));
    const stands = app.session.based[address];
    if (element.hidden || !element.open || this.#asked === stands) return;
    this.#asked = stands;
    this.#lookUp();
  }

  #lookUp() {
    this.#given = [];
    this.#show(h("p", { class: "ans-small" }, this.app.say("history_looking")));
    this.#ask(null);
  }

  #ask(before) {
    const { app, address } = this;
    app.help.use((late) => (late ? app.history.ask(address, before, (reply) => this.#take(reply)) : this.#take(null)));
  }

  #take(reply) {
    const { app } = this;
    if (!reply?.versions) return this.#showTrouble(reply?.problem?.sentence ?? app.say("history_late"));
    const seen = this.#given.length;
    this.#given.push(...reply.versions);
    this.#showList(reply.more);
    app.announce(counted(app.say, "history_found", this.#given.length - 1));
    if (seen) this.body.querySelectorAll("li")[seen - 1]?.focus();
  }

  #showTrouble(sentence) {
    this.#show(h("p", {}, sentence), this.#button("history_again", () => this.#lookUp()));
    this.app.announce(sentence);
  }

  #showList(more) {
    const { app } = this;
    const [now, ...earlier] = this.#given;
    const items = earlier.map((version) => LATE.version(app, this, version));
    this.#show(
      now && h("p", { class: "ans-small" }, app.say("history_now", { by: LATE.givenBy(app, now) })),
      h("ol", { class: "ans-plain-list", role: "list" }, items),
      more && this.#button("history_older", () => this.#ask(this.#given.at(-1).seq)));
  }

  #button(key, onclick) {
    const { say } = this.app;
    const about = srOnly(say("help_about", { ask: askOf(this.app, this.question) }));
    return h("p", { class: "ans-buttons" }, h("button", { type: "button", class: "ans-button ans-secondary", onclick }, say(key), about));
  }

  // The focus does not get lost with what it was on.
  #show(...nodes) {
    const inside = this.body.contains(document.activeElement);
    this.body.replaceChildren(...nodes.filter(Boolean));
    if (inside) this.summary.focus();
  }

  close() {
    this.element.open = false;
    this.#asked = null;
    this.#show();
  }
}
