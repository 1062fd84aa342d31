// The pages of the form, and what comes and goes with the answers.
import { describe, expect, test } from "vitest";
import { sampleBank } from "./content.js";
import { ack, allNo, changes, expectNoViolations, fullRoute, rows, say, showForm } from "./stage.js";

const PROJECT = "task?task=project";

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
    expect(el.querySelector("[aria-live=polite]").textContent).toContain("2 more questions");
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
      "What problem are you trying to fix, and how do you know it is real?",
      "Which stage is it at?",
      "Where will you tell people about it?",
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
    press(say("save_and_back"));
    expect(one("h1").textContent).toBe(say("answers_title"));
    expect(document.activeElement.textContent).toContain("Which stage is it at?");
    expect(link(say("back_to_tasks"))).toBeTruthy();
  });

  test("on the canvas a column that every row hides is not asked", async () => {
    const bank = sampleBank();
    bank.concepts.datasets.answer.columns.find((one) => one.id === "note").when = { is: [".title", "Maps"] };
    bank.lenses.canvas.sections[0].fields = [{ id: "both", title: "Both", fills: ["datasets.title", "datasets.note"] }];
    const state = async (datasets) => (await showForm({ answers: { ...fullRoute(), datasets } }, { at: "canvas?box=s1", bank })).one(".ans-topic-state").textContent;
    expect(await state([{ id: "r-aaaa", values: { title: "Stops" } }])).toBe(say("topic_answered"));
    expect(await state([{ id: "r-aaaa", values: { title: "Maps" } }])).toBe(say("topic_partly"));
    expect(await state([])).toBe(say("topic_open"));
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
