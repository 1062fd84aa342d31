// What was read from pasted cells, as a table and as a list of what cannot be taken as it is.
import { h } from "./dom.js";
import { readable } from "./readable.js";

const SHOWN_PROBLEMS = 20;
const SHOWN_GOOD = 10;
const SHOWN_LINES = 50;
const LONGEST_SHOWN = 120;

const cut = (text) => ([...text].length > LONGEST_SHOWN ? `${[...text].slice(0, LONGEST_SHOWN).join("")}…` : text);
const hasFault = (one) => one.full || one.cells.some((cell) => cell.problem);

export function problemList(app, plan) {
  const { say } = app;
  const told = plan.flatMap((one) => [
    ...(one.full ? [say("paste_problem_line", { number: one.line.number, sentence: noRoom(app) })] : []),
    ...one.cells.filter((cell) => cell.problem).map((cell) =>
      say("paste_problem", { number: one.line.number, ask: cell.column.ask, sentence: cell.problem, text: cut(cell.given) })),
  ]);
  if (!told.length) return [];
  const rest = told.length - SHOWN_PROBLEMS;
  return [
    h("p", { class: "ans-strong" }, say("paste_problems_title")),
    h("ul", {}, told.slice(0, SHOWN_PROBLEMS).map((sentence) => h("li", { class: "ans-user-text" }, sentence))),
    rest > 0 ? h("p", {}, say("paste_problem_more", { count: rest })) : null,
  ].filter(Boolean);
}

const noRoom = (app) => app.say("rows_full", { limit: app.bank.limits.rows });

// Lines with a fault first of all; of the others a few are enough to see that they were read well.
function linesToShow(plan) {
  const faulty = plan.filter(hasFault).slice(0, SHOWN_LINES);
  const good = plan.filter((one) => !hasFault(one)).slice(0, SHOWN_GOOD);
  const shown = new Set([...faulty, ...good]);
  return plan.filter((one) => shown.has(one));
}

export function previewTable(app, plan, columns, id) {
  const { say } = app;
  const shown = linesToShow(plan);
  const key = shown.length < plan.length ? "paste_caption_some" : "paste_caption";
  const caption = h("caption", { id: `${id}-paste-caption`, class: "ans-strong" }, say(key, { shown: shown.length, total: plan.length }));
  const heads = h("tr", {}, h("th", { scope: "col" }, say("paste_line")), columns.map((column) => h("th", { scope: "col" }, column.ask)));
  const table = h("table", { class: "ans-table" }, caption, h("thead", {}, heads), h("tbody", {}, shown.map((one) => lineRow(app, one, columns))));
  return [h("div", { class: "ans-table-room", role: "region", tabindex: "0", "aria-labelledby": caption.id }, table)];
}

function lineRow(app, one, columns) {
  const marks = [
    one.full && noRoom(app),
    one.row && app.say("paste_known"),
    !one.full && !one.row && !one.isTaken && app.say("paste_stays"),
  ].filter(Boolean);
  const head = h("th", { scope: "row" }, String(one.line.number), marks.map((mark) => h("span", { class: "ans-small" }, mark)));
  return h("tr", { class: hasFault(one) ? "ans-faulty" : null }, head, columns.map((column) => cellTold(app, one.cells.find((cell) => cell.column.id === column.id))));
}

function cellTold(app, { column, value, given, problem, inShort, isUnasked }) {
  if (problem) {
    return h("td", {}, h("span", { class: "ans-user-text" }, cut(given)), h("strong", { class: "ans-cell-error" }, app.say("paste_not_taken"), " ", inShort));
  }
  const lines = readable(app, column.answer, value).map((line) => h("div", { class: "ans-user-text" }, cut(line)));
  return h("td", {}, lines, isUnasked ? h("span", { class: "ans-small" }, app.say("paste_not_asked")) : null);
}
