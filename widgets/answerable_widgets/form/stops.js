// Stops: which stand and where each can be lifted, and which were lifted by what.
import { h } from "./dom.js";
import { reasonItem } from "./help.js";
import { whereLifted } from "./stopping.js";

// `level` is that of its headings.
export function stopBox(app, { stops, lifted }, level = 3) {
  const { say } = app;
  const title = (key) => h(`h${level}`, { class: "ans-h3" }, say(key));
  return [
    stops.length ? h("div", { class: "ans-stop" },
      title("stop_title"),
      h("ul", {}, stops.map((stop) => stopItem(app, stop))),
      h("p", {}, say("stop_text"))) : null,
    lifted.length ? h("div", { class: "ans-lifted" },
      title("lifted_title"),
      h("ul", {}, lifted.map(({ stop, lift }) => liftedItem(app, stop, lift)))) : null,
  ];
}

function stopItem(app, stop) {
  const { say, bank, session, nav } = app;
  const ids = whereLifted(stop, session.path.visible);
  const item = reasonItem(app, stop);
  const link = (id) => nav.link({ view: "task", task: bank.tasks.find((task) => task.concepts.includes(id)).id, at: id }, bank.concepts[id].ask);
  if (ids.length) item.append(h("p", {}, say(ids.length > 1 ? "stop_where_many" : "stop_where")), h("ul", {}, ids.map((id) => h("li", {}, link(id)))));
  return item;
}

function liftedItem(app, stop, lift) {
  const item = reasonItem(app, { ...lift, because: app.say("lifted", { because: lift.because }) });
  item.prepend(h("p", { class: "ans-small" }, stop.because));
  return item;
}

// At the task where a stop can be lifted, it stands above the questions.
export function stopHere(app, task) {
  const stops = app.session.path.routing.stops.filter((stop) => whereLifted(stop, app.session.path.visible).some((id) => task.concepts.includes(id)));
  if (!stops.length) return null;
  return h("div", { class: "ans-stop ans-stop-here" }, h("h2", { class: "ans-h3" }, app.say("stop_here")), h("ul", {}, stops.map((stop) => reasonItem(app, stop))));
}
