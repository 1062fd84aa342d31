// Drafts and unsaved words of an earlier visit.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openKeep } from "../../widgets/answerable_widgets/form/keep.js";
import { ack, changes, fullRoute, say, showForm, startState, tick, type } from "./stage.js";

const PROJECT = "task?task=project";
const show = (state) => showForm({ answers: fullRoute(), ...state }, { at: PROJECT });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});

describe("from an earlier visit", () => {
  test("drafts are back in their fields, say so, and are given by hand or by going on", async () => {
    const drafts = [{ address: "short_name", value: "Bikes", based_on: 0, at: "" }];
    const page = await show({ drafts });
    expect(page.field("short_name").value).toBe("Bikes");
    expect(page.question("short_name").textContent).toContain(say("draft_note"));
    page.field("short_name").focus();
    page.press(say("draft_give"));
    expect(changes(page.model)).toMatchObject([{ do: "answer", address: "short_name", value: "Bikes" }]);
    const other = await show({ drafts });
    other.press(say("save_and_continue"));
    expect(changes(other.model)).toMatchObject([{ do: "answer", address: "short_name", value: "Bikes" }]);
    const third = await show({ drafts });
    third.press(say("draft_drop"));
    expect(third.field("short_name").value).toBe("");
    expect(changes(third.model)).toEqual([{ do: "drop", address: "short_name" }]);
  });

  test("to walk past a draft with Tab does not give it, and its buttons are still there to reach", async () => {
    const page = await show({ drafts: [{ address: "short_name", value: "Bikes", based_on: 0, at: "" }] });
    page.field("short_name").focus();
    page.field("short_name").blur();
    expect(changes(page.model)).toEqual([]);
    expect(page.question("short_name").textContent).toContain(say("draft_drop"));
    type(page.field("short_name"), "Bikes and cars");
    expect(page.question("short_name").textContent).not.toContain(say("draft_drop"));
  });

  test("what a press elsewhere brings up comes when the press is over, so that it stays under the pointer", async () => {
    const page = await show({});
    type(page.field("short_name"), "Bikes");
    dispatchEvent(new Event("pointerdown"));
    page.field("short_name").blur();
    expect(changes(page.model).filter((one) => one.do === "answer")).toEqual([]);
    dispatchEvent(new Event("pointerup"));
    vi.advanceTimersByTime(1);
    expect(changes(page.model).filter((one) => one.do === "answer")).toMatchObject([{ value: "Bikes" }]);
  });

  test("drafts nobody touched do not become answers by a glance at the page", async () => {
    const drafts = [{ address: "short_name", value: "Bikes", based_on: 0, at: "" }];
    const glance = await showForm({ answers: fullRoute(), drafts }, { at: "tasks" });
    glance.follow("The project");
    window.dispatchEvent(new Event("pagehide"));
    expect(changes(glance.model)).toEqual([]);
  });

  async function withKept(entry, state) {
    vi.useRealTimers();
    const start = startState({ answers: fullRoute(), ...state });
    const keep = await openKeep(start.person.id, "a1", start.keep_key);
    keep.put(entry.address, entry);
    await keep.settled();
    const page = await showForm(start, { at: PROJECT });
    for (let n = 0; n < 20; n++) await tick();
    return { ...page, keep };
  }

  test("unsaved words found in the browser are offered: use", async () => {
    const { el, text, press, model, keep, field } = await withKept({ address: "problem_statement", value: "Lost words", based_on: 4 });
    expect(text()).toContain("Lost words");
    press(say("found_use"));
    expect(changes(model)).toEqual([{ do: "answer", address: "problem_statement", value: "Lost words", based_on: 4 }]);
    expect(field("problem_statement").value).toBe("Lost words");
    ack(model);
    for (let n = 0; n < 20; n++) await tick();
    expect(await keep.found()).toEqual([]);
    const headings = [...el.querySelectorAll("h2")].filter((each) => !each.closest("[hidden]")).map((each) => each.textContent); // what was spoken may linger
    expect(headings).not.toContain(say("found_title"));
  });

  test("discard", async () => {
    const { text, press, model, keep } = await withKept({ address: "problem_statement", value: "Lost words", based_on: 4 });
    press(say("found_discard"));
    for (let n = 0; n < 20; n++) await tick();
    expect(changes(model)).toEqual([]);
    expect(await keep.found()).toEqual([]);
    expect(text()).not.toContain("Lost words");
  });

  test("what the record has already is not offered", async () => {
    const { one } = await withKept({ address: "short_name", value: "Bikes", based_on: 0 }, { answers: { ...fullRoute(), short_name: "Bikes" } });
    expect(one(".ans-page").parentElement.querySelector("section").hidden).toBe(true);
  });

  test("unsent words wait in the browser until they are acknowledged, and go at sign-out", async () => {
    vi.useRealTimers();
    const start = startState({ answers: fullRoute() });
    const { field, model } = await showForm(start, { at: PROJECT });
    const keep = await openKeep(start.person.id, "a1", start.keep_key);
    const found = async () => {
      for (let n = 0; n < 20; n++) await tick();
      return (await keep.found()).map((one) => one.value);
    };
    await found();
    type(field("problem_statement"), "Bikes");
    expect(await found()).toEqual(["Bikes"]);
    field("problem_statement").blur();
    expect(await found()).toEqual(["Bikes"]);
    ack(model);
    expect(await found()).toEqual([]);
    type(field("short_name"), "Finder");
    expect(await found()).toEqual(["Finder"]);
    window.dispatchEvent(new Event("answerable-sign-out"));
    expect(await found()).toEqual([]);
  });
});

