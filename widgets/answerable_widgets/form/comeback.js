// "Save and come back later": whether all is saved, where to come back, what is left, and the way on.
import { h, counted, focusOn, redraw, setText } from "./dom.js";
import { parts, questionAt } from "./addresses.js";
import { askWithRow, missingByTask, undecided } from "./leftover.js";

export function comeBackPage(app, route) {
  const { say } = app;
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, say("comeback_title"));
  const state = h("p", { class: "ans-strong" });
  const more = h("div", {});
  const box = h("div", { class: "ans-verdict ans-comeback" }, state, more);
  const left = h("div", {});
  const nodes = [
    app.nav.link({ view: "tasks" }, say("back_to_tasks"), { class: "ans-back" }),
    h("p", { class: "ans-caption" }, app.title),
    heading, box, wherePart(app), left, waysOn(app, route),
  ];
  let told = "";

  function update() {
    const now = savedOrNot(app.saver);
    setText(state, say(now));
    box.classList.toggle("ans-comeback-trouble", now === "comeback_not_saved");
    redraw(more, stillHere(app, now), stillDrafts(app));
    redraw(left, leftPart(app));
    if (now !== told) app.announce(say(now));
    told = now;
  }

  update();
  app.status.hearers.add(update);
  const leave = () => app.status.hearers.delete(update);
  return { nodes, title: say("comeback_title"), heading, update, leave, arrive: () => focusOn(heading) };
}

function savedOrNot(saver) {
  if (!saver.busy) return "comeback_saved";
  return saver.trouble ? "comeback_not_saved" : "comeback_saving";
}

// A link to the question itself; what has no page, such as a row that was taken out, is only named.
function questionLine(app, address) {
  const { bank } = app;
  const task = bank.tasks.find((one) => one.concepts.includes(parts(address).concept));
  const ask = askWithRow(app, address);
  return h("li", {}, task ? app.nav.link({ view: "task", task: task.id, at: address }, ask) : ask);
}

function stillHere(app, now) {
  if (now !== "comeback_not_saved") return null;
  const known = app.saver.waiting.filter((address) => questionAt(app.bank, address));
  return [h("p", {}, app.say("comeback_not_saved_text")), h("ul", {}, known.map((address) => questionLine(app, address)))];
}

function stillDrafts(app) {
  const drafts = undecided(app);
  if (!drafts.length) return null;
  return [h("p", {}, app.say("comeback_drafts")), h("ul", {}, drafts.map((address) => questionLine(app, address)))];
}

// The address without what only this visit needs.
function addressOf({ href }) {
  const address = new URL(href);
  const assessment = address.searchParams.get("assessment");
  address.hash = "";
  address.search = assessment ? new URLSearchParams({ assessment }) : "";
  return address.href;
}

function wherePart(app) {
  const { say } = app;
  const title = h("h2", { class: "ans-h2" }, say("comeback_where"));
  if (!app.hosted) return h("section", {}, title, h("p", {}, say("comeback_notebook")));
  const address = addressOf(location);
  return h("section", {}, title, h("p", {}, say("comeback_address")),
    h("p", { class: "ans-address" }, h("a", { href: address }, address)),
    navigator.clipboard ? h("p", { class: "ans-buttons" }, copyButton(app, address)) : null);
}

function copyButton(app, address) {
  const copy = async () => {
    const done = await navigator.clipboard.writeText(address).then(() => true, () => false);
    app.announce(app.say(done ? "comeback_copied" : "comeback_not_copied"));
    setText(button, app.say(done ? "comeback_copied" : "comeback_not_copied"));
  };
  const button = h("button", { type: "button", class: "ans-button ans-secondary", onclick: copy }, app.say("comeback_copy"));
  return button;
}

function leftPart(app) {
  const { say, session } = app;
  const found = missingByTask(app);
  const unsure = session.path.unsure.length;
  return h("section", {}, h("h2", { class: "ans-h2" }, say("comeback_left")),
    found.length ? h("ul", {}, found.map(([task, missing]) => taskLine(app, task, missing.length))) : h("p", {}, say(session.path.routing.route ? "missing_none" : "missing_none_yet")),
    session.path.routing.route ? null : h("p", {}, say("missing_more_later")),
    unsure ? h("p", {}, counted(say, "comeback_unsure", unsure)) : null);
}

const taskLine = (app, task, count) =>
  h("li", {}, app.nav.link({ view: "task", task: task.id }, task.title), " ", h("span", { class: "ans-small" }, counted(app.say, "missing_here", count)));

function waysOn(app, { task: id }) {
  const { say, bank, nav, links, prefers } = app;
  const task = bank.tasks.find((one) => one.id === id);
  const back = prefers.compact ? [{ view: "all" }, say("all_title")] : [{ view: "task", task: id }, task?.title];
  return h("p", { class: "ans-buttons ans-ways" },
    task || prefers.compact ? nav.link(back[0], say("comeback_go_on", { task: back[1] }), { class: "ans-button" }) : null,
    nav.link({ view: "answers" }, say("look_answers"), { class: "ans-button ans-secondary" }),
    links.home ? h("a", { href: links.home, class: "ans-button ans-secondary" }, say("home_link")) : null);
}
