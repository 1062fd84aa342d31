// One task a page: its questions in order, what comes and goes with the answers, and the way on.
import { h, focusOn, counted } from "./dom.js";
import { questionField } from "./question.js";
import { registerField } from "./register.js";
import { errorSummary } from "./errors.js";
import { parts, questionAt } from "./addresses.js";

export function taskPage(app, route) {
  const { session, say, nav, bank } = app;
  const number = bank.tasks.findIndex((one) => one.id === route.task);
  const task = bank.tasks[number];
  const mine = (address) => task.concepts.includes(parts(address).concept);
  const fields = new Map();
  let checked = false;
  let problems = new Map();
  const page = { problem: (address) => problems.get(address) ?? null };
  const summary = errorSummary(app, { onGo: goTo, onAnyway: goOn });
  const questions = h("div", { class: "ans-questions" });
  const empty = h("p", { class: "ans-inset" }, say("task_nothing"));
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, task.title);
  const back = route.from ? { view: route.from, at: route.at } : { view: "tasks" };
  const nodes = [
    nav.link(back, say(route.from ? `back_to_${route.from}` : "back_to_tasks"), { class: "ans-back" }),
    summary.element,
    h("p", { class: "ans-caption" }, say("task_caption", { number: number + 1, total: bank.tasks.length })),
    heading,
    h("p", { class: "ans-intro" }, task.intro),
    questions,
    h("p", { class: "ans-buttons" },
      h("button", { type: "button", class: "ans-button", onclick: saveAndContinue }, say("save_and_continue")),
      h("button", { type: "button", class: "ans-button ans-secondary", onclick: saveAndLeave }, say("save_and_leave"))),
  ];

  // Everything that keeps this task from being done: due answers first, then what was refused.
  function findProblems() {
    const found = new Map();
    for (const id of task.concepts) {
      for (const [address, key] of session.path.missing.get(id) ?? []) found.set(address, { key });
      for (const [address, problem] of session.problems) {
        if (parts(address).concept === id && questionAt(bank, address)) found.set(address, problem);
      }
    }
    return found;
  }

  function saveAndContinue() {
    session.commitAll(mine);
    checked = true;
    refresh();
    if (problems.size) summary.show([...problems], true);
    else goOn();
  }

  function saveAndLeave() {
    session.commitAll(mine);
    nav.go(back);
  }

  function goOn() {
    session.commitAll(mine);
    nav.go(route.from ? back : nextAfter(app, number));
  }

  function fieldAt(address) {
    const found = fields.get(parts(address).concept);
    return parts(address).row ? found?.field(address) : found;
  }

  function goTo(address, problem) {
    const field = fieldAt(address);
    if (!field) return;
    field.element.scrollIntoView?.({ block: "start" });
    field.focus(problem);
  }

  function refresh() {
    problems = checked ? findProblems() : new Map();
    const before = new Set(fields.keys());
    place(task.concepts.filter((id) => session.path.visible.has(id)));
    if (checked) summary.show([...problems], false);
    return before;
  }

  function place(ids) {
    for (const [id, field] of fields) {
      if (ids.includes(id) || field.element.contains(document.activeElement)) continue;
      field.element.remove();
      fields.delete(id);
    }
    for (const id of ids) {
      const draw = bank.concepts[id].answer.kind === "rows" ? registerField : questionField;
      if (fields.has(id)) fields.get(id).update();
      else fields.set(id, draw(app, id, page));
    }
    const wanted = ids.length ? ids.map((id) => fields.get(id).element) : [empty];
    wanted.forEach((element, index) => {
      if (questions.children[index] !== element) questions.insertBefore(element, questions.children[index] ?? null);
    });
    if (ids.length) empty.remove();
  }

  function update() {
    const before = refresh();
    announceChanges(app, before, fields);
  }

  refresh();
  return {
    nodes,
    title: task.title,
    heading,
    update,
    goTo,
    leave: () => session.commitAll(),
    arrive: () => (route.at ? goTo(route.at) : focusOn(heading)),
  };
}

function announceChanges(app, before, fields) {
  const { say, session, bank } = app;
  const added = [...fields.keys()].filter((id) => !before.has(id)).map((id) => bank.concepts[id].ask);
  const removed = [...before].filter((id) => !fields.has(id));
  const said = [];
  if (added.length) said.push(counted(say, "questions_added", added.length, { asks: added.join(" ") }));
  if (removed.length) said.push(counted(say, "questions_removed", removed.length));
  const hid = session.takeHiding();
  if (hid) said.push(counted(say, "answers_hidden", hid.length));
  if (said.length) app.announce(said.join(" "));
}

// The next task with anything to ask; screening leads back to the list, where the route now stands.
function nextAfter(app, number) {
  const { tasks, screening } = app.bank;
  const isScreening = tasks[number].concepts.every((id) => screening.questions.includes(id));
  if (isScreening) return { view: "tasks", at: "route" };
  const next = tasks.slice(number + 1).find((task) => app.session.path.tasks.get(task.id).state !== "nothing");
  return next ? { view: "task", task: next.id } : { view: "answers" };
}
