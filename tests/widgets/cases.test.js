// The same cases that the Python evaluator passes.
import { describe, expect, test } from "vitest";
import { holds } from "../../widgets/answerable_widgets/form/rules.js";
import { pathOf } from "../../widgets/answerable_widgets/form/journey.js";
import { cases, wholeBank } from "./content.js";

describe("rules", () => {
  test.each(cases("rules"))("$name", ({ rule, answers, route = null, row, holds: wanted }) => {
    expect(holds(rule, { answers, route, row })).toBe(wanted);
  });
});

describe("journey", () => {
  test.each(cases("journey"))("$name", ({ bank, answers, route, visible, lacking, tasks, unsure, stops, documents }) => {
    const path = pathOf(wholeBank(bank), answers);
    const missing = {};
    for (const [address, problem] of [...path.missing.values()].flat()) (missing[address] ??= []).push(problem);
    const states = Object.fromEntries([...path.tasks].map(([id, { state }]) => [id, state]));
    expect({ route: path.routing.route?.id ?? null, visible: [...path.visible], lacking: missing, tasks: states }).toEqual({
      route, visible, lacking, tasks,
    });
    if (stops) expect(path.routing.stops.map(({ id }) => id)).toEqual(stops);
    if (documents) expect(path.routing.documents.map(({ document }) => document.id)).toEqual(documents);
    if (unsure) expect(path.unsure).toEqual(unsure);
  });
});
