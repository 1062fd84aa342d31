// A stage for workshops: a bank with harms, talks and actions, and somebody who leads the room.
import { beforeEach } from "vitest";
import { ack, fullRoute, patches, rows, showForm } from "./stage.js";
import { withActions } from "./canvasbank.js";

// Somebody else each time, for what a browser keeps it keeps for a person.
let person;
beforeEach(() => {
  person = { id: `p${Math.random()}`, name: "Sam", role: "author" };
});

export const kept = () => Object.keys(localStorage).filter((key) => key.includes(person.id) && key.includes("|room|"));

// The record takes all that was sent, and what waited behind it.
export function settle({ model }) {
  for (let sent = 0; sent < patches(model).length; ) {
    sent = patches(model).length;
    ack(model);
  }
}

// The sample's bank with harms, steps and actions, and with a register of talks.
export function roomBank() {
  const bank = withActions();
  const like = bank.concepts.harms;
  const part = (id, answer) => ({ ...like.answer.columns[0], id, ask: `${id}?`, answer: { options: [], to: "", columns: [], ...answer } });
  const options = [{ value: "done", label: "Yes", hint: "" }, { value: "meeting", label: "A meeting", hint: "" }];
  bank.concepts.consultations = { ...like, id: "consultations", ask: "Whom have you asked?", answer: { ...like.answer, row_name: "talk", columns: [
    part("title", { kind: "text", size: "line" }), part("method", { kind: "choice", options }), part("state", { kind: "choice", options }), part("date", { kind: "date" }), part("change", { kind: "text", size: "short" }),
  ] } };
  bank.help.questions.consultations = bank.help.questions.harms;
  bank.tasks.find((task) => task.id === "people").concepts.push("consultations");
  return bank;
}

export const showRoom = (at = "room", answers = {}, more = {}) =>
  showForm({ person, answers: { ...fullRoute(), datasets: rows(), ...answers }, ...more }, { at, bank: roomBank() });
