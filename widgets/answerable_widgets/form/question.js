// One question on a page: its words, its help, its control, and what is wrong or unsettled about it.
import { h, append, setText, setDescribedBy, idOf, srOnly } from "./dom.js";
import { CONTROLS, SINGLE } from "./fields.js";
import { questionAt } from "./addresses.js";
import { lengths } from "./values.js";
import { askOf, problemSentence, rowChoices } from "./readable.js";
import { helpFor } from "./help.js";
import { conflictPanel } from "./conflict.js";

// `page` gives {problem(address), level}: what is lacking once the person asked to go on.
export function questionField(app, address, page) {
  const { session, say, prefix } = app;
  const { concept, column, answer, row } = questionAt(app.bank, address);
  const id = idOf(prefix, address);
  const words = column ?? concept;
  const ids = { hint: words.hint ? `${id}-hint` : "", error: `${id}-error` };
  const ask = h("span", { class: "ans-ask" });
  const optional = h("span", { class: "ans-optional" });
  const error = h("p", { id: ids.error, class: "ans-error", hidden: true });
  const notes = h("div", { class: "ans-notes" });
  const control = CONTROLS[answer.kind]({
    answer,
    id,
    say,
    limits: app.bank.limits,
    type: (value) => session.type(address, value),
    give: (value) => session.give(address, value),
    commit: () => session.commit(address),
    rows: () => rowChoices(app, answer.to),
    chooseHint: () => h("p", { class: "ans-hint" }, say("choose_all")),
    noRowsId: `${id}-none`,
    noRows: () => noRows(app, answer, `${id}-none`),
  });
  const title = column ? [ask, optional] : [h("h2", { class: "ans-h2" }, ask, optional)];
  const hint = words.hint && h("p", { id: ids.hint, class: "ans-hint" }, words.hint);
  const help = column ? null : helpFor(app, concept);
  const body = [hint, help, error, control.nodes];
  const group = SINGLE.has(answer.kind) ? singleField(control, column, ask, optional, body) : h("fieldset", {}, h("legend", {}, title), body);
  const element = h("div", { class: "ans-question", id: `${id}-question`, "data-address": address }, group, notes);
  let noted = null;

  function showProblem() {
    const problem = session.problems.get(address) ?? page.problem(address);
    const facts = problem?.key === "too_long" ? lengths(answer, session.value(address), app.bank.limits) : null;
    error.hidden = !problem;
    error.replaceChildren(...(problem ? [srOnly(say("error_prefix")), problemSentence(app, problem, facts)] : []));
    element.classList.toggle("ans-wrong", Boolean(problem));
    setDescribedBy(control.input ?? group, [ids.hint, problem && ids.error, control.extra]);
    for (const input of control.texts) {
      if (problem) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  function showNotes() {
    const conflict = session.conflicts.get(address);
    const edit = session.edits.get(address);
    const hid = session.hid.get(address);
    const now = conflict ?? hid ?? (edit?.restored ? edit : null);
    if (now === noted) return;
    noted = now;
    notes.replaceChildren();
    if (conflict) append(notes, conflictPanel(app, address, answer, conflict));
    else if (hid) append(notes, hiddenNote(app, address, hid, focus));
    else if (edit?.restored) append(notes, draftNote(app, address, focus));
  }

  function focus(problem) {
    const why = problem?.key === "why_needed" && control.whyInput;
    document.getElementById(why || control.first)?.focus();
  }

  function update() {
    setText(ask, askOf(app, { concept, column, row }));
    const routed = session.path.routing.route !== null;
    const free = column ? column.optional : routed && !session.path.due.has(concept.id);
    setText(optional, free ? say("optional_mark") : "");
    control.set(session.value(address));
    showProblem();
    showNotes();
  }

  update();
  const targetOf = (problem) => (problem?.key === "why_needed" && control.whyInput) || control.first;
  return { element, address, update, focus, targetOf };
}

// A single input has a label; on the first level that label stands in a heading.
function singleField(control, column, ask, optional, body) {
  const label = h("label", { for: control.input.id, class: column ? "ans-label" : null }, ask, optional);
  return h("div", {}, column ? label : h("h2", { class: "ans-h2" }, label), body);
}

function noRows(app, answer, id) {
  const register = app.bank.concepts[answer.to];
  const task = app.bank.tasks.find((one) => one.concepts.includes(answer.to));
  const link = app.nav.link({ view: "task", task: task.id, at: answer.to }, app.say("no_rows_link", { task: task.title }), { id });
  return [h("p", { class: "ans-inset" }, app.say("no_rows_yet", { row_name: register.answer.row_name }), " ", link)];
}

function draftNote(app, address, focus) {
  const { say, session } = app;
  const then = (action) => () => {
    action();
    focus();
  };
  return h("div", { class: "ans-inset" },
    h("p", {}, say("draft_note")),
    h("p", { class: "ans-buttons" },
      h("button", { type: "button", class: "ans-button ans-secondary", onclick: then(() => session.commit(address)) }, say("draft_give")),
      h("button", { type: "button", class: "ans-button ans-quiet", onclick: then(() => session.drop(address)) }, say("draft_drop"))));
}

// Said when an answer takes other answers out of view; one press changes it back.
function hiddenNote(app, address, hid, focus) {
  const { say, session } = app;
  const undo = () => {
    session.give(address, hid.before);
    focus();
  };
  return h("div", { class: "ans-inset" },
    h("p", {}, say("hides_answers")),
    h("ul", {}, hid.asks.map((ask) => h("li", {}, ask))),
    h("p", { class: "ans-buttons" }, h("button", { type: "button", class: "ans-button ans-secondary", onclick: undo }, say("hides_undo"))));
}
