// Rows pasted from a spreadsheet: the box, what each column is, what will become of each line, and taking in what fits.
import { h, setText, counted, focusOn, srOnly } from "./dom.js";
import { linesOf, partedBy } from "./pastetext.js";
import { byContent, byHeadings, columnsFor, LEFT_OUT } from "./pastecolumns.js";
import { countsOf, leftToTake, planOf, takeIn } from "./pasteplan.js";
import { previewTable, problemList } from "./pastepreview.js";

const PARTED_SAID = { tab: "paste_part_tab", comma: "paste_part_comma", semicolon: "paste_part_semicolon", none: "paste_part_none" };
const READ_AFTER_MS = 300;
const LONGEST_TEXT = 2000000; // more than the most rows with the longest answers people write

export class PastePanel {
  #timer = 0;

  // `onTaken(ids)` hears of new rows once all that was pasted has been taken in.
  constructor(app, concept, id, onTaken) {
    Object.assign(this, { app, concept, id, onTaken, columns: columnsFor(app, concept) });
    const { say } = app;
    this.box = h("textarea", { id: `${id}-paste`, class: "ans-input ans-paste", rows: 5, autocomplete: "off", spellcheck: "false", wrap: "off", oninput: () => this.#readSoon() });
    this.parts = h("select", { id: `${id}-parts`, class: "ans-input ans-select", onchange: () => this.#read(true) },
      Object.entries(PARTED_SAID).map(([value, key]) => h("option", { value }, say(key))));
    this.headings = h("input", { type: "checkbox", id: `${id}-headings`, onchange: () => this.#guessColumns() });
    this.choosers = h("div", { class: "ans-paste-columns" });
    this.status = h("p", { class: "ans-strong", tabindex: "-1" });
    this.problems = h("div", {});
    this.preview = h("div", {});
    this.take = h("button", { type: "button", class: "ans-button", onclick: () => this.#take() });
    this.more = h("div", { hidden: true },
      h("div", { class: "ans-pair" }, h("label", { for: this.parts.id, class: "ans-label" }, say("paste_parts")), this.parts),
      h("div", { class: "ans-option" }, this.headings, h("label", { for: this.headings.id }, say("paste_headings"))),
      h("fieldset", {}, h("legend", { class: "ans-label" }, say("paste_columns")), this.choosers),
      this.problems, this.preview, h("p", { class: "ans-buttons" }, this.take));
    this.nodes = [
      h("p", { id: `${id}-paste-hint` }, say("paste_intro")),
      h("label", { for: this.box.id, class: "ans-label" }, say("paste_label")), this.box, this.status, this.more,
    ];
    this.box.setAttribute("aria-describedby", `${id}-paste-hint`);
    setText(this.status, say("paste_none"));
  }

  #readSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#read(false), READ_AFTER_MS);
  }

  // What parts the cells is guessed anew with each paste, unless somebody has just chosen it.
  #read(isParted) {
    clearTimeout(this.#timer);
    const text = this.box.value.slice(0, LONGEST_TEXT);
    if (!isParted) this.parts.value = partedBy(text);
    this.lines = linesOf(text, this.parts.value);
    this.more.hidden = !this.lines.length;
    if (!this.lines.length) return setText(this.status, this.app.say("paste_none"));
    this.headings.checked = byHeadings(this.concept, this.columns, this.lines[0].cells).some((id) => id !== LEFT_OUT);
    this.#guessColumns();
  }

  #guessColumns() {
    const { app, concept, columns, lines } = this;
    this.chosen = this.headings.checked ? byHeadings(concept, columns, lines[0].cells) : byContent(app, columns, lines);
    const width = Math.max(...lines.map(({ cells }) => cells.length));
    while (this.chosen.length < width) this.chosen.push(LEFT_OUT);
    this.#drawChoosers();
    this.#plan();
    app.announce(this.status.textContent);
  }

  #drawChoosers() {
    const { app, id, lines } = this;
    this.selects = this.chosen.map((chosen, place) => {
      const options = [h("option", { value: LEFT_OUT }, app.say("paste_leave_out")), this.columns.map((column) => h("option", { value: column.id }, column.ask))];
      const select = h("select", { id: `${id}-column-${place}`, class: "ans-input ans-select", onchange: () => this.#choose(place, select.value) }, options);
      select.value = chosen;
      return select;
    });
    const sample = (place) => shorten(lines.map(({ cells }) => (cells[place] ?? "").trim()).find(Boolean) ?? "");
    const label = (select, place) => h("label", { for: select.id, class: "ans-label" }, app.say("paste_column", { number: place + 1, sample: sample(place) }));
    this.choosers.replaceChildren(...this.selects.map((select, place) => h("div", { class: "ans-pair" }, label(select, place), select)));
  }

  // A column of the register can be only one of those pasted.
  #choose(place, column) {
    this.chosen = this.chosen.map((id, at) => (at === place ? column : id === column ? LEFT_OUT : id));
    this.selects.forEach((select, at) => (select.value = this.chosen[at]));
    this.#plan();
    this.app.announce(this.status.textContent);
  }

  #plan() {
    const { app, concept, columns, lines, chosen } = this;
    const rows = this.headings.checked ? lines.slice(1) : lines;
    const used = chosen.some((id) => id !== LEFT_OUT);
    this.plan = planOf(app, concept, columns, rows, chosen);
    const counts = countsOf(this.plan);
    const taken = counts.fresh + counts.known;
    setText(this.status, used ? app.say("paste_counts", counts) : app.say("paste_no_column"));
    this.problems.replaceChildren(...(used ? problemList(app, this.plan) : []));
    this.preview.replaceChildren(...(used ? previewTable(app, this.plan, columns.filter(({ id }) => chosen.includes(id)), this.id) : []));
    this.take.hidden = !taken;
    this.take.replaceChildren(counted(app.say, "paste_take", taken), srOnly(app.say("help_about", { ask: concept.ask })));
  }

  // The record may have moved since the plan was drawn, so it is made anew; what is left stays in the box.
  #take() {
    this.#plan();
    const { app, concept, columns, plan } = this;
    const counts = countsOf(plan);
    const left = leftToTake(plan, columns, this.parts.value, this.headings.checked ? this.lines[0] : null);
    const added = takeIn(app, concept, plan);
    const parted = this.parts.value;
    this.box.value = left;
    const said = [app.say("paste_taken", counts), left ? app.say("paste_left") : ""].filter(Boolean).join(" ");
    app.announce(said);
    if (!left) {
      this.#read(false);
      return this.onTaken(added);
    }
    this.parts.value = parted;
    this.#readAgain();
    setText(this.status, said);
    focusOn(this.status);
  }

  // The columns stay as they were chosen.
  #readAgain() {
    this.lines = linesOf(this.box.value, this.parts.value);
    this.#plan();
  }
}

const SAMPLE = 40;
const shorten = (text) => (text.length > SAMPLE ? `${[...text].slice(0, SAMPLE).join("")}…` : text);
