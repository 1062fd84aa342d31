// Rows that change places, registers of hundreds, the table of all rows, and choices taken back.
import { describe, expect, test, vi } from "vitest";
import { ROW_CHANGES } from "../../widgets/answerable_widgets/form/addresses.js";
import { sampleBank } from "./content.js";
import { ack, changes, expectNoViolations, fullRoute, patches, rows, say, showForm } from "./stage.js";

const DATA = "task?task=data";
const many = (count) => Array.from({ length: count }, (_, at) => ({ id: `r-${String(at).padStart(4, "0")}`, values: { title: `Set ${at}`, personal: { choice: "no", why: "" } } }));
const show = (datasets) => showForm({ answers: { ...fullRoute(), datasets } }, { at: DATA });
const order = (ui) => ui.all(".ans-cards > li").map((one) => one.dataset.address.split("/")[1]);
const button = (ui, row, key) => [...ui.one(`.ans-card[data-address="datasets/${row}"] .ans-card-tools`).children].find((one) => one.textContent.startsWith(say(key, { row_name: "dataset" })));
const announced = (ui) => ui.el.querySelector("[aria-live=polite]").textContent;

describe("rows change places", () => {
  test("by buttons that carry the row's name; the focus stays, and the new place is said", async () => {
    const ui = await show(many(3));
    const up = button(ui, "r-0002", "row_up");
    expect(up.textContent).toContain("Set 2");
    up.focus();
    up.click();
    expect(order(ui)).toEqual(["r-0000", "r-0002", "r-0001"]);
    expect(document.activeElement).toBe(up);
    await new Promise((done) => setTimeout(done, 80));
    expect(announced(ui)).toBe(say("row_moved", { place: 2, count: 3 }));
    await expectNoViolations(ui.el);
  });

  test("at the end the focus goes to the button that leads back", async () => {
    const ui = await show(many(3));
    button(ui, "r-0001", "row_up").click();
    expect(document.activeElement).toBe(button(ui, "r-0001", "row_down"));
    expect(button(ui, "r-0001", "row_up").hidden).toBe(true);
    button(ui, "r-0001", "row_down").click();
    button(ui, "r-0001", "row_down").click();
    expect(document.activeElement).toBe(button(ui, "r-0001", "row_up"));
    expect(order(ui)).toEqual(["r-0000", "r-0002", "r-0001"]);
  });

  test("a row on its way is sent once, where it ends; another row after it is a move of its own", async () => {
    vi.useFakeTimers();
    const ui = await show(many(4));
    for (let times = 0; times < 3; times += 1) button(ui, "r-0003", "row_up").click();
    button(ui, "r-0001", "row_up").click();
    await vi.advanceTimersByTimeAsync(1000);
    expect(changes(ui.model).map(({ do: what, address, after }) => [what, address, after])).toEqual([
      ["move_row", "datasets/r-0003", null], ["move_row", "datasets/r-0001", "r-0003"],
    ]);
    ack(ui.model);
    expect(order(ui)).toEqual(["r-0003", "r-0001", "r-0000", "r-0002"]);
  });

  test("what the record says of the order counts, and the field with the focus keeps it", async () => {
    const ui = await show(rows());
    const title = ui.field("datasets/r-bbbb/title");
    title.focus();
    const left = vi.fn();
    title.addEventListener("blur", left);
    ui.model.tell({ op: "changed", answers: { ...fullRoute(), datasets: rows().reverse() }, based: {}, head: 9 });
    expect(order(ui)).toEqual(["r-bbbb", "r-aaaa"]);
    expect(document.activeElement).toBe(title);
    expect(left).not.toHaveBeenCalled();
  });

  test("a new row can move before the record has heard of it", async () => {
    vi.useFakeTimers();
    const ui = await show(rows());
    ui.press(say("row_add", { row_name: "dataset" }));
    const id = order(ui).at(-1);
    button(ui, id, "row_up").click();
    expect(order(ui)).toEqual(["r-aaaa", id, "r-bbbb"]);
    ack(ui.model);
    await vi.advanceTimersByTimeAsync(1000);
    expect(patches(ui.model).map((one) => one.changes.map((change) => change.do))).toEqual([["add_row"], ["move_row"]]);
    ack(ui.model);
    expect(order(ui)).toEqual(["r-aaaa", id, "r-bbbb"]);
  });

  test.each([
    ["r-cccc", null, ["r-cccc", "r-aaaa", "r-bbbb"]], ["r-aaaa", "r-bbbb", ["r-bbbb", "r-aaaa", "r-cccc"]],
    ["r-aaaa", "r-gone", ["r-aaaa", "r-bbbb", "r-cccc"]], ["r-gone", "r-aaaa", ["r-aaaa", "r-bbbb", "r-cccc"]], ["r-aaaa", "r-aaaa", ["r-aaaa", "r-bbbb", "r-cccc"]],
  ])("%s behind %s, as the record has it", (row, after, wanted) => {
    const answers = { datasets: ["r-aaaa", "r-bbbb", "r-cccc"].map((id) => ({ id, values: {} })) };
    expect(ROW_CHANGES.move_row(answers, { address: `datasets/${row}`, after }).datasets.map((one) => one.id)).toEqual(wanted);
  });
});

