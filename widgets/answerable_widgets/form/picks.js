// The list of rows to pick: checkboxes that can be searched, each with what a row of it would say.
import { h, setText, counted } from "./dom.js";

export class Picker {
  constructor(app, concept, id, picks, onAdd) {
    Object.assign(this, { app, onAdd });
    const { say } = app;
    const kinds = kindLabels(app, concept);
    this.search = h("input", { type: "search", id: `${id}-search`, class: "ans-input ans-line", autocomplete: "off", oninput: () => this.#filter() });
    this.found = h("p", { class: "ans-small", role: "status" });
    this.items = picks.map((pick, index) => pickItem(app, { pick, kinds }, `${id}-pick-${index}`, () => this.#count()));
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
