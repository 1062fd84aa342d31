// A register: rows as numbered cards, each with its own questions.
import { h, setText, idOf, focusOn, counted } from "./dom.js";
import { parts } from "./addresses.js";
import { isOffered } from "./journey.js";
import { RowCard } from "./rowcard.js";
import { showSentence } from "./question.js";
import { helpFor } from "./help.js";
import { wordsUsed } from "./glossary.js";
import { pickerFor, valuesOf } from "./picker.js";
import { problemSentence } from "./readable.js";
import { noticedPlace } from "./noticed.js";

const OPEN_UP_TO = 2; // longer registers start as a list of headings

export class RegisterField {
  #cards = new Map();
  #drawn = false;

  constructor(app, address, page) {
    Object.assign(this, { app, address, page, concept: app.bank.concepts[address], id: idOf(app.prefix, address) });
    const { say } = app;
    const name = { row_name: this.concept.answer.row_name };
    this.optional = h("span", { class: "ans-optional" });
    this.error = h("p", { id: `${this.id}-error`, class: "ans-error", hidden: true });
    this.noticed = noticedPlace(app, address, `${this.id}-noticed`);
    this.list = h("ol", { class: "ans-cards", role: "list" });
    this.add = h("button", { type: "button", id: `${this.id}-add`, class: "ans-button ans-secondary", onclick: () => this.#addRow() }, say("row_add", name));
    this.picker = pickerFor(app, this.concept, this.id, (picks) => this.#addPicks(picks));
    this.full = h("p", { class: "ans-inset", hidden: true }, say("rows_full", { limit: app.bank.limits.rows }));
    this.element = this.#draw();
    this.update();
  }

  #draw() {
    const { app, concept, id } = this;
    const about = { class: "ans-question ans-register", id: `${id}-question`, "aria-labelledby": `${id}-heading`, "data-address": this.address };
    return h("section", about,
      h(`h${this.page.level}`, { class: "ans-h2", id: `${id}-heading` }, h("span", {}, concept.ask), this.optional),
      concept.hint && h("p", { class: "ans-hint" }, concept.hint),
      helpFor(app, concept, this.page.level + 1), wordsUsed(app, concept), this.error, this.noticed.element, this.list, this.full,
      h("p", { class: "ans-buttons" }, this.add), this.picker);
  }

  get #rows() {
    return this.app.session.answers[this.address] ?? [];
  }

  #addRow() {
    const { app, concept } = this;
    const address = app.session.addRow(this.address);
    this.#cards.get(parts(address).row)?.focusFirst();
    app.announce(app.say("row_added", { row_name: concept.answer.row_name, number: this.#rows.length }));
  }

  // The words go in as if somebody had typed them; the focus goes to the first of the new rows.
  #addPicks(picks) {
    const { app, concept, address } = this;
    const room = app.bank.limits.rows - this.#rows.length;
    const added = picks.slice(0, room).map((pick) => {
      const row = app.session.addRow(address);
      for (const [column, value] of Object.entries(valuesOf(app, concept, pick))) app.session.give(`${row}/${column}`, value);
      return row;
    });
    focusOn(added.length ? this.#cards.get(parts(added[0]).row)?.heading : this.add);
    app.announce(counted(app.say, "pick_added", added.length));
  }

  // The focus goes on to the row that takes the place, or to the button that adds one.
  #remove(row) {
    const { app, concept } = this;
    const index = this.#rows.findIndex((one) => one.id === row.id);
    app.session.removeRow(`${this.address}/${row.id}`);
    const next = this.#rows[Math.min(index, this.#rows.length - 1)];
    focusOn(next ? this.#cards.get(next.id).heading : this.add);
    app.announce(app.say("row_removed", { row_name: concept.answer.row_name }));
  }

  update() {
    const { app, address } = this;
    this.#placeCards(this.#rows);
    this.list.hidden = !this.#rows.length;
    this.add.hidden = this.#rows.length >= app.bank.limits.rows;
    if (this.picker) this.picker.hidden = this.add.hidden;
    this.full.hidden = !this.add.hidden;
    setText(this.optional, isOffered(this, app.session.path) ? app.say("optional_mark") : "");
    this.#showProblem();
    this.noticed.update();
    this.#drawn = true;
  }

  #placeCards(rows) {
    const ids = new Set(rows.map((row) => row.id));
    let lost = false; // the focus, with a row that somebody else took out
    for (const [id, card] of this.#cards) {
      if (ids.has(id)) continue;
      lost ||= card.element.contains(document.activeElement);
      card.element.remove();
      this.#cards.delete(id);
    }
    rows.forEach((row, index) => {
      const card = this.#cards.get(row.id) ?? this.#newCard(row, rows);
      if (this.list.children[index] !== card.element) this.list.insertBefore(card.element, this.list.children[index] ?? null);
      card.update(row, index);
    });
    if (lost) focusOn(this.#cards.get(rows[0]?.id)?.heading ?? this.add);
  }

  #newCard(row, rows) {
    const open = this.#drawn || rows.length <= OPEN_UP_TO;
    const card = new RowCard(this.app, this.concept, row, { page: this.page, open, onRemove: (one) => this.#remove(one) });
    this.#cards.set(row.id, card);
    return card;
  }

  // The addresses of what is asked in rows that are open.
  get asked() {
    return [...this.#cards.values()].flatMap((card) => card.asked);
  }

  #showProblem() {
    const { app, address, error, add } = this;
    const problem = app.session.problems.get(address) ?? this.page.problem(address);
    showSentence(error, problem && problemSentence(app, problem), app.say("error_prefix"));
    this.element.classList.toggle("ans-wrong", Boolean(problem));
    if (problem) add.setAttribute("aria-describedby", error.id);
    else add.removeAttribute("aria-describedby");
  }

  // The card, or the question inside it, that an address means.
  field(wanted) {
    const { row, column } = parts(wanted);
    return this.#cards.get(row)?.field(column);
  }

  focus() {
    this.add.focus();
  }
}
