// Who else is at the same record, in words: one line above every page, a word beside a task, a note at a question.
import { h, setText } from "./dom.js";

const called = (app, { person, name }) => (app.isMe(person) ? app.say("here_you") : name || person);

// Several places of one person are told together; the first one who came is the first one named.
function grouped(app) {
  const found = new Map();
  for (const one of app.together.people) found.set(one.person, [...(found.get(one.person) ?? []), one]);
  return [...found.values()];
}

function toldOf(app, places) {
  const titles = new Set(places.map(({ task }) => app.bank.tasks.find((one) => one.id === task)?.title).filter(Boolean));
  const name = called(app, places[0]);
  return titles.size ? app.say("here_in", { name, tasks: [...titles].join(", ") }) : name;
}

export function others(app) {
  const { element } = app.together;
  const told = grouped(app).map((places) => toldOf(app, places));
  element.hidden = !told.length;
  setText(element, told.length ? app.say("here_line", { people: told.join("; ") }) : "");
  greet(app);
}

// Spoken once for each person and task, and only when it is the task that is open here.
function greet(app) {
  const { together } = app;
  together.greeted ??= new Set();
  for (const one of together.people) {
    const key = `${one.person} ${one.task}`;
    if (!one.task || one.task !== together.task || app.isMe(one.person) || together.greeted.has(key)) continue;
    together.greeted.add(key);
    app.announce(app.say("here_announced", { name: called(app, one) }));
  }
}

export function inTaskNote(app, task) {
  const names = new Set(app.together.people.filter((one) => one.task === task.id).map((one) => called(app, one)));
  return names.size ? h("span", { class: "ans-small ans-here" }, app.say("here_task", { names: [...names].join(", ") })) : null;
}

export function writingLines(app, address) {
  const names = new Set(app.together.people.filter((one) => one.at === address).map((one) => called(app, one)));
  return [...names].map((name) => h("p", { class: "ans-small ans-here" }, app.say("here_writing", { name })));
}
