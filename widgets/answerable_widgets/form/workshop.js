// The questions in the order of the canvas, for whoever leads a workshop: all boxes as one list, or one box after the other.
import { h, focusOn, redraw, srOnly } from "./dom.js";
import { canvasOf } from "./canvas.js";
import { isOffered, visibleColumns } from "./journey.js";
import { askOf, readable, rowChoices } from "./readable.js";

const REST = "rest"; // the box of what the canvas has no topic for

export function workshopPage(app, route) {
  const { say } = app;
  const boxes = boxesOf(canvasOf(app), app.bank.tasks);
  const number = boxes.findIndex((box) => box.id === route.box);
  const box = boxes[number];
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, box ? nameOf(app, box) : say("workshop_title"));
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

  const update = () => redraw(body, box ? topicNodes(app, box, 2, new Set()) : wholeList(app, boxes));

  update();
  const arrive = () => focusOn((route.at && [...body.querySelectorAll("[data-at]")].find((one) => one.dataset.at === route.at)) || heading);
  return { nodes, title: heading.textContent, heading, update, leave() {}, arrive };
}

// [{id, number, title, group, topics: [{title, fills}]}]; what no topic names comes last, task by task.
function boxesOf(canvas, tasks) {
  const groups = canvas.groups.map((group) => group.id);
  const sections = [...canvas.sections].sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || a.number - b.number);
  const named = new Set(sections.flatMap((section) => section.fields.flatMap((field) => field.fills.map((fill) => fill.split(".")[0]))));
  const rest = tasks.map((task) => ({ title: task.title, fills: task.concepts.filter((id) => !named.has(id)) }));
  const boxes = sections.map((section) => ({ ...section, group: canvas.groups.find((one) => one.id === section.group), topics: section.fields }));
  return [...boxes, { id: REST, topics: rest.filter((topic) => topic.fills.length) }];
}

const nameOf = ({ say }, box) => (box.id === REST ? say("workshop_rest") : say("box_title", box));

function groupLine({ say }, box, number, total) {
  const place = say("workshop_place", { number: number + 1, total });
  return box.group ? `${box.group.title}. ${place}` : place;
}

function startLine(app, boxes) {
  const { say } = app;
  const print = h("button", { type: "button", class: "ans-button ans-secondary", onclick: () => window.print() }, say("workshop_print"));
  return h("p", { class: "ans-buttons" }, app.nav.link({ view: "workshop", box: boxes[0].id }, say("workshop_start"), { class: "ans-button" }), app.hosted ? print : null);
}

function stepsLine(app, boxes, number) {
  const { say } = app;
  const step = (box, key) => box && app.nav.link({ view: "workshop", box: box.id }, say(key, { box: nameOf(app, box) }));
  return h("nav", { class: "ans-steps", "aria-label": say("workshop_steps") },
    step(boxes[number - 1], "workshop_previous"), step(boxes[number + 1], "workshop_next"));
}

function wholeList(app, boxes) {
  const seen = new Set();
  return boxes.map((box, index) => [
    box.group && box.group !== boxes[index - 1]?.group ? h("h2", { class: "ans-h2 ans-part-title" }, box.group.title) : null,
    h("section", { class: "ans-workshop-box" },
      h(box.group ? "h3" : "h2", { class: "ans-h2" }, app.nav.link({ view: "workshop", box: box.id }, nameOf(app, box))),
      topicNodes(app, box, box.group ? 4 : 3, seen)),
  ]);
}

// On the list a question stands where it comes first; later topics only name it.
function topicNodes(app, box, level, seen) {
  const drawn = box.topics.map((topic) => [topic, topic.fills.filter((fill) => isAskedNow(app, fill))]).filter(([, fills]) => fills.length);
  if (!drawn.length) return h("p", {}, app.say("box_nothing"));
  return drawn.map(([topic, fills]) => [
    h(`h${level}`, { class: "ans-h3" }, topic.title),
    h("dl", { class: "ans-list" }, fills.map((fill) => {
      const again = seen.has(fill);
      seen.add(fill);
      return questionRow(app, box, fill, again);
    })),
  ]);
}

function isAskedNow({ bank, session: { path } }, fill) {
  const [concept, column] = fill.split(".");
  if (!path.visible.has(concept)) return false;
  const rows = path.shown[concept] ?? [];
  return !column || !rows.length || rows.some((row) => asksColumn(bank, path, concept, row, column));
}

const asksColumn = (bank, path, concept, row, column) =>
  visibleColumns(bank.concepts[concept], row.values, path).some((one) => one.id === column);

function questionRow(app, box, fill, again) {
  const { say } = app;
  const [concept, column] = fill.split(".");
  const { ask, lines, address, free } = column ? columnAnswer(app, concept, column) : conceptAnswer(app, concept);
  const said = lines.map((line) => h("p", { class: "ans-user-text" }, line));
  const none = h("span", { class: "ans-none" }, say(free ? "not_answered_optional" : "not_answered"));
  const value = again ? h("span", { class: "ans-small" }, say("workshop_again")) : said.length ? said : none;
  const task = app.bank.tasks.find((one) => one.concepts.includes(concept));
  const route = { view: "task", task: task.id, at: address, from: "workshop", box: box.id };
  const link = app.nav.link(route, [say(lines.length ? "change" : "answer_now"), srOnly(say("help_about", { ask }))], { "data-at": address });
  return h("div", { class: "ans-row" }, h("dt", {}, ask), h("dd", { class: "ans-value" }, value), h("dd", { class: "ans-change" }, again ? null : link));
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
