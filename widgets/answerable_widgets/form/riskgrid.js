// How likely and how bad: the nine places of the grid of risk as radio buttons in a table. Each is named in words
// ("Likely, serious: high risk"), so that nobody has to look up its row and column; what is chosen is said with its reason.
import { h, redraw } from "./dom.js";

const cellOf = (grid, value) =>
  grid.cells.find((cell) => cell.likelihood === value?.likelihood && cell.severity === value?.severity) ?? null;

const stepSaid = (scale, id) => scale.find((step) => step.id === id)?.said ?? id;

// "Likely, serious: high risk", from the words of the grid itself.
export function labelOfCell(grid, cell) {
  const words = {
    likelihood: stepSaid(grid.likelihood, cell.likelihood),
    severity: stepSaid(grid.severity, cell.severity),
    level: stepSaid(grid.levels, cell.level),
  };
  return grid.reads.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole);
}

// The lines to read for a value: the cell, or the one step there is, and the reason somebody gave.
export function riskLines(grid, value) {
  const cell = cellOf(grid, value);
  const steps = ["likelihood", "severity"].filter((axis) => value[axis]);
  const known = (axis) => grid[axis].find((step) => step.id === value[axis])?.label ?? value[axis];
  return [...(cell ? [labelOfCell(grid, cell)] : steps.map(known)), value.why ?? ""];
}

// `parts.textInput` and `parts.counter` are those of every other text.
export function risk(field, parts) {
  const { grid, id, say } = field;
  const cells = grid.cells.map((cell, index) => ({ cell, ...cellRadio(field, cell, `${id}-${index}`, () => choose()) }));
  const count = parts.counter(field, `${id}-why-count`, field.limits.long);
  const why = parts.textInput(field, `${id}-why`, { size: "short", read: () => read(), describe: count.element.id });
  why.addEventListener("input", () => count.update(why.value));
  const clear = parts.clearer(field, cells.map((one) => one.input), () => choose());
  const label = h("label", { for: why.id, class: "ans-label" }, say("optional_label", { label: say("risk_why") }));
  const more = h("div", { class: "ans-more" }, label, why, count.element);
  const result = h("p", { class: "ans-risk-result", role: "status" });
  let rest = {}; // one step of an older answer is kept until a cell is chosen

  const picked = () => cells.find((one) => one.input.checked)?.cell ?? null;
  const read = () => {
    const cell = picked();
    const place = cell ? { likelihood: cell.likelihood, severity: cell.severity } : rest;
    return why.value.trim() ? { ...place, why: why.value } : { ...place };
  };
  function tell() {
    const cell = picked();
    more.hidden = !cell && !why.value;
    clear.update();
    redraw(result, cell ? [`${labelOfCell(grid, cell)}. `, cell.because] : "");
    result.dataset.level = cell?.level ?? "";
  }
  function choose() {
    tell();
    field.give(read());
  }
  const set = (value) => {
    const wanted = cellOf(grid, value);
    rest = wanted ? {} : halfOf(value);
    for (const { cell, input } of cells) input.checked = cell === wanted;
    if (why.value.trim() !== (value?.why ?? "").trim()) why.value = value?.why ?? "";
    count.update(why.value);
    tell();
  };
  return { nodes: [riskTable(grid, cells, say), result, more, clear.element], first: cells[0].input.id, texts: [why], wrong: parts.whyAlone(why), set };
}

function halfOf(value) {
  const axes = ["likelihood", "severity"].filter((axis) => value?.[axis]);
  return Object.fromEntries(axes.map((axis) => [axis, value[axis]]));
}

// The words before the level are in sight only where the heads of the table are not.
function cellRadio(field, cell, id, onchange) {
  const { grid } = field;
  const input = h("input", { type: "radio", id, name: field.id, value: `${cell.likelihood}_${cell.severity}`, onchange });
  const whole = labelOfCell(grid, cell);
  const level = stepSaid(grid.levels, cell.level);
  const at = whole.lastIndexOf(level);
  const words = at < 0 ? [whole] : [h("span", { class: "ans-risk-place" }, whole.slice(0, at)), level, whole.slice(at + level.length)];
  const label = h("label", { for: id }, words);
  const hint = grid.severity.find((step) => step.id === cell.severity)?.hint;
  const text = h("div", {}, label, hint && h("span", { class: "ans-option-hint ans-risk-hint" }, hint));
  return { input, node: h("div", { class: "ans-risk-cell", "data-level": cell.level }, input, text) };
}

// Roles are named, for the list that a narrow screen gets would take the table's own away.
function riskTable(grid, cells, say) {
  const head = (scope, role, step) =>
    h("th", { scope, role }, h("span", { class: "ans-risk-step" }, step.label), step.hint && h("span", { class: "ans-option-hint" }, step.hint));
  const row = (likelihood) =>
    h("tr", { role: "row" }, head("row", "rowheader", likelihood),
      grid.severity.map((severity) => {
        const one = cells.find(({ cell }) => cell.likelihood === likelihood.id && cell.severity === severity.id);
        return h("td", { role: "cell" }, one?.node);
      }));
  return h("table", { class: "ans-risk", role: "table" },
    h("caption", { class: "ans-sr" }, say("risk_caption")),
    h("thead", { role: "rowgroup" },
      h("tr", { role: "row" }, h("th", { scope: "col", role: "columnheader" }, say("risk_corner")),
        grid.severity.map((step) => head("col", "columnheader", step)))),
    h("tbody", { role: "rowgroup" }, grid.likelihood.map(row)));
}
