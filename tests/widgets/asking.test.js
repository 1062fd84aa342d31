// Asking a colleague to answer one question: from the question, on the task list, and on a page of its own.
import { describe, expect, test } from "vitest";
import { ack, changes, expectNoViolations, fullRoute, patches, rows, say, showForm, takeAway, tick, type } from "./stage.js";

const PROJECT = "task?task=project";
const ANA = { id: "ana", name: "Ana Lyst", role: "author" };
const AT = "2026-11-24T10:00:00.000Z";
const asked = (more) => ({ person: "sam", name: "Sam Okafor", note: "", by: "ana", by_name: "Ana Lyst", at: AT, seq: 5, ...more });
const show = (state = {}, at = PROJECT) => showForm({ person: ANA, answers: fullRoute(), ...state }, { at });

async function opened(ui, address = "problem_statement") {
  const fold = ui.all(`.ans-question[data-address="${address}"] details`).find((one) => one.textContent.includes(say("ask_summary")));
  fold.open = true;
  await tick();
  await tick();
  const box = (label) => document.getElementById([...fold.querySelectorAll("label")].find((one) => one.textContent.includes(label)).htmlFor);
  return { fold, person: box(say("ask_name_label")), note: box(say("ask_note_label")), press: (key) => [...fold.querySelectorAll("button")].find((one) => one.textContent.includes(say(key))).click() };
}

describe("at a question", () => {
  test("a name and a note are sent, and what stands is said when the record has it", async () => {
    const ui = await show();
    const form = await opened(ui);
    await expectNoViolations(ui.el);
    form.person.value = "Sam Okafor";
    form.note.value = " You know this. ";
    form.press("ask_do");
    expect(changes(ui.model)).toEqual([{ do: "assign", address: "problem_statement", person: "Sam Okafor", note: "You know this." }]);
    const patch = patches(ui.model).at(-1);
    const assigned = { problem_statement: asked({ person: "Sam Okafor", name: "", note: "You know this." }) };
    ui.model.tell({ op: "ack", client: patch.client, seq: patch.seq, at: "14:05", head: 5, results: [], assigned });
    const said = ui.question("problem_statement").textContent;
    expect(said).toContain(say("asked_of", { who: "Sam Okafor", by: say("asked_by_you"), when: "24 November 2026" }));
    expect(said).toContain(say("asked_waiting"));
    expect(said).toContain("You know this.");
    expect(form.person.value).toBe("");
    await expectNoViolations(ui.el);
  });

  test("without a name nothing is sent, and it says what to do", async () => {
    const ui = await show();
    const form = await opened(ui);
    form.person.value = "  ";
    form.press("ask_do");
    expect(changes(ui.model)).toEqual([]);
    expect(form.fold.textContent).toContain(say("ask_name_needed"));
    expect(document.activeElement).toBe(form.person);
  });

  test("those who take part are offered, and asked by account", async () => {
    const ui = await show();
    const form = await opened(ui);
    expect(ui.model.sent.filter((one) => one.op === "colleagues")).toHaveLength(1);
    ui.model.tell({ op: "colleagues", people: [{ id: "sam", name: "Sam Okafor" }, { id: "kim", name: "" }] });
    [...form.fold.querySelectorAll("button")].find((one) => one.textContent === "Sam Okafor").click();
    expect(form.person.value).toBe("Sam Okafor");
    form.press("ask_do");
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "assign", person: "sam" });
  });

  test("it can be taken back", async () => {
    const ui = await show({ assigned: { problem_statement: asked() } });
    const form = await opened(ui);
    form.press("ask_back");
    expect(changes(ui.model)).toEqual([{ do: "assign", address: "problem_statement", person: null, note: "" }]);
    const patch = patches(ui.model).at(-1);
    ui.model.tell({ op: "ack", client: patch.client, seq: patch.seq, at: "14:05", head: 6, results: [], assigned: {} });
    expect(ui.question("problem_statement").textContent).not.toContain("Sam Okafor");
  });

  test("asking leaves the words that wait at the question as they are", async () => {
    const ui = await show();
    type(ui.field("problem_statement"), "Half a sent");
    const form = await opened(ui);
    form.person.value = "Kim";
    form.press("ask_do");
    const [sent] = patches(ui.model);
    expect(sent.changes.map((one) => one.do)).toEqual(["draft", "assign"]);
    ack(ui.model);
    expect(ui.field("problem_statement").value).toBe("Half a sent");
    document.activeElement.blur();
    ui.field("problem_statement").focus();
    ui.field("problem_statement").blur();
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", value: "Half a sent" });
  });

  test("the link opens just this question", async () => {
    const ui = await show();
    const { fold } = await opened(ui);
    const link = [...fold.querySelectorAll("input")].find((one) => one.readOnly).value;
    expect(link).toBe("http://localhost/?assessment=a1#question?at=problem_statement");
  });

  test("in a notebook, where no address is ours, there is no link", async () => {
    const ui = await showForm({ person: ANA, answers: fullRoute() });
    ui.follow(ui.bank.tasks.find((task) => task.id === "project").title);
    const { fold } = await opened(ui);
    expect([...fold.querySelectorAll("input")].filter((one) => one.readOnly)).toEqual([]);
  });

  test("an answer given since says that it is done", async () => {
    const ui = await show({ assigned: { problem_statement: asked() }, based: { problem_statement: 4 }, head: 5 });
    expect(ui.question("problem_statement").textContent).toContain(say("asked_waiting"));
    ui.model.tell({ op: "changed", answers: { ...fullRoute(), problem_statement: "Bikes" }, based: { problem_statement: 6 }, head: 6 });
    expect(ui.question("problem_statement").textContent).toContain(say("asked_done"));
  });

  test("what a colleague asks of me comes while the page is open", async () => {
    const ui = await show();
    ui.model.tell({ op: "changed", answers: fullRoute(), based: {}, head: 9, assigned: { short_name: asked({ person: "ana lyst", name: "", by: "sam", by_name: "Sam Okafor" }) } });
    expect(ui.question("short_name").textContent).toContain(say("asked_of_you", { by: "Sam Okafor", when: "24 November 2026" }));
  });
});

