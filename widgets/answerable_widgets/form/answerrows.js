// The answers of one task as they are read, each with a way to change it.
import { h, srOnly, counted, idOf } from "./dom.js";
import { parts, questionAt } from "./addresses.js";
import { isOffered, visibleColumns } from "./journey.js";
import { askOf, readable, rowTitle } from "./readable.js";

export const changeId = (app, address) => idOf(app.prefix, address, "change");

const taskOf = (app, address) => app.bank.tasks.find((task) => task.concepts.includes(parts(address).concept));

// A link to a question from which people come back to where they were.
export function toQuestion(app, address, content, attributes) {
  return app.nav.link({ view: "task", task: taskOf(app, address).id, at: address, from: "answers" }, content, attributes);
}

export function taskAnswers(app, task) {
  const asked = task.concepts.filter((id) => app.session.path.visible.has(id));
  return runs(app, asked).map(({ rows, list }) =>
    rows ? registerRows(app, rows) : h("dl", { class: "ans-list" }, list.map((id) => answerRow(app, id, app.bank.concepts[id].answer))));
}

// How many questions a task shows, in its rows too.
export function howMany(app, task) {
  const { session, bank } = app;
  const inRows = (concept) => (session.answers[concept.id] ?? []).reduce((sum, row) => sum + visibleColumns(concept, row.values, session.path).length, 0);
  return task.concepts.filter((id) => session.path.visible.has(id))
    .reduce((sum, id) => sum + (bank.concepts[id].answer.kind === "rows" ? inRows(bank.concepts[id]) : 1), 0);
}

// Neighbouring plain questions share one list; a register stands for itself.
function runs(app, ids) {
  const found = [];
  for (const id of ids) {
    if (app.bank.concepts[id].answer.kind === "rows") found.push({ rows: id });
    else if (found.at(-1)?.list) found.at(-1).list.push(id);
    else found.push({ list: [id] });
  }
  return found;
}

function answerRow(app, address, answer) {
  const { say, session } = app;
  const question = questionAt(app.bank, address);
  const ask = askOf(app, question);
  const lines = readable(app, answer, session.value(address));
  const none = h("span", { class: "ans-none" }, say(isOffered(question, session.path) ? "not_answered_optional" : "not_answered"));
  const draft = session.edits.get(address)?.phase === "draft" ? h("p", { class: "ans-small" }, say("answer_is_draft")) : null;
  return h("div", { class: "ans-row" },
    h("dt", {}, ask),
    h("dd", { class: "ans-value" }, lines.length ? lines.map((line) => h("p", { class: "ans-user-text" }, line)) : none, draft),
    h("dd", { class: "ans-change" }, toQuestion(app, address, [say(lines.length ? "change" : "answer_now"), srOnly(say("help_about", { ask }))], { id: changeId(app, address) })));
}

function registerRows(app, id) {
  const { say, session, bank } = app;
  const concept = bank.concepts[id];
  const rows = session.answers[id] ?? [];
  const change = toQuestion(app, id, [say(rows.length ? "change" : "answer_now"), srOnly(say("help_about", { ask: concept.ask }))], { id: changeId(app, id) });
  return h("div", { class: "ans-register-answers" },
    h("h3", { class: "ans-h3" }, concept.ask),
    h("p", {}, rows.length ? counted(say, "rows_count", rows.length, { row_name: concept.answer.row_name }) : say(isOffered({ concept }, session.path) ? "not_answered_optional" : "not_answered"), " ", change),
    rows.map((row, index) => [
      h("h4", { class: "ans-h4" }, rowTitle(app, id, row, index)),
      h("dl", { class: "ans-list" }, visibleColumns(concept, row.values, session.path).map((column) => answerRow(app, `${id}/${row.id}/${column.id}`, column.answer))),
    ]));
}
