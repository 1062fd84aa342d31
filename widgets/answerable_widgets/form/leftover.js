// What is left to do: what is missing, what waits for a decision, what nobody is sure of, what the program noticed.
import { h, counted } from "./dom.js";
import { questionAt } from "./addresses.js";
import { problemLine } from "./errors.js";
import { askOf, rowTitle } from "./readable.js";
import { whatToDo } from "./noticed.js";
import { toQuestion } from "./answerrows.js";

const MISSING_FOLDED_FROM = 12; // a longer list of what is missing is folded by task

// The tasks in which something is missing, with [address, problem key] of each.
export const missingByTask = ({ bank, session }) =>
  bank.tasks.map((task) => [task, task.concepts.flatMap((id) => session.path.missing.get(id) ?? [])]).filter(([, missing]) => missing.length);

export function missingPart(app, folds) {
  const { say, session } = app;
  const groups = missingByTask(app);
  const total = groups.reduce((sum, [, missing]) => sum + missing.length, 0);
  const title = h("h2", { class: "ans-h2" }, say("missing_title"));
  if (!total) {
    const key = session.path.routing.route ? "missing_none" : "missing_none_yet";
    return h("section", {}, title, h("p", {}, say(key)));
  }
  return h("section", {}, title,
    h("p", {}, counted(say, "missing_count", total)),
    session.path.routing.route ? null : h("p", {}, say("missing_more_later")),
    groups.map(([task, missing]) => total > MISSING_FOLDED_FROM
      ? missingFold(app, folds, task, missing)
      : [h("h3", { class: "ans-h3" }, task.title), missingList(app, missing)]));
}

const missingList = (app, missing) =>
  h("ul", {}, missing.map(([address, key]) => h("li", {}, toQuestion(app, address, problemLine(app, address, { key }, true)))));

// `folds` remembers what people have opened, for the list is drawn anew.
function missingFold(app, folds, task, missing) {
  const note = ({ target }) => folds.set(task.id, target.open);
  return h("details", { class: "ans-help", open: folds.get(task.id) ?? false, ontoggle: note },
    h("summary", {}, app.say("missing_in_task", { task: task.title, count: missing.length })),
    h("div", { class: "ans-help-body" }, missingList(app, missing)));
}

// Words that are kept but are not given as an answer yet.
export const undecided = ({ session, bank }) =>
  [...session.edits].filter(([address, edit]) => edit.phase === "draft" && questionAt(bank, address)).map(([address]) => address);

export function undecidedPart(app) {
  const { say } = app;
  const found = undecided(app);
  if (!found.length) return null;
  return h("section", {}, h("h2", { class: "ans-h2" }, say("undecided_title")), h("p", {}, say("undecided_text")),
    h("ul", {}, found.map((address) => h("li", {}, toQuestion(app, address, askWithRow(app, address))))));
}

export function unsurePart(app) {
  const { say, session } = app;
  const { unsure } = session.path;
  const asked = unsure.map((address) => h("li", {}, toQuestion(app, address, askWithRow(app, address))));
  return h("section", {}, h("h2", { class: "ans-h2" }, say("unsure_title")),
    h("p", {}, unsure.length ? say("unsure_text") : say("unsure_none")), asked.length ? h("ul", {}, asked) : null);
}

// What asks for the same is said once, with the questions it concerns; what is about a whole document leads nowhere.
export function noticedPart(app) {
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

export function askWithRow(app, address) {
  const question = questionAt(app.bank, address);
  const ask = askOf(app, question);
  if (!question.row) return ask;
  const rows = app.session.answers[question.concept.id];
  const index = rows?.findIndex((row) => row.id === question.row) ?? -1;
  if (index < 0) return ask;
  return `${rowTitle(app, question.concept.id, rows[index], index)}. ${ask}`;
}
