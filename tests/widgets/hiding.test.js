// What an answer would take out of view is told before it leaves; what others took out is told when it is seen.
import { describe, expect, test } from "vitest";
import { sampleBank } from "./content.js";
import { ack, changes, expectNoViolations, fullRoute, rows, say, showForm, type } from "./stage.js";

const PROJECT = "task?task=project";
const DATA = "task?task=data";
const SIZE = "How many people will the pilot reach?";
const pilot = () => ({ ...fullRoute(), stage: "pilot", pilot_size: 40 });
const open = (answers = pilot(), at = PROJECT, more = {}) => showForm({ answers, ...more }, { at });
const note = (ui, address = "stage") => ui.question(address).querySelector(".ans-hold");
const spoken = async (ui) => {
  await new Promise((done) => setTimeout(done, 80));
  return ui.one("[aria-live=polite]").textContent;
};

describe("an answer that takes others out of view", () => {
  test("waits as a draft, and names at the question what would leave", async () => {
    const ui = await open();
    ui.option("stage", "live").focus();
    ui.option("stage", "live").click();
    expect(ui.question("pilot_size").querySelector("input").value).toBe("40");
    expect(note(ui).textContent).toContain(say("hides_answers"));
    expect(note(ui).textContent).toContain(SIZE);
    expect(note(ui).textContent).not.toContain("When does the pilot end?");
    expect(document.activeElement).toBe(ui.option("stage", "live"));
    expect(changes(ui.model).map(({ do: what, value }) => [what, value])).toEqual([["draft", "live"]]);
    expect(await spoken(ui)).toContain(say("hides_announced_one", { asks: SIZE }));
    await expectNoViolations(ui.el);
  });

  test("is given when the person goes on; only then do the questions leave", async () => {
    const ui = await open();
    ui.option("stage", "live").click();
    ack(ui.model);
    ui.press(say("hides_go_on"));
    expect(ui.question("pilot_size")).toBeNull();
    expect(note(ui)).toBeNull();
    expect(document.activeElement).toBe(ui.option("stage", "live"));
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: "stage", value: "live" });
    expect(await spoken(ui)).toContain(say("questions_removed_many", { count: 2, asks: `When does the pilot end? ${SIZE}` }));
  });

  test("leaves all as it was at the press of the other button", async () => {
    const ui = await open();
    ui.option("stage", "live").click();
    ack(ui.model);
    ui.press(say("hides_leave"));
    expect(note(ui)).toBeNull();
    expect(ui.option("stage", "pilot").checked).toBe(true);
    expect(document.activeElement).toBe(ui.option("stage", "pilot"));
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "drop", address: "stage" });
  });

  test("moving on to another option takes the note along, and back to the first takes it away", async () => {
    const ui = await open();
    ui.option("stage", "live").click();
    const first = note(ui);
    ui.option("stage", "idea").click();
    expect(note(ui)).not.toBe(first);
    ui.option("stage", "pilot").click();
    expect(note(ui)).toBeNull();
    for (let patch = 0; patch < 3; patch += 1) ack(ui.model);
    expect(changes(ui.model).some((one) => one.do === "answer")).toBe(false);
    expect(ui.question("pilot_size")).not.toBeNull();
  });

  test("an option that hides nothing is given at once, though one that hides was tried before", async () => {
    const bank = sampleBank();
    bank.concepts.pilot_size.when = { in: ["stage", ["pilot", "idea"]] };
    bank.concepts.pilot_end.when = null;
    const ui = await showForm({ answers: pilot() }, { at: PROJECT, bank });
    ui.option("stage", "live").click();
    expect(note(ui)).not.toBeNull();
    ui.option("stage", "idea").click();
    expect(note(ui)).toBeNull();
    ack(ui.model);
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", value: "idea" });
  });

  test.each([
    ["saving and going on names it as to be decided", (ui) => {
      ui.press(say("save_and_continue"));
      expect(ui.one(".ans-summary").textContent).toContain(say("hides_undecided"));
      ui.press(say("continue_anyway"));
      ui.follow(say("back_to_tasks"));
    }],
    ["leaving the page keeps it", (ui) => ui.follow(say("back_to_tasks"))],
    ["a page that goes away keeps it", () => window.dispatchEvent(new Event("pagehide"))],
  ])("is never applied silently: %s", async (_, go) => {
    const ui = await open();
    ui.option("stage", "live").click();
    go(ui);
    ack(ui.model);
    expect(changes(ui.model).filter((one) => one.address === "stage").map((one) => one.do)).toEqual(["draft"]);
    if (!ui.question("stage")) ui.follow("The project");
    expect(note(ui).textContent).toContain(SIZE);
    expect(ui.option("stage", "live").checked).toBe(true);
  });

  test("a draft of an earlier visit is offered with the same note", async () => {
    const drafts = [{ address: "stage", value: "live", based_on: 0, conflict: null }];
    const ui = await open(pilot(), PROJECT, { drafts });
    expect(ui.option("stage", "live").checked).toBe(true);
    expect(note(ui).textContent).toContain(say("draft_note"));
    expect(note(ui).textContent).toContain(SIZE);
    expect(changes(ui.model)).toEqual([]);
    ui.press(say("save_and_continue"));
    expect(ui.question("pilot_size")).not.toBeNull();
    ui.press(say("hides_go_on"));
    expect(ui.question("pilot_size")).toBeNull();
  });

  test("an answer that is still on its way counts until then", async () => {
    const ui = await open({ ...fullRoute(), stage: "idea", pilot_size: 40 });
    ui.option("stage", "pilot").click();
    ui.option("stage", "live").click();
    expect(note(ui)).not.toBeNull();
    expect(ui.question("pilot_size")).not.toBeNull();
    ack(ui.model);
    expect(ui.question("pilot_size")).not.toBeNull();
    expect(changes(ui.model).map(({ do: what, value }) => [what, value])).toEqual([["answer", "pilot"], ["draft", "live"]]);
    expect(changes(ui.model).at(-1).based_on).toBe(1);
  });

  test("leaving it as it was goes back to an answer that is still on its way", async () => {
    const ui = await open({ ...fullRoute(), stage: "idea", pilot_size: 40 });
    ui.option("stage", "pilot").click();
    ui.option("stage", "live").click();
    ui.press(say("hides_leave"));
    expect(ui.option("stage", "pilot").checked).toBe(true);
    ack(ui.model);
    ack(ui.model);
    expect(changes(ui.model).filter((one) => one.address === "stage").at(-1)).toMatchObject({ value: "pilot" });
  });

  test("when there is nothing left to hide it becomes a draft like any other", async () => {
    const ui = await open();
    ui.option("stage", "live").click();
    ack(ui.model);
    const { pilot_size, ...others } = pilot();
    ui.model.tell({ op: "changed", answers: others, based: { pilot_size: 7 }, head: 9 });
    expect(pilot_size).toBe(40);
    expect(note(ui)).toBeNull();
    expect(ui.question("stage").textContent).toContain(say("draft_note"));
  });

  test("words that are only typed count as well", async () => {
    const ui = await open({ ...fullRoute(), stage: "pilot" });
    type(ui.field("pilot_size"), "4");
    ui.option("stage", "live").click();
    expect(note(ui).textContent).toContain(SIZE);
  });

  test("a text that is emptied waits too", async () => {
    const bank = sampleBank();
    bank.concepts.stage.when = { not: { is: ["problem_statement", "x"] } };
    const ui = await showForm({ answers: { ...pilot(), problem_statement: "y" } }, { at: PROJECT, bank });
    const box = ui.field("problem_statement");
    type(box, "x");
    box.blur();
    expect(note(ui, "problem_statement").textContent).toContain("Which stage is it at?");
    type(box, "x2");
    box.blur();
    expect(note(ui, "problem_statement")).toBeNull();
    ack(ui.model);
    expect(ui.question("stage")).not.toBeNull();
  });

  test("what leaves beyond a handful is counted", async () => {
    const bank = sampleBank();
    const more = Object.fromEntries([..."abcdefgh"].map((one) => [`q_${one}`, { ...bank.concepts.pilot_size, id: `q_${one}`, ask: `Question ${one}?` }]));
    Object.assign(bank.concepts, more);
    bank.tasks[1].concepts.push(...Object.keys(more));
    const answers = { ...pilot(), ...Object.fromEntries(Object.keys(more).map((id) => [id, 1])) };
    const ui = await showForm({ answers }, { at: PROJECT, bank });
    ui.option("stage", "live").click();
    expect(note(ui).querySelectorAll("li")).toHaveLength(7);
    expect(note(ui).textContent).toContain(say("hides_more_many", { count: 3 }));
    expect(await spoken(ui)).toContain(say("hides_announced_lots", { count: 9 }));
  });
});

