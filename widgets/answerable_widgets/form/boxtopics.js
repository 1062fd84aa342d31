// The questions of one box, topic by topic, with the answers so far and a way to change each.
import { h, srOnly } from "./dom.js";
import { isOffered, visibleColumns } from "./journey.js";
import { isAsked } from "./boxes.js";
import { askOf, readable, rowChoices } from "./readable.js";

// `back` is the route of the page that the links come back to. With `seen`, a question stands where it comes first
// and later topics only name it. `stateOf(topic)` may say how far one is.
export function topicNodes(app, box, level, { back, seen = new Set(), stateOf = () => null }) {
  const { bank, session } = app;
  const drawn = box.topics.map((topic) => [topic, topic.fills.filter((fill) => isAsked(bank, session.path, fill))]).filter(([, fills]) => fills.length);
  if (!drawn.length) return h("p", {}, app.say("box_nothing"));
  return drawn.map(([topic, fills]) => [
    h(`h${level}`, { class: "ans-h3" }, topic.title, stateOf(topic)),
    h("dl", { class: "ans-list" }, fills.map((fill) => {
      const again = seen.has(fill);
      seen.add(fill);
      return questionRow(app, back, fill, again);
    })),
  ]);
}

const asksColumn = (bank, path, concept, row, column) =>
  visibleColumns(bank.concepts[concept], row.values, path).some((one) => one.id === column);

function questionRow(app, back, fill, again) {
  const { say } = app;
  const [concept, column] = fill.split(".");
  const { ask, lines, address, free } = column ? columnAnswer(app, concept, column) : conceptAnswer(app, concept);
  const said = lines.map((line) => h("p", { class: "ans-user-text" }, line));
  const none = h("span", { class: "ans-none" }, say(free ? "not_answered_optional" : "not_answered"));
  const value = again ? h("span", { class: "ans-small" }, say("workshop_again")) : said.length ? said : none;
  const words = [say(lines.length ? "change" : "answer_now"), srOnly(say("help_about", { ask }))];
  const link = changeLink(app, address, words, back);
  return h("div", { class: "ans-row" }, h("dt", {}, ask), h("dd", { class: "ans-value" }, value), h("dd", { class: "ans-change" }, again ? null : link));
}

// To the question itself, and from there back to `back` and the link it came from.
export function changeLink(app, address, words, back) {
  const task = app.bank.tasks.find((one) => one.concepts.includes(address.split("/")[0]));
  return app.nav.link({ view: "task", task: task.id, at: address, from: back.view, box: back.box }, words, { "data-at": address });
}

function conceptAnswer(app, id) {
  const concept = app.bank.concepts[id];
  const isRegister = concept.answer.kind === "rows";
  const lines = isRegister ? rowChoices(app, id).map((row) => row.title) : readable(app, concept.answer, app.session.value(id));
  return { ask: concept.ask, lines, address: id, free: isOffered({ concept }, app.session.path) };
}

// A column's answers row by row; the link leads to the first row that has none.
function columnAnswer(app, concept, id) {
  const { bank, session } = app;
  const column = bank.concepts[concept].answer.columns.find((one) => one.id === id);
  const asking = rowChoices(app, concept).filter((_, index) => asksColumn(bank, session.path, concept, session.answers[concept][index], id));
  const said = asking.map((row) => ({ ...row, address: `${concept}/${row.id}/${id}` }))
    .map((row) => ({ ...row, lines: readable(app, column.answer, session.value(row.address)) }));
  const target = said.find((row) => !row.lines.length) ?? said[0];
  return {
    ask: askOf(app, { concept: bank.concepts[concept], column, row: null }),
    lines: said.filter((row) => row.lines.length).map((row) => `${row.title}: ${row.lines.join(column.answer.kind === "yes_no_unsure" ? ". " : ", ")}`),
    address: target?.address ?? concept,
    free: isOffered({ concept: bank.concepts[concept], column }, session.path),
  };
}
