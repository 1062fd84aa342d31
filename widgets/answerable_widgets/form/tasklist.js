// The start of an assessment: where it stands, which route it takes and why, and the tasks in order.
import { h, focusOn, setText, redraw, counted, idOf } from "./dom.js";
import { reasonItem, sourceOf } from "./help.js";
import { noticedCount } from "./noticed.js";
import { commentsCount } from "./comments.js";
import { parts } from "./addresses.js";
import { OtherRoute, choiceSentences } from "./otherroute.js";
import { stopBox } from "./stops.js";
import { inTask } from "./together.js";
import { askedPlace } from "./asking.js";

export function taskListPage(app, route) {
  const { say } = app;
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, app.title);
  const routeHeading = h("h2", { class: "ans-h2", tabindex: "-1", id: idOf(app.prefix, "route") });
  const progress = h("p", { class: "ans-intro" });
  const verdictBody = h("div", {});
  const other = new OtherRoute(app);
  const verdict = h("section", { class: "ans-verdict", "aria-labelledby": routeHeading.id }, routeHeading, verdictBody, other.element);
  const asked = askedPlace(app);
  const pages = h("p", { class: "ans-pages" });
  const tasks = h("ol", { class: "ans-tasks", role: "list" });
  const documents = h("div", {});
  const why = h("div", {});
  const nodes = [
    h("p", { class: "ans-caption" }, say("assessment_caption")),
    heading,
    progress,
    verdict,
    asked.element,
    h("div", { class: "ans-columns" },
      h("div", { class: "ans-main" },
        h("h2", { class: "ans-h2" }, say("tasks_title")), pages, tasks, documents),
      h("div", { class: "ans-side" },
        h("h2", { class: "ans-h2" }, say("look_title")), lookLinks(app), why)),
  ];

  function update() {
    const { path } = app.session;
    const { route: found } = path.routing;
    setText(progress, progressSentence(app, path));
    setText(routeHeading, found ? say("route_title", { route: found.title }) : say("route_unknown_title"));
    redraw(verdictBody, verdictNodes(app, path.routing));
    redraw(pages, pagesNodes(app, update));
    other.update();
    asked.update();
    redraw(tasks, app.bank.tasks.map((task, index) => taskItem(app, task, index)));
    redraw(documents, documentNodes(app, path.routing));
    redraw(why, whyNodes(app, path.routing));
  }

  update();
  const target = { route: routeHeading }[route.at] ?? heading;
  return {
    nodes, title: say("tasks_title"), heading, update, leave: () => app.session.commitAll(), arrive: () => focusOn(target),
    shows: (address) => other.shows(address), goTo: (address) => other.focus(address),
  };
}

// Once the route is known, only tasks in which something is due count.
function progressSentence({ say }, { routing, tasks }) {
  const counting = [...tasks.values()].filter((one) => (routing.route ? one.due : one.state !== "nothing"));
  const done = counting.filter((one) => one.due && one.state === "done").length;
  return done === counting.length ? say("tasks_all_done") : counted(say, "tasks_done", counting.length, { done });
}

function verdictNodes(app, routing) {
  const { say } = app;
  const { route, answered, total } = routing;
  if (route) return [stopBox(app, routing), h("p", {}, route.summary), choiceSentences(app, routing).map((said) => h("p", { class: "ans-user-text" }, said))];
  const text = say(answered ? "route_unknown_some" : "route_unknown_none", { answered, total });
  const first = { view: "task", task: app.bank.tasks[0].id };
  const link = app.nav.link(first, say(answered ? "route_unknown_go_on" : "route_unknown_start"), { class: "ans-button" });
  return [stopBox(app, routing), h("p", {}, text), h("p", { class: "ans-buttons" }, link)];
}

// Where nothing is due, a task is optional.
const shownState = ({ state, due }, route) => (!due && route && state === "not_started" ? "optional" : state);

const stateOf = ({ session: { path } }, task) => shownState(path.tasks.get(task.id), path.routing.route);

