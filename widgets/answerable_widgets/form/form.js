// The form: one assessment, all its pages, and the saving. JupyterLab runs it through anywidget, the app through its host.
import { h, speaker, speakAlso, newPrefix, focusOn, viewRoot } from "./dom.js";
import { tongueOf } from "./tongues.js";
import { Session } from "./session.js";
import { Saver } from "./saving.js";
import { lateKeep } from "./keep.js";
import { noticesPanel } from "./notices.js";
import { Nav } from "./nav.js";
import { saveStatus, announcer } from "./status.js";
import { foundPanel } from "./found.js";
import { unsettledPanel } from "./unsettled.js";
import { taskListPage } from "./tasklist.js";
import { TaskPage } from "./taskpage.js";
import { LongPage } from "./longpage.js";
import { Folds, Preferences } from "./prefers.js";
import { watchArriving } from "./places.js";
import { waitingPage } from "./waiting.js";
import { acceptRecord } from "./record.js";
import { loadBank } from "./bank.js";
import { LATE, LateHelp } from "./latehelp.js";
import { HistoryDesk } from "./history.js";
import { watchPage } from "./leaving.js";
import { Noticed, watchFocus } from "./noticed.js";
import { Comments } from "./comments.js";
import { Together } from "./together.js";

const PAGES = {
  tasks: taskListPage,
  task: (app, route) => (app.prefers.compact ? new LongPage(app, route) : new TaskPage(app, route)),
  all: (app, route) => new LongPage(app, route),
};
// Pages that come later, and what they are called until then.
const LATE_TITLES = {
  answers: ({ say }) => say("answers_title"),
  canvas: ({ bank }) => bank.lenses.canvas,
  workshop: ({ say }) => say("workshop_title"),
  later: ({ say }) => say("comeback_title"),
  finish: ({ say }) => say("look_finish"),
  question: ({ say }) => say("question_title"),
  room: ({ say }) => say("workshop_title"),
};
const STATE = ["answers", "based", "drafts", "head", "earlier", "assigned"];

// Draws at once and returns how to clean up; the questions follow when they are here.
function render({ model, el }) {
  const root = viewRoot({ "aria-busy": "true" }, h("h1", { class: "ans-h1" }, model.get("title")));
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

// What every page of the form shares.
function makeApp(model, bank, root) {
  const voice = announcer();
  const app = {
    bank,
    say: speaker(bank.words),
    prefix: newPrefix("ans"),
    get title() {
      return app.session.answers.project_title || model.get("title"); // as the record names itself
    },
    assessment: model.get("assessment"),
    prefers: new Preferences(model.get("person")?.id ?? ""),
    help: new LateHelp(bank, { url: model.get("help_url"), scriptUrl: model.get("late_url") }, (help) => speakAlso(tongueOf(bank, help))),
    folds: new Folds(model.get("person")?.id ?? "", model.get("assessment")),
    me: model.get("person") ?? {},
    isMe: (id) => id === app.me.id,
    model,
    links: model.get("links") ?? {},
    hosted: document.documentElement.dataset.host === "answerable",
    voice: voice.element,
    announce: voice.announce,
  };
  app.status = saveStatus(app);
  app.saver = new Saver((message) => model.send(message), app.status.show);
  app.keep = lateKeep();
  app.history = new HistoryDesk(model);
  app.session = new Session(bank, app.saver, app.keep);
  app.comments = new Comments(app, model);
  app.noticed = new Noticed(app, model.get("findings"));
  app.together = new Together(app, model, root);
  acceptRecord(app.session, Object.fromEntries(STATE.map((name) => [name, model.get(name)])));
  return app;
}

function start(model, root, bank) {
  speakAlso(tongueOf(bank));
  const app = makeApp(model, bank, root);
  const found = foundPanel(app);
  const unsettled = unsettledPanel(app);
  const main = h("div", { class: "ans-page" });
  let page = null;

  function show(route, first) {
    page?.leave();
    page = pageOf(app, route, (quietly) => show(route, quietly));
    root.dataset.view = route.view;
    main.replaceChildren(...page.nodes);
    unsettled.update(page);
    app.together.goes(route);
    if (app.hosted) document.title = app.say("page_title", { page: page.title, title: app.title });
    if (!first) root.scrollIntoView?.({ block: "start" });
    if (!first || route.at) page.arrive();
  }

  app.nav = new Nav(bank, app.hosted, show);
  app.focusHeading = () => focusOn(page.heading);
  app.focusQuestion = (address) => page.goTo?.(address);
  root.lang = bank.language;
  const notices = noticesPanel(app, model);
  root.replaceChildren(...[banner(app, model), app.together.element, notices].filter(Boolean), found.element, unsettled.element, main, app.status.element, app.voice);
  watchFocus(root, app.noticed);
  watchArriving(root);
  app.help.fetchOnUse(root, () => app.together.update());
  app.redraw = () => {
    found.update();
    page.update();
    unsettled.update(page);
    app.together.update();
  };
  app.nav.start(model.get("start"));
  const unsubscribe = app.session.subscribe(() => app.redraw());
  const unwatch = watchPage(model, app);
  app.keep.open(model, { offer: (found) => app.session.offer(app.comments.takeKept(found)) });
  app.together.ask();
  root.removeAttribute("aria-busy");
  return () => {
    page.leave();
    app.saver.flush(true);
    for (const stop of [unwatch, unsubscribe]) stop();
    for (const part of [app.nav, app.saver, app.session, app.history, app.together, app.comments]) part.stop();
    app.keep.close();
  };
}

function pageOf(app, route, again) {
  const title = LATE_TITLES[route.view];
  if (!title) return PAGES[route.view](app, route);
  return app.help.now ? LATE[route.view](app, route) : waitingPage(app, title(app), again);
}

// In the app the page around the form says who is there.
function banner(app, model) {
  const { say } = app;
  const marking = model.get("marking");
  const items = [
    app.links.home ? h("a", { href: app.links.home, class: "ans-home" }, say("home_link")) : null,
    marking ? h("span", { class: "ans-marking" }, say("marking", { marking })) : null,
    model.get("example") ? h("strong", { class: "ans-tag ans-tag-plain" }, say("example_mark")) : null,
    app.hosted ? null : h("span", { class: "ans-person" }, say("signed_in_as", { name: model.get("person")?.name ?? "" })),
  ].filter(Boolean);
  return h("div", { class: "ans-banner", hidden: !items.length }, items);
}

export default { render };