describe("in a row", () => {
  test("a column that takes another one out of view waits too, with the row named", async () => {
    const ui = await open({ ...fullRoute(), datasets: rows() }, DATA);
    ui.option("datasets/r-aaaa/personal", "no").click();
    expect(note(ui, "datasets/r-aaaa/personal").textContent).toContain("Stops");
    expect(ui.question("datasets/r-aaaa/special")).not.toBeNull();
    await expectNoViolations(ui.el);
    ui.press(say("hides_go_on"));
    expect(ui.question("datasets/r-aaaa/special")).toBeNull();
  });

  test("an answer outside the rows names the columns it hides in them", async () => {
    const bank = sampleBank();
    bank.concepts.datasets.answer.columns.find((one) => one.id === "note").when = { is: ["stage", "pilot"] };
    const answers = { ...fullRoute(), stage: "pilot", datasets: [{ id: "r-aaaa", values: { title: "Stops", note: "Old." } }] };
    const ui = await showForm({ answers }, { at: PROJECT, bank });
    ui.option("stage", "live").click();
    expect(note(ui).textContent).toContain("Stops");
  });

  test("taking out a row says what would leave elsewhere with it", async () => {
    const ui = await open({ ...fullRoute(), datasets: [rows()[0]], weak_sets: ["r-aaaa"] }, DATA);
    ui.press("Remove this dataset");
    expect(ui.one(".ans-card").textContent).toContain(say("hides_row"));
    expect(ui.one(".ans-card").textContent).toContain(sampleBank().concepts.weak_sets.ask);
  });

  test("columns that come and go are announced, and a new row says only that it is new", async () => {
    const ui = await open({ ...fullRoute(), datasets: [rows()[1]] }, DATA);
    ui.option("datasets/r-bbbb/personal", "yes").click();
    expect(await spoken(ui)).toContain("One more question on this page:");
    expect(await spoken(ui)).toContain("Maps");
    ui.press("Add a new dataset");
    const said = await spoken(ui);
    expect(said).toContain(say("row_added", { row_name: "dataset", number: 2 }));
    expect(said).not.toContain("question");
  });
});

