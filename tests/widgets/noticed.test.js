// What the program notices: notes beside the answers, counted and listed, spoken once, in nobody's way.
import { describe, expect, test } from "vitest";
import { sampleBank } from "./content.js";
import { ack, expectNoViolations, fullRoute, patches, rows, say, showForm, type } from "./stage.js";

const PROJECT = "task?task=project";
const SHORT = { id: "says_nothing", address: "problem_statement", says: "This says too little to act on.", todo: "Name a fact, a place, a date or a person.", source: ["dpa-64"] };
const ROW = { id: "copied", address: "datasets/r-bbbb/note", says: "This says nearly the same as the row “Stops”.", todo: "Write down what is true of this group.", source: [] };
const REGISTER = { id: "no_row", address: "datasets", says: "No row looks at: age.", todo: "Give it a row.", source: [] };
const FIELD = { id: "empty", address: "dpia:risk", says: "“Risk” must be filled in “DPIA”, and no answer fills it.", todo: "Look at what the field asks.", source: [] };
const EVIL = "<img src=x onerror=alert(1)>";

const show = (findings, at = PROJECT, answers = {}) =>
  showForm({ answers: { ...fullRoute(), problem_statement: "Bikes.", datasets: rows(), ...answers }, findings }, { at, bank: sampleBank() });
const spoken = async (ui) => {
  await new Promise((done) => setTimeout(done, 80));
  return ui.el.querySelector("[aria-live=polite]").textContent;
};
const told = (one) => say("noticed_announced", { ask: sampleBank().concepts.problem_statement.ask, says: one.says });

describe("beside the answer", () => {
  test("a note says what was seen, what to do and where that comes from, and is no error", async () => {
    const ui = await show([SHORT]);
    const note = ui.question("problem_statement").querySelector(".ans-noticed");
    expect(note.textContent).toContain(`${say("noticed_label")} ${SHORT.says}`);
    expect(note.textContent).toContain("Name a fact, a place, a date or a person.");
    expect(note.querySelector("a").href).toMatch(/^https:/);
    const box = ui.field("problem_statement");
    const described = box.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id).textContent);
    expect(described.join(" ")).toContain(SHORT.says);
    expect(box.hasAttribute("aria-invalid")).toBe(false);
    expect(ui.question("problem_statement").classList.contains("ans-wrong")).toBe(false);
    expect(ui.all(".ans-noticed")).toHaveLength(1);
    await expectNoViolations(ui.el);
  });

  test("one on a register stands under its question, one in a row at its column and in the row's heading", async () => {
    const ui = await show([REGISTER, ROW], "task?task=data");
    expect(ui.one(".ans-register > div > .ans-noticed").textContent).toContain(REGISTER.says);
    expect(ui.question("datasets/r-bbbb/note").textContent).toContain(ROW.says);
    const cards = ui.all(".ans-card-tools").map((one) => one.textContent);
    expect(cards[0]).not.toContain(say("noticed_one"));
    expect(cards[1]).toContain(say("noticed_one"));
    await expectNoViolations(ui.el);
  });

  test("markup in it is text", async () => {
    const ui = await show([{ ...SHORT, says: EVIL }]);
    expect(ui.one("img")).toBeNull();
    expect(ui.question("problem_statement").textContent).toContain(EVIL);
  });

  test("holds nobody back", async () => {
    const answers = { short_name: "Bikes", stage: "live", channels: ["web"] };
    const ui = await show([SHORT], PROJECT, answers);
    ui.press(say("save_and_continue"));
    expect(ui.one("h1").textContent).toBe("The data");
  });
});

describe("counted and listed", () => {
  test("the task list counts them, task by task", async () => {
    const ui = await show([SHORT, ROW, REGISTER], "tasks");
    const tasks = ui.all(".ans-task").map((one) => one.textContent);
    expect(tasks[1]).toContain(say("noticed_one"));
    expect(tasks[2]).toContain(say("noticed_many", { count: 2 }));
    expect(tasks[0]).not.toContain("to look at");
    await expectNoViolations(ui.el);
  });

  test("check your answers lists all in the order of the questions, each with its link and what to do", async () => {
    const ui = await show([FIELD, ROW, SHORT], "answers");
    const items = ui.all(".ans-noticed-list > li").map((one) => one.textContent);
    expect(items.map((text) => [SHORT, ROW, FIELD].findIndex((one) => text.includes(one.says)))).toEqual([0, 1, 2]);
    expect(items[1]).toContain("Dataset 2: Maps");
    expect(items[2]).toContain("Look at what the field asks.");
    expect(ui.all(".ans-noticed-list li li a")).toHaveLength(2);
    expect(ui.text()).toContain(say("noticed_found_many", { count: 3 }));
    await expectNoViolations(ui.el);
    ui.one(".ans-noticed-list li li a").click();
    expect(document.activeElement).toBe(ui.field("problem_statement"));
  });

  test("what asks for the same is said once, with each question and what differs", async () => {
    const ui = await show([SHORT, { ...SHORT, address: "short_name" }, ROW, { ...ROW, address: "datasets/r-aaaa/note", says: "Nearly the same as “Maps”." }], "answers");
    const items = ui.all(".ans-noticed-list > li");
    expect(items).toHaveLength(2);
    expect(items[0].textContent.split(SHORT.says)).toHaveLength(2);
    expect(items[0].querySelectorAll("a[href*=task]")).toHaveLength(2);
    expect([...items[1].querySelectorAll("li")].map((one) => one.textContent)).toEqual([
      expect.stringContaining(ROW.says), expect.stringContaining("Nearly the same as “Maps”."),
    ]);
  });

  test("where there are none, it says so", async () => {
    const ui = await show([], "answers");
    expect(ui.text()).toContain(say("noticed_none"));
  });
});

