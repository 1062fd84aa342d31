// One question on a page: its words, its help, its control, and what is wrong or unsettled about it.
import { h, setText, setDescribedBy, idOf, srOnly } from "./dom.js";
import { CONTROLS, SINGLE } from "./fields.js";
import { questionAt } from "./addresses.js";
import { answererOf, askOf, factsOf, problemSentence, rowChoices } from "./readable.js";
import { isOffered } from "./journey.js";
import { helpFor } from "./help.js";
import { wordsUsed } from "./glossary.js";
import { LATE } from "./latehelp.js";
import { Colleagues } from "./asking.js";
import { problemLine } from "./errors.js";
import { holdNote, holdSaid } from "./hidenote.js";
import { EarlierAnswers } from "./history.js";
import { noticedPlace } from "./noticed.js";
import { whenNotPressed } from "./press.js";
import { commentsFold } from "./comments.js";

export class QuestionField {
  // `page.problem(address)` is what is lacking, once the person asked to go on; `page.level` that of the heading.
  constructor(app, address, page) {
    Object.assign(this, { app, address, page, noted: null, told: undefined }, questionAt(app.bank, address));
    this.id = idOf(app.prefix, address);
    this.words = this.column ?? this.concept;
    this.ask = h("span", {});
    this.optional = h("span", { class: "ans-optional" });
    this.error = h("p", { id: `${this.id}-error`, class: "ans-error", hidden: true });
    this.notes = h("div", {});
    this.noticed = noticedPlace(app, address, `${this.id}-noticed`);
    this.earlier = new EarlierAnswers(app, address, this);
    this.comments = commentsFold(app, address, () => askOf(app, this));
    this.colleagues = new Colleagues(app, address, { name: () => askOf(app, this), asks: !this.column });
    this.control = this.#makeControl();
    this.own = new Map(this.control.texts.map((input) => [input, input.getAttribute("aria-describedby")]));
    this.group = this.#draw();
    this.element = h("div", { class: "ans-question", id: `${this.id}-question`, "data-address": address }, this.group, this.noticed.element, this.notes, this.earlier.element, this.comments.element, this.colleagues.element);
    this.update();
    this.drawn = true;
  }

  #makeControl() {
    const { app, address, answer, id } = this;
    return CONTROLS[answer.kind]({
      answer,
      id,
      say: app.say,
      announce: app.announce,
      language: app.bank.language,
      late: (then) => app.help.use(then),
      limits: app.bank.limits,
      grid: app.bank.grid,
      type: (value) => {
        app.session.type(address, value);
        this.#showNotes(); // now, for the next Tab may go to what would be gone when it comes there
      },
      give: (value) => {
        app.session.give(address, value);
        this.#went(value);
      },
      commit: () => whenNotPressed(() => this.#leave()),
      rows: () => rowChoices(app, answer.to),
      noRowsId: `${id}-none`,
      noRows: () => noRows(app, answer, `${id}-none`),
    });
  }

