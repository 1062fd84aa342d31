// One row of a register: its name, how far it is, its questions, and ways to move it and to take it out.
import { h, setText, srOnly, idOf, counted, redraw } from "./dom.js";
import { QuestionField } from "./question.js";
import { visibleColumns, isAnswered, isOffered } from "./journey.js";
import { Places, Fold, isBegun, standsBehind } from "./places.js";
import { rowTitle } from "./readable.js";
import { noticedCount } from "./noticed.js";
import { commentsCount, commentsFold, isUnder } from "./comments.js";
import { leavesWithout } from "./hiding.js";
import { leavesList } from "./hidenote.js";
import { Colleagues } from "./asking.js";

export class RowCard {
  #places = null; // drawn when the row is first opened

  // `onMove(row, by)` moves it one place up (-1) or down (1).
  constructor(app, concept, row, { page, open, onRemove, onMove }) {
    Object.assign(this, { app, concept, row, page, onRemove, address: `${concept.id}/${row.id}` });
    this.id = idOf(app.prefix, this.address);
    const button = (onclick) => h("button", { type: "button", class: "ans-button ans-quiet", onclick });
    this.heading = h(`h${page.level + 1}`, { class: "ans-h3", id: `${this.id}-heading`, tabindex: "-1" });
    this.body = h("div", { class: "ans-card-body", id: `${this.id}-body`, role: "group", "aria-labelledby": this.heading.id, hidden: !open });
    this.toggle = button(() => this.#setOpen(this.body.hidden));
    this.toggle.setAttribute("aria-controls", this.body.id);
    this.up = button(() => onMove(this.row, -1));
    this.down = button(() => onMove(this.row, 1));
    this.removal = button(() => this.#askToRemove());
    this.sure = h("div", { class: "ans-inset", hidden: true, role: "group", "aria-labelledby": `${this.id}-sure` });
    this.summary = h("span", { class: "ans-small" });
    this.noticed = h("span", {});
    this.element = h("li", { class: "ans-card", "data-address": this.address },
      this.heading, h("p", { class: "ans-card-tools" }, this.summary, this.noticed, this.toggle, this.up, this.down, this.removal), this.sure, this.body);
  }

  // The first question names the row, so it is never behind.
  get #about() {
    const { app, address, concept, page } = this;
    const at = (id) => `${address}/${id}`;
    const column = (id) => concept.answer.columns.find((one) => one.id === id);
    return {
      make: (id) => new QuestionField(app, at(id), page),
      isOffered: (id) => column(id) !== concept.answer.columns[0] && isOffered({ concept, column: column(id) }, app.session.path),
      isBegun: (id) => isBegun(app.session, at(id)),
    };
  }

  get #drawn() {
    if (this.#places) return this.#places;
    const fold = new Fold(this.app, this.address, { label: (count) => this.app.say("row_offered", { count }) });
    this.#places = new Places(fold, this.#about);
    this.colleagues = new Colleagues(this.app, this.address, { name: () => this.heading.textContent, asks: true });
    this.comments = commentsFold(this.app, this.address, () => this.heading.textContent);
    const around = h("div", { class: "ans-around" }, this.comments.element, this.colleagues.element);
    this.body.replaceChildren(...this.#places.nodes, around);
    this.comments.update();
    this.colleagues.update();
    return this.#places;
  }

  // Buttons carry the row's name for those who hear them one by one.
  #name(button, key) {
    const name = this.concept.answer.row_name;
    button.replaceChildren(this.app.say(key, { row_name: name }), srOnly(" ", this.heading.textContent));
  }

  #setOpen(open) {
    this.body.hidden = !open;
    this.#tellOpen();
    if (open) this.#place();
  }

  #tellOpen() {
    this.toggle.setAttribute("aria-expanded", String(!this.body.hidden));
    this.#name(this.toggle, this.body.hidden ? "row_open" : "row_close");
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

  // `count` is how many rows there are.
  update(row, index, count) {
    const { app, concept, heading } = this;
    this.row = row;
    const title = rowTitle(app, concept.id, row, index);
    if (heading.textContent !== title) {
      setText(heading, title);
      for (const [button, key] of [[this.removal, "row_remove"], [this.up, "row_up"], [this.down, "row_down"]]) this.#name(button, key);
      this.#tellOpen();
    }
    this.up.hidden = index === 0;
    this.down.hidden = index === count - 1;
    const asked = this.#place();
    this.asked = this.body.hidden ? [] : asked.map((id) => `${this.address}/${id}`);
    const given = asked.filter((column) => isAnswered(row.values[column])).length;
    setText(this.summary, counted(app.say, "row_answered", asked.length, { given }));
    const found = app.noticed.under(this.address);
    const [open] = app.comments.count((at) => isUnder(at, this.address));
    const notes = `${found.length} ${open}`;
    if (notes !== this.notes) redraw(this.noticed, noticedCount(app, found), commentsCount(app, (at) => isUnder(at, this.address)));
    this.notes = notes;
    this.comments?.update();
    this.colleagues?.update();
  }

  // Draws what has been opened, and returns which questions stand in front.
  #place() {
    const { app, concept, row } = this;
    const shown = visibleColumns(concept, row.values, app.session.path).map((column) => column.id);
    if (this.body.hidden && !this.#places) {
      const about = this.#about;
      return shown.filter((id) => !standsBehind(about, id));
    }
    this.#drawn.place(shown, app.say("help_about", { ask: this.heading.textContent }));
    return this.#drawn.asked(shown);
  }

  // Gives the heading, for whoever brings the focus.
  open() {
    this.#setOpen(true);
    return this.heading;
  }

  focusFirst() {
    this.#drawn.focusFirst();
  }

  field(column) {
    if (this.body.hidden) this.#setOpen(true);
    return column ? this.#drawn.reveal(column) : { element: this.element, focus: () => this.heading.focus() };
  }
}
