// The last page of a workshop: what was answered, what is parked, who was there, what changed, and what comes next.
import { h, redraw, counted, focusOn } from "./dom.js";
import { questionAt, parts } from "./addresses.js";
import { readable } from "./readable.js";
import { actionItem, askWithItsRow } from "./canvasbox.js";
import { cutShort } from "./boxes.js";
import { whoIsHere } from "./roomstart.js";
import { TALKS, endRoom, outcome, roomOf, talkOf } from "./roomstate.js";

export const END = "the-end"; // no question has a name with this mark in it
const TOLD_AT_END = ["title", "date", "said", "changed", "change", "told"];
const CHANGE = "change";
const NEXT = { register: "actions", title: "title" };

export function endPart(app) {
  const { say, nav } = app;
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, say("room_end_title"));
  const done = h("section", {});
  const open = h("section", {});
  const next = h("section", {});
  const who = whoIsHere(app, TOLD_AT_END);
  const write = h("button", { type: "button", class: "ans-button ans-secondary", onclick: () => writeChange(app, who) }, say("room_write_change"));
  const button = (key, look, onclick) => h("button", { type: "button", class: `ans-button ${look}`, onclick }, say(key));
  const nodes = [heading, h("p", { class: "ans-intro" }, say("room_end_intro")), done, open, who?.element ?? null, h("p", { class: "ans-buttons" }, write), next,
    h("p", { class: "ans-buttons ans-room-ways" },
      button("room_finish", "", finish),
      app.hosted ? button("room_print", "ans-secondary", () => window.print()) : null)].filter(Boolean);

  function finish() {
    app.session.commitAll(() => true);
    nav.go({ view: "tasks" });
    endRoom(app);
  }

  function update() {
    const found = outcome(app);
    redraw(done, answeredNodes(app, found.answered));
    redraw(open, openNodes(app, found));
    redraw(next, nextNodes(app, found));
    who?.update();
    write.hidden = !talkOf(app) || !found.answered.length;
  }

  update();
  return { nodes, heading, update, previous: () => nav.go({ view: "room" }), shows: (address) => who?.shows(address) ?? false, goTo: (address) => who?.goTo(address) };
}

function answeredNodes(app, addresses) {
  const { say, session, bank } = app;
  const title = h("h2", { class: "ans-h2" }, say("room_answered"));
  if (!addresses.length) return [title, h("p", {}, say("room_answered_none"))];
  const lines = (address) => readable(app, questionAt(bank, address).answer, session.value(address)).map((line) => h("p", { class: "ans-user-text" }, cutShort(line)));
  return [title, h("p", {}, counted(say, "room_answered", addresses.length)),
    h("dl", { class: "ans-list" }, addresses.map((address) =>
      h("div", { class: "ans-row" }, h("dt", {}, askWithItsRow(app, address)), h("dd", { class: "ans-value" }, lines(address)),
        h("dd", { class: "ans-change" }, roomLink(app, parts(address).concept, say("change"))))))];
}

const roomLink = (app, id, words) => app.nav.link({ view: "room", at: id }, [words, h("span", { class: "ans-sr" }, app.say("help_about", { ask: app.bank.concepts[id].ask }))]);

function openNodes(app, { parked, passed }) {
  const { say, bank } = app;
  const list = (ids, item) => h("ul", { class: "ans-plain-list ans-room-list" }, ids.map(item));
  const ask = (id) => app.nav.link({ view: "room", at: id }, bank.concepts[id].ask);
  return [
    h("h2", { class: "ans-h2" }, say("room_parked_title")),
    parked.length ? list(parked, (id) => h("li", {}, ask(id), " ", actionButton(app, id))) : h("p", {}, say("room_parked_none")),
    passed.length ? [h("h2", { class: "ans-h2" }, say("room_passed_title")), list(passed, (id) => h("li", {}, ask(id)))] : null,
  ];
}

// Makes sure that somebody will look at it: an action like any other, still without a name and a date.
function actionButton(app, id) {
  const { say, session, bank } = app;
  if (!questionAt(bank, `${NEXT.register}/-/${NEXT.title}`) || !session.path.visible.has(NEXT.register)) return null;
  const title = cutShort(say("room_action", { ask: bank.concepts[id].ask }), bank.limits.line);
  const isThere = (session.answers[NEXT.register] ?? []).some((row) => row.values[NEXT.title] === title);
  if (isThere) return h("span", { class: "ans-small" }, say("room_action_there"));
  const add = (event) => {
    const item = event.currentTarget.closest("li");
    session.give(`${session.addRow(NEXT.register)}/${NEXT.title}`, title);
    app.announce(say("room_action_added", { title }));
    focusOn(document.contains(item) ? item.querySelector("a") : [...document.querySelectorAll(".ans-room-list a")].find((one) => one.textContent === bank.concepts[id].ask));
  };
  return h("button", { type: "button", class: "ans-button ans-quiet", onclick: add }, say("room_make_action"), h("span", { class: "ans-sr" }, say("help_about", { ask: bank.concepts[id].ask })));
}

function nextNodes(app, { actions }) {
  const { say, session } = app;
  if (!session.path.visible.has(NEXT.register)) return null;
  return [
    h("h2", { class: "ans-h2" }, say("room_next_title")),
    actions.length ? h("ul", { class: "ans-plain-list ans-noticed-list" }, actions.map((row) => actionItem(app, row))) : h("p", {}, say("room_next_none")),
    h("p", {}, app.nav.link({ view: "room", at: NEXT.register }, say("room_to_actions"))),
  ];
}

// What was asked and answered goes into the words of the talk: for people to read, to change and to add to.
function writeChange(app, who) {
  const { session, say, bank } = app;
  const address = `${TALKS}/${roomOf(app).talk}/${CHANGE}`;
  const question = questionAt(bank, address);
  if (!question) return;
  const asks = [...new Set(outcome(app).answered.map((one) => bank.concepts[parts(one).concept].ask))];
  const before = session.value(address);
  const text = [typeof before === "string" ? before : "", say("room_change", { asks: asks.join(" ") })].filter(Boolean).join("\n");
  session.give(address, text.length > bank.limits[question.answer.size] ? cutShort(text, bank.limits[question.answer.size]) : text);
  who.goTo(address);
  app.announce(say("room_change_written"));
}
