// What few people open at any one question comes when somebody does: one file, asked for once.
import { h } from "./dom.js";

export class LateHelp {
  #coming = null;

  // In JupyterLab it comes with the bank.
  constructor(bank, url, heard) {
    Object.assign(this, { url, heard, now: bank.help ?? null });
  }

  // {questions, terms, law}, or null when it cannot be had now.
  get() {
    this.#coming ??= this.now ? Promise.resolve(this.now) : this.#fetch();
    return this.#coming;
  }

  async #fetch() {
    try {
      const response = await fetch(this.url);
      if (response.ok) {
        this.now = await response.json();
        this.heard?.(this.now);
      }
    } catch {
      // no connection: the next one who opens it tries again
    }
    if (!this.now) this.#coming = null;
    return this.now;
  }

  // Once somebody is at work it is fetched, so that it is there when the connection is lost later.
  fetchOnUse(root) {
    const events = ["keydown", "pointerdown"];
    const fetchNow = () => {
      for (const name of events) root.removeEventListener(name, fetchNow);
      this.get();
    };
    for (const name of events) root.addEventListener(name, fetchNow);
  }
}

// A disclosure that is drawn when it is first opened; `draw(help)` gives its nodes.
export function helpFold(app, summary, draw) {
  const { say } = app;
  const body = h("div", { class: "ans-help-body" });
  let drawn = false;
  const show = (help) => {
    if (drawn) return;
    drawn = Boolean(help);
    body.replaceChildren(...(help ? [draw(help)].flat(Infinity).filter(Boolean) : [h("p", { role: "alert" }, say("help_late"))]));
  };
  // At the press already, for the next key may be the one that goes on into what opens.
  const look = () => {
    if (drawn) return;
    if (app.help.now) return show(app.help.now);
    body.replaceChildren(h("p", { class: "ans-small" }, say("help_coming")));
    app.help.get().then(show);
  };
  const element = h("details", { class: "ans-help", ontoggle: () => element.open && look() },
    h("summary", { onclick: () => element.open || look() }, summary), body);
  return element;
}