export function stateTag(app, task) {
  const state = stateOf(app, task);
  return h("span", { class: `ans-tag ans-tag-${state}` }, app.say(`state_${state}`));
}

// One task at a time or all on one page: a link to the one, a button back to the other.
function pagesNodes({ say, nav, prefers }, update) {
  if (!prefers.compact) return [nav.link({ view: "all" }, say("all_link"))];
  const separate = () => {
    prefers.setCompact(false);
    update();
    focusOn(document.querySelector(".answerable .ans-pages a"));
  };
  return [say("all_chosen"), " ", h("button", { type: "button", class: "ans-button ans-quiet", onclick: separate }, say("one_at_a_time"))];
}

function taskItem(app, task, index) {
  const { say } = app;
  const { due, done } = app.session.path.tasks.get(task.id);
  const state = stateOf(app, task);
  const stateId = idOf(app.prefix, task.id, "state");
  const name = state === "nothing"
    ? h("span", { class: "ans-task-name" }, task.title)
    : app.nav.link({ view: "task", task: task.id }, task.title, { class: "ans-task-name", "aria-describedby": stateId });
  const count = due && state !== "done" ? h("span", { class: "ans-small" }, say("task_count", { done, due })) : null;
  return h("li", { class: "ans-task" },
    h("span", { class: "ans-task-number", "aria-hidden": "true" }, String(index + 1)),
    name,
    h("span", { class: "ans-task-state", id: stateId }, stateTag(app, task), count, noticedCount(app, app.noticed.ofTask(task)), commentsCount(app, (at) => task.concepts.includes(parts(at).concept)), inTask(app, task)));
}

function lookLinks(app) {
  const { say, nav, links } = app;
  const item = (link, text) => h("li", {}, link, h("span", { class: "ans-small" }, text));
  return h("ul", { class: "ans-plain-list ans-look" },
    item(nav.link({ view: "answers" }, say("look_answers")), say("look_answers_text")),
    app.bank.lenses.canvas ? item(nav.link({ view: "canvas" }, say("look_canvas")), say("look_canvas_text")) : null,
    app.bank.lenses.canvas ? item(nav.link({ view: "workshop" }, say("look_workshop")), say("look_workshop_text")) : null,
    links.report ? item(h("a", { href: links.report }, say("look_report")), say("look_report_text")) : null,
    item(nav.link({ view: "finish" }, say("look_finish")), say("look_finish_text")));
}

function whyNodes(app, { route, verdict, reasons }) {
  const { say } = app;
  if (!route) return [];
  const said = reasons.length
    ? [h("ul", { class: "ans-reasons" }, reasons.map((reason) => h("li", {}, reason.because))), sourcesOf(app, reasons)]
    : [h("p", {}, say("route_no_reasons"))];
  return [h("h2", { class: "ans-h2" }, say(verdict === route ? "route_why" : "route_why_verdict", { verdict: verdict.title })), ...said].filter(Boolean);
}

// Several reasons often rest on the same source: each is named once.
function sourcesOf(app, reasons) {
  const ids = [...new Set(reasons.flatMap((reason) => reason.source ?? []))];
  const sources = ids.map((id) => sourceOf(app, id)).filter(Boolean);
  if (!sources.length) return null;
  return h("details", { class: "ans-help" },
    h("summary", {}, app.say("route_sources")),
    h("div", { class: "ans-help-body" }, h("ul", {}, sources.map((source) => h("li", {}, source)))));
}

function documentNodes(app, { route, documents }) {
  const { say } = app;
  if (!route) return [];
  const title = h("h2", { class: "ans-h2" }, say("documents_title"));
  if (!documents.length) return [title, h("p", {}, say("documents_none"))];
  return [title, h("p", {}, say("documents_text")),
    h("ul", { class: "ans-plain-list ans-documents" }, documents.map(({ document: due, reasons }) =>
      h("li", {}, h("h3", { class: "ans-h3" }, due.title), h("ul", { class: "ans-reasons" }, reasons.map((reason) => reasonItem(app, reason))))))];
}
