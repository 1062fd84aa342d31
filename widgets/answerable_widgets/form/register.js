// A register: rows as numbered cards, each with its own questions.
import { h, setText, idOf, focusOn } from "./dom.js";
import { parts } from "./addresses.js";
import { isOffered } from "./journey.js";
import { RowCard } from "./rowcard.js";
import { showSentence } from "./question.js";
import { helpFor } from "./help.js";
import { wordsUsed } from "./glossary.js";
import { LATE, helpFold } from "./latehelp.js";
import { problemSentence } from "./readable.js";
import { noticedPlace } from "./noticed.js";
import { commentsFold } from "./comments.js";
import { Colleagues } from "./asking.js";

const OPEN_UP_TO = 2; // longer registers start as a list of headings
const TABLE_FROM = 2;
const DRAWN_AT_ONCE = 50; // the rest a moment later, so that nobody waits for the page

export class RegisterField {
  #cards = new Map();
  #drawn = false;
  #whole = false; // somebody wants a row that has not been drawn yet
  #removing = false; // this person, and nobody else

  constructor(app, address, page) {
    Object.assign(this, { app, address, page, concept: app.bank.concepts[address], id: idOf(app.prefix, address) });
    const { say } = app;
    const name = { row_name: this.concept.answer.row_name };
    this.optional = h("span", { class: "ans-optional" });
    this.error = h("p", { id: `${this.id}-error`, class: "ans-error", hidden: true });
    this.noticed = noticedPlace(app, address, `${this.id}-noticed`);
    this.comments = commentsFold(app, address, () => this.concept.ask);
    this.list = h("ol", { class: "ans-cards", role: "list" });
    this.add = h("button", { type: "button", id: `${this.id}-add`, class: "ans-button ans-secondary", onclick: () => this.#addRow() }, say("row_add", name));
    this.picker = app.bank.library?.[address] ? this.#fold("picker", say("pick_summary", name)) : null;
    this.paste = this.#fold("paste-rows", say("paste_summary"));
    this.table = this.#fold("all-rows", say("table_summary"));
    this.full = h("p", { class: "ans-inset", hidden: true }, say("rows_full", { limit: app.bank.limits.rows }));
    this.colleagues = new Colleagues(app, address, { name: () => this.concept.ask, asks: true });
    this.element = this.#draw();
    this.update();
  }

  // What stands in it is drawn by rowfolds.js, which comes later.
  #fold(name, summary) {
    const fold = helpFold(this.app, summary, () => LATE.rowFolds[name](this, fold));
    fold.classList.add(`ans-${name}`);
    return fold;
  }

  #draw() {
    const { app, concept, id } = this;
    const about = { class: "ans-question ans-register", id: `${id}-question`, "aria-labelledby": `${id}-heading`, "data-address": this.address };
    return h("section", about,
      h(`h${this.page.level}`, { class: "ans-h2", id: `${id}-heading` }, h("span", {}, concept.ask), this.optional),
      concept.hint && h("p", { class: "ans-hint" }, concept.hint),
      helpFor(app, concept, this.page.level + 1), wordsUsed(app, concept), this.error, this.noticed.element, this.table, this.list, this.full,
      h("p", { class: "ans-buttons" }, this.add), this.picker, this.paste, this.comments.element, this.colleagues.element);
  }

  get rows() {
    return this.app.session.answers[this.address] ?? [];
  }

