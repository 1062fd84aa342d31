// What the route asks for comes first; what is only offered waits behind one fold at the end.
import { describe, expect, test } from "vitest";
import { sampleBank } from "./content.js";
import { ack, allNo, expectNoViolations, fullRoute, rows, say, showForm, tick, type } from "./stage.js";

const PROJECT = "task?task=project";
const DATA = "task?task=data";

// On the full route nobody waits for a short name or for the channels.
function shorterBank() {
  const bank = sampleBank();
  for (const id of ["short_name", "channels"]) bank.concepts[id].due.routes = ["panel"];
  bank.concepts.datasets.answer.columns.find((one) => one.id === "special").routes = ["panel"];
  return bank;
}

const show = (answers, at = PROJECT, bank = shorterBank()) => showForm({ answers: { ...fullRoute(), ...answers } }, { at, bank });
const addresses = (within) => [...within.querySelectorAll(".ans-question")].map((one) => one.dataset.address);
const inFront = (ui) => addresses(ui.one(".ans-questions"));
const folded = (ui) => addresses(ui.one(".ans-fold"));
const summary = (ui) => ui.one(".ans-fold > summary");

describe("on the page of a task", () => {
  test("questions that are due stand first, the others behind a fold that says how many and why", async () => {
    const ui = await show({});
    expect(inFront(ui)).toEqual(["problem_statement", "stage"]);
    expect(folded(ui)).toEqual(["short_name", "channels"]);
    expect(ui.one(".ans-fold").open).toBe(false);
    expect(summary(ui).textContent).toBe(`${say("offered_many", { count: 2 })} ${say("offered_why")}`);
    await expectNoViolations(ui.el);
    ui.one(".ans-fold").open = true;
    await expectNoViolations(ui.el);
    expect(ui.question("channels").textContent).toContain(say("optional_mark"));
  });

  test("one that has an answer, or a draft, stands in its place among the asked ones, with its mark", async () => {
    const ui = await show({ short_name: "Bikes" });
    expect(inFront(ui)).toEqual(["problem_statement", "short_name", "stage"]);
    expect(ui.question("short_name").textContent).toContain(say("optional_mark"));
    expect(summary(ui).textContent).toContain(say("offered_one"));

    const drafted = await showForm(
      { answers: fullRoute(), drafts: [{ address: "short_name", value: "Bi", based_on: 0, conflict: null }] }, { at: PROJECT, bank: shorterBank() },
    );
    expect(inFront(drafted)).toEqual(["problem_statement", "short_name", "stage"]);
  });

  test("nothing jumps while one works on it, and it has its place at the next visit", async () => {
    const ui = await show({});
    ui.one(".ans-fold").open = true;
    const box = ui.field("short_name");
    type(box, "Bikes");
    box.blur();
    ack(ui.model);
    ui.option("channels", "web").click();
    expect(folded(ui)).toEqual(["short_name", "channels"]);
    ui.press(say("save_and_leave"));
    ui.follow("The project");
    expect(inFront(ui)).toEqual(["problem_statement", "short_name", "stage", "channels"]);
    expect(ui.one(".ans-fold").hidden).toBe(true);
  });

  test("an answer that is taken back does not send its question away either", async () => {
    const ui = await show({ short_name: "Bikes" });
    const box = ui.field("short_name");
    type(box, "");
    box.blur();
    ack(ui.model);
    expect(inFront(ui)).toContain("short_name");
  });

  test("what becomes due meanwhile comes to the front, unless somebody is in it", async () => {
    const ui = await show({});
    ui.one(".ans-fold").open = true;
    ui.field("short_name").focus();
    ui.model.tell({ op: "changed", answers: { ...fullRoute(), screen_biometric: { choice: "yes", why: "" } }, based: {}, head: 9 });
    expect(inFront(ui)).toEqual(["problem_statement", "stage", "channels"]);
    expect(document.activeElement).toBe(ui.field("short_name"));
  });

  test("open and closed survive what is drawn anew, and going away and back", async () => {
    const ui = await show({});
    ui.one(".ans-fold").open = true;
    await tick();
    ui.option("stage", "pilot").click();
    expect(ui.one(".ans-fold").open).toBe(true);
    ui.press(say("save_and_leave"));
    ui.follow("The project");
    expect(ui.one(".ans-fold").open).toBe(true);
    ui.one(".ans-fold").open = false;
    await tick();
    ui.press(say("save_and_leave"));
    ui.follow("The project");
    expect(ui.one(".ans-fold").open).toBe(false);
  });

  test("a link to an offered question opens the fold and puts the focus there", async () => {
    const ui = await show({}, "answers");
    ui.all(".ans-change a").find((one) => one.textContent.includes(sampleBank().concepts.short_name.ask)).click();
    expect(ui.one(".ans-fold").open).toBe(true);
    expect(document.activeElement).toBe(ui.field("short_name"));
  });

  test("where the route asks for nothing, it says so and the questions stand open", async () => {
    const ui = await showForm({ answers: allNo() }, { at: PROJECT });
    expect(inFront(ui)).toEqual([]);
    expect(ui.one(".ans-fold").open).toBe(true);
    expect(ui.text()).toContain(say("task_only_offered"));
  });

  test("before the route is known nobody can say what is only offered", async () => {
    const ui = await showForm({ answers: {} }, { at: PROJECT, bank: shorterBank() });
    expect(inFront(ui)).toEqual(["problem_statement", "short_name", "stage", "channels"]);
    expect(ui.one(".ans-fold").hidden).toBe(true);
  });

  test("an offered question that comes with an answer is not announced as one more to do", async () => {
    const bank = shorterBank();
    bank.concepts.pilot_size.due.routes = ["panel"];
    const ui = await show({}, PROJECT, bank);
    ui.option("stage", "pilot").click();
    await new Promise((done) => setTimeout(done, 80));
    expect(folded(ui)).toEqual(["short_name", "pilot_size", "channels"]);
    const said = ui.el.querySelector("[aria-live=polite]").textContent;
    expect(said).toContain("One more question");
    expect(said).not.toContain(bank.concepts.pilot_size.ask);
  });
});

