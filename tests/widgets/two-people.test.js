// Two people at one record: nobody's words are overwritten.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ack, changes, fullRoute, say, showForm, type } from "./stage.js";

const PROJECT = "task?task=project";
const show = (state) => showForm({ answers: fullRoute(), ...state }, { at: PROJECT });
const wait = (ms) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});

describe("two people", () => {
  const conflict = { theirs: "Cars are stolen.", by: "Ana", seq: 9 };

  async function inConflict() {
    const page = await show({ answers: { ...fullRoute(), problem_statement: "Old." }, based: { problem_statement: 2 }, head: 5 });
    type(page.field("problem_statement"), "Bikes are stolen.");
    page.field("problem_statement").blur();
    ack(page.model, { seq: null, conflict });
    return page;
  }

  test("both texts are shown and nothing is overwritten", async () => {
    const { question, field, model } = await inConflict();
    expect(question("problem_statement").textContent).toContain("Cars are stolen.");
    expect(field("problem_statement").value).toBe("Bikes are stolen.");
    await wait(800);
    expect(changes(model).at(-1)).toMatchObject({ do: "draft", value: "Bikes are stolen." });
  });

  test("it is also spoken, with whose answer and to which question", async () => {
    const { one, bank } = await inConflict();
    await wait(60);
    const { ask } = bank.concepts.problem_statement;
    expect(one("[aria-live=polite]").textContent).toBe(say("conflict_announced", { ask, by: "Ana" }));
  });

  test("a person who answered in two windows is told so", async () => {
    const me = { id: "ana", name: "Ana", role: "author" };
    const { field, model, question } = await show({ person: me, based: { problem_statement: 2 } });
    type(field("problem_statement"), "Bikes are stolen.");
    field("problem_statement").blur();
    ack(model, { seq: null, conflict: { ...conflict, by: "ana" } });
    expect(question("problem_statement").textContent).toContain(say("conflict_text", { by: say("conflict_you") }));
    expect(question("problem_statement").textContent).toContain(say("conflict_theirs_own"));
  });

  test("on another page it is said there too, with a link to the question", async () => {
    const { field, press, model, text, follow, question, bank } = await show({ based: { problem_statement: 2 } });
    type(field("problem_statement"), "Bikes are stolen.");
    press(say("save_and_leave"));
    ack(model, { seq: null, conflict });
    expect(text()).toContain(say("conflict_elsewhere_title"));
    follow(bank.concepts.problem_statement.ask);
    expect(question("problem_statement").textContent).toContain("Cars are stolen.");
    expect(text()).not.toContain(say("conflict_elsewhere_title"));
  });

  test("keep mine", async () => {
    const { press, model, question } = await inConflict();
    press(say("conflict_keep_mine"));
    expect(changes(model).at(-1)).toEqual({ do: "answer", address: "problem_statement", value: "Bikes are stolen.", based_on: 9 });
    expect(question("problem_statement").textContent).not.toContain("Cars are stolen.");
  });

  test("keep theirs", async () => {
    const { press, model, field } = await inConflict();
    press(say("conflict_keep_theirs"));
    expect(changes(model).at(-1)).toEqual({ do: "drop", address: "problem_statement" });
    expect(field("problem_statement").value).toBe("Cars are stolen.");
  });

  test("both in the box to edit", async () => {
    const { press, model, field } = await inConflict();
    press(say("conflict_join"));
    expect(field("problem_statement").value).toBe("Bikes are stolen.\n\nCars are stolen.");
    field("problem_statement").focus();
    field("problem_statement").blur();
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", based_on: 9 });
  });

  test("the same words twice are no conflict", async () => {
    const page = await show({ based: { problem_statement: 2 } });
    type(page.field("problem_statement"), "Bikes.");
    page.field("problem_statement").blur();
    ack(page.model, { seq: null, conflict: { theirs: "Bikes.", by: "Ana", seq: 9 } });
    expect(page.text()).not.toContain(say("conflict_title"));
  });

  test("somebody else's change fills untouched fields and spares those being edited", async () => {
    const { field, model, option } = await show({ based: { problem_statement: 2 } });
    type(field("problem_statement"), "Mine");
    model.tell({ op: "changed", answers: { ...fullRoute(), problem_statement: "Theirs", short_name: "Bikes", stage: "pilot" }, based: { problem_statement: 8, short_name: 9, stage: 10 }, head: 10 });
    expect(field("problem_statement").value).toBe("Mine");
    expect(field("short_name").value).toBe("Bikes");
    expect(option("stage", "pilot").checked).toBe(true);
    field("problem_statement").blur();
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: "Mine", based_on: 2 });
  });

  test("old news after newer news is left alone", async () => {
    const { field, model } = await show({ head: 10, answers: { ...fullRoute(), short_name: "New" } });
    model.tell({ op: "changed", answers: fullRoute(), based: {}, head: 9 });
    expect(field("short_name").value).toBe("New");
  });

  test("words in a row that somebody removed are offered back", async () => {
    const datasets = [{ id: "r-aaaa", values: { title: "Stops" } }];
    const { field, model, text, press } = await showForm({ answers: { ...fullRoute(), datasets } }, { at: "task?task=data" });
    type(field("datasets/r-aaaa/note"), "Half of it is missing.");
    document.activeElement.blur();
    model.tell({ op: "changed", answers: { ...fullRoute(), datasets: [] }, based: {}, head: 20 });
    expect(text()).toContain(say("found_title"));
    expect(text()).toContain("Half of it is missing.");
    ack(model, { seq: null, problem: { key: "not_a_place", sentence: "Gone." } });
    press(say("found_use"));
    ack(model);
    const asked = changes(model).slice(-2).map((one) => [one.do, one.address]);
    expect(asked).toEqual(expect.arrayContaining([["answer", "datasets/r-aaaa/note"]]));
    expect(changes(model).some((one) => one.do === "add_row" && one.address === "datasets/r-aaaa")).toBe(true);
  });
});
