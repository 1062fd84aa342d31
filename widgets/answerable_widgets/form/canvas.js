// The canvas: fifteen boxes as one picture, and the same fifteen as a list with headings.
import { h, focusOn, redraw, counted } from "./dom.js";
import { isAnswered, visibleColumns } from "./journey.js";

// Its title is known from the start, the rest when somebody goes there.
export const canvasOf = (app) => app.help.now?.lenses?.canvas ?? app.bank.lenses.canvas;

export function canvasPage(app) {
  const { say } = app;
  const canvas = canvasOf(app);
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, canvas.title);
  const list = h("ol", { class: "ans-canvas", role: "list" });
  const sections = [...canvas.sections].sort((a, b) => a.number - b.number);
  const nodes = [
    app.nav.link({ view: "tasks" }, say("back_to_tasks"), { class: "ans-back" }),
    h("p", { class: "ans-caption" }, app.title),
    heading,
    h("p", { class: "ans-intro" }, say("canvas_intro")),
    list,
    h("p", { class: "ans-small" }, canvas.credit),
  ];

  const update = () => redraw(list, sections.map((section) => canvasBox(app, canvas, section)));

  update();
  return { nodes, title: canvas.title, heading, update, leave() {}, arrive: () => focusOn(heading) };
}

function canvasBox(app, canvas, section) {
  const { say } = app;
  const topics = section.fields.map((topic) => [topic, topicState(app, topic)]);
  const asked = topics.filter(([, state]) => state !== "not_asked");
  const answered = asked.filter(([, state]) => state === "answered").length;
  const group = canvas.groups.findIndex((one) => one.id === section.group);
  const state = asked.length ? counted(say, "box_state", asked.length, { answered }) : say("box_nothing");
  return h("li", { class: `ans-box ans-group-${group + 1}`, "data-row": section.row, "data-column": section.column },
    h("p", { class: "ans-box-group" }, canvas.groups[group]?.title),
    h("h2", { class: "ans-box-title" }, say("box_title", { number: section.number, title: section.title })),
    h("p", { class: "ans-box-state" }, state),
    h("ul", { class: "ans-box-topics" }, topics.map(([topic, found]) => topicItem(app, topic, found))));
}

function topicItem(app, topic, state) {
  const { say, session, bank } = app;
  const open = topic.fills.map((fill) => fill.split(".")[0]).filter((id) => session.path.visible.has(id));
  const target = open.find((id) => !isAnswered(session.answers[id])) ?? open[0];
  const task = target && bank.tasks.find((one) => one.concepts.includes(target));
  const name = task ? app.nav.link({ view: "task", task: task.id, at: target, from: "canvas" }, topic.title) : topic.title;
  return h("li", { class: `ans-topic ans-topic-${state}` }, name, " ", h("span", { class: "ans-topic-state" }, say(`topic_${state}`)));
}

// A topic is answered when everything that fills it, and is asked on this path, has an answer.
function topicState({ bank, session: { path } }, topic) {
  const fills = topic.fills.filter((fill) => isAsked(bank, path, fill));
  const given = fills.filter((fill) => isFilled(bank, path, fill)).length;
  if (!fills.length) return "not_asked";
  if (given === fills.length) return "answered";
  return given ? "partly" : "open";
}

// A column that every row hides by its own condition is not asked; without rows nobody can know yet.
function isAsked(bank, path, fill) {
  const [concept, column] = fill.split(".");
  if (!path.visible.has(concept)) return false;
  return !column || !path.shown[concept]?.length || rowsAsking(bank, path, concept, column).length > 0;
}

function isFilled(bank, path, fill) {
  const [concept, column] = fill.split(".");
  if (!column) return isAnswered(path.shown[concept]);
  return rowsAsking(bank, path, concept, column).some((row) => isAnswered(row.values[column]));
}

const rowsAsking = (bank, path, concept, column) =>
  (path.shown[concept] ?? []).filter((row) => visibleColumns(bank.concepts[concept], row.values, path).some((one) => one.id === column));
