// One box of the canvas, opened: its questions with their answers, and what is noticed, open and unsure in it.
import { h, focusOn, redraw, srOnly } from "./dom.js";
import { questionAt } from "./addresses.js";
import { askOf, readable, rowTitle } from "./readable.js";
import { boxName, boxProgress, boxState, canvasOf, findingsIn, openActions, topicState, unsureIn } from "./boxes.js";
import { changeLink, topicNodes } from "./boxtopics.js";
import { whatToDo } from "./noticed.js";

export function canvasBoxPage(app, route, sections, section) {
  const { say, nav } = app;
  const canvas = canvasOf(app);
  const box = { ...section, topics: section.fields };
  const group = canvas.groups.findIndex((one) => one.id === section.group);
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, boxName(app, box));
  const state = h("p", { class: "ans-intro" });
  const body = h("div", {});
  const nodes = [
    nav.link({ view: "canvas", at: section.id }, say("back_to_canvas"), { class: "ans-back" }),
    h("div", { class: `ans-box-band ans-group-${group + 1}` }, h("p", { class: "ans-caption" }, canvas.groups[group]?.title), heading, state),
    body,
    stepsBetween(app, sections, section),
  ];

  const update = () => {
    redraw(state, boxState(app, boxProgress(app, box.topics)));
    redraw(body, boxNodes(app, canvas, box));
  };

  update();
  const arrive = () => focusOn((route.at && [...body.querySelectorAll("[data-at]")].find((one) => one.dataset.at === route.at)) || heading);
  return { nodes, title: heading.textContent, heading, update, leave() {}, arrive };
}

function stepsBetween(app, sections, section) {
  const { say, nav } = app;
  const at = sections.indexOf(section);
  const step = (box, key) => box && nav.link({ view: "canvas", box: box.id }, say(key, { box: boxName(app, box) }));
  return h("nav", { class: "ans-steps", "aria-label": say("workshop_steps") }, step(sections[at - 1], "workshop_previous"), step(sections[at + 1], "workshop_next"));
}

function boxNodes(app, canvas, box) {
  const { say } = app;
  const back = { view: "canvas", box: box.id };
  const stateOf = (topic) => [" ", h("span", { class: `ans-topic-state ans-topic-${topicState(app, topic)}` }, say(`topic_${topicState(app, topic)}`))];
  const part = (key, items) => items.length > 0 && h("section", { class: "ans-box-part" }, h("h2", { class: "ans-h2" }, say(key)), h("ul", { class: "ans-plain-list ans-noticed-list" }, items));
  return [
    topicNodes(app, box, 2, { back, stateOf }),
    part("noticed_title", findingsIn(app, canvas, box.topics).map((one) => findingItem(app, one, back))),
    part("canvas_actions", openActions(app, box.topics).map((row) => actionItem(app, row, changeLink(app, `actions/${row.id}`, changeWords(app, row.values.title), back)))),
    part("unsure_title", unsureIn(app, canvas, box.topics).map((address) => h("li", {}, changeLink(app, address, askWithItsRow(app, address), back)))),
  ];
}

const changeWords = ({ say }, about) => [say("change"), srOnly(say("help_about", { ask: about ?? "" }))];

function findingItem(app, one, back) {
  return h("li", {}, h("p", { class: "ans-strong" }, one.says), whatToDo(app, one), h("p", {}, changeLink(app, one.address, askWithItsRow(app, one.address), back)));
}

// What must be done, by whom and by when.
export function actionItem(app, row, link) {
  const said = app.bank.concepts.actions.answer.columns
    .filter(({ id }) => ["owner", "due"].includes(id))
    .map(({ id, answer }) => readable(app, answer, row.values[id])[0]).filter(Boolean);
  return h("li", {}, h("p", { class: "ans-strong" }, row.values.title || app.say("canvas_action_unnamed")),
    said.length ? h("p", { class: "ans-small" }, said.join(", ")) : null, link && h("p", {}, link));
}

export function askWithItsRow(app, address) {
  const question = questionAt(app.bank, address);
  const index = question.row ? (app.session.answers[question.concept.id] ?? []).findIndex((row) => row.id === question.row) : -1;
  if (index < 0) return askOf(app, question);
  const title = rowTitle(app, question.concept.id, app.session.answers[question.concept.id][index], index);
  return question.column ? `${title}. ${askOf(app, question)}` : title;
}
