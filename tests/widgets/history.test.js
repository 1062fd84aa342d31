// Earlier answers: looked up when opened, read, compared, restored.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { sampleBank } from "./content.js";
import { ack, changes, expectNoViolations, fullRoute, rows, say, showForm, type } from "./stage.js";

const PROJECT = "task?task=project";
const DATA = "task?task=data";
const NOW = "We look for missing bikes and cars.";
const HOSTILE = "<img src=x onerror=alert(1)><script>alert(1)</script>";
const ME = { id: "ana", name: "Ana", role: "author" };

const version = (seq, value, more = {}) => ({ seq, at: "2026-11-22T14:05:00.000Z", by: "ben", role: "reviewer", value, erased: false, ...more });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});

const wait = (ms) => vi.advanceTimersByTimeAsync(ms);
const asked = (model) => model.sent.filter((one) => one.op === "history");

async function show(state, at = PROJECT) {
  const answers = { ...fullRoute(), problem_statement: NOW, ...state?.answers };
  const based = { problem_statement: 9, ...state?.based };
  const page = await showForm({ person: ME, head: 9, earlier: ["problem_statement"], ...state, answers, based }, { at });
  const panel = (address) => page.question(address).querySelector("details.ans-earlier");
  const open = (address = "problem_statement") => {
    panel(address).open = true;
    panel(address).dispatchEvent(new Event("toggle"));
    return panel(address);
  };
  const tell = (versions, more = false, address = "problem_statement") => page.model.tell({ op: "history", address, versions, more });
  const button = (element, key) => [...element.querySelectorAll("button")].find((one) => one.textContent.startsWith(say(key)));
  return { ...page, panel, open, tell, button };
}

async function opened(...earlier) {
  const page = await show();
  const element = page.open();
  page.tell([version(9, NOW, { by: "ana", role: "author" }), ...earlier]);
  return { ...page, element };
}

describe("a question that was answered before", () => {
  test("offers its earlier answers, and no other question does", async () => {
    const { panel, model } = await show();
    expect(panel("problem_statement").hidden).toBe(false);
    expect(panel("problem_statement").querySelector("summary").textContent).toContain(say("history_summary"));
    expect(panel("short_name").hidden).toBe(true);
    expect(asked(model)).toEqual([]);
  });

  test("asks the record when it is first opened, and not each time", async () => {
    const { open, panel, tell, model } = await show();
    open();
    expect(panel("problem_statement").textContent).toContain(say("history_looking"));
    tell([version(9, NOW), version(4, "We look for bikes.")]);
    open();
    expect(asked(model)).toEqual([{ op: "history", address: "problem_statement", before: null }]);
  });

  test("offers them as soon as this page answers anew, or somebody else does", async () => {
    const { panel, field, model } = await show({ based: { short_name: 5, pilot_size: 6 }, answers: { short_name: "Bikes", pilot_size: 5 }, earlier: [] });
    expect(panel("problem_statement").hidden).toBe(true);
    type(field("problem_statement"), "New words.");
    field("problem_statement").blur();
    model.events = 9;
    ack(model);
    expect(panel("problem_statement").hidden).toBe(false);
    model.tell({ op: "changed", answers: { ...fullRoute(), short_name: "Bicycles" }, based: { short_name: 11, pilot_size: 6 }, head: 11 });
    expect(panel("short_name").hidden).toBe(false);
    expect(panel("problem_statement").hidden).toBe(false);
  });

  test("a first answer is no earlier one", async () => {
    const { panel, field, model } = await show({ based: {}, earlier: [] });
    type(field("short_name"), "Bikes");
    field("short_name").blur();
    ack(model);
    expect(panel("short_name").hidden).toBe(true);
  });
});

