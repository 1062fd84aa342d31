// The questions in the order of the canvas, for whoever leads a workshop: all boxes as one list, or one box after the other.
import { h, focusOn, redraw } from "./dom.js";
import { boxesOf, boxName, canvasOf } from "./boxes.js";
import { topicNodes } from "./boxtopics.js";

export function workshopPage(app, route) {
  const { say } = app;
  const boxes = boxesOf(canvasOf(app), app.bank.tasks);
  const number = boxes.findIndex((box) => box.id === route.box);
  const box = boxes[number];
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, box ? boxName(app, box) : say("workshop_title"));
  const body = h("div", {});
  const nodes = [
    app.nav.link({ view: box ? "workshop" : "tasks" }, say(box ? "back_to_workshop" : "back_to_tasks"), { class: "ans-back" }),
    h("p", { class: "ans-caption" }, box ? groupLine(app, box, number, boxes.length) : app.title),
    heading,
    box ? null : h("p", { class: "ans-intro" }, say("workshop_intro")),
    box ? null : startLine(app, boxes),
    body,
    box && stepsLine(app, boxes, number),
  ].filter(Boolean);

  const update = () => redraw(body, box ? topicNodes(app, box, 2, { back: { view: "workshop", box: box.id } }) : wholeList(app, boxes));

  update();
  const arrive = () => focusOn((route.at && [...body.querySelectorAll("[data-at]")].find((one) => one.dataset.at === route.at)) || heading);
  return { nodes, title: heading.textContent, heading, update, leave() {}, arrive };
}

function groupLine({ say }, box, number, total) {
  const place = say("workshop_place", { number: number + 1, total });
  return box.group ? `${box.group.title}. ${place}` : place;
}

function startLine(app, boxes) {
  const { say } = app;
  const print = h("button", { type: "button", class: "ans-button ans-secondary", onclick: () => window.print() }, say("workshop_print"));
  return h("p", { class: "ans-buttons" }, app.nav.link({ view: "workshop", box: boxes[0].id }, say("workshop_start"), { class: "ans-button" }),
    app.nav.link({ view: "room" }, say("room_enter"), { class: "ans-button ans-secondary" }), app.hosted ? print : null);
}

function stepsLine(app, boxes, number) {
  const { say } = app;
  const step = (box, key) => box && app.nav.link({ view: "workshop", box: box.id }, say(key, { box: boxName(app, box) }));
  return h("nav", { class: "ans-steps", "aria-label": say("workshop_steps") },
    step(boxes[number - 1], "workshop_previous"), step(boxes[number + 1], "workshop_next"));
}

function wholeList(app, boxes) {
  const seen = new Set();
  return boxes.map((box, index) => [
    box.group && box.group !== boxes[index - 1]?.group ? h("h2", { class: "ans-h2 ans-part-title" }, box.group.title) : null,
    h("section", { class: "ans-workshop-box" },
      h(box.group ? "h3" : "h2", { class: "ans-h2" }, app.nav.link({ view: "workshop", box: box.id }, boxName(app, box))),
      topicNodes(app, box, box.group ? 4 : 3, { back: { view: "workshop", box: box.id }, seen })),
  ]);
}
