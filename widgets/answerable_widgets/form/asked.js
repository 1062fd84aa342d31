// What was asked of whom: at its question, and all of it on the list of tasks.
import { h, srOnly } from "./dom.js";
import { questionAt, rowAt } from "./addresses.js";
import { askOf, rowTitle } from "./readable.js";
import { writingLines } from "./others.js";

const lower = (text) => (text ?? "").trim().toLowerCase();

// A colleague is asked by account, or by name as somebody typed it.
export const isAskedOfMe = (app, { person }) => app.isMe(person) || (Boolean(app.me.name) && lower(person) === lower(app.me.name));

export const whoIsAsked = (app, asked) => (isAskedOfMe(app, asked) ? app.say("asked_you") : asked.name || asked.person);

const whoAsked = (app, { by, by_name: name }) => (app.isMe(by) ? app.say("asked_by_you") : name || by);

export function dayOf(app, at) {
  return new Intl.DateTimeFormat(app.bank.language, { dateStyle: "long" }).format(new Date(at));
}

// Whether anything was answered there, or in it, since it was asked for.
export function isDone({ based }, address, asked) {
  return Object.entries(based).some(([at, seq]) => seq > asked.seq && (at === address || at.startsWith(`${address}/`)));
}

// The sentence of what was asked, and by whom.
export function askedSentence(app, asked) {
  const key = isAskedOfMe(app, asked) ? "asked_of_you" : "asked_of";
  return app.say(key, { who: whoIsAsked(app, asked), by: whoAsked(app, asked), when: dayOf(app, asked.at) });
}

export function colleagueLines(app, address) {
  const asked = app.session.assigned.get(address);
  return [...(asked ? [askedBox(app, address, asked)] : []), ...writingLines(app, address)];
}

function askedBox(app, address, asked) {
  const done = isDone(app.session, address, asked);
  return h("div", { class: "ans-asked" },
    h("p", {}, askedSentence(app, asked), " ", h("strong", {}, app.say(done ? "asked_done" : "asked_waiting"))),
    asked.note ? h("p", { class: "ans-user-text" }, asked.note) : null);
}

// A question in words, with its row where the words do not name it; a row by its title. Null when it is there no more.
export function titleAt(app, address) {
  const question = questionAt(app.bank, address);
  if (!question) return null;
  if (!question.row) return question.concept.ask;
  const row = rowAt(app.session.answers, address.split("/").slice(0, 2).join("/"));
  if (!row) return null;
  const index = app.session.answers[question.concept.id].indexOf(row);
  const title = rowTitle(app, question.concept.id, row, index);
  return question.column ? app.say("error_line_row", { row: title, ask: askOf(app, question), sentence: "" }).trim() : title;
}

// First what waits, then what is done; what stands at a question that is no more is left out.
export function askedNodes(app) {
  const all = [...app.session.assigned].map(([address, asked]) => ({ address, asked, title: titleAt(app, address), done: isDone(app.session, address, asked) }));
  const there = all.filter((one) => one.title).sort((one, other) => one.done - other.done || one.asked.seq - other.asked.seq);
  const [mine, theirs] = [true, false].map((me) => there.filter(({ asked }) => isAskedOfMe(app, asked) === me));
  return [askedSection(app, "asked_mine_title", mine), askedSection(app, "asked_others_title", theirs)].filter(Boolean);
}

function askedSection(app, key, list) {
  if (!list.length) return null;
  return h("section", { class: "ans-asked-list" }, h("h2", { class: "ans-h2" }, app.say(key)), h("ul", { class: "ans-plain-list" }, list.map((one) => askedItem(app, one))));
}

function askedItem(app, { address, asked, title, done }) {
  return h("li", {},
    app.nav.link({ view: "question", at: address }, title),
    h("span", { class: "ans-small" }, askedSentence(app, asked), " ", h("strong", {}, app.say(done ? "asked_done" : "asked_waiting"))),
    asked.note ? h("span", { class: "ans-small ans-user-text" }, srOnly(app.say("ask_note_label"), ": "), asked.note) : null);
}
