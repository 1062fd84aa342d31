// The same cases that the Python evaluator passes.
import { describe, expect, test } from "vitest";
import { holds } from "../../widgets/answerable_widgets/form/rules.js";
import { pathOf } from "../../widgets/answerable_widgets/form/journey.js";
import { saysSomething } from "../../widgets/answerable_widgets/form/saying.js";
import { cases, wholeBank } from "./content.js";

describe("rules", () => {
  test.each(cases("rules"))("$name", ({ rule, answers, route = null, verdict = null, row, holds: wanted }) => {
    expect(holds(rule, { answers, route, verdict, row })).toBe(wanted);
  });
});

describe("what a text says", () => {
  test.each(cases("saying"))("$name", ({ text, hollow, least, says }) => {
    expect(saysSomething(text, hollow, least)).toBe(says);
  });
});

describe("journey", () => {
  test.each([...cases("journey"), ...cases("choosing")])("$name", ({ bank, answers, route, visible, lacking, tasks, unsure, stops, documents, verdict, choice, lifted }) => {
    const path = pathOf(wholeBank(bank), answers);
    const missing = {};
    for (const [address, problem] of [...path.missing.values()].flat()) (missing[address] ??= []).push(problem);
    const states = Object.fromEntries([...path.tasks].map(([id, { state }]) => [id, state]));
    expect({ route: path.routing.route?.id ?? null, visible: [...path.visible], lacking: missing, tasks: states }).toEqual({
      route, visible, lacking, tasks,
    });
    if (stops) expect(path.routing.stops.map(({ id }) => id)).toEqual(stops);
    if (documents) expect(path.routing.documents.map(({ document }) => document.id)).toEqual(documents);
    if (verdict !== undefined) expect(path.routing.verdict?.id ?? null).toBe(verdict);
    if (choice !== undefined) expect(path.routing.choice && { way: path.routing.choice.way, lacks: path.routing.choice.lacks }).toEqual(choice);
    if (lifted) expect(path.routing.lifted.map(({ lift }) => lift.id)).toEqual(lifted);
    if (unsure) expect(path.unsure).toEqual(unsure);
  });
});
