// All that has comments, on the page that checks the answers: where they are open, and those on what is not asked now.
import { h, counted, redraw } from "./dom.js";
import { parts, rowAt } from "./addresses.js";
import { visibleColumns } from "./journey.js";
import { commentsFold } from "./comments.js";
import { aboutOf } from "./commentwords.js";

// `link(address, words)` leads to a question and back again.
export function commentsPart(app, link) {
  const { say } = app;
  const asked = h("div", {});
  const unasked = h("div", { hidden: true }, h("h3", { class: "ans-h3" }, say("comment_part_unasked")));
  const folds = new Map(); // address -> its fold, which stays what it is
  const element = h("section", {}, h("h2", { class: "ans-h2" }, say("comment_part_title")), asked, unasked);

  function update() {
    const addresses = Object.keys(app.comments.counts);
    redraw(asked, openCommentNodes(app, link));
    for (const address of addresses.filter((at) => !homeOf(app, at))) {
      if (!folds.has(address)) folds.set(address, foldOf(app, address, unasked));
      folds.get(address).update();
    }
    unasked.hidden = !folds.size;
    element.hidden = !addresses.length;
  }

  return { element, update };
}

function foldOf(app, address, place) {
  const fold = commentsFold(app, address, () => aboutOf(app, address));
  place.append(h("p", { class: "ans-label" }, aboutOf(app, address)), fold.element);
  return fold;
}

function openCommentNodes(app, link) {
  const { say, bank } = app;
  const [total] = app.comments.count(() => true);
  if (!total) return h("p", {}, say("comment_part_settled"));
  const tasks = bank.tasks.map((task) => [task, task.concepts.flatMap((id) => openUnder(app, id))]).filter(([, there]) => there.length);
  return [h("p", {}, counted(say, "comment_part_open", total)), tasks.map(([task, there]) => [
    h("h3", { class: "ans-h3" }, task.title),
    h("ul", {}, there.map(([address, open]) => h("li", {}, link(address, aboutOf(app, address)), " ", h("span", { class: "ans-small" }, counted(say, "comments_count", open))))),
  ])];
}

// [address, open] for a question and the rows below it that are asked now; what is on rows that are gone counts at the register.
function openUnder(app, id) {
  const found = new Map();
  for (const [at, [open]] of Object.entries(app.comments.counts)) {
    const home = parts(at).concept === id && open ? homeOf(app, at) : null;
    if (home) found.set(home, (found.get(home) ?? 0) + open);
  }
  return [...found];
}

// Where on the pages the comments of an address stand, or null when its question is not asked now.
function homeOf(app, address) {
  const { session, bank } = app;
  const { concept: id, row, column } = parts(address);
  if (!session.path.visible.has(id)) return null;
  const there = row && rowAt(session.answers, address);
  if (!there) return id;
  const columns = visibleColumns(bank.concepts[id], there.values, session.path);
  return !column || columns.some((one) => one.id === column) ? address : null;
}