describe("the list", () => {
  test("says who, when and what, and whose answer stands now", async () => {
    const { element } = await opened(version(4, "We look for bikes."));
    const by = say("history_by", { who: say("history_you"), role: "author", when: "22 November 2026" });
    expect(element.textContent).toContain(say("history_now", { by }).replace(/\.$/, ""));
    const items = [...element.querySelectorAll("li")];
    expect(items).toHaveLength(1);
    expect(items[0].querySelector(".ans-label").textContent).toMatch(/^ben \(reviewer\), 22 November 2026 at \d\d:05$/);
    expect(items[0].querySelector("blockquote").textContent).toBe("We look for bikes.");
  });

  test("it is spoken how many there are", async () => {
    const { one } = await opened(version(4, "We look for bikes."), version(3, "Bikes."));
    await wait(60);
    expect(one("[aria-live=polite]").textContent).toBe(say("history_found_many", { count: 2 }));
  });

  test("markup is text", async () => {
    const { element, button } = await opened(version(4, HOSTILE, { by: HOSTILE, role: "<b>x</b>" }));
    button(element, "history_compare").click();
    expect(element.querySelectorAll("img, script, b")).toHaveLength(0);
    expect(element.textContent).toContain(HOSTILE);
  });

  test("what was erased, taken back or is the same has nothing to restore", async () => {
    const { element } = await opened(version(7, null, { erased: true }), version(6, null), version(4, NOW));
    const items = [...element.querySelectorAll("li")];
    expect(items.map((one) => one.querySelectorAll("button").length)).toEqual([0, 0, 0]);
    expect(items[0].textContent).toContain(say("history_erased"));
    expect(items[0].textContent).not.toContain(say("history_same"));
    expect(items[1].textContent).toContain(say("history_taken_back"));
    expect(items[2].textContent).toContain(say("history_same"));
  });

  test("older ones are asked for by the last that is there, and take the focus", async () => {
    const { element, button, tell, model } = await opened(version(4, "Four"));
    expect(button(element, "history_older")).toBeUndefined();
    tell([version(9, NOW)]); // nobody asked
    expect(element.querySelectorAll("li")).toHaveLength(1);
    const page = await show();
    const other = page.open();
    page.tell([version(9, NOW), version(4, "Four")], true);
    page.button(other, "history_older").focus();
    page.button(other, "history_older").click();
    expect(asked(page.model).at(-1)).toEqual({ op: "history", address: "problem_statement", before: 4 });
    page.tell([version(3, "Three")]);
    const items = [...other.querySelectorAll("li")];
    expect(items.map((one) => one.querySelector("blockquote").textContent)).toEqual(["Four", "Three"]);
    expect(document.activeElement).toBe(items[1]);
    expect(page.button(other, "history_older")).toBeUndefined();
    expect(model.sent.length).toBeGreaterThan(0);
  });

  test("no answer in time is said, and can be asked for again", async () => {
    const { open, button, tell, model } = await show();
    const element = open();
    await wait(5000);
    expect(element.textContent).toContain(say("history_late"));
    button(element, "history_again").focus();
    button(element, "history_again").click();
    expect(asked(model)).toHaveLength(2);
    expect(document.activeElement).toBe(element.querySelector("summary"));
    tell([version(9, NOW), version(4, "Bikes.")]);
    expect(element.querySelectorAll("li")).toHaveLength(1);
  });

  test("trouble with the store is said in its own words; so is a connection that is gone", async () => {
    const { open, model } = await show();
    const element = open();
    model.tell({ op: "history", address: "problem_statement", problem: { key: "store_locked", sentence: "The store is locked." } });
    expect(element.textContent).toContain("The store is locked.");
    const other = await show();
    other.model.send = () => {
      throw new Error("gone");
    };
    expect(other.open().textContent).toContain(say("history_late"));
  });

  test("an open list follows the answer, and keeps the focus near", async () => {
    const { element, button, model, tell } = await opened(version(4, "Bikes."));
    button(element, "history_compare").focus();
    model.tell({ op: "changed", answers: { ...fullRoute(), problem_statement: "Theirs." }, based: { problem_statement: 12 }, head: 12 });
    expect(asked(model)).toHaveLength(2);
    expect(document.activeElement).toBe(element.querySelector("summary"));
    tell([version(12, "Theirs."), version(9, NOW), version(4, "Bikes.")]);
    expect(element.querySelectorAll("li")).toHaveLength(2);
  });

  test("has no faults that axe can find, plain, marked and in trouble", async () => {
    const { element, button, el, model } = await opened(version(4, "We look for lost bikes."), version(3, "Bikes."));
    vi.useRealTimers();
    await expectNoViolations(el);
    button(element, "history_compare").click();
    await expectNoViolations(el);
    model.tell({ op: "history", address: "problem_statement", problem: { key: "x", sentence: "Trouble." } });
    await expectNoViolations(el);
  });
});

describe("comparing with the answer now", () => {
  test("marks words for the eye and the ear, and can be undone", async () => {
    const { element, button } = await opened(version(4, "We look for lost bikes and cars."));
    button(element, "history_compare").click();
    const words = element.querySelector("blockquote");
    expect(words.querySelector("del").textContent).toBe(`${say("history_removed")} lost`);
    expect(words.querySelector("ins").textContent).toBe(`${say("history_added")} missing`);
    button(element, "history_plain").click();
    expect(words.textContent).toBe("We look for lost bikes and cars.");
    expect(button(element, "history_compare")).toBeDefined();
  });

  test("a choice and its reason are compared each for itself", async () => {
    const human = { choice: "no", why: "A person looks at each one." };
    const page = await show({ answers: { human_check: { choice: "yes", why: "A person looks at each day." } }, based: { human_check: 8 }, earlier: ["human_check"] }, "task?task=people");
    const element = page.open("human_check");
    page.tell([version(8, null), version(4, human)], false, "human_check");
    page.button(element, "history_compare").click();
    const lines = [...element.querySelectorAll("blockquote p")].map((one) => one.textContent);
    expect(lines).toEqual([`${say("history_removed")} No`, `${say("history_added")} Yes`, `A person looks at each ${say("history_removed")} one. ${say("history_added")} day.`]);
  });

  test("entries of a list come and go as a whole", async () => {
    const [one, other] = sampleBank().concepts.channels.answer.options;
    const page = await show({ answers: { channels: [one.value] }, based: { channels: 8 }, earlier: ["channels"] });
    const element = page.open("channels");
    page.tell([version(8, [one.value]), version(4, [one.value, other.value])], false, "channels");
    const lines = () => [...element.querySelectorAll("blockquote p")].map((line) => line.textContent);
    expect(lines()).toEqual([one.label, other.label]);
    page.button(element, "history_compare").click();
    expect(lines()).toEqual([one.label, `${say("history_removed")} ${other.label}`]);
  });
});

