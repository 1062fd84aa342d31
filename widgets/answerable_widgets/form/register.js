// A register: rows as numbered cards, each with its own questions.
import { h, setText, srOnly, idOf, focusOn, counted } from "./dom.js";
import { questionField } from "./question.js";
import { helpFor } from "./help.js";
import { visibleColumns, isAnswered } from "./journey.js";
import { problemSentence, rowTitle } from "./readable.js";

const OPEN_UP_TO = 2; // longer registers start as a list of headings

export function registerField(app, address, page) {
  const { session, say, prefix } = app;
  const concept = app.bank.concepts[address];
  const { row_name: name } = concept.answer;
  const id = idOf(prefix, address);
  const optional = h("span", { class: "ans-optional" });
  const error = h("p", { id: `${id}-error`, class: "ans-error", hidden: true });
  const list = h("ol", { class: "ans-cards", role: "list" });
  const add = h("button", { type: "button", id: `${id}-add`, class: "ans-button ans-secondary", onclick: addRow }, say("row_add", { row_name: name }));
  const full = h("p", { class: "ans-inset", hidden: true }, say("rows_full", { limit: app.bank.limits.rows }));
  const element = h("section", { class: "ans-question ans-register", id: `${id}-question`, "aria-labelledby": `${id}-heading`, "data-address": address },
    h("h2", { class: "ans-h2", id: `${id}-heading` }, h("span", {}, concept.ask), optional),
    concept.hint && h("p", { class: "ans-hint" }, concept.hint),
    helpFor(app, concept), error, list, full, h("p", { class: "ans-buttons" }, add));
  const cards = new Map();
  const rows = () => session.answers[address] ?? [];
  let first = true;

  function addRow() {
    const row = session.addRow(address);
    cards.get(row.split("/")[1])?.focusFirst();
    app.announce(say("row_added", { row_name: name, number: rows().length }));
  }

  function remove(row) {
    const index = rows().findIndex((one) => one.id === row.id);
    session.removeRow(`${address}/${row.id}`);
    const next = rows()[Math.min(index, rows().length - 1)];
    focusOn(next ? cards.get(next.id).heading : add);
    app.announce(say("row_removed", { row_name: name }));
  }

  function update() {
    const now = rows();
    const ids = new Set(now.map((row) => row.id));
    for (const [row, card] of cards) {
      if (ids.has(row)) continue;
      card.element.remove();
      cards.delete(row);
    }
    now.forEach((row, index) => {
      if (!cards.has(row.id)) cards.set(row.id, rowCard(app, concept, row, { page, remove, open: !first || now.length <= OPEN_UP_TO }));
      const card = cards.get(row.id);
      if (list.children[index] !== card.element) list.insertBefore(card.element, list.children[index] ?? null);
      card.update(row, index);
    });
    list.hidden = !now.length;
    add.hidden = now.length >= app.bank.limits.rows;
    full.hidden = !add.hidden;
    const free = session.path.routing.route !== null && !session.path.due.has(address);
    setText(optional, free ? say("optional_mark") : "");
    showProblem();
    first = false;
  }

  function showProblem() {
    const problem = session.problems.get(address) ?? page.problem(address);
    error.hidden = !problem;
    error.replaceChildren(...(problem ? [srOnly(say("error_prefix")), problemSentence(app, problem)] : []));
    element.classList.toggle("ans-wrong", Boolean(problem));
    if (problem) add.setAttribute("aria-describedby", error.id);
    else add.removeAttribute("aria-describedby");
  }

  // The card and the question inside it that an address means.
  function field(wanted) {
    const [, row, column] = wanted.split("/");
    return cards.get(row)?.field(column);
  }

  update();
  return { element, address, update, field, focus: () => add.focus(), targetOf: () => add.id };
}

function rowCard(app, concept, firstRow, { page, remove, open }) {
  const { say, session } = app;
  const address = `${concept.id}/${firstRow.id}`;
  const id = idOf(app.prefix, address);
  const { row_name: name } = concept.answer;
  let row = firstRow;
  const heading = h("h3", { class: "ans-h3", id: `${id}-heading`, tabindex: "-1" });
  const about = () => srOnly(" ", heading.textContent);
  const body = h("div", { class: "ans-card-body", id: `${id}-body` });
  const toggle = h("button", { type: "button", class: "ans-button ans-quiet", "aria-controls": body.id, onclick: () => setOpen(body.hidden) });
  const removeButton = h("button", { type: "button", class: "ans-button ans-quiet", onclick: askToRemove });
  const sure = h("div", { class: "ans-inset", hidden: true, role: "group", "aria-labelledby": `${id}-sure` });
  const summary = h("span", { class: "ans-small" });
  const element = h("li", { class: "ans-card", "data-address": address },
    heading, h("p", { class: "ans-card-tools" }, summary, toggle, removeButton), sure, body);
  const fields = new Map();

  function setOpen(wanted) {
    body.hidden = !wanted;
    toggle.setAttribute("aria-expanded", String(wanted));
    toggle.replaceChildren(say(wanted ? "row_close" : "row_open"), about());
  }

  function askToRemove() {
    const keep = h("button", { type: "button", class: "ans-button ans-secondary", onclick: keepRow }, say("row_remove_no"));
    sure.replaceChildren(
      h("p", { id: `${id}-sure`, class: "ans-strong" }, say("row_remove_sure", { row: heading.textContent })),
      h("p", { class: "ans-buttons" },
        h("button", { type: "button", class: "ans-button ans-danger", onclick: () => remove(row) }, say("row_remove_yes")), keep));
    sure.hidden = false;
    keep.focus();
  }

  function keepRow() {
    sure.hidden = true;
    removeButton.focus();
  }

  function update(now, index) {
    row = now;
    const title = rowTitle(app, concept.id, row, index);
    if (heading.textContent !== title) {
      setText(heading, title);
      removeButton.replaceChildren(say("row_remove", { row_name: name }), about());
      setOpen(toggle.hasAttribute("aria-expanded") ? !body.hidden : open);
    }
    const asked = visibleColumns(concept, row.values, session.path);
    placeFields(asked.map((column) => column.id));
    const given = asked.filter((column) => isAnswered(row.values[column.id])).length;
    setText(summary, counted(say, "row_answered", asked.length, { given }));
  }

  function placeFields(ids) {
    for (const [column, field] of fields) {
      if (ids.includes(column) || field.element.contains(document.activeElement)) continue;
      field.element.remove();
      fields.delete(column);
    }
    for (const column of ids) {
      if (fields.has(column)) fields.get(column).update();
      else fields.set(column, questionField(app, `${address}/${column}`, page));
    }
    ids.forEach((column, place) => {
      const { element: wanted } = fields.get(column);
      if (body.children[place] !== wanted) body.insertBefore(wanted, body.children[place] ?? null);
    });
  }

  return {
    element,
    heading,
    update,
    focusFirst: () => fields.values().next().value?.focus(),
    field(column) {
      setOpen(true);
      return column ? fields.get(column) : { element, focus: () => heading.focus(), targetOf: () => heading.id };
    },
  };
}
