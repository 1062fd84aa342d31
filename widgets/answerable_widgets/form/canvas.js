// The canvas: fifteen boxes as one picture, in the order in which they are read. Each opens as a page of its own.
import { h, focusOn, redraw, counted, idOf } from "./dom.js";
import { boxProgress, boxState, canvasOf, findingsIn, openActions, saidLine, unsureIn } from "./boxes.js";
import { canvasBoxPage } from "./canvasbox.js";

export function canvasPage(app, route) {
  const canvas = canvasOf(app);
  const sections = [...canvas.sections].sort((a, b) => a.number - b.number);
  const open = sections.find((section) => section.id === route.box);
  return open ? canvasBoxPage(app, route, sections, open) : wholeCanvas(app, route, canvas, sections);
}

function wholeCanvas(app, route, canvas, sections) {
  const { say } = app;
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, canvas.title);
  const sum = h("p", { class: "ans-intro" });
  const list = h("ol", { class: "ans-canvas", role: "list" });
  const print = h("button", { type: "button", class: "ans-button ans-secondary", onclick: () => window.print() }, say("canvas_print"));
  const today = new Intl.DateTimeFormat(app.bank.language, { dateStyle: "long" }).format(new Date());
  const nodes = [
    app.nav.link({ view: "tasks" }, say("back_to_tasks"), { class: "ans-back" }),
    h("p", { class: "ans-caption" }, app.title, h("span", { class: "ans-on-paper" }, say("canvas_as_of", { day: today }))),
    heading,
    sum,
    list,
    h("p", { class: "ans-buttons" }, app.hosted ? print : null, app.nav.link({ view: "workshop" }, say("look_workshop"))),
    h("p", { class: "ans-small ans-canvas-credit" }, canvas.credit),
  ];

  const update = () => {
    const progress = sections.map((section) => boxProgress(app, section.fields));
    const asked = progress.filter((one) => one.asked);
    redraw(sum, say("canvas_sum", { full: asked.filter((one) => one.state === "answered").length, total: asked.length }), " ", h("span", { class: "ans-on-screen" }, say("canvas_intro")));
    redraw(list, sections.map((section, index) => canvasBox(app, canvas, section, progress[index])));
  };

  update();
  const cameFrom = () => [...list.querySelectorAll("a")].find((one) => one.dataset.box === route.at);
  return { nodes, title: canvas.title, heading, update, leave() {}, arrive: () => focusOn((route.at && cameFrom()) || heading) };
}

function canvasBox(app, canvas, section, progress) {
  const { say, nav } = app;
  const group = canvas.groups.findIndex((one) => one.id === section.group);
  const stateId = idOf(app.prefix, section.id, "state");
  const link = nav.link({ view: "canvas", box: section.id }, say("box_title", section), { "data-box": section.id, "aria-describedby": stateId });
  link.addEventListener("click", () => nav.mark(section.id), true);
  const said = saidLine(app, section.fields);
  return h("li", { class: `ans-box ans-group-${group + 1} ans-box-${progress.state}`, "data-row": section.row, "data-column": section.column },
    h("div", { class: "ans-box-head" }, h("p", { class: "ans-box-group" }, canvas.groups[group]?.title), h("h2", { class: "ans-box-title" }, link)),
    h("p", { class: "ans-box-state", id: stateId }, h("span", { class: "ans-pips", "aria-hidden": "true" }, progress.topics.map(({ state }) => h("span", { class: `ans-pip ans-topic-${state}` }))),
      " ", boxState(app, progress)),
    said ? h("p", { class: "ans-box-said" }, said) : null,
    boxCounts(app, canvas, section.fields));
}

// How much is noticed, open and unsure: nothing is said of what there is none of.
function boxCounts(app, canvas, topics) {
  const counts = [
    ["noticed", findingsIn(app, canvas, topics).length],
    ["box_actions", openActions(app, topics).length],
    ["box_unsure", unsureIn(app, canvas, topics).length],
  ].filter(([, count]) => count);
  if (!counts.length) return null;
  return h("ul", { class: "ans-box-counts" }, counts.map(([key, count]) => h("li", { class: `ans-count-${key}` }, counted(app.say, key, count))));
}
