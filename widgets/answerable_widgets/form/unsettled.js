// Two people answered at once, and the question stands on another page than the one that is open.
import { h, idOf, redraw } from "./dom.js";
import { parts, questionAt } from "./addresses.js";
import { askOf } from "./readable.js";

export function unsettledPanel(app) {
  const { say } = app;
  const titleId = idOf(app.prefix, "unsettled", "title");
  const list = h("ul", {});
  const element = h("section", { class: "ans-warning", "aria-labelledby": titleId, hidden: true },
    h("h2", { class: "ans-h2", id: titleId }, say("conflict_elsewhere_title")), h("p", {}, say("conflict_elsewhere")), list);

  // `page.shows(address)`: the page says so itself, where the question is.
  function update(page) {
    const waiting = [...app.session.conflicts.keys()].filter((address) => !page.shows?.(address));
    if (element.hidden && waiting.length) app.announce(`${say("conflict_elsewhere_title")}. ${say("conflict_elsewhere")}`);
    element.hidden = !waiting.length;
    redraw(list, waiting.map((address) => h("li", {}, linkTo(app, address))));
  }

  return { element, update };
}

function linkTo(app, address) {
  const task = app.bank.tasks.find((one) => one.concepts.includes(parts(address).concept));
  return app.nav.link({ view: "task", task: task.id, at: address }, askOf(app, questionAt(app.bank, address)));
}
