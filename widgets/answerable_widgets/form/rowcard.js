// One row of a register: its name, how far it is, its questions, and a way to take it out.
import { h, setText, srOnly, idOf, counted } from "./dom.js";
import { QuestionField } from "./question.js";
import { visibleColumns, isAnswered } from "./journey.js";
import { rowTitle } from "./readable.js";

export class RowCard {
  #fields = new Map();

  constructor(app, concept, row, { page, open, onRemove }) {
    Object.assign(this, { app, concept, row, page, open, onRemove, address: `${concept.id}/${row.id}` });
    this.id = idOf(app.prefix, this.address);
    const button = (onclick) => h("button", { type: "button", class: "ans-button ans-quiet", onclick });
    this.heading = h("h3", { class: "ans-h3", id: `${this.id}-heading`, tabindex: "-1" });
    this.body = h("div", { class: "ans-card-body", id: `${this.id}-body`, role: "group", "aria-labelledby": this.heading.id });
    this.toggle = button(() => this.#setOpen(this.body.hidden));
    this.toggle.setAttribute("aria-controls", this.body.id);
    this.removal = button(() => this.#askToRemove());
    this.sure = h("div", { class: "ans-inset", hidden: true, role: "group", "aria-labelledby": `${this.id}-sure` });
    this.summary = h("span", { class: "ans-small" });
    this.element = h("li", { class: "ans-card", "data-address": this.address },
      this.heading, h("p", { class: "ans-card-tools" }, this.summary, this.toggle, this.removal), this.sure, this.body);
  }

  // Buttons carry the row's name for those who hear them one by one.
  #name(button, key) {
    const name = this.concept.answer.row_name;
    button.replaceChildren(this.app.say(key, { row_name: name }), srOnly(" ", this.heading.textContent));
  }

  #setOpen(open) {
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    this.#name(this.toggle, open ? "row_close" : "row_open");
  }

  #askToRemove() {
    const { say } = this.app;
    const button = (key, look, onclick) => h("button", { type: "button", class: `ans-button ${look}`, onclick }, say(key));
    const keep = button("row_remove_no", "ans-secondary", () => this.#keep());
    this.sure.replaceChildren(
      h("p", { id: `${this.id}-sure`, class: "ans-strong" }, say("row_remove_sure", { row: this.heading.textContent })),
      h("p", { class: "ans-buttons" }, button("row_remove_yes", "ans-danger", () => this.onRemove(this.row)), keep));
    this.sure.hidden = false;
    keep.focus();
  }

  #keep() {
    this.sure.hidden = true;
    this.removal.focus();
  }

  update(row, index) {
    const { app, concept, heading } = this;
    this.row = row;
    const title = rowTitle(app, concept.id, row, index);
    if (heading.textContent !== title) {
      const first = !heading.textContent;
      setText(heading, title);
      this.#name(this.removal, "row_remove");
      this.#setOpen(first ? this.open : !this.body.hidden);
    }
    const asked = visibleColumns(concept, row.values, app.session.path);
    this.#placeFields(asked.map((column) => column.id));
    const given = asked.filter((column) => isAnswered(row.values[column.id])).length;
    setText(this.summary, counted(app.say, "row_answered", asked.length, { given }));
  }

  // A question that somebody else's answer takes away stays as long as the focus is in it.
  #placeFields(ids) {
    const { app, address, page, body } = this;
    for (const [column, field] of this.#fields) {
      if (ids.includes(column) || field.element.contains(document.activeElement)) continue;
      field.element.remove();
      this.#fields.delete(column);
    }
    ids.forEach((column, place) => {
      if (this.#fields.has(column)) this.#fields.get(column).update();
      else this.#fields.set(column, new QuestionField(app, `${address}/${column}`, page));
      const { element } = this.#fields.get(column);
      if (body.children[place] !== element) body.insertBefore(element, body.children[place] ?? null);
    });
  }

  focusFirst() {
    this.#fields.values().next().value?.focus();
  }

  field(column) {
    this.#setOpen(true);
    return column ? this.#fields.get(column) : { element: this.element, focus: () => this.heading.focus() };
  }
}
