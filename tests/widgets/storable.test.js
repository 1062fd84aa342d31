// What no record can hold is said, and what can be held of it is.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { isTooMuch, storable } from "../../widgets/answerable_widgets/form/storable.js";
import { ack, changes, fullRoute, patches, say, showForm, type } from "./stage.js";
import { problems } from "./content.js";

const HALF = "\ud83d";
const wait = (ms) => vi.advanceTimersByTimeAsync(ms);
const show = () => showForm({ answers: fullRoute() }, { at: "task?task=project" });
const dirty = () => {
  const event = new CustomEvent("answerable-flush", { detail: { dirty: false } });
  window.dispatchEvent(event);
  return event.detail.dirty;
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});

describe("half a sign", () => {
  test.each([
    ["a text", `a${HALF}b`, "a\ufffdb"],
    ["a part of an answer", { choice: "yes", why: `${HALF}x` }, { choice: "yes", why: "\ufffdx" }],
    ["whole signs", "👩🏽‍⚕️ \u0000 \u202e", "👩🏽‍⚕️ \u0000 \u202e"],
    ["a number", 5, 5],
    ["rows", ["r-1"], ["r-1"]],
    ["nothing", null, null],
  ])("%s", (name, typed, kept) => expect(storable(typed)).toEqual(kept));

  test("is sent as the sign the browser shows, stays in the field while one types, and is told on leaving", async () => {
    const { field, question, model } = await show();
    type(field("problem_statement"), `Bikes ${HALF}`);
    await wait(800);
    expect(changes(model)).toMatchObject([{ do: "draft", value: "Bikes \ufffd" }]);
    expect(field("problem_statement").value).toBe(`Bikes ${HALF}`);
    ack(model);
    field("problem_statement").blur();
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: "Bikes \ufffd" });
    ack(model);
    expect(question("problem_statement").textContent).toContain(problems().half_sign);
    expect(field("problem_statement").value).toBe("Bikes \ufffd");
    type(field("problem_statement"), "Bikes");
    field("problem_statement").blur();
    ack(model);
    expect(question("problem_statement").textContent).not.toContain(problems().half_sign);
  });

  test("whose other half comes is whole", async () => {
    const { field, question, model } = await show();
    type(field("problem_statement"), HALF);
    type(field("problem_statement"), `${HALF}\ude00`);
    field("problem_statement").blur();
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: "😀" });
    ack(model);
    expect(question("problem_statement").textContent).not.toContain(problems().half_sign);
  });
});

describe("more than can be kept", () => {
  test.each([
    ["as much as there can be", "x".repeat(98), false],
    ["one more", "x".repeat(99), true],
    ["signs of six bytes", "é".repeat(17), true],
    ["signs of twelve bytes", "😀".repeat(9), true],
    ["a few of them", "é".repeat(16), false],
  ])("%s", (name, value, much) => expect(isTooMuch(value, 100)).toBe(much));

  test("is not sent and never called saved; when it is less, all is saved", async () => {
    const { field, question, model, one, text } = await show();
    type(field("problem_statement"), "x".repeat(4_000_000));
    await wait(10_000);
    expect(patches(model)).toEqual([]);
    expect(one("[role=alert]").textContent).toBe(say("status_withheld"));
    expect(question("problem_statement").textContent).toContain(problems().too_much);
    expect(dirty()).toBe(true);
    expect(question("problem_statement").textContent).toContain(problems().too_much);

    type(field("short_name"), "Bikes");
    field("short_name").blur();
    ack(model);
    expect(text()).not.toContain(say("status_saved", { at: "14:05" }));
    expect(one("[role=alert]").textContent).toBe(say("status_withheld"));

    type(field("problem_statement"), "Less");
    await wait(800);
    ack(model);
    expect(text()).toContain(say("status_saved", { at: "14:05" }));
    expect(one("[role=alert]").textContent).toBe("");
    expect(dirty()).toBe(false);
  });

  test("a draft that the record refuses is not called saved either", async () => {
    const { field, model, one, text } = await show();
    type(field("problem_statement"), "Odd");
    await wait(800);
    ack(model, { problem: { key: "not_text", sentence: "It has signs that cannot be stored." } });
    expect(text()).toContain("It has signs that cannot be stored.");
    expect(text()).not.toContain(say("status_saved", { at: "14:05" }));
    expect(one("[role=alert]").textContent).toBe(say("status_withheld"));
    expect(dirty()).toBe(true);
  });
});