  #addRow() {
    const { app, concept } = this;
    const address = app.session.addRow(this.address);
    this.card(parts(address).row)?.focusFirst();
    app.announce(app.say("row_added", { row_name: concept.answer.row_name, number: this.rows.length }));
  }

  // The focus goes on to the row that takes the place, or to the button that adds one.
  #remove(row) {
    const { app, concept } = this;
    const index = this.rows.findIndex((one) => one.id === row.id);
    this.#removing = true;
    app.session.removeRow(`${this.address}/${row.id}`);
    this.#removing = false;
    const next = this.rows[Math.min(index, this.rows.length - 1)];
    focusOn(next ? this.card(next.id).heading : this.add);
    app.announce(app.say("row_removed", { row_name: concept.answer.row_name }));
  }

  // The focus stays on the button, or goes to its sibling where there is no further way.
  #move(row, by) {
    const { app, address } = this;
    const ids = this.rows.map((one) => one.id);
    const place = ids.indexOf(row.id) + by;
    app.session.moveRow(`${address}/${row.id}`, (by < 0 ? ids[place - 1] : ids[place]) ?? null);
    const { up, down } = this.card(row.id);
    const [pressed, sibling] = by < 0 ? [up, down] : [down, up];
    focusOn(pressed.hidden ? sibling : pressed);
    app.announce(app.say("row_moved", { place: place + 1, count: ids.length }));
  }

  update() {
    const { app, address } = this;
    this.#placeCards(this.rows);
    this.list.hidden = !this.rows.length;
    this.add.hidden = this.rows.length >= app.bank.limits.rows;
    if (this.picker) this.picker.hidden = this.add.hidden;
    this.table.hidden = this.rows.length < TABLE_FROM;
    this.onUpdate?.();
    this.full.hidden = !this.add.hidden;
    setText(this.optional, isOffered(this, app.session.path) ? app.say("optional_mark") : "");
    this.#showProblem();
    this.noticed.update();
    this.comments.update();
    this.colleagues.update();
    this.#drawn = true;
  }

  #placeCards(rows) {
    const ids = new Set(rows.map((row) => row.id));
    let lost = false;
    for (const [id, card] of this.#cards) {
      if (ids.has(id)) continue;
      lost ||= card.element.contains(document.activeElement);
      card.element.remove();
      this.#cards.delete(id);
    }
    const fresh = rows.filter((row) => !this.#cards.has(row.id));
    const open = rows.length <= OPEN_UP_TO || (this.#drawn && fresh.length === 1);
    const later = new Set(this.#whole ? [] : fresh.slice(DRAWN_AT_ONCE));
    const cards = rows.filter((row) => !later.has(row)).map((row) => this.#cards.get(row.id) ?? this.#newCard(row, open));
    lay(this.list, cards.map((card) => card.element));
    const places = new Map(rows.map((row, index) => [row.id, index]));
    for (const card of cards) card.update(rows[places.get(card.row.id)], places.get(card.row.id), rows.length);
    if (later.size) setTimeout(() => this.#placeCards(this.rows));
    if (lost && !this.#removing) this.#goOnFrom();
  }

  // Somebody else took out the row that this person was in: their words are offered back, and the focus stays near.
  #goOnFrom() {
    const { app, concept, add, list } = this;
    focusOn(add.hidden ? list.querySelector(".ans-h3") : add);
    app.announce(app.say("row_removed_elsewhere", { row_name: concept.answer.row_name }));
  }

  // The card of a row, drawn at once if its turn has not come.
  card(id) {
    if (!this.#cards.has(id)) {
      this.#whole = true;
      this.#placeCards(this.rows);
    }
    return this.#cards.get(id);
  }

  #newCard(row, open) {
    const card = new RowCard(this.app, this.concept, row, { page: this.page, open, onRemove: (one) => this.#remove(one), onMove: (one, by) => this.#move(one, by) });
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
    return this.card(row)?.field(column);
  }

  focus() {
    this.add.focus();
  }
}

// Puts elements into their order. The one with the focus is never touched, for it would lose it: others make room.
function lay(list, elements) {
  let next = list.firstChild;
  for (const element of elements) {
    const stays = element.parentNode === list && element.contains(document.activeElement);
    while (stays && next !== element) {
      const other = next;
      next = other.nextSibling;
      list.append(other);
    }
    if (element === next) next = element.nextSibling;
    else list.insertBefore(element, next);
  }
}
