// How long a text is and how it reads: told quietly below it, and never in the way.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { grade, syllables } from "../../widgets/answerable_widgets/form/readability.js";
import { readingOf } from "../../widgets/answerable_widgets/form/reading.js";
import { cases, sampleBank } from "./content.js";
import { expectNoViolations, fullRoute, say, showForm, type } from "./stage.js";

const PROJECT = "task?task=project";
const EASY = "We count the stops that our teams make. ".repeat(5);
const LONG = `${"We count the stops that our teams make and then we look at them and ".repeat(4)}so on.`;
const HARD = "Organisational interdependencies necessitate comprehensive multidisciplinary evaluation. ".repeat(5);

describe("the formula", () => {
  const { grades, syllables: counts } = cases("readability");
  test.each(grades)("$text", ({ text, grade: wanted }) => expect(grade(text)).toBeCloseTo(wanted, 5));
  test.each(Object.entries(counts))("%s", (word, wanted) => expect(syllables(word)).toBe(wanted));
});

describe("what is said", () => {
  test("nothing of a few words", () => {
    expect(readingOf("Not much yet.", "en-GB")).toBeNull();
  });

  test("an easy text has its age, a hard one what would help", () => {
    expect(readingOf(EASY, "en-GB")).toMatchObject({ key: "reads_well", words: 40 });
    expect(readingOf(LONG, "en-GB").key).toBe("reads_long");
    expect(readingOf(HARD, "en-GB")).toMatchObject({ key: "reads_hard", age: 20 });
  });

  test("beyond fifty, words are told in tens", () => {
    expect(readingOf("word ".repeat(49), "en-GB").words).toBe(49);
    expect(readingOf("word ".repeat(123), "en-GB").words).toBe(120);
  });

  test("where people do not write English only the words are counted", () => {
    expect(readingOf(HARD, "cy")).toEqual({ key: "reads_words", words: 30 });
  });
});

describe("on the page", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const line = (ui) => ui.question("problem_statement").querySelector("[id$=-reads]");
  const spoken = async (ui) => {
    await vi.advanceTimersByTimeAsync(80);
    return ui.one("[aria-live=polite]").textContent;
  };

  test("it stands below a text that somebody goes into, and describes its box", async () => {
    const ui = await showForm({ answers: { ...fullRoute(), problem_statement: EASY } }, { at: PROJECT });
    expect(line(ui).hidden).toBe(true);
    ui.field("problem_statement").focus();
    expect(line(ui).textContent).toBe(say("reads_well", readingOf(EASY, "en-GB")));
    expect(ui.field("problem_statement").getAttribute("aria-describedby").split(" ")).toContain(line(ui).id);
    expect(await spoken(ui)).toBe("");
    vi.useRealTimers();
    await expectNoViolations(ui.el);
  });

  test("it follows what is typed after a pause, and is spoken only when one leaves a text that is hard", async () => {
    const ui = await showForm({ answers: fullRoute() }, { at: PROJECT });
    const box = ui.field("problem_statement");
    type(box, HARD);
    expect(line(ui).hidden).toBe(true);
    await vi.advanceTimersByTimeAsync(700);
    expect(line(ui).hidden).toBe(false);
    expect(ui.one("[aria-live=polite]").textContent).not.toContain("age 20");
    box.blur();
    expect(await spoken(ui)).toContain("age 20");
    await vi.advanceTimersByTimeAsync(11000);
    box.focus();
    box.blur();
    expect(await spoken(ui)).not.toContain("age 20");
  });

  test("a single line has none", async () => {
    const bank = sampleBank();
    bank.concepts.problem_statement.answer.size = "line";
    const ui = await showForm({ answers: { ...fullRoute(), problem_statement: EASY } }, { at: PROJECT, bank });
    ui.field("problem_statement").focus();
    expect(line(ui)).toBeNull();
  });
});
