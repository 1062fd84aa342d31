// The canvas as a picture: what each box says of itself, and that it opens and closes with the focus where it was.
import { describe, expect, test } from "vitest";
import { cutShort } from "../../widgets/answerable_widgets/form/boxes.js";
import { withActions } from "./canvasbank.js";
import { expectNoViolations, fullRoute, rows, say, showForm } from "./stage.js";

const row = (id, values) => ({ id, values });
const answers = () => ({
  ...fullRoute(),
  problem_statement: "Bikes are stolen at the north station every day. Few of them come back to the people who own them, and nobody knows why that is so.",
  human_check: { choice: "unsure", why: "Ask." },
  datasets: rows(),
  harms: [row("r-h1", { title: "A wrong match" })],
  measures: [row("r-m1", { title: "Look twice", harms: ["r-h1"] }), row("r-m2", { title: "Keep less" })],
  actions: [row("r-a1", { title: "Train them", measures: ["r-m1"] }), row("r-a2", { title: "Delete it", status: "done", measures: ["r-m2"] }), row("r-a3", { title: "Review" })],
});
const show = (at = "canvas", more = {}) => showForm({ answers: answers(), ...more }, { at, bank: withActions() });
const box = (ui, title) => ui.all(".ans-box").find((one) => one.querySelector("h2").textContent.includes(title));

describe("a line of what is said", () => {
  test.each([
    ["Short.", "Short."],
    ["  Two\n\n lines ", "Two lines"],
    ["Bikes are stolen at the north station every day. Few of them come back to the people who own them, and nobody knows why that is so.", "Bikes are stolen at the north station every day."],
    ["I. e. " + "word ".repeat(40), `I. e. ${"word ".repeat(24).trim()}…`],
    ["x".repeat(200), `${"x".repeat(129)}…`],
    ["Cars, vans, " + "lorries, ".repeat(30), `Cars, vans, ${"lorries, ".repeat(13).replace(/, $/, "")}…`],
  ])("%s", (text, cut) => expect(cutShort(text)).toBe(cut));

  test("never tears a letter in two", () => {
    expect(cutShort("👩‍👧".repeat(1) + "🚲".repeat(200))).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});

describe("the picture", () => {
  test("a box says what is in it, how far it is in words, and what is open", async () => {
    const ui = await show("canvas", { findings: [{ id: "hollow", address: "harms/r-h1/title", says: "Says little.", todo: "Say more.", source: [] }] });
    const negative = box(ui, "7.");
    expect(negative.querySelector(".ans-box-said").textContent).toBe("A wrong match");
    expect(negative.textContent).toContain(say("box_state_one", { answered: 1 }));
    expect(negative.textContent).toContain(say("noticed_one"));
    expect(negative.textContent).toContain(say("box_actions_one"));
    expect(box(ui, "8.").textContent).toContain(say("box_actions_one"));
    expect(box(ui, "15.").textContent).toContain(say("box_actions_many", { count: 2 }));
    expect(box(ui, "15.").textContent).not.toContain(say("noticed_one"));
    expect(ui.all(".ans-count-box_unsure").length).toBeGreaterThan(0);
    expect(ui.all(".ans-pip").every((one) => one.closest("[aria-hidden=true]"))).toBe(true);
    await expectNoViolations(ui.el);
  });

  test("a column counts in the box that names it, and in no other", async () => {
    const bank = withActions();
    bank.lenses.canvas.sections[7].fields[0].fills.push("harms.disposition");
    const findings = [{ id: "hollow", address: "harms/r-h1/disposition", says: "Says little.", todo: "Say more.", source: [] }];
    const ui = await showForm({ answers: answers(), findings }, { at: "canvas", bank });
    expect(box(ui, "7.").textContent).not.toContain(say("noticed_one"));
    expect(box(ui, "8.").textContent).toContain(say("noticed_one"));
  });

  test("what others in the box point at does not speak for it", async () => {
    const bank = withActions();
    bank.lenses.canvas.sections[6].fields[0].fills = ["harms", "measures"];
    const ui = await showForm({ answers: answers() }, { at: "canvas", bank });
    expect(box(ui, "7.").querySelector(".ans-box-said").textContent).toBe("Look twice; Keep less");
  });

  test("each box is one link, and its state describes it", async () => {
    const ui = await show();
    const link = box(ui, "7.").querySelector("a");
    expect(box(ui, "7.").querySelectorAll("a, button")).toHaveLength(1);
    expect(document.getElementById(link.getAttribute("aria-describedby")).textContent).toContain(say("box_state_one", { answered: 1 }));
  });

  test("nothing said is left blank, and where nothing is asked the box says so", async () => {
    const ui = await showForm({ answers: fullRoute() }, { at: "canvas", bank: withActions() });
    expect(box(ui, "7.").querySelector(".ans-box-said")).toBeNull();
    expect(box(ui, "7.").querySelector(".ans-box-counts")).toBeNull();
  });
});

describe("a box, opened", () => {
  test("has its questions with answers, what is noticed, open and unsure, and leads back to its place", async () => {
    const ui = await show("canvas", { findings: [{ id: "hollow", address: "harms", says: "Says little.", todo: "Say more.", source: [] }] });
    box(ui, "7.").querySelector("a").click();
    expect(ui.one("h1").textContent).toContain("7. ");
    expect(document.activeElement).toBe(ui.one("h1"));
    expect(ui.text()).toContain("A wrong match");
    expect(ui.text()).toContain("Says little.");
    expect(ui.text()).toContain("Train them");
    expect(ui.text()).not.toContain("Delete it");
    await expectNoViolations(ui.el);
    ui.follow(say("back_to_canvas"));
    expect(document.activeElement.dataset.box).toBe("negative");
  });

  test("the browser's own Back comes to the box too", async () => {
    const ui = await show();
    box(ui, "8.").querySelector("a").click();
    expect(location.hash).toBe("#canvas?box=steps");
    const back = new Promise((done) => window.addEventListener("popstate", done, { once: true }));
    history.back();
    await back;
    expect(location.hash).toBe("#canvas?at=steps");
    expect(document.activeElement.dataset.box).toBe("steps");
  });

  test("a link leads to the question, and from there back to the box and the same line", async () => {
    const ui = await show("canvas?box=negative");
    ui.all(".ans-change a")[0].click();
    expect(document.activeElement.closest("[data-address]").dataset.address).toBe("harms");
    ui.press(say("save_and_back"));
    expect(ui.one("h1").textContent).toContain("7. ");
    expect(document.activeElement.dataset.at).toBe("harms");
  });

  test("one walks from box to box; one that is not there shows the picture", async () => {
    const ui = await show("canvas?box=negative");
    ui.all(".ans-steps a")[1].click();
    expect(ui.one("h1").textContent).toContain("8. ");
    const other = await show("canvas?box=__proto__");
    expect(other.all(".ans-box")).toHaveLength(15);
  });
});
