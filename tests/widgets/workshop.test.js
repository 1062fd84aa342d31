// The workshop order: the same questions, ordered as on the canvas.
import { describe, expect, test } from "vitest";
import { sampleBank } from "./content.js";
import { expectNoViolations, fullRoute, rows, say, showForm } from "./stage.js";

// Two groups, the second first in number; one column, one register, one question twice.
function smallCanvas() {
  const bank = sampleBank();
  bank.lenses.canvas.groups = [{ id: "know", title: "Know" }, { id: "plan", title: "Plan" }];
  bank.lenses.canvas.sections = [
    { id: "people", number: 2, title: "People", group: "plan", row: 1, column: 2, fields: [{ id: "who", title: "Who", fills: ["owner", "problem_statement"] }] },
    { id: "sources", number: 1, title: "Sources", group: "know", row: 1, column: 1, fields: [
      { id: "which", title: "Which data", fills: ["datasets", "datasets.personal", "datasets.special"] }, { id: "why", title: "Why", fills: ["problem_statement"] },
    ] },
    { id: "none", number: 3, title: "Nothing here", group: "plan", row: 1, column: 3, fields: [{ id: "n", title: "N", fills: ["machine_limits"] }] },
  ];
  return bank;
}

const show = (at = "workshop", answers = {}) =>
  showForm({ answers: { ...fullRoute(), problem_statement: "Bikes are stolen.", datasets: rows(), ...answers } }, { at, bank: smallCanvas() });
const row = (ui, ask) => ui.all(".ans-row").filter((one) => one.querySelector("dt").textContent.includes(ask));

describe("the whole list", () => {
  test("goes by group and box; what the canvas has no topic for comes last, task by task", async () => {
    const ui = await show();
    expect(ui.all(".ans-page :is(h2, h3)").map((one) => one.textContent)).toEqual([
      "Know", "1. Sources", "Plan", "2. People", "3. Nothing here", say("workshop_rest"), "First questions", "The project", "The data", "People who answer for it",
    ]);
    expect(ui.all("h4").map((one) => one.textContent)).toEqual(["Which data", "Why", "Who"]);
    await expectNoViolations(ui.el);
  });

  test("every question that is asked stands there with what the answers are so far", async () => {
    const ui = await show();
    expect(row(ui, "What problem")[0].textContent).toContain("Bikes are stolen.");
    expect(row(ui, "about people")[0].textContent).toContain("Stops: Yes");
    expect(row(ui, "about people")[0].textContent).toContain("Maps: No");
    const asked = ui.all("dt").map((one) => one.textContent);
    for (const id of ["stage", "weak_sets", "human_check", ...smallCanvas().screening.questions]) expect(asked).toContain(sampleBank().concepts[id].ask);
    expect(asked).not.toContain(sampleBank().concepts.machine_limits.ask);
    expect(ui.text()).toContain(say("box_nothing"));
  });

  test("a question that comes twice is answered where it stands first", async () => {
    const ui = await show();
    const [first, again] = row(ui, "What problem");
    expect(first.querySelector("a")).not.toBeNull();
    expect(again.textContent).toContain(say("workshop_again"));
    expect(again.querySelector("a")).toBeNull();
  });
});

describe("box by box", () => {
  test("one walks on and back with links, to the last box and no further", async () => {
    const ui = await show();
    ui.follow(say("workshop_start"));
    const seen = [];
    for (;;) {
      seen.push(ui.one("h1").textContent);
      expect(document.activeElement).toBe(ui.one("h1"));
      await expectNoViolations(ui.el);
      const next = ui.all(".ans-steps a").find((one) => one.textContent.startsWith(say("workshop_next", { box: "" })));
      if (!next) break;
      next.click();
    }
    expect(seen).toEqual(["1. Sources", "2. People", "3. Nothing here", say("workshop_rest")]);
    ui.all(".ans-steps a")[0].click();
    expect(ui.one("h1").textContent).toBe("3. Nothing here");
    expect(location.hash).toBe("#workshop?box=none");
    ui.follow(say("back_to_workshop"));
    expect(ui.one("h1").textContent).toBe(say("workshop_title"));
  });

  test("a box shows its questions in full, also those that stood in an earlier box", async () => {
    const ui = await show("workshop?box=people");
    expect(ui.text()).toContain(`Plan. ${say("workshop_place", { number: 2, total: 4 })}`);
    expect(row(ui, "What problem")[0].textContent).toContain("Bikes are stolen.");
  });

  test("a link leads to the question, and back to the box and the same line", async () => {
    const ui = await show("workshop?box=people");
    row(ui, "Who")[0].querySelector("a").click();
    expect(document.activeElement.closest(".ans-question").dataset.address).toBe("owner");
    ui.press(say("save_and_back"));
    expect(ui.one("h1").textContent).toBe("2. People");
    expect(document.activeElement.dataset.at).toBe("owner");
  });

  test("a column leads to the first row that has no answer", async () => {
    const datasets = [{ id: "r-aaaa", values: { title: "Stops", personal: { choice: "yes", why: "" } } }, { id: "r-bbbb", values: { title: "Maps" } }];
    const ui = await show("workshop?box=sources", { datasets });
    row(ui, "about people")[0].querySelector("a").click();
    expect(document.activeElement.closest("[data-address]").dataset.address).toBe("datasets/r-bbbb/personal");
  });

  test("a box that is not there shows the list", async () => {
    const ui = await show("workshop?box=__proto__");
    expect(ui.one("h1").textContent).toBe(say("workshop_title"));
  });
});