describe("words found beside what is there", () => {
  const DRAFT = { address: "problem_statement", value: "Saved. ", based_on: 0, at: "" };
  const settle = async () => {
    for (let n = 0; n < 20; n++) await tick();
  };

  async function offered(value, drafts) {
    vi.useRealTimers();
    const start = startState({ answers: fullRoute(), drafts });
    const keep = await openKeep(start.person.id, "a1", start.keep_key);
    keep.put("problem_statement", { value, based_on: 0 });
    await keep.settled();
    const page = await showForm(start, { at: PROJECT });
    await settle();
    const found = async () => {
      await settle();
      return (await keep.found()).map((one) => one.value).sort();
    };
    return { ...page, found };
  }

  test("a draft of an earlier moment does not keep them from being offered", async () => {
    const { field, press, model } = await offered("Saved. And more.", [DRAFT]);
    expect(field("problem_statement").value).toBe("Saved. ");
    press(say("found_use"));
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: "Saved. And more." });
  });

  test("other words in the field are not written over: both stand until one is chosen", async () => {
    const { press, model, question } = await offered("Other words", [DRAFT]);
    press(say("found_use"));
    expect(changes(model).filter((one) => one.do === "answer")).toEqual([]);
    expect(question("problem_statement").textContent).toContain(say("conflict_theirs_own"));
    press(say("conflict_keep_theirs"));
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: "Saved. " });
  });

  test("what is typed before they are chosen neither hides them nor takes their place in the browser", async () => {
    const { field, text, found } = await offered("Found", []);
    type(field("problem_statement"), "Typed");
    expect(await found()).toEqual(["Found", "Typed"]);
    expect(text()).toContain("Found");
  });

  test("what the record has already waits no longer", async () => {
    const { found } = await offered("Saved. ", [DRAFT]);
    expect(await found()).toEqual([]);
  });

  test("a second tab keeps its words beside those of the first", async () => {
    const start = startState({ answers: fullRoute() });
    const [one, two] = [await openKeep(start.person.id, "a1", start.keep_key), await openKeep(start.person.id, "a1", start.keep_key)];
    one.put("problem_statement", { value: "one" });
    two.put("problem_statement", { value: "two" });
    two.forget("problem_statement");
    await Promise.all([one.settled(), two.settled()]);
    expect((await two.found()).map((each) => each.value)).toEqual(["one"]);
  });
});