describe("in a row", () => {
  test("columns that are optional, or not due on the route, wait behind a fold of the row", async () => {
    const ui = await show({ datasets: [{ id: "r-aaaa", values: { title: "Stops", personal: { choice: "yes", why: "" } } }] }, DATA);
    const card = ui.one(".ans-card");
    expect(addresses(card.querySelector(".ans-questions"))).toEqual(["datasets/r-aaaa/title", "datasets/r-aaaa/personal"]);
    expect(addresses(card.querySelector(".ans-fold"))).toEqual(["datasets/r-aaaa/special", "datasets/r-aaaa/note"]);
    expect(card.querySelector(".ans-fold > summary").textContent).toContain(say("row_offered", { count: 2 }));
    expect(card.textContent).toContain(say("row_answered_many", { given: 2, count: 2 }));
    await expectNoViolations(ui.el);
  });

  test("one with an answer stands among the asked ones", async () => {
    const ui = await show({ datasets: rows() }, DATA);
    expect(addresses(ui.one(".ans-card .ans-questions"))).toContain("datasets/r-aaaa/special");
    expect(ui.question("datasets/r-aaaa/special").textContent).toContain(say("optional_mark"));
  });

  test("a link to such a column opens row and fold, and puts the focus there", async () => {
    const many = ["a", "b", "c"].map((id) => ({ id: `r-${id}`, values: { title: id } }));
    const ui = await show({ datasets: many }, `${DATA}&at=datasets/r-c/note`);
    expect(ui.question("datasets/r-c/note").closest(".ans-fold").open).toBe(true);
    expect(document.activeElement).toBe(ui.field("datasets/r-c/note"));
  });

  test("a new row starts at its first question, whatever is optional", async () => {
    const bank = shorterBank();
    bank.concepts.datasets.answer.columns[0].optional = true;
    const ui = await show({}, DATA, bank);
    ui.press(say("row_add", { row_name: "dataset" }));
    expect(document.activeElement.closest(".ans-question").dataset.address).toMatch(/\/title$/);
    expect(document.activeElement.closest(".ans-fold")).toBeNull();
  });
});

test("check your answers tells what is missing in a row from what may be left out", async () => {
  const ui = await show({ datasets: [{ id: "r-aaaa", values: { title: "Stops" } }] }, "answers");
  const row = (column) => [...ui.all(".ans-row")].find((one) => one.querySelector("a").href.includes(`r-aaaa%2F${column}`)).textContent;
  expect(row("personal")).toContain(say("not_answered"));
  expect(row("note")).toContain(say("not_answered_optional"));
});
