// Two people at one record: nobody's words are overwritten.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ack, changes, fullRoute, rows, say, showForm, type } from "./stage.js";

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

  test("a row that somebody removes under one's typing takes neither the focus nor the words", async () => {
    const datasets = [...rows()];
    const { field, model, text, one } = await showForm({ answers: { ...fullRoute(), datasets } }, { at: "task?task=data" });
    type(field("datasets/r-aaaa/note"), "Half of it is missing.");
    model.tell({ op: "changed", answers: { ...fullRoute(), datasets: datasets.slice(1) }, based: {}, head: 20 });
    expect(document.activeElement).not.toBe(document.body);
    expect(document.activeElement.closest(".ans-register")).not.toBeNull();
    expect(text()).toContain("Half of it is missing.");
    await wait(60);
    expect(one("[aria-live=polite]").textContent).toContain(say("row_removed_elsewhere", { row_name: "dataset" }));
  });

  test("a choice that waits in a row is gone with the row, and its words are offered back", async () => {
    const datasets = rows();
    const { field, model, text } = await showForm({ answers: { ...fullRoute(), datasets }, head: 5 }, { at: "task?task=data" });
    type(field("datasets/r-aaaa/note"), "Mine.");
    field("datasets/r-aaaa/note").blur();
    ack(model, { seq: null, conflict });
    expect(text()).toContain(say("conflict_title"));
    model.tell({ op: "changed", answers: { ...fullRoute(), datasets: [] }, based: {}, head: 20 });
    expect(text()).not.toContain(say("conflict_title"));
    expect(text()).not.toContain(say("conflict_elsewhere_title"));
    expect(text()).toContain("Mine.");
  });
});

describe("while one still writes", () => {
  const passed = { op: "changed", answers: { ...fullRoute(), problem_statement: "Theirs" }, based: { problem_statement: 8 }, head: 10, by: { problem_statement: { by: "ben", name: "Ben Efit" } } };

  test("it is said, and spoken once, that somebody answered; the words and the focus stay", async () => {
    const { field, model, question, one } = await show({ based: { problem_statement: 2 } });
    type(field("problem_statement"), "Mine");
    model.tell(passed);
    const said = say("conflict_passed", { by: "Ben Efit" });
    expect(question("problem_statement").textContent).toContain(said);
    await wait(60);
    expect(one("[aria-live=polite]").textContent).toContain(said);
    type(field("problem_statement"), "Mine too");
    model.tell({ ...passed, head: 11 });
    await wait(60);
    expect(field("problem_statement").value).toBe("Mine too");
    expect(document.activeElement).toBe(field("problem_statement"));
    expect(question("problem_statement").textContent).toContain(said);
  });

  test("it is said no more when the words are the same, or taken back", async () => {
    const { field, model, question } = await show({ based: { problem_statement: 2 } });
    type(field("problem_statement"), "Theirs");
    model.tell(passed);
    expect(question("problem_statement").textContent).not.toContain(say("conflict_passed", { by: "Ben Efit" }));
  });

  test("an answer of one's own that comes back is no news of others", async () => {
    const { field, model, question } = await show({});
    type(field("problem_statement"), "Mine");
    field("problem_statement").blur();
    type(field("problem_statement"), "Mine and more");
    ack(model);
    model.tell({ op: "changed", answers: { ...fullRoute(), problem_statement: "Mine" }, based: { problem_statement: 1 }, head: 2 });
    expect(question("problem_statement").querySelector(".ans-inset")).toBeNull();
  });

  test("what is typed on in the box shows in the choice too", async () => {
    const { field, model, question } = await show({ based: { problem_statement: 2 } });
    type(field("problem_statement"), "Bikes are stolen.");
    field("problem_statement").blur();
    ack(model, { seq: null, conflict: { theirs: "Cars are stolen.", by: "Ana", seq: 9 } });
    type(field("problem_statement"), "Bikes are stolen at night.");
    await wait(400);
    expect(question("problem_statement").querySelector(".ans-warning").textContent).toContain("at night");
    expect(document.activeElement).toBe(field("problem_statement"));
  });
});

describe("a third person", () => {
  const latest = { op: "changed", answers: { ...fullRoute(), problem_statement: "Vans are stolen." }, based: { problem_statement: 12 }, head: 12, by: { problem_statement: { by: "cara", name: "Cara Dee" } } };

  async function withThree() {
    const ui = await show({ based: { problem_statement: 2 } });
    type(ui.field("problem_statement"), "Bikes are stolen.");
    ui.field("problem_statement").blur();
    ack(ui.model, { seq: null, conflict: { theirs: "Cars are stolen.", by: "Ana", seq: 9 } });
    ui.model.tell(latest);
    return ui;
  }

  test("the choice is between mine and the latest", async () => {
    const { question } = await withThree();
    expect(question("problem_statement").textContent).toContain("Vans are");
    expect(question("problem_statement").textContent).toContain(say("conflict_theirs", { by: "Cara Dee" }));
    expect(question("problem_statement").textContent).not.toContain("Cars are");
  });

  test("keep theirs keeps what the record has", async () => {
    const { press, field, model } = await withThree();
    press(say("conflict_keep_theirs"));
    expect(field("problem_statement").value).toBe("Vans are stolen.");
    type(field("problem_statement"), "Vans and bikes.");
    field("problem_statement").blur();
    ack(model);
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", based_on: 12 });
  });

  test("keep mine is given on top of the latest", async () => {
    const { press, model } = await withThree();
    press(say("conflict_keep_mine"));
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: "Bikes are stolen.", based_on: 12 });
  });

  test("if the third says the same as I do, there is nothing left to choose", async () => {
    const ui = await withThree();
    ui.model.tell({ ...latest, answers: { ...fullRoute(), problem_statement: "Bikes are stolen." }, based: { problem_statement: 13 }, head: 13 });
    expect(ui.text()).not.toContain(say("conflict_title"));
    expect(ui.field("problem_statement").value).toBe("Bikes are stolen.");
  });
});
