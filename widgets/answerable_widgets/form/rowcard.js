// One row of a register: its name, how far it is, its questions, and a way to take it out.
import { h, setText, srOnly, idOf, counted, redraw } from "./dom.js";
import { QuestionField } from "./question.js";
import { visibleColumns, isAnswered, isOffered } from "./journey.js";
import { Places, Fold, isBegun } from "./places.js";
import { rowTitle } from "./readable.js";
import { noticedCount } from "./noticed.js";
import { leavesWithout } from "./hiding.js";
import { leavesList } from "./hidenote.js";

export class RowCard {
  constructor(app, concept, row, { page, open, onRemove }) {
    Object.assign(this, { app, concept, row, page, open, onRemove, address: `${concept.id}/${row.id}` });
    this.id = idOf(app.prefix, this.address);
    const button = (onclick) => h("button", { type: "button", class: "ans-button ans-quiet", onclick });
    this.places = this.#makePlaces();
    this.heading = h(`h${page.level + 1}`, { class: "ans-h3", id: `${this.id}-heading`, tabindex: "-1" });
    this.body = h("div", { class: "ans-card-body", id: `${this.id}-body`, role: "group", "aria-labelledby": this.heading.id }, this.places.nodes);
    this.toggle = button(() => this.#setOpen(this.body.hidden));
    this.toggle.setAttribute("aria-controls", this.body.id);
    this.removal = button(() => this.#askToRemove());
    this.sure = h("div", { class: "ans-inset", hidden: true, role: "group", "aria-labelledby": `${this.id}-sure` });
    this.summary = h("span", { class: "ans-small" });
    this.noticed = h("span", {});
    this.element = h("li", { class: "ans-card", "data-address": this.address },
      this.heading, h("p", { class: "ans-card-tools" }, this.summary, this.noticed, this.toggle, this.removal), this.sure, this.body);
  }

  // The first question names the row, so it is never behind.
  #makePlaces() {
    const { app, address, concept, page } = this;
    const at = (id) => `${address}/${id}`;
    const column = (id) => concept.answer.columns.find((one) => one.id === id);
    const fold = new Fold(app, address, { label: (count) => app.say("row_offered", { count }) });
    return new Places(fold, {
      make: (id) => new QuestionField(app, at(id), page),
      isOffered: (id) => column(id) !== concept.answer.columns[0] && isOffered({ concept, column: column(id) }, app.session.path),
      isBegun: (id) => isBegun(app.session, at(id)),
    });
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
    const leaves = leavesWithout(this.app.session, this.address);
    this.sure.replaceChildren(
      h("p", { id: `${this.id}-sure`, class: "ans-strong" }, say("row_remove_sure", { row: this.heading.textContent })),
      ...(leaves.length ? [h("p", {}, say("hides_row")), leavesList(this.app, leaves)] : []),
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
    const shown = visibleColumns(concept, row.values, app.session.path).map((column) => column.id);
    this.places.place(shown, app.say("help_about", { ask: heading.textContent }));
    const asked = this.places.asked(shown);
    this.asked = this.body.hidden ? [] : asked.map((id) => `${this.address}/${id}`);
    const given = asked.filter((column) => isAnswered(row.values[column])).length;
    setText(this.summary, counted(app.say, "row_answered", asked.length, { given }));
    redraw(this.noticed, noticedCount(app, app.noticed.under(this.address)));
  }

  focusFirst() {
    this.places.focusFirst();
  }

  field(column) {
    this.#setOpen(true);
    return column ? this.places.reveal(column) : { element: this.element, focus: () => this.heading.focus() };
  }
}
