// The grid of risk, and the rows that can be picked for a register.
import { describe, expect, test } from "vitest";
import { labelOfCell } from "../../widgets/answerable_widgets/form/riskgrid.js";
import { sampleBank, wholeBank, yaml } from "./content.js";
import { ack, changes, expectNoViolations, fullRoute, say, showForm, type } from "./stage.js";

const GRID = yaml("src/answerable/content/risk.yml");
const DATA = "task?task=data";
const RISK = "datasets/r-aaaa/risk";
const PICKS = [
  { id: "leak", title: "A leak", how: "A laptop is lost on a train.", harms: [], kinds: ["victim", "gone"] },
  { id: "match", title: "A wrong match", how: "Somebody is taken for another.", harms: [], kinds: [] },
];
const STEPS = [{ id: "lock", title: "Lock it", how: "In a safe.", harms: ["leak"], kinds: [] }];

// The sample bank with a risk in each dataset, and a register of steps that points at datasets.
function riskBank() {
  const bank = sampleBank();
  const { datasets } = bank.concepts;
  const kinds = { kind: "choices", options: [{ value: "victim", label: "Victims" }, { value: "staff", label: "Staff" }] };
  const people = [{ id: "title", ask: "Who?", answer: { kind: "text", size: "line" } }, { id: "kinds", ask: "Of which kind?", answer: kinds }];
  const columns = [
    { id: "title", ask: "What is it?", answer: { kind: "text", size: "line" } },
    { id: "how", ask: "How?", answer: { kind: "text", size: "short" } },
    { id: "risk", ask: "How likely is it, and how bad?", answer: { kind: "risk" } },
    { id: "people", ask: "Who is hit?", answer: { kind: "refer", to: "people" } },
  ];
  const steps = [columns[0], { id: "harms", ask: "Against what?", answer: { kind: "refer", to: "datasets" } }];
  const concepts = {
    ...bank.concepts,
    datasets: { ...datasets, when: null, answer: { ...datasets.answer, columns } },
    people: { ...datasets, ask: "Who is there?", when: null, answer: { kind: "rows", row_name: "group", columns: people } },
    steps: { ...datasets, ask: "What will you do?", when: null, answer: { kind: "rows", row_name: "step", columns: steps } },
  };
  const tasks = bank.tasks.map((task) => (task.id === "data" ? { ...task, concepts: ["people", "datasets", "steps"] } : task));
  const library = { datasets: PICKS, steps: STEPS };
  return { ...bank, ...wholeBank({ ...bank, concepts, tasks, grid: GRID, library }) };
}

const withRow = (values) => ({ ...fullRoute(), datasets: [{ id: "r-aaaa", values: { title: "Stops", ...values } }] });
const shown = (values) => showForm({ answers: withRow(values) }, { at: DATA, bank: riskBank() });

describe("the grid of risk", () => {
  test("nine radio buttons of one name, each named in words, in a table with heads", async () => {
    const { question, el } = await shown({});
    const inputs = [...question(RISK).querySelectorAll("input[type=radio]")];
    expect(new Set(inputs.map((input) => input.name)).size).toBe(1);
    const names = inputs.map((input) => input.labels[0].textContent);
    expect(names).toHaveLength(9);
    expect(names).toContain("Likely, serious: high risk");
    expect(names).toContain("Not likely, grave: medium risk");
    expect(question(RISK).querySelectorAll("th[scope=row]")).toHaveLength(3);
    expect(question(RISK).querySelectorAll("th[scope=col]")).toHaveLength(4);
    expect(question(RISK).querySelector("fieldset > legend").textContent).toContain("How likely is it, and how bad?");
    await expectNoViolations(el);
  });

  test("the words are those of Python", () => {
    const cell = GRID.cells.find(({ likelihood, severity }) => likelihood === "possible" && severity === "minimal");
    expect(labelOfCell(GRID, cell)).toBe("It could happen, small: low risk");
  });

  test("a choice is the answer at once, and is said with its reason", async () => {
    const { option, question, model } = await shown({});
    const result = question(RISK).querySelector("[role=status]");
    expect(result.textContent).toBe("");
    option(RISK, "possible_severe").click();
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", address: RISK, value: { likelihood: "possible", severity: "severe" } });
    expect(result.textContent).toBe("It could happen, grave: high risk. It may happen, and it could cost somebody freedom, safety or a life.");
  });

  test("why may be said, and goes with the choice", async () => {
    const { option, question, model } = await shown({});
    const why = question(RISK).querySelector("textarea");
    expect(why.closest("[hidden]")).not.toBeNull();
    option(RISK, "remote_minimal").click();
    ack(model);
    expect(why.closest("[hidden]")).toBeNull();
    type(why, "It has not been seen.");
    why.blur();
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: { likelihood: "remote", severity: "minimal", why: "It has not been seen." } });
  });

  test("an answer stands in the grid; half of one chooses nothing and is kept", async () => {
    const whole = await shown({ risk: { likelihood: "probable", severity: "minimal", why: "Each day." } });
    expect(whole.option(RISK, "probable_minimal").checked).toBe(true);
    expect(whole.question(RISK).textContent).toContain("Many will feel it");
    whole.stop();
    const { question, model } = await shown({ risk: { likelihood: "probable", why: "Some." } });
    expect(question(RISK).querySelectorAll("input:checked")).toHaveLength(0);
    const why = question(RISK).querySelector("textarea");
    type(why, "Some of it.");
    why.blur();
    expect(changes(model).at(-1).value).toEqual({ likelihood: "probable", why: "Some of it." });
  });

  test("it is missed until a cell is chosen, and read in words where answers are checked", async () => {
    const { press, question, stop } = await shown({ risk: { why: "Not yet." } });
    press(say("save_and_continue"));
    expect(question(RISK).textContent).toContain(riskBank().problems.required);
    stop();
    const answers = withRow({ risk: { likelihood: "probable", severity: "severe", why: "It was so." } });
    const { text } = await showForm({ answers }, { at: "answers", bank: riskBank() });
    expect(text()).toContain("Likely, grave: high risk");
    expect(text()).toContain("It was so.");
  });

  test("markup in the words of another grid is shown as text", async () => {
    const bank = riskBank();
    const evil = "<img src=x onerror=alert(1)>";
    bank.grid = { ...GRID, cells: GRID.cells.map((cell) => ({ ...cell, because: evil })), levels: GRID.levels.map((level) => ({ ...level, said: evil })) };
    const { el, option } = await showForm({ answers: withRow({}) }, { at: DATA, bank });
    option(RISK, "remote_severe").click();
    expect(el.querySelector("img")).toBeNull();
    expect(el.textContent).toContain(evil);
  });
});

