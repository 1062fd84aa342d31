// What stands in the boxes of the canvas: how far each is, what it says in a line, and what in it is noticed, open or unsure.
import { counted } from "./dom.js";
import { isAnswered, visibleColumns } from "./journey.js";
import { parts } from "./addresses.js";
import { readable, rowChoices } from "./readable.js";

export const REST = "rest"; // the box of what the canvas has no topic for
const SAID_LETTERS = 130;
const SENTENCE_FROM = 40; // shorter ones say too little, or end in an abbreviation
const ACTIONS = { register: "actions", status: "status", over: new Set(["done", "dropped"]) };
const STEPS_AWAY = 2; // from an action to its steps, and to the harms that these reduce

// Its title is known from the start, the rest when somebody goes there.
export const canvasOf = (app) => app.help.now?.lenses?.canvas ?? app.bank.lenses.canvas;

// [{id, number, title, group, topics: [{title, fills}]}]; what no topic names comes last, task by task.
export function boxesOf(canvas, tasks) {
  const groups = canvas.groups.map((group) => group.id);
  const sections = [...canvas.sections].sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || a.number - b.number);
  const named = new Set(sections.flatMap((section) => section.fields.flatMap((field) => field.fills.map((fill) => fill.split(".")[0]))));
  const rest = tasks.map((task) => ({ title: task.title, fills: task.concepts.filter((id) => !named.has(id)) }));
  const boxes = sections.map((section) => ({ ...section, group: canvas.groups.find((one) => one.id === section.group), topics: section.fields }));
  return [...boxes, { id: REST, topics: rest.filter((topic) => topic.fills.length) }];
}

export const boxName = ({ say }, box) => (box.id === REST ? say("workshop_rest") : say("box_title", box));

export const boxState = ({ say }, { asked, answered }) => (asked ? counted(say, "box_state", asked, { answered }) : say("box_nothing"));

// {asked, answered, state, topics: [{topic, state}]}
export function boxProgress(app, topics) {
  const found = topics.map((topic) => ({ topic, state: topicState(app, topic) }));
  const asked = found.filter((one) => one.state !== "not_asked");
  const answered = asked.filter((one) => one.state === "answered").length;
  return { topics: found, asked: asked.length, answered, state: wholeState(asked, answered) };
}

function wholeState(asked, answered) {
  if (!asked.length) return "not_asked";
  if (answered === asked.length) return "answered";
  return asked.some((one) => one.state !== "open") ? "partly" : "open";
}

// A topic is answered when everything that fills it, and is asked on this path, has an answer.
export function topicState({ bank, session: { path } }, topic) {
  const fills = topic.fills.filter((fill) => isAsked(bank, path, fill));
  const given = fills.filter((fill) => isFilled(bank, path, fill)).length;
  if (!fills.length) return "not_asked";
  if (given === fills.length) return "answered";
  return given ? "partly" : "open";
}

// A column that every row hides by its own condition is not asked; without rows nobody can know yet.
export function isAsked(bank, path, fill) {
  const [concept, column] = fill.split(".");
  if (!path.visible.has(concept)) return false;
  return !column || !path.shown[concept]?.length || rowsAsking(bank, path, concept, column).length > 0;
}

function isFilled(bank, path, fill) {
  const [concept, column] = fill.split(".");
  if (!column) return isAnswered(path.shown[concept]);
  return rowsAsking(bank, path, concept, column).some((row) => isAnswered(row.values[column]));
}

export const rowsAsking = (bank, path, concept, column) =>
  (path.shown[concept] ?? []).filter((row) => visibleColumns(bank.concepts[concept], row.values, path).some((one) => one.id === column));