describe("restoring", () => {
  test("gives the earlier answer as a new one, on top of what stands, and says so", async () => {
    const { element, button, model, field, one } = await opened(version(4, "We look for bikes."));
    button(element, "history_restore").focus();
    button(element, "history_restore").click();
    expect(changes(model)).toEqual([{ do: "answer", address: "problem_statement", value: "We look for bikes.", based_on: 9 }]);
    expect(field("problem_statement").value).toBe("We look for bikes.");
    expect(document.activeElement).toBe(field("problem_statement"));
    expect(element.open).toBe(false);
    await wait(60);
    expect(one("[aria-live=polite]").textContent).toMatch(/Restored as your new answer: ben \(reviewer\), 22 November/);
  });

  test("the list is asked for anew when it is opened again", async () => {
    const { element, button, model, open } = await opened(version(4, "We look for bikes."));
    button(element, "history_restore").click();
    open();
    expect(asked(model)).toHaveLength(2);
    model.events = 9;
    ack(model);
    expect(asked(model)).toHaveLength(3); // and once more, when the record has the new one
  });

  test("words that are being typed become an answer first, so that they are kept too", async () => {
    const { element, button, model, field } = await opened(version(4, "We look for bikes."));
    type(field("problem_statement"), "Half a thought");
    button(element, "history_restore").click();
    model.events = 9;
    ack(model);
    ack(model);
    const given = changes(model).filter((change) => change.do === "answer");
    expect(given.map((change) => [change.value, change.based_on])).toEqual([["Half a thought", 9], ["We look for bikes.", 10]]);
  });

  test("a draft of an earlier visit and a conflict are not passed over", async () => {
    const drafts = [{ address: "problem_statement", value: "A draft", based_on: 9, at: "" }];
    for (const conflict of [null, { theirs: NOW, by: "ben", seq: 9 }]) {
      const page = await show({ drafts: [{ ...drafts[0], conflict }] });
      const element = page.open();
      page.tell([version(9, NOW), version(4, "Bikes.")]);
      page.button(element, "history_restore").click();
      expect(changes(page.model)).toEqual([]);
      expect(page.field("problem_statement").value).toBe("A draft");
      await wait(60);
      expect(page.one("[aria-live=polite]").textContent).toContain(say("history_unsettled"));
    }
  });

  test("what is typed and too long is not passed over", async () => {
    const { element, button, model, field, bank } = await opened(version(4, "Bikes."));
    const long = "x".repeat(bank.limits[bank.concepts.problem_statement.answer.size] + 1);
    type(field("problem_statement"), long);
    button(element, "history_restore").click();
    expect(field("problem_statement").value).toBe(long);
    expect(changes(model).filter((change) => change.do === "answer")).toEqual([]);
  });

  test("an answer that the question no longer takes can only be read", async () => {
    const page = await show({ answers: { stage: "pilot" }, based: { stage: 8 }, earlier: ["stage"] });
    const element = page.open("stage");
    page.tell([version(8, "pilot"), version(4, "of_old")], false, "stage");
    expect(element.textContent).toContain(say("history_outdated"));
    expect(page.button(element, "history_restore")).toBeUndefined();
    expect(page.button(element, "history_compare")).toBeDefined();
  });

  test("rows that are gone are said to be gone, and not pointed at again", async () => {
    const page = await show({ answers: { datasets: rows(), weak_sets: ["r-aaaa"] }, based: { weak_sets: 8 }, earlier: ["weak_sets"] }, DATA);
    const element = page.open("weak_sets");
    page.tell([version(8, ["r-aaaa"]), version(4, ["r-bbbb", "r-gone"])], false, "weak_sets");
    expect(element.querySelector("blockquote").textContent).toBe(`Maps${say("history_row_gone")}`);
    page.button(element, "history_restore").click();
    expect(changes(page.model)).toEqual([{ do: "answer", address: "weak_sets", value: ["r-bbbb"], based_on: 8 }]);
  });

  test("works in a row of a register as it does elsewhere", async () => {
    const address = "datasets/r-aaaa/title";
    const page = await show({ answers: { datasets: rows() }, based: { [address]: 8 }, earlier: [address] }, DATA);
    const element = page.open(address);
    page.tell([version(8, "Stops"), version(4, "Searches")], false, address);
    page.button(element, "history_restore").click();
    expect(changes(page.model)).toEqual([{ do: "answer", address, value: "Searches", based_on: 8 }]);
    expect(document.activeElement).toBe(page.field(address));
  });
});