  // An answer that waits to be confirmed is not given yet.
  #went(value) {
    if (!this.app.session.held.has(this.address)) this.page.given?.(this.address, value);
  }

  // Who only looked at the words of an earlier visit has not given them as an answer.
  #leave() {
    const { app, address } = this;
    if (!app.session.edits.get(address)?.restored) app.session.commit(address);
  }

  // A single input has a label, a group a legend; on the first level the words stand in a heading.
  #draw() {
    const { control, column, ask, optional } = this;
    const heading = (...words) => (column ? words : h(`h${this.page.level}`, { class: "ans-h2" }, words));
    if (!SINGLE.has(this.answer.kind)) return h("fieldset", {}, h("legend", {}, heading(ask, optional)), this.#body());
    const label = h("label", { for: control.input.id, class: column ? "ans-label" : null }, ask, optional);
    return h("div", {}, heading(label), this.#body());
  }

  #body() {
    const { words, app, column, concept } = this;
    const hint = words.hint && h("p", { id: `${this.id}-hint`, class: "ans-hint" }, words.hint);
    return [hint, column ? null : [helpFor(app, concept, this.page.level + 1), wordsUsed(app, concept)], this.error, this.control.nodes];
  }

  update() {
    const { app, address } = this;
    setText(this.ask, askOf(app, this));
    const { path } = app.session;
    setText(this.optional, isOffered(this, path) ? app.say("optional_mark") : "");
    this.control.set(app.session.value(address));
    this.#showProblem();
    this.#showNotes();
    this.earlier.update();
    this.comments.update();
    this.colleagues.update();
  }

  #showProblem() {
    const { app, address, control, error } = this;
    const typed = app.session.problem(address);
    const noted = this.noticed.update();
    const problem = typed ?? this.page.problem(address);
    this.#tell(typed);
    showSentence(error, problem && problemSentence(app, problem, factsOf(app, address, problem)), app.say("error_prefix"));
    this.element.classList.toggle("ans-wrong", Boolean(problem));
    setDescribedBy(control.input ?? this.group, [this.words.hint && `${this.id}-hint`, problem && error.id, control.extra, noted && `${this.id}-noticed`]);
    const wrong = problem ? this.#wrong(problem) : [];
    for (const input of control.texts) {
      // Not everybody who hears a group hears what it says of itself.
      if (input !== control.input) setDescribedBy(input, [wrong.includes(input) && error.id, this.own.get(input)]);
      if (wrong.includes(input)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  // The inputs that a problem is about; where the control cannot tell, all of them.
  #wrong(problem) {
    return this.control.wrong?.(problem) ?? this.control.texts;
  }

  // A problem that comes while somebody writes, or just after, is also spoken: once, not at each letter.
  #tell(typed) {
    const { app, address, told } = this;
    this.told = typed ? typed.key ?? typed.sentence : null;
    if (typed && told !== undefined && told !== this.told) app.announce(problemLine(app, address, typed));
  }

  #showNotes() {
    const { app, address } = this;
    const { conflicts, edits, held } = app.session;
    const restored = edits.get(address)?.restored ? edits.get(address) : null;
    const passed = edits.get(address)?.passed;
    const now = conflicts.get(address) ?? held.get(address) ?? passed ?? restored;
    if (now === this.noted) return;
    this.noted = now;
    const focus = () => this.focus();
    const went = () => this.#went(app.session.value(address));
    if (conflicts.has(address)) app.announce(app.say("conflict_announced", { ask: askOf(app, this), by: answererOf(app, now) }));
    if (!now) this.notes.replaceChildren();
    else if (conflicts.has(address)) this.#showConflict(now);
    else if (now === passed) this.notes.replaceChildren(passedNote(app, address, passed));
    else this.notes.replaceChildren(now === restored ? draftNote(app, address, askOf(app, this), focus) : holdNote(app, address, now, { focus, went }));
    if (this.drawn && now && now === held.get(address)) this.#tellHold(now);
  }

  // Seen and heard, while the focus stays where it is.
  #tellHold(hold) {
    this.notes.querySelector(".ans-strong").scrollIntoView?.({ block: "nearest" });
    this.app.announce(holdSaid(this.app, hold));
  }

  // It comes later, and is there before anybody can have typed twice: without a connection it says so and tries again.
  #showConflict(conflict) {
    const { app, notes } = this;
    if (!app.help.now) notes.replaceChildren(h("p", { class: "ans-warning" }, app.say("conflict_elsewhere_title"), ". ", app.say("conflict_elsewhere")));
    app.help.use((late) => {
      if (this.noted !== conflict) return;
      if (late) notes.replaceChildren(LATE.conflictPanel(app, this, conflict));
      else this.noted = null;
    });
  }

  focus(problem) {
    const [wrong] = (problem && this.control.wrong?.(problem)) ?? [];
    const chosen = this.group.querySelector("input[type=radio]:checked"); // where Tab would come to as well
    (wrong ?? chosen ?? document.getElementById(this.control.first))?.focus();
  }
}

// A problem's sentence with what marks it as one for those who do not see colours.
export function showSentence(element, sentence, prefix) {
  element.hidden = !sentence;
  element.replaceChildren(...(sentence ? [srOnly(prefix), sentence] : []));
}

function noRows(app, answer, id) {
  const register = app.bank.concepts[answer.to];
  const task = app.bank.tasks.find((one) => one.concepts.includes(answer.to));
  const link = app.nav.link({ view: "task", task: task.id, at: answer.to }, app.say("no_rows_link", { task: task.title }), { id });
  return [h("p", { class: "ans-inset" }, app.say("no_rows_yet", { row_name: register.answer.row_name }), " ", link)];
}

function draftNote(app, address, ask, focus) {
  const { say, session } = app;
  const then = (action) => () => {
    action();
    focus();
  };
  const button = (key, look, action) =>
    h("button", { type: "button", class: `ans-button ${look}`, onclick: then(action) }, say(key), srOnly(say("help_about", { ask })));
  return h("div", { class: "ans-inset" },
    h("p", {}, say("draft_note")),
    h("p", { class: "ans-buttons" },
      button("draft_give", "ans-secondary", () => session.commit(address)),
      button("draft_drop", "ans-quiet", () => session.drop(address))));
}

// Said while somebody still writes, and once aloud.
function passedNote(app, address, passed) {
  const words = app.say("conflict_passed", { by: answererOf(app, passed) });
  app.announce(words);
  return h("p", { class: "ans-inset" }, words);
}
