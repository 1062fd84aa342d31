// Every kind of answer, every page, and what comes and goes with the answers.
import axe from "axe-core";
import { describe, expect, test } from "vitest";
import { sampleBank } from "./content.js";
import { ack, allNo, changes, fullRoute, say, showForm, tick, type } from "./stage.js";

const EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>";
const FOCUSABLE = "a, button, input, textarea, summary, select, [tabindex]";
const PROJECT = "task?task=project";
const DATA = "task?task=data";

const rows = () => [
  { id: "r-aaaa", values: { title: "Stops", personal: { choice: "yes", why: "" }, special: ["health"] } },
  { id: "r-bbbb", values: { title: "Maps", personal: { choice: "no", why: "" } } },
];

async function expectNoViolations(el) {
  const found = await axe.run(el, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(found.violations.map((one) => [one.id, one.nodes[0].html])).toEqual([]);
}

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
    expect(question("pilot_end").textContent).toContain(sampleBank().problems.not_a_date);
    type(day, "5");
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", address: "pilot_end", value: "2027-02-05" });
    expect(question("pilot_end").textContent).not.toContain(sampleBank().problems.not_a_date);
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

describe("questions that come and go", () => {
  test("appear in their place, keep the focus, and are announced", async () => {
    const { option, all, el } = await showForm({ answers: fullRoute() }, { at: PROJECT });
    const pilot = option("stage", "pilot");
    pilot.focus();
    pilot.click();
    expect(document.activeElement).toBe(pilot);
    const order = all(".ans-question").map((one) => one.dataset.address);
    expect(order).toEqual(["problem_statement", "short_name", "stage", "pilot_end", "pilot_size", "channels"]);
    await new Promise((done) => setTimeout(done, 80));
    expect([...el.querySelectorAll("[role=status]")].map((one) => one.textContent).join()).toContain("2 more questions");
  });

  test("hiding answers says so and can be undone", async () => {
    const { option, question, press, model } = await showForm(
      { answers: { ...fullRoute(), stage: "pilot", pilot_size: 40 } }, { at: PROJECT },
    );
    option("stage", "live").click();
    expect(question("pilot_size")).toBeNull();
    expect(question("stage").textContent).toContain(say("hides_answers"));
    expect(question("stage").textContent).toContain("How many people will the pilot reach?");
    press(say("hides_undo"));
    expect(question("pilot_size").querySelector("input").value).toBe("40");
    expect(question("stage").textContent).not.toContain(say("hides_answers"));
    expect(changes(model).every((one) => one.address === "stage")).toBe(true);
  });
});

describe("the error summary", () => {
  test("takes the focus, links to each field, and does not hold anybody back", async () => {
    const { press, one, all, el } = await showForm({ answers: { ...fullRoute(), short_name: "Bikes" } }, { at: PROJECT });
    press(say("save_and_continue"));
    const summary = one(".ans-summary");
    expect(document.activeElement).toBe(summary);
    const lines = all(".ans-summary a");
    expect(lines.map((line) => line.textContent)).toEqual([
      `What problem are you trying to fix, and how do you know it is real? ${sampleBank().problems.required}`,
      `Which stage is it at? ${sampleBank().problems.required}`,
      `Where will you tell people about it? ${sampleBank().problems.required}`,
    ]);
    await expectNoViolations(el);
    lines[1].click();
    expect(document.activeElement.value).toBe("idea");
    press(say("continue_anyway"));
    expect(one("h1").textContent).toBe("The data");
  });

  test("a line goes when its answer comes", async () => {
    const { press, all, option } = await showForm({ answers: fullRoute() }, { at: PROJECT });
    press(say("save_and_continue"));
    const before = all(".ans-summary a").length;
    option("stage", "live").click();
    expect(all(".ans-summary a")).toHaveLength(before - 1);
  });

  test("a yes without its why leads to the why", async () => {
    const answers = { ...fullRoute(), owner: { role: "Head" }, human_check: { choice: "yes", why: "" } };
    const { press, all, question } = await showForm({ answers }, { at: "task?task=people" });
    press(say("save_and_continue"));
    all(".ans-summary a")[0].click();
    expect(document.activeElement).toBe(question("human_check").querySelector("textarea"));
  });
});

describe("the task list", () => {
  test("before the route: how many questions are left, and nothing is called done that was only begun", async () => {
    const { text, all } = await showForm({ answers: { screen_new: { choice: "yes", why: "" }, short_name: "Bikes" } });
    expect(text()).toContain(say("route_unknown_some", { answered: 1, total: 12 }));
    expect(all(".ans-task .ans-tag")[1].textContent).toBe(say("state_in_progress"));
    expect(text()).toContain(say("tasks_done_many", { done: 0, count: 4 }));
  });

  test("the route with reasons, sources, stops and documents", async () => {
    const answers = { ...allNo(), screen_biometric: { choice: "yes" }, screen_public: { choice: "yes" } };
    const { text, one } = await showForm({ answers });
    expect(text()).toContain(say("route_title", { route: "Full, with the panel" }));
    expect(text()).toContain("It uses faces, voices or prints.");
    expect(text()).toContain(say("unconfirmed"));
    expect(one(".ans-stop").textContent).toContain("A senior officer must agree");
    expect(text()).toContain("Data protection impact assessment");
  });

  test("states in words", async () => {
    const { all } = await showForm({ answers: { ...fullRoute(), owner: { role: "Head" }, problem_statement: "x" } });
    expect(all(".ans-task .ans-tag").map((one) => one.textContent)).toEqual([
      say("state_done"), say("state_in_progress"), say("state_not_started"), say("state_nothing"), say("state_in_progress"),
    ]);
  });

  test("finishing the screening comes back to the list and lands on the route", async () => {
    const { press, option, text, model } = await showForm({ answers: allNo() }, { at: "task?task=screening" });
    option("screen_new", "unsure").click();
    press(say("save_and_continue"));
    ack(model);
    expect(document.activeElement.textContent).toBe(say("route_title", { route: "Record only" }));
    expect(text()).toContain(say("tasks_all_done"));
    expect(text()).toContain(say("state_optional"));
  });
});

describe("check your answers and the canvas", () => {
  test("what is missing and unsure stands first; Change goes there and back", async () => {
    const answers = { ...fullRoute(), stage: "pilot", human_check: { choice: "unsure", why: "Ask." }, pilot_end: "2026-11-22", datasets: rows() };
    const { text, all, link, one, press, el } = await showForm({ answers }, { at: "answers" });
    expect(text().indexOf(say("missing_title"))).toBeLessThan(text().indexOf(say("unsure_title")));
    expect(text()).toContain("22 November 2026");
    expect(text()).toContain("Dataset 1: Stops");
    await expectNoViolations(el);
    all(".ans-change a").find((item) => item.textContent.includes("Which stage is it at?")).click();
    expect(document.activeElement.name).toContain("stage");
    press(say("save_and_leave"));
    expect(one("h1").textContent).toBe(say("answers_title"));
    expect(document.activeElement.textContent).toContain("Which stage is it at?");
    expect(link(say("back_to_tasks"))).toBeTruthy();
  });

  test("the canvas is a list of fifteen boxes with headings and states in words", async () => {
    const { all, el } = await showForm({ answers: fullRoute() }, { at: "canvas" });
    expect(all("ol.ans-canvas > li")).toHaveLength(15);
    expect(all("ol.ans-canvas > li h2").map((one) => Number.parseInt(one.textContent, 10))).toEqual([...Array(15).keys()].map((n) => n + 1));
    expect(all(".ans-box")[0].textContent).toContain("Know your data");
    expect(all(".ans-box")[0].textContent).toMatch(/0 of \d topics answered/);
    await expectNoViolations(el);
  });
});

describe("as a whole", () => {
  const pages = ["tasks", "task?task=screening", PROJECT, DATA, "task?task=people", "answers", "canvas"];

  test.each(pages)("%s: no violation, headings in order, and JupyterLab keeps its shortcuts off every focusable", async (at) => {
    const answers = { ...fullRoute(), stage: "pilot", datasets: rows(), channels: ["web"] };
    const { el, all } = await showForm({ answers }, { at });
    await expectNoViolations(el);
    expect(all("h1")).toHaveLength(1);
    const bare = all(FOCUSABLE).filter((one) => one.getAttribute("data-lm-suppress-shortcuts") !== "true");
    expect(bare.map((one) => one.outerHTML)).toEqual([]);
    expect(all("[style]")).toEqual([]);
  });

  test("markup in answers, titles and names is shown as text", async () => {
    const answers = { ...fullRoute(), problem_statement: EVIL, owner: { role: EVIL, name: EVIL }, datasets: [{ id: "r-aaaa", values: { title: EVIL } }] };
    for (const at of [...pages]) {
      const { el, stop } = await showForm({ title: EVIL, answers, person: { id: "p", name: EVIL, role: "" }, marking: EVIL }, { at });
      expect(el.querySelector("img, script")).toBeNull();
      stop();
    }
  });

  test("two views of one page share no id", async () => {
    const answers = { ...fullRoute(), datasets: rows() };
    await showForm({ answers }, { at: DATA });
    await showForm({ answers }, { at: DATA });
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const names = [...document.querySelectorAll("main")].map((main) => new Set([...main.querySelectorAll("input[type=radio]")].map((one) => one.name)));
    expect([...names[0]].filter((name) => names[1].has(name))).toEqual([]);
  });

  test("keys stay inside, links leave JupyterLab's address alone, and the clean-up is whole", async () => {
    const { el, follow, one, stop, model } = await showForm({ answers: fullRoute() });
    let escaped = 0;
    const count = () => escaped++;
    document.addEventListener("keydown", count);
    one("a").dispatchEvent(new KeyboardEvent("keydown", { key: "d", bubbles: true }));
    document.removeEventListener("keydown", count);
    expect(escaped).toBe(0);
    follow("The project");
    expect(one("h1").textContent).toBe("The project");
    expect(location.hash).toBe("");
    stop();
    expect(el.childElementCount).toBe(0);
    expect(model.listening()).toBe(0);
  });

  test("in the app the address follows, Back works, and the title says where you are", async () => {
    const { follow, one } = await showForm({ answers: fullRoute() }, { at: "tasks" });
    follow("The project");
    expect(location.hash).toBe("#task?task=project");
    expect(document.title).toBe(say("page_title", { page: "The project", title: "Bike finder" }));
    expect(document.activeElement).toBe(one("h1"));
    history.back();
    await new Promise((done) => setTimeout(done, 50));
    expect(one("h1").textContent).toBe("Bike finder");
  });

  test("a strange address shows the task list", async () => {
    const { one } = await showForm({}, { at: "task?task=__proto__&at=nowhere" });
    expect(one("h1").textContent).toBe("Bike finder");
  });

  test("no question at the address: the page is shown all the same", async () => {
    const { one } = await showForm({}, { at: "task?task=project&at=datasets/r-none/title" });
    await tick();
    expect(one("h1").textContent).toBe("The project");
  });
});