describe("an answer that was given elsewhere", () => {
  const live = (model, head = 9) => model.tell({ op: "changed", answers: { ...pilot(), stage: "live" }, based: { stage: head }, head });

  test("and took something out of view here is told, and stays told until it was seen", async () => {
    const ui = await open();
    live(ui.model);
    expect(ui.question("pilot_size")).toBeNull();
    const told = ui.one(".ans-gone");
    expect(told.hidden).toBe(false);
    expect(told.textContent).toContain(SIZE);
    expect(await spoken(ui)).toContain(say("gone_announced_one"));
    await expectNoViolations(ui.el);
    ui.press(say("gone_close"));
    expect(told.hidden).toBe(true);
    expect(document.activeElement).toBe(ui.one("h1"));
  });

  test("is told later to whoever was on another page, and no more when the question is back", async () => {
    const ui = await open(pilot(), "tasks");
    live(ui.model);
    ui.follow("The project");
    expect(ui.one(".ans-gone").hidden).toBe(false);
    ui.model.tell({ op: "changed", answers: pilot(), based: { stage: 10 }, head: 10 });
    expect(ui.one(".ans-gone").hidden).toBe(true);
  });

  test("leaves the question one is in, until one leaves it", async () => {
    const ui = await open();
    const box = ui.field("pilot_size");
    box.focus();
    live(ui.model);
    expect(document.activeElement).toBe(box);
    ui.field("short_name").focus();
    ui.model.tell({ op: "changed", answers: { ...pilot(), stage: "live" }, based: {}, head: 11 });
    expect(ui.question("pilot_size")).toBeNull();
  });

  test("takes no row away without giving the focus a place", async () => {
    const ui = await open({ ...fullRoute(), datasets: rows() }, DATA);
    ui.field("datasets/r-aaaa/title").focus();
    ui.model.tell({ op: "changed", answers: { ...fullRoute(), datasets: [rows()[1]] }, based: {}, head: 9 });
    expect(document.activeElement).toBe(ui.button("Add a new dataset"));
    ui.model.tell({ op: "changed", answers: { ...fullRoute(), datasets: [] }, based: {}, head: 10 });
    expect(document.activeElement).toBe(ui.button("Add a new dataset"));
  });

  test("takes no section of the long page away under the focus", async () => {
    const answers = { ...fullRoute(), screen_machine: { choice: "yes" }, machine_limits: "None." };
    const ui = await open(answers, "all");
    const box = ui.field("machine_limits");
    box.focus();
    ui.model.tell({ op: "changed", answers: { ...answers, screen_machine: { choice: "no" } }, based: {}, head: 9 });
    expect(document.activeElement).toBe(box);
    expect(box.closest("[hidden]")).toBeNull();
    localStorage.clear();
  });
});

test("what an answer takes away while the focus is on its way there stays until it is left", async () => {
  const bank = sampleBank();
  bank.concepts.pilot_size.when = { not: { is: ["short_name", "gone"] } };
  const ui = await showForm({ answers: fullRoute() }, { at: PROJECT, bank });
  type(ui.field("short_name"), "gone");
  const next = ui.field("pilot_size");
  next.focus();
  expect(document.activeElement).toBe(next);
  expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", value: "gone" });
});
