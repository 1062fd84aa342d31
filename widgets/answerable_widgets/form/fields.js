// How each kind of answer is asked: one function a kind. Each takes
//   {answer, id, say, language, limits, grid, type, give, commit}, and for rows to choose from {rows, noRows, noRowsId}
// and gives {nodes, first, input, texts, wrong, set}: what to draw, the id that an error links to, the one input that a
// label names (groups have none), the inputs that can be marked invalid, which of them a problem means, how to show a value.
// Adding a kind: `ANSWER_KINDS` in bank/model.py names every place.
import { h, setText, counted } from "./dom.js";
import { lengthOf, isRealDate, readNumber, sameValue } from "./values.js";
import { gauge } from "./gauge.js";
import { risk } from "./riskgrid.js";
import { LATE } from "./latehelp.js";

const TEXT_ROWS = { short: 3, long: 7 };
const SHOW_COUNT_FROM = 0.8;

function show(input, text) {
  if (input.value !== text) input.value = text;
}

function textInput(field, id, { size, read, describe }) {
  const tag = size === "line" ? "input" : "textarea";
  return h(tag, {
    id,
    type: tag === "input" ? "text" : null,
    rows: TEXT_ROWS[size],
    class: `ans-input ans-${size}`,
    autocomplete: "off",
    "aria-describedby": describe,
    oninput: () => field.type(read()),
    onblur: () => field.commit(),
  });
}

// How much room is left, said from the last fifth on; beyond the limit the problem says it.
function counter(field, id, limit) {
  const element = h("p", { id, class: "ans-count", hidden: true });
  const update = (text) => {
    const left = limit - lengthOf(text);
    element.hidden = left < 0 || left > limit * (1 - SHOW_COUNT_FROM);
    setText(element, element.hidden ? "" : counted(field.say, "characters_left", left));
  };
  return { element, update };
}

function text(field) {
  const { size } = field.answer;
  const count = counter(field, `${field.id}-count`, field.limits[size]);
  const input = textInput(field, field.id, { size, read: () => input.value });
  input.addEventListener("input", () => count.update(input.value));
  const reads = size === "line" ? null : gauge(field, `${field.id}-reads`, input);
  const set = (value) => {
    show(input, typeof value === "string" ? value : "");
    count.update(input.value);
    reads?.update();
  };
  const extra = [count.element.id, reads?.element.id].filter(Boolean).join(" ");
  return { nodes: [input, reads?.element, count.element], first: input.id, input, texts: [input], extra, set };
}

function number(field) {
  const input = textInput(field, field.id, { size: "line", read: () => readNumber(input.value) });
  input.classList.replace("ans-line", "ans-number");
  input.setAttribute("inputmode", "decimal");
  const unit = field.answer.unit && h("span", { class: "ans-unit", id: `${field.id}-unit` }, field.answer.unit);
  const set = (value) => {
    if (!sameValue(readNumber(input.value), value ?? "")) show(input, String(value ?? ""));
  };
  const nodes = [h("div", { class: "ans-with-unit" }, input, unit)];
  return { nodes, first: input.id, input, texts: [input], extra: unit ? unit.id : "", set };
}

function option(field, kind, name, item, index, onchange) {
  const id = `${field.id}-${index}`;
  const hint = item.hint && h("span", { class: "ans-option-hint", id: `${id}-hint` }, item.hint);
  const input = h("input", { type: kind, id, name, value: item.value, onchange, "aria-describedby": hint ? hint.id : null });
  const label = h("label", { for: id }, item.label);
  return { input, row: h("div", { class: "ans-option" }, input, h("div", { class: "ans-option-text" }, label, hint)) };
}

function picks(field, kind, options, onchange) {
  const made = options.map((item, index) => option(field, kind, field.id, item, index, onchange));
  return { inputs: made.map((one) => one.input), box: h("div", { class: "ans-options" }, made.map((one) => one.row)) };
}

const chooseHint = (field) => h("p", { class: "ans-hint" }, field.say("choose_all"));
const pickedIn = (inputs) => inputs.filter((input) => input.checked).map((input) => input.value);

function tick(inputs, values) {
  for (const input of inputs) input.checked = Array.isArray(values) && values.includes(input.value);
}

// A way back from a choice, there once one is made; then the focus goes to the first radio button.
function clearer(field, inputs, clear) {
  const undo = () => {
    for (const input of inputs) input.checked = false;
    clear();
    inputs[0].focus();
    field.announce(field.say("cleared"));
  };
  const element = h("button", { type: "button", class: "ans-button ans-quiet ans-clear", hidden: true, onclick: undo }, field.say("clear_answer"));
  return { element, update: () => (element.hidden = !inputs.some((input) => input.checked)) };
}

function choice(field) {
  const give = () => field.give(pickedIn(inputs)[0] ?? null);
  const { inputs, box } = picks(field, "radio", field.answer.options, give);
  const clear = clearer(field, inputs, give);
  const set = (value) => {
    tick(inputs, [value]);
    clear.update();
  };
  return { nodes: [box, clear.element], first: inputs[0]?.id, texts: [], set };
}

// What cannot go with others and they untick each other; the page says so once that has happened.
function untick(field, inputs, picked) {
  const isAlone = (input) => field.answer.options.find((option) => option.value === input.value)?.alone;
  const gone = inputs.filter((input) => input !== picked && input.checked && picked.checked && (isAlone(picked) || isAlone(input)));
  for (const input of gone) input.checked = false;
  if (gone.length) field.announce(field.say("unticked", { options: gone.map((input) => tickLabel(field, input)).join("; ") }));
}

const tickLabel = (field, input) => field.answer.options.find((option) => option.value === input.value).label;

