// The sample's bank with harms, steps and actions in three boxes of its canvas, and with a register of talks.
import { sampleBank } from "./content.js";

const column = (id, answer) => ({ id, ask: `${id} of {row}`, hint: "", when: null, optional: true, routes: [], answer: { options: [], to: "", columns: [], ...answer } });
const register = (id, columns) => ({
  id, ask: `Which ${id}?`, hint: "", when: null, audience: "public", terms: [],
  answer: { kind: "rows", row_name: "entry", options: [], to: "", columns }, due: { routes: [], level: "practice", source: [] },
});

// Two boxes beside the sample's: steps against harms, and the actions that belong to the steps.
export function withActions() {
  const bank = sampleBank();
  const title = column("title", { kind: "text", size: "line" });
  Object.assign(bank.concepts, {
    harms: register("harms", [title, column("disposition", { kind: "choice", options: [{ value: "act", label: "Act" }, { value: "monitor", label: "Watch" }] })]),
    measures: register("measures", [title, column("harms", { kind: "refer", to: "harms" })]),
    actions: register("actions", [title, column("status", { kind: "choice", options: [{ value: "done", label: "Done" }, { value: "open", label: "Open" }] }), column("measures", { kind: "refer", to: "measures" })]),
  });
  for (const id of ["harms", "measures", "actions"]) bank.help.questions[id] = { why: "", good: "", weak: "", enough: "", source: [], audience: "public", level: "practice" };
  bank.tasks.find((task) => task.id === "people").concepts.push("harms", "measures", "actions");
  const box = (number, id, fills) => Object.assign(bank.lenses.canvas.sections[number - 1], { id, fields: [{ id: "t", title: `About ${id}`, fills }] });
  box(7, "negative", ["harms"]);
  box(8, "steps", ["measures"]);
  box(15, "actions", ["actions"]);
  return bank;
}
