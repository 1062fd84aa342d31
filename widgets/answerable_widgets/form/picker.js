// Rows to pick for a register: a list of checkboxes that can be searched. What is picked becomes a row with its words
// filled in, for people to make their own.
import { h, setText, counted } from "./dom.js";
import { helpFold } from "./latehelp.js";

const FILLED_BY_PICK = ["title", "how"];

// `add(picks)` adds the rows. Nothing is drawn where the library has nothing for this register.
export function pickerFor(app, concept, id, add) {
  if (!app.bank.library?.[concept.id]) return null;
  let drawn = null;
  const draw = () => {
    drawn = new Picker(app, concept, id, (chosen) => {
      element.open = false;
      add(chosen);
    });
    drawn.update(titlesIn(app, concept));
    return drawn.nodes;
  };
  const summary = app.say("pick_summary", { row_name: concept.answer.row_name });
  const element = helpFold(app, summary, draw);
  element.classList.add("ans-picker");
  element.addEventListener("toggle", () => element.open && drawn?.update(titlesIn(app, concept)));
  return element;
}

const libraryOf = (app) => app.help.now?.library ?? app.bank.library;

const titlesIn = (app, concept) => new Set((app.session.answers[concept.id] ?? []).map((row) => row.values.title));

class Picker {
  constructor(app, concept, id, onAdd) {
    Object.assign(this, { app, onAdd });
    const { say } = app;
    const kinds = kindLabels(app, concept);
    this.search = h("input", { type: "search", id: `${id}-search`, class: "ans-input ans-line", autocomplete: "off", oninput: () => this.#filter() });
    this.found = h("p", { class: "ans-small", role: "status" });
    this.items = libraryOf(app)[concept.id].map((pick, index) => pickItem(app, { pick, kinds }, `${id}-pick-${index}`, () => this.#count()));
    this.button = h("button", { type: "button", class: "ans-button ans-secondary", onclick: () => this.#give() });
    this.error = h("p", { id: `${id}-pick-error`, class: "ans-error", hidden: true }, say("pick_none"));
    this.nodes = [
      h("p", {}, say("pick_intro")),
      h("div", { class: "ans-pair" }, h("label", { for: this.search.id, class: "ans-label" }, say("pick_search")), this.search),
      this.found,
      h("fieldset", {}, h("legend", { class: "ans-label" }, say("pick_legend")), h("div", { class: "ans-options" }, this.items.map((one) => one.row))),
      this.error,
      h("p", { class: "ans-buttons" }, this.button),
    ];
  }

  // Words of a row that is there already are not offered as new.
  update(titles) {
    for (const one of this.items) {
      one.input.checked = false;
      one.mark.hidden = !titles.has(one.pick.title);
    }
    this.search.value = "";
    this.#filter();
    this.#count();
  }

  #filter() {
    const wanted = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let seen = 0;
    for (const { row, text, input } of this.items) {
      row.hidden = !input.checked && !wanted.every((word) => text.includes(word));
      if (!row.hidden) seen += 1;
    }
    setText(this.found, wanted.length ? this.app.say("pick_found", { found: seen, total: this.items.length }) : "");
  }

  get #chosen() {
    return this.items.filter((one) => one.input.checked).map((one) => one.pick);
  }

  #count() {
    const chosen = this.#chosen.length;
    setText(this.button, chosen ? counted(this.app.say, "pick_add", chosen) : this.app.say("pick_add_none"));
    if (chosen) this.error.hidden = true;
  }

  #give() {
    const chosen = this.#chosen;
    if (chosen.length) return this.onAdd(chosen);
    this.error.hidden = false;
    this.app.announce(this.app.say("pick_none"));
  }
}

// What the groups of people are called that a pick often hits, from the question on groups.
function kindLabels(app, concept) {
  const registers = concept.answer.columns.filter(({ answer }) => answer.kind === "refer").map(({ answer }) => app.bank.concepts[answer.to]);
  const kinds = registers.flatMap((register) => register.answer.columns).filter((column) => column.id === "kinds");
  return new Map(kinds.flatMap(({ answer }) => answer.options).map(({ value, label }) => [value, label]));
}

function pickItem(app, { pick, kinds }, id, onchange) {
  const hit = (pick.kinds ?? []).map((kind) => kinds.get(kind)).filter(Boolean);
  const often = hit.length ? ` ${app.say("pick_kinds", { kinds: hit.join(", ") })}` : "";
  const hint = h("span", { class: "ans-option-hint", id: `${id}-hint` }, pick.how, often);
  const mark = h("span", { class: "ans-tag ans-tag-plain", hidden: true }, app.say("pick_there"));
  const input = h("input", { type: "checkbox", id, onchange, "aria-describedby": hint.id });
  const label = h("label", { for: id }, pick.title, " ", mark);
  const row = h("div", { class: "ans-option" }, input, h("div", { class: "ans-option-text" }, label, hint));
  return { pick, row, input, mark, text: `${pick.title} ${pick.how}`.toLowerCase() };
}

// What a picked row says: its words where there are columns for them, and the rows of the library's harms that it answers.
export function valuesOf(app, concept, pick) {
  const values = {};
  for (const { id, answer } of concept.answer.columns) {
    if (FILLED_BY_PICK.includes(id) && answer.kind === "text") values[id] = pick[id];
    if (answer.kind === "refer" && pick[id]?.length) values[id] = rowsPicked(app, answer.to, pick[id]);
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value?.length));
}

function rowsPicked(app, register, ids) {
  const titles = new Set((libraryOf(app)[register] ?? []).filter((one) => ids.includes(one.id)).map((one) => one.title));
  return (app.session.answers[register] ?? []).filter((row) => titles.has(row.values.title)).map((row) => row.id);
}
