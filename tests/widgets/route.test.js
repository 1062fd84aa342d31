// Another route than the first answers ask for, stops and what lifts them, ticks that do not go together.
import { describe, expect, test } from "vitest";
import { cases, wholeBank } from "./content.js";
import { ack, changes, expectNoViolations, say, showForm, type } from "./stage.js";

const [{ bank: told }] = cases("choosing");
const routeBank = () => wholeBank(told);
const said = (yes) => Object.fromEntries(told.screening.questions.map((id) => [id, { choice: yes.includes(id) ? "yes" : "no", why: "" }]));
const open = (yes, more, where) => showForm({ answers: { ...said(yes), ...more } }, { at: where ?? "tasks", bank: routeBank() });
const heading = ({ one }) => one(".ans-verdict h2").textContent;

describe("another route", () => {
  test("up is one choice, and taken back by one press", async () => {
    const ui = await open(["screen_people"]);
    expect(heading(ui)).toContain("Standard");
    ui.option("route_choice", "full").click();
    expect(heading(ui)).toContain("Full");
    expect(ui.text()).toContain(say("route_verdict", { verdict: "Standard", route: "Full" }));
    await expectNoViolations(ui.el);
    ack(ui.model);
    ui.press(say("route_as_asked", { verdict: "Standard" }));
    expect(heading(ui)).toContain("Standard");
    expect(changes(ui.model).map(({ address, value }) => [address, value])).toEqual([["route_choice", "full"], ["route_choice", null]]);
  });

  test("down waits for a reason and a reviewer, and says so", async () => {
    const ui = await open(["screen_people"]);
    ui.option("route_choice", "light").click();
    expect(heading(ui)).toContain("Standard");
    expect(ui.text()).toContain(say("route_not_yet", { route: "Light", verdict: "Standard" }));
    type(ui.field("route_reason"), "As needed.");
    ui.field("route_reason").blur();
    expect(ui.text()).toContain("Say a fact that shows why");
    type(ui.field("route_reason"), "The same tool was checked in full last May.");
    ui.field("route_reason").blur();
    type(ui.field("route_reviewer"), "Adviser");
    type(ui.one("[id$=route_reviewer-name]"), "M. Hale");
    ui.one("[id$=route_reviewer-name]").blur();
    expect(heading(ui)).toContain("Light");
    expect(ui.text()).toContain("M. Hale");
    ack(ui.model);
    expect(changes(ui.model).find(({ address }) => address === "route_left").value).toBe("standard");
    await expectNoViolations(ui.el);
  });

  test("a choice that lapsed is made again by one press", async () => {
    const agreed = { route_choice: "light", route_left: "standard", route_reason: "The same tool was checked in full last May.", route_reviewer: { role: "Adviser", name: "M. Hale" } };
    const ui = await open(["screen_alone"], agreed);
    expect(heading(ui)).toContain("Full");
    expect(ui.text()).toContain("Your first answers ask for more now");
    ui.press(say("route_again", { route: "Light", verdict: "Full" }));
    expect(heading(ui)).toContain("Light");
  });

  test("nothing is offered before there is a verdict", async () => {
    const ui = await showForm({ answers: {} }, { at: "tasks", bank: routeBank() });
    expect(ui.one(".ans-other-route").hidden).toBe(true);
  });
});

describe("a stop", () => {
  test("links to the answer that lifts it, is shown there, and then says what lifted it", async () => {
    const ui = await open(["screen_alone"]);
    expect(ui.one(".ans-stop").textContent).toContain("Nobody looks.");
    ui.follow("What allows it?");
    expect(ui.one(".ans-stop").textContent).toContain(say("stop_here"));
    ui.option("basis", "law").click();
    type(ui.field("how"), "Part two of the invented act on parked bikes.");
    ui.field("how").blur();
    expect(ui.one(".ans-stop")).toBeNull();
    ui.follow(say("back_to_tasks"));
    expect(ui.one(".ans-lifted").textContent).toContain(say("lifted", { because: "a law allows it." }));
  });
});

describe("an option that stands alone", () => {
  test("unticks the others and is unticked by them, and the page says so", async () => {
    const ui = await open(["screen_alone"], { basis: ["law"] }, "task?task=rest");
    ui.option("basis", "none").click();
    expect(ui.option("basis", "law").checked).toBe(false);
    await new Promise((done) => setTimeout(done, 80));
    expect(ui.one("[aria-live=polite]").textContent).toContain(say("unticked", { options: "Law" }));
    ack(ui.model);
    ui.option("basis", "law").click();
    expect(ui.option("basis", "none").checked).toBe(false);
    expect(changes(ui.model).map(({ value }) => value)).toEqual([["none"], ["law"]]);
  });

  test("an old answer that has both is shown as it is", async () => {
    const ui = await open(["screen_alone"], { basis: ["law", "none"] }, "task?task=rest");
    expect([ui.option("basis", "law").checked, ui.option("basis", "none").checked]).toEqual([true, true]);
  });
});
