// Two answers to one question, for every kind of answer: both shown, one chosen, or the two made into one.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { parts } from "../../widgets/answerable_widgets/form/addresses.js";
import { sampleBank } from "./content.js";
import { ack, changes, expectNoViolations, fullRoute, rows, say, showForm, type } from "./stage.js";

const wait = (ms) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});

describe("every kind of answer", () => {
  const KINDS = [
    // address, mine, theirs, both: what joining gives, null where one must be chosen
    ["stage", "live", "pilot", null],
    ["pilot_end", "2026-12-01", "2026-12-24", null],
    ["pilot_size", 120, 250, null],
    ["owner", { role: "Lead", name: "Sam" }, { role: "Head", name: "Kim" }, null],
    ["channels", ["web"], ["meet"], ["web", "meet"]],
    ["human_check", { choice: "yes", why: "Each case." }, { choice: "no", why: "Not yet." }, { choice: "yes", why: "Each case.\n\nNot yet." }],
    ["short_name", "Bikes", "Cycles", "Bikes / Cycles"],
    ["datasets/r-aaaa/note", "Mine.", "Theirs.", "Mine.\n\nTheirs."],
    ["datasets/r-aaaa/special", ["belief"], ["health"], ["belief", "health"]],
    ["weak_sets", ["r-aaaa"], ["r-bbbb"], ["r-aaaa", "r-bbbb"]],
  ];

  function met(address, mine, theirs) {
    const answers = { ...fullRoute(), stage: "pilot", datasets: rows() };
    const drafts = [{ address, value: mine, based_on: 1, at: "", conflict: { theirs, by: "ben", name: "Ben Efit", seq: 9 } }];
    const task = sampleBank().tasks.find((one) => one.concepts.includes(parts(address).concept)).id;
    return showForm({ answers, drafts, based: { [address]: 9 }, head: 9 }, { at: `task?task=${task}` });
  }

  test.each(KINDS)("%s: both are shown, one is chosen", async (address, mine, theirs) => {
    const ui = await met(address, mine, theirs);
    const panel = ui.question(address).querySelector(".ans-warning");
    expect(panel.querySelectorAll("blockquote")).toHaveLength(2);
    for (const quote of panel.querySelectorAll("blockquote")) expect(quote.textContent.trim()).not.toBe("");
    expect(panel.textContent).toContain("Ben Efit");
    vi.useRealTimers();
    await expectNoViolations(ui.el);
    ui.press(say("conflict_keep_mine"));
    expect(changes(ui.model).at(-1)).toEqual({ do: "answer", address, value: mine, based_on: 9 });
  });

  test.each(KINDS)("%s: theirs is kept when it is chosen", async (address, mine, theirs) => {
    const ui = await met(address, mine, theirs);
    ui.press(say("conflict_keep_theirs"));
    expect(changes(ui.model).at(-1)).toEqual({ do: "drop", address });
    expect(ui.question(address).querySelector(".ans-warning")).toBeNull();
  });

  test.each(KINDS)("%s: the two are joined where that can be done", async (address, mine, theirs, both) => {
    const ui = await met(address, mine, theirs);
    const panel = ui.question(address).querySelector(".ans-warning");
    const join = [...panel.querySelectorAll("button")].find((one) => one.textContent.includes(say("conflict_join")));
    expect(Boolean(join)).toBe(both !== null);
    if (!join) return;
    join.click();
    await wait(5000);
    expect(changes(ui.model).at(-1)).toMatchObject({ address, value: both, based_on: 9 });
  });
});

describe("long texts", () => {
  const shared = "The unit has no figures for the north. It will ask for them.";
  const mine = `${shared}\n\nBikes are stolen at night.\n\nNobody has asked the riders.`;
  const theirs = `${shared}\n\nBikes are stolen by day.\n\nNobody has asked the riders.`;

  async function met() {
    const ui = await showForm({ answers: fullRoute(), based: { problem_statement: 2 } }, { at: "task?task=project" });
    type(ui.field("problem_statement"), mine);
    ui.field("problem_statement").blur();
    ack(ui.model, { seq: null, conflict: { theirs, by: "Ana", seq: 9 } });
    return ui;
  }

  test("both stand in full, with what only one of them says marked, and named for those who do not see it", async () => {
    const ui = await met();
    const [one, other] = ui.question("problem_statement").querySelectorAll("blockquote");
    const marks = (quote) => [...quote.querySelectorAll("mark")].map((mark) => mark.textContent);
    expect(marks(one)).toEqual([`${say("conflict_only")} by day.`]);
    expect(marks(other)).toEqual([`${say("conflict_only")} at night.`]);
    for (const quote of [one, other]) expect(quote.textContent).toContain(shared);
    vi.useRealTimers();
    await expectNoViolations(ui.el);
  });

  test("joined, what both have stands once", async () => {
    const ui = await met();
    ui.press(say("conflict_join"));
    expect(ui.field("problem_statement").value).toBe(`${shared}\n\nBikes are stolen at night.\n\nBikes are stolen by day.\n\nNobody has asked the riders.`);
  });
});