describe("on the task list", () => {
  test("what is asked of me stands first, then all else, with links to just the question", async () => {
    const datasets = rows();
    const assigned = {
      "datasets/r-aaaa/note": asked(),
      short_name: asked({ person: "ana", name: "Ana Lyst", by: "sam", by_name: "Sam Okafor", note: "Please" }),
      "datasets/r-gone/note": asked(),
      no_such_thing: asked(),
    };
    const ui = await show({ answers: { ...fullRoute(), datasets }, assigned }, "tasks");
    const [mine, others] = ui.all(".ans-asked-list");
    expect(mine.textContent).toContain(say("asked_mine_title"));
    expect(mine.textContent).toContain("Please");
    expect(others.querySelectorAll("li")).toHaveLength(1);
    expect(others.textContent).toContain("Stops");
    await expectNoViolations(ui.el);
    mine.querySelector("a").click();
    expect(ui.field("short_name")).not.toBeNull();
    expect(ui.question("problem_statement")).toBeNull();
  });

  test("nothing stands there while nobody was asked", async () => {
    expect((await show({}, "tasks")).all(".ans-asked-list")).toEqual([]);
  });
});

describe("a page with one question", () => {
  const one = (address, state) => show(state, `question?at=${encodeURIComponent(address)}`);

  test("the question with its help, and a way to the whole", async () => {
    const ui = await one("problem_statement");
    expect(ui.all(".ans-question")).toHaveLength(1);
    expect(ui.text()).toContain(say("help_summary"));
    await expectNoViolations(ui.el);
    type(ui.field("problem_statement"), "Bikes are stolen.");
    ui.press(say("question_save"));
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", value: "Bikes are stolen." });
    expect(ui.text()).not.toContain(say("question_saved")); // not before the record has it
    ack(ui.model);
    expect(ui.text()).toContain(say("question_saved"));
    ui.follow(say("question_to_task", { task: ui.bank.tasks.find((task) => task.id === "project").title }));
    expect(ui.question("short_name")).not.toBeNull();
  });

  test("a column says which row it is of", async () => {
    const ui = await one("datasets/r-aaaa/note", { answers: { ...fullRoute(), datasets: rows() } });
    expect(ui.all(".ans-question")).toHaveLength(1);
    expect(ui.text()).toContain("Stops");
    await expectNoViolations(ui.el);
    type(ui.field("datasets/r-aaaa/note"), "Half of it.");
    document.activeElement.blur();
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: "datasets/r-aaaa/note" });
  });

  test("a row has all its questions, a register all its rows", async () => {
    const answers = { ...fullRoute(), datasets: rows() };
    const row = await one("datasets/r-aaaa", { answers });
    expect(row.field("datasets/r-aaaa/title").value).toBe("Stops");
    expect(row.field("datasets/r-bbbb/title")).toBeNull();
    await expectNoViolations(row.el);
    takeAway();
    row.el.remove();
    const all = await one("datasets", { answers });
    expect(all.field("datasets/r-bbbb/title")).not.toBeNull();
    await expectNoViolations(all.el);
  });

  test.each(["nothing", "datasets/r-none/note", "datasets/r-aaaa/none", "constructor", ""])("a link to %s says that it is not here", async (address) => {
    const ui = await one(address, { answers: { ...fullRoute(), datasets: rows() } });
    expect(ui.text()).toContain(say("question_gone"));
    ui.follow(say("question_to_tasks"));
    expect(ui.one(".ans-tasks")).not.toBeNull();
  });

  test("a row that somebody takes out meanwhile leaves no field, and its words are offered back", async () => {
    const ui = await one("datasets/r-aaaa/note", { answers: { ...fullRoute(), datasets: rows() } });
    type(ui.field("datasets/r-aaaa/note"), "Half of it.");
    ui.model.tell({ op: "changed", answers: { ...fullRoute(), datasets: [] }, based: {}, head: 20 });
    expect(ui.text()).toContain(say("question_gone"));
    expect(ui.text()).toContain(say("found_title"));
    expect(ui.question("datasets/r-aaaa/note").hidden).toBe(true);
    expect(document.activeElement).not.toBe(document.body);
  });
});
