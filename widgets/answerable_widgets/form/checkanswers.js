// All answers on one page, each with a way to change it; what is missing and what is unsure comes first.
import { h, srOnly, focusOn, redraw, counted, idOf } from "./dom.js";
import { parts, questionAt } from "./addresses.js";
import { isOffered, visibleColumns } from "./journey.js";
import { problemLine } from "./errors.js";
import { askOf, readable, rowTitle } from "./readable.js";
import { whatToDo } from "./noticed.js";
import { commentsPart } from "./commentspart.js";

export function checkAnswersPage(app, route) {
  const { say, bank } = app;
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, say("answers_title"));
  const body = h("div", {});
  const talk = commentsPart(app, (address, words) => toQuestion(app, address, words));
  const nodes = [
    app.nav.link({ view: "tasks" }, say("back_to_tasks"), { class: "ans-back" }),
    h("p", { class: "ans-caption" }, app.title),
    heading,
    h("p", { class: "ans-intro" }, say("answers_intro")),
    talk.element,
    body,
  ];

  const update = () => {
    redraw(body, missingPart(app), unsurePart(app), noticedPart(app), bank.tasks.map((task) => taskPart(app, task)));
    talk.update();
  };

  update();
  const arrive = () => focusOn((route.at && document.getElementById(changeId(app, route.at))) || heading);
  return { nodes, title: say("answers_title"), heading, update, leave() {}, arrive };
}

const changeId = (app, address) => idOf(app.prefix, address, "change");

const taskOf = (app, address) => app.bank.tasks.find((task) => task.concepts.includes(parts(address).concept));

function toQuestion(app, address, content, attributes) {
  return app.nav.link({ view: "task", task: taskOf(app, address).id, at: address, from: "answers" }, content, attributes);
}

function missingPart(app) {
  const { say, session, bank } = app;
  const groups = bank.tasks
    .map((task) => [task, task.concepts.flatMap((id) => session.path.missing.get(id) ?? [])])
    .filter(([, missing]) => missing.length);
  const total = groups.reduce((sum, [, missing]) => sum + missing.length, 0);
  const title = h("h2", { class: "ans-h2" }, say("missing_title"));
  if (!total) {
    const key = session.path.routing.route ? "missing_none" : "missing_none_yet";
    return h("section", {}, title, h("p", {}, say(key)));
  }
  return h("section", {}, title,
    h("p", {}, counted(say, "missing_count", total)),
    session.path.routing.route ? null : h("p", {}, say("missing_more_later")),
    groups.map(([task, missing]) => [
      h("h3", { class: "ans-h3" }, task.title),
      h("ul", {}, missing.map(([address, key]) => h("li", {}, toQuestion(app, address, problemLine(app, address, { key }, true))))),
    ]));
}

function unsurePart(app) {
  const { say, session } = app;
  const { unsure } = session.path;
  const asked = unsure.map((address) => h("li", {}, toQuestion(app, address, askWithRow(app, address))));
  return h("section", {}, h("h2", { class: "ans-h2" }, say("unsure_title")),
    h("p", {}, unsure.length ? say("unsure_text") : say("unsure_none")), asked.length ? h("ul", {}, asked) : null);
}

// What asks for the same is said once, with the questions it concerns; what is about a whole document leads nowhere.
function noticedPart(app) {
  const { say, bank, noticed } = app;
  const title = h("h2", { class: "ans-h2" }, say("noticed_title"));
  const found = [...bank.tasks.flatMap((task) => noticed.ofTask(task)), ...noticed.all.filter(({ address }) => !questionAt(bank, address))];
  if (!found.length) return h("section", {}, title, h("p", {}, say("noticed_none")));
  const kinds = [...new Set(found.map((one) => one.id))];
  return h("section", {}, title, h("p", {}, counted(say, "noticed_found", found.length)),
    h("ul", { class: "ans-plain-list ans-noticed-list" }, kinds.map((id) => noticedKind(app, found.filter((one) => one.id === id)))));
}

function noticedKind(app, alike) {
  const [first] = alike;
  const same = alike.every((one) => one.says === first.says);
  return h("li", {}, same ? h("p", { class: "ans-strong" }, first.says) : null, whatToDo(app, first),
    h("ul", {}, alike.map((one) => noticedLine(app, one, !same)).filter(Boolean)));
}

function noticedLine(app, { address, says }, saysIt) {
  const link = questionAt(app.bank, address) && toQuestion(app, address, askWithRow(app, address));
  return link || saysIt ? h("li", {}, link, link && saysIt ? " " : null, saysIt ? says : null) : null;
}

function askWithRow(app, address) {
  const question = questionAt(app.bank, address);
  const ask = askOf(app, question);
  if (!question.row) return ask;
  const rows = app.session.answers[question.concept.id];
  const index = rows?.findIndex((row) => row.id === question.row) ?? -1;
  if (index < 0) return ask;
  return `${rowTitle(app, question.concept.id, rows[index], index)}. ${ask}`;
}

function taskPart(app, task) {
  const asked = task.concepts.filter((id) => app.session.path.visible.has(id));
  if (!asked.length) return null;
  return h("section", { class: "ans-answers" }, h("h2", { class: "ans-h2" }, task.title),
    runs(app, asked).map(({ rows, list }) =>
      rows ? registerRows(app, rows) : h("dl", { class: "ans-list" }, list.map((id) => answerRow(app, id, app.bank.concepts[id].answer, "ans-h3")))));
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