describe("rows to pick", () => {
  const open = async (register, values) => {
    const ui = await shown(values ?? {});
    const details = ui.all(".ans-picker").find((one) => one.closest(`[data-address="${register}"]`));
    details.open = true;
    details.dispatchEvent(new Event("toggle"));
    return { ...ui, details, tick: (title) => [...details.querySelectorAll("label")].find((one) => one.textContent.startsWith(title)).control.click() };
  };
  const button = (details) => details.querySelector("button");

  test("what is ticked becomes rows with its words, and the focus goes to the first", async () => {
    const { details, tick, model, el } = await open("datasets");
    await expectNoViolations(el);
    tick("A leak");
    tick("A wrong match");
    expect(button(details).textContent).toBe(say("pick_add_many", { count: 2 }));
    button(details).click();
    ack(model);
    ack(model);
    const sent = changes(model);
    expect(sent.filter((one) => one.do === "add_row")).toHaveLength(2);
    expect(sent.map((one) => one.value)).toEqual(expect.arrayContaining(["A leak", "A laptop is lost on a train.", "A wrong match"]));
    expect(document.activeElement.textContent).toContain("A leak");
    expect(details.open).toBe(false);
  });

  test("whom a harm often hits is said in the words of the question on groups", async () => {
    const { details } = await open("datasets");
    const hints = [...details.querySelectorAll(".ans-option-hint")].map((one) => one.textContent);
    expect(hints).toEqual([`A laptop is lost on a train. ${say("pick_kinds", { kinds: "Victims" })}`, "Somebody is taken for another."]);
  });

  test("a search leaves what has the words, and keeps what is ticked in sight", async () => {
    const { details, tick } = await open("datasets");
    tick("A leak");
    type(details.querySelector("input[type=search]"), "taken another");
    const rows = [...details.querySelectorAll(".ans-option")].map((one) => one.hidden);
    expect(rows).toEqual([false, false]);
    tick("A leak");
    type(details.querySelector("input[type=search]"), "TAKEN another");
    expect([...details.querySelectorAll(".ans-option")].map((one) => one.hidden)).toEqual([true, false]);
    expect(details.querySelector("[role=status]").textContent).toBe(say("pick_found", { found: 1, total: 2 }));
  });

  test("with nothing ticked nothing is added, and it says so", async () => {
    const { details, model } = await open("datasets");
    button(details).click();
    expect(model.sent.filter((one) => one.op === "patch")).toEqual([]);
    expect(details.querySelector(".ans-error").hidden).toBe(false);
  });

  test("what is in the list already is marked", async () => {
    const { details } = await open("datasets", { title: "A leak" });
    const marks = [...details.querySelectorAll(".ans-tag")].map((one) => one.hidden);
    expect(marks).toEqual([false, true]);
  });

  test("a step is tied to the picked harms that it answers", async () => {
    const { details, tick, model } = await open("steps", { title: "A leak" });
    tick("Lock it");
    button(details).click();
    ack(model);
    expect(changes(model)).toContainEqual(expect.objectContaining({ do: "answer", value: ["r-aaaa"] }));
  });

  test("nothing is offered where the library has nothing", async () => {
    const { all } = await showForm({ answers: withRow({}) }, { at: DATA, bank: { ...riskBank(), library: {} } });
    expect(all(".ans-picker")).toEqual([]);
  });
});
