// Who else is at the record: told to others while the page is there, and shown without getting in anybody's way.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { expectNoViolations, fullRoute, say, showForm, type } from "./stage.js";

const PROJECT = "task?task=project";
const sam = (more) => ({ person: "sam", name: "Sam Okafor", task: "", at: "", ...more });
const told = (model) => model.sent.filter((one) => one.op === "here" && one.page);
const wait = (ms) => vi.advanceTimersByTimeAsync(ms);
const announced = ({ one }) => one("[aria-live=polite]").textContent;

// In the app what tells of the page comes with its first use; on this stage it is there from the start.
const show = (at = PROJECT, state = {}) => showForm({ answers: fullRoute(), ...state }, { at });
const come = (ui, ...people) => ui.model.tell({ op: "here", people });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});

describe("what is told of this page", () => {
  test("where it is, at once, and again every few seconds", async () => {
    const { model } = await show();
    expect(told(model)).toEqual([{ op: "here", page: expect.any(String), task: "project", at: "" }]);
    model.tell({ op: "here", people: [] });
    await wait(10000);
    expect(told(model)).toHaveLength(2);
  });

  test("where somebody writes, never what, and not for long after the last letter", async () => {
    const { model, field } = await show();
    model.tell({ op: "here", people: [] });
    type(field("problem_statement"), "Secret words");
    expect(told(model).at(-1)).toMatchObject({ task: "project", at: "problem_statement" });
    expect(JSON.stringify(told(model))).not.toContain("Secret");
    model.tell({ op: "here", people: [] });
    await wait(8000);
    expect(told(model).at(-1)).toMatchObject({ task: "project", at: "" });
  });

  test("the task of the question that the focus is in, on a page with all of them", async () => {
    const { model, field } = await show("all");
    expect(told(model).at(-1)).toMatchObject({ task: "" });
    model.tell({ op: "here", people: [] });
    field("short_name").focus();
    expect(told(model).at(-1)).toMatchObject({ task: "project" });
  });

  test("one word at a time: what changes meanwhile is told after the reply", async () => {
    const { model, field } = await show();
    for (const letters of ["a", "ab"]) type(field("problem_statement"), letters);
    await wait(60000);
    expect(told(model)).toHaveLength(1);
    type(field("problem_statement"), "abc");
    model.tell({ op: "here", people: [] });
    expect(told(model)).toHaveLength(2);
    expect(told(model)[1]).toMatchObject({ at: "problem_statement" });
  });

  test("that it goes, when it goes; and nothing while nobody looks at it", async () => {
    const { model, stop } = await show();
    model.tell({ op: "here", people: [] });
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    await wait(30000);
    expect(told(model)).toHaveLength(1);
    vi.restoreAllMocks();
    document.dispatchEvent(new Event("visibilitychange"));
    expect(told(model)).toHaveLength(2);
    stop();
    expect(told(model).at(-1)).toMatchObject({ here: false });
    expect(model.listening()).toBe(0);
  });

  test("the new connection is told at once", async () => {
    const { model } = await show();
    model.emit("host:open");
    expect(told(model)).toHaveLength(2);
  });
});

describe("what is shown of others", () => {
  test("a quiet line says who is there and in which task, and goes with them", async () => {
    const ui = await show();
    const { bank, one } = ui;
    expect(one(".ans-others").hidden).toBe(true);
    come(ui, sam({ task: "people" }), sam({ task: "data" }), { person: "alex", name: "", task: "", at: "" });
    const title = (id) => bank.tasks.find((task) => task.id === id).title;
    const told = say("here_in", { name: "Sam Okafor", tasks: `${title("people")}, ${title("data")}` });
    expect(one(".ans-others").textContent).toBe(say("here_line", { people: `${told}; alex` }));
    vi.useRealTimers();
    await expectNoViolations(ui.el);
    come(ui);
    expect(one(".ans-others").hidden).toBe(true);
  });

  test("on the task list it stands beside the task", async () => {
    const ui = await show("tasks");
    come(ui, sam({ task: "data" }));
    const items = ui.all(".ans-task").filter((item) => item.textContent.includes(say("here_task", { names: "Sam Okafor" })));
    expect(items).toHaveLength(1);
    expect(items[0].textContent).toContain(ui.bank.tasks.find((task) => task.id === "data").title);
    vi.useRealTimers();
    await expectNoViolations(ui.el);
  });

  test("at the question that somebody writes in, and nowhere else", async () => {
    const ui = await show();
    come(ui, sam({ task: "project", at: "problem_statement" }));
    const words = say("here_writing", { name: "Sam Okafor" });
    expect(ui.question("problem_statement").textContent).toContain(words);
    expect(ui.question("short_name").textContent).not.toContain(words);
    come(ui, sam({ task: "project" }));
    expect(ui.question("problem_statement").textContent).not.toContain(words);
  });

  test("it is spoken once, for the task that is open here alone", async () => {
    const ui = await show();
    come(ui, sam({ task: "people" }));
    await wait(60);
    expect(announced(ui)).toBe("");
    come(ui, sam({ task: "project" }));
    await wait(60);
    expect(announced(ui)).toBe(say("here_announced", { name: "Sam Okafor" }));
    await wait(20000);
    come(ui, sam({ task: "people" }));
    come(ui, sam({ task: "project" }));
    await wait(60);
    expect(announced(ui)).toBe("");
  });

  test("the same person in another window is told so and not greeted", async () => {
    const me = { id: "ana", name: "Ana", role: "author" };
    const ui = await show(PROJECT, { person: me });
    come(ui, { person: "ana", name: "Ana", task: "project", at: "" });
    await wait(60);
    expect(ui.one(".ans-others").textContent).toContain(say("here_you"));
    expect(announced(ui)).toBe("");
  });

  test("names are shown as text, and nothing that comes takes the focus or the words", async () => {
    const ui = await show();
    type(ui.field("problem_statement"), "Half a sent");
    come(ui, sam({ name: "<img src=x onerror=alert(1)>", task: "project", at: "problem_statement" }));
    expect(ui.el.querySelector("img")).toBeNull();
    expect(ui.one(".ans-others").textContent).toContain("<img src=x");
    expect(document.activeElement).toBe(ui.field("problem_statement"));
    expect(ui.field("problem_statement").value).toBe("Half a sent");
  });
});