describe("hundreds of rows", () => {
  test("are drawn some at a time, with their questions only once they are opened", async () => {
    const ui = await show(many(120));
    expect(order(ui).length).toBeLessThan(120);
    await vi.waitFor(() => expect(order(ui)).toHaveLength(120));
    expect(ui.all(".ans-card .ans-question")).toHaveLength(0);
    expect(order(ui)).toEqual(many(120).map((row) => row.id));
    button(ui, "r-0100", "row_open").click();
    expect(ui.field("datasets/r-0100/title").value).toBe("Set 100");
  });

  test("a link to one that is not drawn yet leads there", async () => {
    const ui = await showForm({ answers: { ...fullRoute(), datasets: many(120) } }, { at: `${DATA}&at=datasets%2Fr-0119%2Ftitle` });
    expect(document.activeElement).toBe(ui.field("datasets/r-0119/title"));
  });
});

describe("the table of all rows", () => {
  const table = (ui) => ui.one(".ans-all-rows");
  const lines = (ui) => [...table(ui).querySelectorAll("tbody tr")].map((line) => [...line.children].slice(0, -1).map((cell) => cell.textContent.trim()));

  test("has a caption, names, short answers and how far each row is, and opens it", async () => {
    const ui = await show([...rows(), ...many(1)]);
    table(ui).querySelector("summary").click();
    expect(table(ui).querySelector("caption").textContent).toBe(say("table_caption", { ask: sampleBank().concepts.datasets.ask }));
    expect(lines(ui)).toEqual([
      ["Dataset 1: Stops", "Yes", say("row_answered_many", { given: 3, count: 3 })],
      ["Dataset 2: Maps", "No", say("row_answered_many", { given: 2, count: 2 })],
      ["Dataset 3: Set 0", "No", say("row_answered_many", { given: 2, count: 2 })],
    ]);
    await expectNoViolations(ui.el);
    table(ui).querySelector("tbody button").click();
    expect(document.activeElement.textContent).toBe("Dataset 1: Stops");
    expect(ui.question("datasets/r-aaaa/title")).not.toBeNull();
  });

  test("follows what changes, and is not there for a single row", async () => {
    const ui = await show(many(3));
    table(ui).querySelector("summary").click();
    table(ui).open = true;
    button(ui, "r-0002", "row_up").click();
    expect(lines(ui).map(([name]) => name)).toEqual(["Dataset 1: Set 0", "Dataset 2: Set 2", "Dataset 3: Set 1"]);
    ui.stop();
    expect((await show(rows().slice(0, 1))).one(".ans-all-rows").hidden).toBe(true);
  });
});

describe("a choice taken back", () => {
  const clear = (ui, address) => ui.question(address).querySelector(".ans-clear");

  test("is there once something is chosen, and leads back to the first", async () => {
    const ui = await showForm({ answers: fullRoute() }, { at: "task?task=project" });
    expect(clear(ui, "stage").hidden).toBe(true);
    ui.option("stage", "pilot").click();
    expect(clear(ui, "stage").hidden).toBe(false);
    clear(ui, "stage").click();
    ack(ui.model);
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: "stage", value: null });
    expect(clear(ui, "stage").hidden).toBe(true);
    expect(document.activeElement).toBe(ui.question("stage").querySelector("input"));
    expect(ui.question("stage").querySelector("input:checked")).toBeNull();
  });

  test("leaves the reason that somebody wrote", async () => {
    const ui = await showForm({ answers: { ...fullRoute(), human_check: { choice: "yes", why: "Kim looks." } } }, { at: "task?task=people" });
    clear(ui, "human_check").click();
    expect(changes(ui.model).at(-1).value).toEqual({ choice: null, why: "Kim looks." });
    const why = ui.question("human_check").querySelector("textarea");
    expect([why.value, why.closest("[hidden]")]).toEqual(["Kim looks.", null]);
  });
});
