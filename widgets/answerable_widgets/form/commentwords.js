// Who said what about which answer, as people read it.
import { h } from "./dom.js";
import { questionAt, rowAt } from "./addresses.js";
import { askOf, rowTitle } from "./readable.js";
import { givenBy } from "./version.js";

// What a comment is about: a question, with its row where it has one, or a whole row.
export function aboutOf(app, address) {
  const question = questionAt(app.bank, address);
  if (!question) return address;
  const row = question.row && rowAt(app.session.answers, address);
  if (!row) return question.concept.ask;
  const title = rowTitle(app, question.concept.id, row, app.session.answers[question.concept.id].indexOf(row));
  return question.column ? `${title}. ${askOf(app, question)}` : title;
}

// One remark: who, when, and the words or that they are erased.
export function remarkNodes(app, remark) {
  const words = remark.text === null ? h("p", {}, app.say("history_erased")) : h("p", { class: "ans-user-text" }, remark.text);
  return [h("p", { class: "ans-label" }, givenBy(app, remark)), h("blockquote", { class: "ans-quote" }, words)];
}
