// What few people open comes when somebody does: a file of words and a script, each asked for once.
import { h } from "./dom.js";

// What late.js brings, by name. In the app `look` is the file beside it.
export const LATE = {};

export class LateHelp {
  #coming = null;
  #help = null;
  #script;
  #tries = 0;

  // In JupyterLab both come with the bank and the form, and nothing has an address. `heard(help)` is told what comes later.
  constructor(bank, addresses, heard) {
    Object.assign(this, { bank, heard, ...addresses });
    this.#script = !this.scriptUrl;
    if (bank.help) this.#take(bank.help);
  }

  // {questions, terms, law, …} once the script is here too, until then null.
  get now() {
    return this.#script ? this.#help : null;
  }

  // The same when it has come, or null when it cannot be had now.
  get() {
    this.#coming ??= this.#fetch();
    return this.#coming;
  }

  // `then(now)` at once where it can be, and else when it has come or has not.
  use(then) {
    if (this.now) then(this.now);
    else this.get().then(then);
  }

  // Without a connection there is nothing now: the next one who opens it tries again.
  async #fetch() {
    await Promise.allSettled([this.#help ?? this.#fetchHelp(), this.#script || this.#fetchScript()]);
    if (!this.now) this.#coming = null;
    return this.now;
  }

  async #fetchHelp() {
    const response = await fetch(this.url);
    if (!response.ok) return;
    this.#take(await response.json());
    this.heard?.(this.#help);
  }

  // What the late pages say joins what is said from the start.
  #take(help) {
    Object.assign(this.bank.words, help.words);
    this.#help = help;
  }

  // Some browsers remember for ever that an address failed, so each try has one of its own.
  async #fetchScript() {
    await import(`${this.scriptUrl}#${this.#tries++}`);
    await LATE.looked;
    this.#script = true;
  }

  // Once somebody is at work it is fetched, so that it is there when the connection is lost later. A focus is work
  // too: some assistive technology keeps the keys for itself. `then()` when it has come.
  fetchOnUse(root, then) {
    const events = ["keydown", "pointerdown", "focusin"];
    const fetchNow = () => {
      for (const name of events) root.removeEventListener(name, fetchNow);
      this.get().then((late) => late && then());
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
    if (!app.help.now) body.replaceChildren(h("p", { class: "ans-small" }, say("help_coming")));
    app.help.use(show);
  };
  const element = h("details", { class: "ans-help", ontoggle: () => element.open && look() },
    h("summary", { onclick: () => element.open || look() }, summary), body);
  return element;
}