// A text, a list of names, a reason or what was chosen row by row; what only its question explains says nothing here.
export function saidLine(app, topics) {
  const fills = topics.flatMap((topic) => topic.fills).filter((fill) => isAsked(app.bank, app.session.path, fill));
  const whole = fills.filter((one) => !one.includes("."));
  const pointedAt = new Set(whole.flatMap((id) => app.bank.concepts[id].answer.columns.map((column) => column.answer.to)));
  const own = whole.filter((id) => !pointedAt.has(id)); // harms say more of their box than the groups they hit
  for (const fill of [...own, ...fills]) {
    const line = cutShort(fill.includes(".") ? saidInColumn(app, fill) : saidIn(app, fill));
    if (line) return line;
  }
  return "";
}

function saidIn(app, id) {
  const { answer } = app.bank.concepts[id];
  const value = app.session.path.shown[id];
  if (!isAnswered(value)) return "";
  if (answer.kind === "rows") return rowChoices(app, id).map((row) => row.title).join("; ");
  if (answer.kind === "yes_no_unsure") return value.why?.trim() ? readable(app, answer, value).join(". ") : "";
  return answer.kind === "text" ? String(value) : "";
}

function saidInColumn(app, fill) {
  const { bank, session: { path } } = app;
  const [concept, id] = fill.split(".");
  const { answer } = bank.concepts[concept].answer.columns.find((column) => column.id === id);
  if (!["text", "choice", "choices"].includes(answer.kind)) return "";
  const lines = rowsAsking(bank, path, concept, id).flatMap((row) => readable(app, answer, row.values[id]));
  return [...new Set(lines)].join("; ");
}

// Whole sentences where one ends in time, else whole words and a mark that there is more.
export function cutShort(text, most = SAID_LETTERS) {
  const line = text.trim().replace(/\s+/g, " ");
  const letters = [...line];
  if (letters.length <= most) return line;
  const room = letters.slice(0, most).join("");
  const sentences = /^.*[.!?]["”’)]*(?=\s)/u.exec(room)?.[0] ?? "";
  if (sentences.length >= SENTENCE_FROM) return sentences;
  const words = room.slice(0, Math.max(room.lastIndexOf(" "), 0)) || letters.slice(0, most - 1).join("");
  return `${words.replace(/[\s,;:–-]+$/u, "")}…`;
}

// A column belongs where the canvas names it, and else where it names its register.
export function belongs(canvas, topics, address) {
  const { concept, column } = parts(address);
  const named = column && canvas.sections.some((one) => one.fields.some((field) => field.fills.includes(`${concept}.${column}`)));
  return topics.some((topic) => topic.fills.includes(named ? `${concept}.${column}` : concept));
}

export const findingsIn = (app, canvas, topics) => app.noticed.all.filter((one) => belongs(canvas, topics, one.address));

export const unsureIn = (app, canvas, topics) => app.session.path.unsure.filter((address) => belongs(canvas, topics, address));

// Actions that are neither done nor dropped: all where the canvas lists actions, else those that lead to its rows.
export function openActions(app, topics) {
  const fills = new Set(topics.flatMap((topic) => topic.fills));
  return allOpenActions(app).filter((row) => {
    const reached = registersReached(app, ACTIONS.register, row, STEPS_AWAY);
    return [ACTIONS.register, ...reached].some((register) => fills.has(register));
  });
}

export function allOpenActions({ session: { path } }) {
  const rows = path.visible.has(ACTIONS.register) ? path.shown[ACTIONS.register] : null;
  return (rows ?? []).filter((row) => !ACTIONS.over.has(row.values[ACTIONS.status]));
}

function registersReached(app, register, row, steps) {
  const refers = app.bank.concepts[register].answer.columns.filter(({ id, answer }) => answer.kind === "refer" && row.values[id]?.length);
  return refers.flatMap(({ id, answer: { to } }) => {
    const rows = (app.session.path.shown[to] ?? []).filter((one) => row.values[id].includes(one.id));
    if (!rows.length) return [];
    return [to, ...(steps > 1 ? rows.flatMap((one) => registersReached(app, to, one, steps - 1)) : [])];
  });
}