describe("as they come and go", () => {
  test("only what changed is sent; what is answered goes", async () => {
    const ui = await show([SHORT]);
    ui.model.tell({ op: "findings", add: [{ ...ROW, address: "short_name" }], gone: [["says_nothing", "problem_statement"]] });
    expect(ui.question("problem_statement").querySelector(".ans-noticed")).toBeNull();
    expect(ui.question("short_name").textContent).toContain(ROW.says);
    ui.model.tell({ op: "findings", add: [{ ...ROW, address: "short_name", says: "Another." }], gone: [] });
    expect(ui.question("short_name").textContent).toContain("Another.");
    expect(ui.question("short_name").textContent).not.toContain(ROW.says);
  });

  test("what to do is told with the first of its kind, and stands at all of them", async () => {
    const ui = await show([SHORT, { id: SHORT.id, address: "short_name", says: SHORT.says }]);
    expect(ui.question("short_name").querySelector(".ans-noticed").textContent).toContain(SHORT.todo);
    ui.model.tell({ op: "findings", add: [{ id: SHORT.id, address: "stage", says: SHORT.says }], gone: [[SHORT.id, SHORT.address]] });
    expect(ui.question("stage").querySelector(".ans-noticed").textContent).toContain(SHORT.todo);
  });

  test("after a lost connection the whole list comes anew", async () => {
    const ui = await show([SHORT]);
    ui.model.tell({ op: "state", answers: fullRoute(), based: {}, drafts: [], head: 5, earlier: [], findings: [{ ...SHORT, address: "short_name" }] });
    expect(ui.all(".ans-noticed")).toHaveLength(1);
    expect(ui.question("short_name").textContent).toContain(SHORT.says);
  });

  test("one that came with the whole list, at the question just left, is spoken as any other", async () => {
    const ui = await show([]);
    type(ui.field("problem_statement"), "Bikes!");
    ui.field("short_name").focus();
    ack(ui.model);
    ui.model.tell({ op: "state", answers: fullRoute(), based: {}, drafts: [], head: 5, earlier: [], findings: [SHORT] });
    expect(await spoken(ui)).toContain(told(SHORT));
  });

  test("whoever goes on to what stands around the question has left it", async () => {
    const ui = await show([]);
    const box = ui.field("problem_statement");
    type(box, "Bikes!");
    const relatedTarget = ui.question("problem_statement").querySelector(".ans-around summary");
    for (const name of ["blur", "focusout"]) box.dispatchEvent(new FocusEvent(name, { bubbles: name === "focusout", relatedTarget }));
    ack(ui.model);
    ui.model.tell({ op: "findings", add: [SHORT], gone: [] });
    expect(await spoken(ui)).toContain(told(SHORT));
  });

  test("one that concerns the question just left is spoken, politely and once", async () => {
    const ui = await show([]);
    const box = ui.field("problem_statement");
    type(box, "Bikes!");
    ui.field("short_name").focus();
    ack(ui.model);
    ui.model.tell({ op: "findings", add: [SHORT], gone: [] });
    expect(await spoken(ui)).toContain(told(SHORT));
    expect(document.activeElement).toBe(ui.field("short_name"));
    ui.el.querySelector("[aria-live=polite]").textContent = "";
    box.focus();
    ui.option("stage", "live").focus();
    expect(await spoken(ui)).toBe("");
    expect(patches(ui.model)).toHaveLength(1);
  });

  test("one that comes while somebody is in the question waits until they leave it", async () => {
    const ui = await show([]);
    ui.field("problem_statement").focus();
    ui.model.tell({ op: "findings", add: [SHORT], gone: [] });
    expect(await spoken(ui)).toBe("");
    ui.field("short_name").focus();
    expect(await spoken(ui)).toContain(told(SHORT));
  });

  test("one about another question is not spoken, not even later", async () => {
    const ui = await show([]);
    ui.field("short_name").focus();
    ui.model.tell({ op: "findings", add: [SHORT], gone: [] });
    ui.field("problem_statement").focus();
    ui.field("short_name").focus();
    expect(await spoken(ui)).toBe("");
  });
});
