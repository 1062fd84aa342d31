// The canvas: fifteen boxes as one picture, and the same fifteen as a list with headings.
import { h, focusOn, redraw, counted } from "./dom.js";
import { isAnswered } from "./journey.js";

export function canvasPage(app) {
  const { say } = app;
  const { canvas } = app.bank.lenses;
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
  const topics = section.topics.map((topic) => [topic, topicState(app.session, topic)]);
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
function topicState(session, topic) {
  const fills = topic.fills.filter((fill) => session.path.visible.has(fill.split(".")[0]));
  const given = fills.filter((fill) => isFilled(session.path.shown, fill)).length;
  if (!fills.length) return "not_asked";
  if (given === fills.length) return "answered";
  return given ? "partly" : "open";
}

function isFilled(shown, fill) {
  const [concept, column] = fill.split(".");
  const value = shown[concept];
  return column ? (value ?? []).some((row) => isAnswered(row.values[column])) : isAnswered(value);
}
