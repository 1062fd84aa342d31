// The form: one assessment, all its pages, and the saving. JupyterLab runs it through anywidget, the app through its host.
import { h, speaker, newPrefix, focusOn } from "./dom.js";
import { Session } from "./session.js";
import { Saver } from "./saving.js";
import { openKeep } from "./keep.js";
import { Nav } from "./nav.js";
import { saveStatus, announcer } from "./status.js";
import { foundPanel } from "./found.js";
import { taskListPage } from "./tasklist.js";
import { taskPage } from "./taskpage.js";
import { checkAnswersPage } from "./checkanswers.js";
import { canvasPage } from "./canvas.js";
import { parts } from "./addresses.js";
import { acceptRecord } from "./record.js";
import { loadBank } from "./bank.js";
import { watchPage } from "./leaving.js";

const PAGES = { tasks: taskListPage, task: taskPage, answers: checkAnswersPage, canvas: canvasPage };
const STATE = ["answers", "based", "drafts", "head"];

// Draws at once and returns how to clean up; the questions follow when they are here.
function render({ model, el }) {
  const root = h("div", { class: "answerable", "aria-busy": "true" }, h("h1", { class: "ans-h1" }, model.get("title")));
  // JupyterLab would take Enter and single letters for itself.
  root.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(root);
  let stop = () => {};
  let gone = false;
  loadBank(model).then((bank) => {
    if (!gone) stop = start(model, root, bank);
  });
  return () => {
    gone = true;
    stop();
    root.remove();
  };
}

function start(model, root, bank) {
  const say = speaker(bank.words);
  const hosted = document.documentElement.dataset.host === "answerable";
  const voice = announcer();
  const app = { bank, say, prefix: newPrefix("ans"), title: model.get("title"), links: model.get("links") ?? {}, announce: voice.announce };
  const status = saveStatus(app);
  const saver = new Saver((message) => model.send(message), status.show);
  const keep = lateKeep();
  app.session = new Session(bank, saver, keep);
  acceptRecord(app.session, Object.fromEntries(STATE.map((name) => [name, model.get(name)])));
  const found = foundPanel(app);
  const main = h("div", { class: "ans-page" });
  let page = null;

  app.nav = new Nav(bank, hosted, show);
  app.focusHeading = () => focusOn(page.heading);
  app.focusQuestion = (address) => page.goTo?.(address);
  root.lang = bank.language;
  root.replaceChildren(banner(app, model, hosted), found.element, main, status.element, voice.element);

  function show(route, first) {
    page?.leave();
    page = PAGES[route.view](app, route);
    root.dataset.view = route.view;
    main.replaceChildren(...page.nodes);
    if (hosted) document.title = say("page_title", { page: page.title, title: app.title });
    if (!first) arrive(page);
    else if (route.at) page.arrive();
  }

  function update() {
    found.update();
    page?.update();
  }

  app.nav.start();
  const unsubscribe = app.session.subscribe(update);
  const unwatch = watchPage(model, app.session, saver, keep);
  keep.open(model, app.session);
  update();
  root.removeAttribute("aria-busy");
  return () => {
    page.leave();
    saver.flush(true);
    unwatch();
    unsubscribe();
    app.nav.stop();
    saver.stop();
    app.session.stop();
    keep.close();
  };
}

function arrive(page) {
  page.heading.closest(".answerable").scrollIntoView?.({ block: "start" });
  page.arrive();
}

// In the app the page around the form says who is there.
function banner(app, model, hosted) {
  const { say } = app;
  const marking = model.get("marking");
  const items = [
    app.links.home ? h("a", { href: app.links.home, class: "ans-home" }, say("home_link")) : null,
    marking ? h("span", { class: "ans-marking" }, say("marking", { marking })) : null,
    model.get("example") ? h("strong", { class: "ans-tag ans-tag-plain" }, say("example_mark")) : null,
    hosted ? null : h("span", { class: "ans-person" }, say("signed_in_as", { name: model.get("person")?.name ?? "" })),
  ].filter(Boolean);
  return h("div", { class: "ans-banner", hidden: !items.length }, items);
}

// The browser's own store opens a moment later than the form; what is said to it meanwhile is done then.
function lateKeep() {
  let opened = null;
  const waiting = [];
  const pass = (name) => (...args) => (opened ? opened[name](...args) : waiting.push([name, args]));
  const keep = { put: pass("put"), forget: pass("forget"), wipe: pass("wipe"), close: pass("close") };
  keep.open = async (model, session) => {
    const store = await openKeep(model.get("person")?.id ?? "", model.get("assessment"), model.get("keep_key"));
    const found = await store.found();
    opened = store;
    for (const [name, args] of waiting) store[name](...args);
    session.offer(found.filter((entry) => parts(entry.address).concept in session.bank.concepts));
  };
  return keep;
}

export default { render };
