// The bank leaves out what is as usual; the page puts it back.
import { expect, test } from "vitest";
import { filled } from "../../widgets/answerable_widgets/form/bank.js";

const DEFAULTS = {
  concept: { when: null }, answer: { size: "long", options: [], to: "", columns: [] }, column: { hint: "", optional: false, routes: [] }, option: { hint: "" },
};

test("every part of a question is there again, in columns and options too", () => {
  const concepts = {
    data: { ask: "Which?", answer: { kind: "rows", columns: [{ id: "kind", ask: "Kind?", answer: { kind: "choice", options: [{ value: "a", label: "A" }] } }] } },
  };
  const { data } = filled({ defaults: DEFAULTS, concepts }).concepts;
  expect(data).toMatchObject({ id: "data", when: null, answer: { size: "long", options: [], to: "" } });
  expect(data.answer.columns[0]).toMatchObject({ hint: "", optional: false, routes: [], answer: { columns: [], options: [{ value: "a", label: "A", hint: "" }] } });
});

test("what the bank says is not replaced", () => {
  const concepts = { note: { ask: "Note?", when: { is: ["a", "b"] }, answer: { kind: "text", size: "line" } } };
  expect(filled({ defaults: DEFAULTS, concepts }).concepts.note).toMatchObject({ when: { is: ["a", "b"] }, answer: { size: "line" } });
});
