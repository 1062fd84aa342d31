// Every kind of answer, and registers of them.
import { describe, expect, test } from "vitest";
import { sampleBank } from "./content.js";
import { ack, changes, fullRoute, say, showForm, type } from "./stage.js";

const PROJECT = "task?task=project";
const DATA = "task?task=data";
const rows = () => [
  { id: "r-aaaa", values: { title: "Stops", personal: { choice: "yes", why: "" }, special: ["health"] } },
  { id: "r-bbbb", values: { title: "Maps", personal: { choice: "no", why: "" } } },
];

describe("each kind of answer has its name, its hint and its error", () => {
  const single = ["problem_statement", "short_name", "pilot_size"];
  const groups = ["stage", "channels", "pilot_end"];
  const answers = () => ({ ...fullRoute(), stage: "pilot" });

  test.each(single)("%s: one input with a label", async (address) => {
    const { question } = await showForm({ answers: answers() }, { at: PROJECT });
    const input = question(address).querySelector("input, textarea");
    expect(document.querySelector(`label[for="${input.id}"]`).textContent).toContain(sampleBank().concepts[address].ask);
  });

  test.each(groups)("%s: a group with a legend", async (address) => {
    const { question } = await showForm({ answers: answers() }, { at: PROJECT });
    const legend = question(address).querySelector("fieldset > legend");
    expect(legend.textContent).toContain(sampleBank().concepts[address].ask);
    for (const input of question(address).querySelectorAll("input")) {
      expect(document.querySelector(`label[for="${input.id}"]`)).not.toBeNull();
    }
  });

  test("hint and error are described, and the input is marked invalid", async () => {
    const { question, press } = await showForm({ answers: fullRoute() }, { at: PROJECT });
    press(say("save_and_continue"));
    const input = question("problem_statement").querySelector("textarea");
    const said = input.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id).textContent).join(" ");
    expect(said).toContain("Say what happens now");
    expect(said).toContain(sampleBank().problems.required);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });

  test("person: role and optional name; both go together", async () => {
    const { question, model } = await showForm({ answers: fullRoute() }, { at: "task?task=people" });
    const [role, name] = question("owner").querySelectorAll("input");
    type(role, "Head of data");
    type(name, "Ana");
    ack(model);
    name.blur();
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", address: "owner", value: { role: "Head of data", name: "Ana" } });
  });

  test("yes, no or unsure: why stands ready after a choice", async () => {
    const { question, option, model } = await showForm({ answers: fullRoute() }, { at: "task?task=people" });
    const why = question("human_check").querySelector("textarea");
    expect(why.closest("[hidden]")).not.toBeNull();
    option("human_check", "unsure").click();
    expect(why.closest("[hidden]")).toBeNull();
    expect(document.querySelector(`label[for="${why.id}"]`).textContent).toBe(say("why_unsure"));
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", address: "human_check", value: { choice: "unsure", why: "" } });
  });

  test("choices: each tick is the whole list, and none is no answer", async () => {
    const { option, model } = await showForm({ answers: { ...fullRoute(), channels: ["web"] } }, { at: PROJECT });
    option("channels", "post").click();
    expect(changes(model).at(-1).value).toEqual(["web", "post"]);
    option("channels", "web").click();
    option("channels", "post").click();
    model.tell({ op: "ack", client: model.sent.at(-1).client, seq: 1, at: "1", head: 1, results: [] });
    expect(changes(model).at(-1).value).toBeNull();
  });

  test("number: separators are fine, words are not", async () => {
    const { field, question, model } = await showForm({ answers: answers() }, { at: PROJECT });
    type(field("pilot_size"), "1,200");
    field("pilot_size").blur();
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: 1200 });
    type(field("pilot_size"), "lots");
    field("pilot_size").blur();
    expect(question("pilot_size").textContent).toContain(sampleBank().problems.not_a_number);
    expect(changes(model).some((one) => one.do === "answer" && one.value === "lots")).toBe(false);
  });

  test("date: whole and real is an answer at once, else it says so on leaving", async () => {
    const { question, model } = await showForm({ answers: answers() }, { at: PROJECT });
    const [day, month, year] = question("pilot_end").querySelectorAll("input");
    type(day, "31");
    type(month, "2");
    type(year, "2027");
    year.blur();
    expect(question("pilot_end").querySelector(".ans-error").textContent).toContain("February 2027 has 28 days, so “31” is none of them.");
    expect([day, month, year].map((one) => one.getAttribute("aria-invalid"))).toEqual(["true", null, null]);
    type(day, "5");
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", address: "pilot_end", value: "2027-02-05" });
    expect(question("pilot_end").querySelector(".ans-error").hidden).toBe(true);
  });

  test("refer: rows to choose from, or where to add the first", async () => {
    const bank = sampleBank();
    bank.concepts.weak_sets.when = null;
    const empty = await showForm({ answers: fullRoute() }, { at: DATA, bank });
    expect(empty.question("weak_sets").textContent).toContain(say("no_rows_yet", { row_name: "dataset" }));
    empty.stop();
    const { option, model } = await showForm({ answers: { ...fullRoute(), datasets: rows() } }, { at: DATA });
    option("weak_sets", "r-bbbb").click();
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", address: "weak_sets", value: ["r-bbbb"] });
  });
});

describe("registers", () => {
  test("a new row is sent, drawn, and its first field has the focus", async () => {
    const { press, model, all } = await showForm({ answers: fullRoute() }, { at: DATA });
    press(say("row_add", { row_name: "dataset" }));
    expect(changes(model)[0]).toMatchObject({ do: "add_row", after: null });
    expect(changes(model)[0].address).toMatch(/^datasets\/r-[0-9a-z]{8}$/);
    expect(all(".ans-card")).toHaveLength(1);
    expect(document.activeElement.closest("[data-address]").dataset.address).toBe(`${changes(model)[0].address}/title`);
  });

  test("columns follow the row's own answers, and questions carry its name", async () => {
    const { question, option } = await showForm({ answers: { ...fullRoute(), datasets: rows() } }, { at: DATA });
    expect(question("datasets/r-aaaa/special").textContent).toContain("Which sensitive facts are in Stops?");
    expect(question("datasets/r-bbbb/special")).toBeNull();
    option("datasets/r-bbbb/personal", "yes").click();
    expect(question("datasets/r-bbbb/special")).not.toBeNull();
  });

  test("removing asks in place first, and moves the focus on", async () => {
    const { press, all, model, one } = await showForm({ answers: { ...fullRoute(), datasets: rows() } }, { at: DATA });
    press(say("row_remove", { row_name: "dataset" }));
    expect(document.activeElement.textContent).toBe(say("row_remove_no"));
    press(say("row_remove_no"));
    expect(all(".ans-card")).toHaveLength(2);
    press(say("row_remove", { row_name: "dataset" }));
    press(say("row_remove_yes"));
    expect(changes(model).at(-1)).toMatchObject({ do: "remove_row", address: "datasets/r-aaaa" });
    expect(all(".ans-card")).toHaveLength(1);
    expect(document.activeElement).toBe(one(".ans-card h3"));
  });
});