function choices(field) {
  const { inputs, box } = picks(field, "checkbox", field.answer.options, (event) => {
    untick(field, inputs, event.target);
    field.give(pickedIn(inputs));
  });
  return { nodes: [chooseHint(field), box], first: inputs[0]?.id, texts: [], set: (value) => tick(inputs, value ?? []) };
}

// A choice that is missing is no fault of the words beside it.
const whyAlone = (why) => ({ key }) => (key === "required" ? [] : [why]);

const YES_NO_UNSURE = ["yes", "no", "unsure"];

function yesNoUnsure(field) {
  const { say, answer, id } = field;
  const options = YES_NO_UNSURE.map((value) => ({ value, label: say(`choice_${value}`) }));
  const read = () => ({ choice: pickedIn(inputs)[0] ?? null, why: why.value });
  const give = () => {
    reveal();
    field.give(read());
  };
  const { inputs, box } = picks(field, "radio", options, give);
  const clear = clearer(field, inputs, give);
  const count = counter(field, `${id}-why-count`, field.limits.long);
  const why = textInput(field, `${id}-why`, { size: "short", read, describe: count.element.id });
  why.addEventListener("input", () => count.update(why.value));
  const label = h("label", { for: why.id, class: "ans-label" });
  const more = h("div", { class: "ans-more" }, label, why, count.element);
  const reveal = () => {
    const { choice: picked } = read();
    more.hidden = !picked && !why.value;
    const ask = say(picked === "unsure" ? "why_unsure" : "why_label");
    setText(label, answer.why === "required" ? ask : say("optional_label", { label: ask }));
  };
  const set = (value) => {
    tick(inputs, [value?.choice]);
    show(why, value?.why ?? "");
    count.update(why.value);
    reveal();
    clear.update();
  };
  return { nodes: [box, more, clear.element], first: inputs[0].id, texts: [why], wrong: whyAlone(why), set };
}

function date(field) {
  const part = (name) => {
    const id = `${field.id}-${name}`;
    const input = h("input", { id, type: "text", inputmode: "numeric", autocomplete: "off", class: `ans-input ans-${name}`, oninput: typed, onblur: leave });
    return { input, node: h("div", {}, h("label", { for: id, class: "ans-part" }, field.say(name)), input) };
  };
  const read = () => {
    const [d, m, y] = [day, month, year].map((one) => one.input.value.trim());
    const iso = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
    if (isRealDate(iso)) return iso;
    return d || m || y ? { day: d, month: m, year: y } : null;
  };
  function typed() {
    const value = read();
    if (typeof value === "string") field.give(value);
    else field.type(value);
  }
  // On the way from day to month nothing is wrong yet.
  function leave(event) {
    if (!box.contains(event.relatedTarget)) field.commit();
  }
  const [day, month, year] = ["day", "month", "year"].map(part);
  const box = h("div", { class: "ans-date" }, day.node, month.node, year.node);
  const set = (value) => {
    if (sameValue(read(), value)) return;
    const [y, m, d] = typeof value === "string" ? value.split("-") : [value?.year, value?.month, value?.day];
    show(day.input, d ?? "");
    show(month.input, m ?? "");
    show(year.input, y ?? "");
  };
  const parts = { day: day.input, month: month.input, year: year.input };
  const wrong = () => {
    const part = LATE.dateTrouble?.(field, read())?.part;
    return part ? [parts[part]] : Object.values(parts);
  };
  return { nodes: [box], first: day.input.id, texts: Object.values(parts), wrong, set };
}

function person(field) {
  const read = () => ({ role: role.value, name: name.value });
  const part = (key) => textInput(field, `${field.id}-${key}`, { size: "line", read });
  const [role, name] = [part("role"), part("name")];
  const labelled = (input, words) => h("div", { class: "ans-pair" }, h("label", { for: input.id, class: "ans-label" }, words), input);
  const nodes = [
    labelled(role, field.say("role_label")),
    labelled(name, field.answer.named ? field.say("name_label") : field.say("optional_label", { label: field.say("name_label") })),
  ];
  const set = (value) => {
    show(role, value?.role ?? "");
    show(name, value?.name ?? "");
  };
  return { nodes, first: role.id, texts: [role, name], wrong: ({ key }) => [key === "name_needed" ? name : role], set };
}

// Rows of a register to choose from; `field.rows()` gives [{id, title}] as they are now.
function refer(field) {
  const box = h("div", { class: "ans-options" });
  let drawn = null;
  let inputs = [];
  const set = (value) => {
    const rows = field.rows();
    if (!sameValue(rows, drawn)) draw(rows);
    tick(inputs, value ?? []);
  };
  const draw = (rows) => {
    drawn = rows;
    const at = inputs.indexOf(document.activeElement);
    const inside = box.contains(document.activeElement);
    const items = rows.map((row) => ({ value: row.id, label: row.title }));
    const made = picks(field, "checkbox", items, () => field.give(pickedIn(inputs)));
    inputs = made.inputs;
    box.replaceChildren(...(rows.length ? [chooseHint(field), made.box] : field.noRows()));
    if (inside) (inputs[Math.min(Math.max(at, 0), inputs.length - 1)] ?? document.getElementById(field.noRowsId))?.focus();
  };
  return { nodes: [box], get first() { return inputs[0]?.id ?? field.noRowsId; }, texts: [], set };
}

const CONTROL_PARTS = { textInput, counter, clearer, whyAlone };

export const CONTROLS = {
  choice, choices, yes_no_unsure: yesNoUnsure, text, number, date, person, refer,
  risk: (field) => risk(field, CONTROL_PARTS),
};
export const SINGLE = new Set(["text", "number"]);
