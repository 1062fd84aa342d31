// All questions on one page, and that it is remembered who likes it so.
import { afterEach, describe, expect, test } from "vitest";
import { ack, allNo, changes, expectNoViolations, fullRoute, rows, say, showForm, type } from "./stage.js";

afterEach(() => localStorage.clear());

const PERSON = { id: "sam", name: "Sam", role: "author" };
const show = (answers, at = "all", more = {}) => showForm({ person: PERSON, answers: { ...fullRoute(), ...answers }, ...more }, { at });

describe("all questions on one page", () => {
  test("every task is a part with its heading, and the list at the top leads there", async () => {
    const ui = await show({ datasets: rows() });
    const titles = ui.all(".ans-task-part:not([hidden]) > h2").map((one) => one.textContent);
    expect(titles).toEqual(["First questions", "The project", "The data", "People who answer for it"]);
    expect(ui.all(".ans-contents a").map((one) => one.textContent)).toEqual(titles);
    expect(ui.all(".ans-question").length).toBeGreaterThan(20);
    expect(ui.text()).toContain(say("route_title", { route: "Full" }));
    await expectNoViolations(ui.el);
    ui.all(".ans-contents a")[2].click();
    expect(document.activeElement.textContent).toBe("The data");
    expect(location.hash).toBe("#all");
    ui.all(".ans-task-part a").find((one) => one.textContent === say("all_to_contents")).click();
    expect(document.activeElement.textContent).toBe(say("all_contents"));
  });

  test("saves as the other pages do", async () => {
    const ui = await show({});
    const box = ui.field("problem_statement");
    type(box, "Bikes are stolen.");
    box.blur();
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: "problem_statement", value: "Bikes are stolen." });
  });

  test("drafts of an earlier visit count as given when somebody saves the page", async () => {
    const drafts = [{ address: "problem_statement", value: "Half a thought.", based_on: 0, conflict: null }];
    const ui = await show({}, "all", { drafts });
    ui.press(say("save_and_continue"));
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: "problem_statement", value: "Half a thought." });
  });

  test("checks all tasks at once, leads to the place, and does not hold anybody back", async () => {
    const ui = await show({ stage: "pilot" });
    ui.press(say("save_and_continue"));
    expect(document.activeElement).toBe(ui.one(".ans-summary"));
    const lines = ui.all(".ans-summary a");
    expect(lines.length).toBeGreaterThan(5);
    await expectNoViolations(ui.el);
    lines.at(-1).click();
    expect(document.activeElement.closest(".ans-question").dataset.address).toBe("human_check");
    ui.press(say("continue_anyway"));
    expect(ui.one("h1").textContent).toBe(say("answers_title"));
  });

  test("a task comes and goes with the answers, and a crowd of new questions is only counted", async () => {
    const ui = await showForm({ answers: allNo() }, { at: "all" });
    expect(ui.all(".ans-contents a")).toHaveLength(4);
    ui.option("screen_machine", "yes").click();
    expect(ui.all(".ans-contents a")).toHaveLength(5);
    ui.option("screen_sensitive", "yes").click();
    await new Promise((done) => setTimeout(done, 80));
    const said = ui.el.querySelector("[aria-live=polite]").textContent;
    expect(said).toMatch(/^\d+ more questions on this page\.$/);
    ack(ui.model);
  });

  test("a link from elsewhere lands on the question", async () => {
    const ui = await show({}, "answers");
    ui.stop();
    localStorage.setItem("answerable-page|sam", "compact");
    const again = await show({}, "answers");
    again.all(".ans-change a").find((one) => one.textContent.includes("Which stage is it at?")).click();
    expect(again.one("h1").textContent).toBe(say("all_title"));
    expect(document.activeElement.closest(".ans-question").dataset.address).toBe("stage");
    again.press(say("save_and_back"));
    expect(again.one("h1").textContent).toBe(say("answers_title"));
  });
});

describe("how somebody likes the page", () => {
  test("is chosen on the task list and remembered for that person alone", async () => {
    const ui = await show({}, "tasks");
    ui.follow(say("all_link"));
    expect(ui.one("h1").textContent).toBe(say("all_title"));
    ui.stop();

    const again = await show({}, "tasks");
    expect(again.text()).toContain(say("all_chosen"));
    again.follow("The project");
    expect(again.one("h1").textContent).toBe(say("all_title"));
    expect(document.activeElement.textContent).toBe("The project");
    again.stop();

    const other = await show({}, "task?task=project", { person: { id: "kim", name: "Kim", role: "author" } });
    expect(other.one("h1").textContent).toBe("The project");
  });

  test("can be changed back, from the list and from the page", async () => {
    const ui = await show({});
    ui.press(say("one_at_a_time"));
    expect(ui.one("h1").textContent).toBe("Bike finder");
    ui.follow("The project");
    expect(ui.one("h1").textContent).toBe("The project");
    ui.stop();

    localStorage.setItem("answerable-page|sam", "compact");
    const list = await show({}, "tasks");
    list.press(say("one_at_a_time"));
    expect(document.activeElement.textContent).toBe(say("all_link"));
    expect(localStorage.getItem("answerable-page|sam")).toBeNull();
  });

  test("where the browser keeps nothing, it holds for this page", async () => {
    const kept = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
    Object.defineProperty(globalThis, "localStorage", { configurable: true, get: () => { throw new DOMException("no", "SecurityError"); } });
    try {
      const ui = await show({}, "tasks");
      ui.follow(say("all_link"));
      ui.follow(say("back_to_tasks"));
      ui.follow("The project");
      expect(ui.one("h1").textContent).toBe(say("all_title"));
    } finally {
      Object.defineProperty(globalThis, "localStorage", kept);
    }
  });
});
