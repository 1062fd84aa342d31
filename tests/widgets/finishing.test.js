// Finished on this computer: saved first, then wiped; what cannot be saved is for the person to decide.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openKeep } from "../../widgets/answerable_widgets/form/keep.js";
import { waitElsewhere } from "../../widgets/answerable_widgets/form/forgetting.js";
import "../../widgets/answerable_widgets/form/late.js";
import { ack, changes, expectNoViolations, fullRoute, say, showForm, startState, tick, type } from "./stage.js";

const PLACE = "answerable-page";
const settle = async () => {
  for (let n = 0; n < 30; n++) await tick();
};
const until = async (holds) => {
  for (let n = 0; n < 1000 && !holds(); n++) await new Promise((done) => setTimeout(done, 10));
  expect(holds()).toBe(true);
};

let start;

async function show(kept = []) {
  start = startState({ answers: fullRoute() });
  for (const [assessment, address, value] of kept) {
    const keep = await openKeep(start.person.id, assessment, start.keep_key);
    keep.put(address, typeof value === "string" ? { value } : value);
    await keep.settled();
  }
  const page = await showForm(start, { at: "task?task=project" });
  await settle();
  const left = async () => {
    await settle();
    const keep = await openKeep(start.person.id, "a1", start.keep_key);
    return [(await keep.found()).map((one) => one.value), await waitElsewhere({ opened: keep })];
  };
  const finish = async () => {
    page.follow(say("back_to_tasks"));
    page.follow(say("look_finish"));
    page.press(say("finish_begin"));
    await settle();
  };
  return { ...page, left, finish };
}

beforeEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

test("all is saved before anything is wiped, and then it says so", async () => {
  const { field, model, el, text, left, finish } = await show();
  localStorage.setItem(`${PLACE}|${start.person.id}`, "compact");
  localStorage.setItem(`${PLACE}|somebody else`, "compact");
  localStorage.setItem(`answerable-folds|another|${start.person.id}`, '[["project",true]]');
  type(field("problem_statement"), "Bikes");
  await finish();
  expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: "Bikes" });
  expect(text()).toContain(say("finish_saving"));
  expect((await left())[0]).toEqual(["Bikes"]);
  ack(model);
  await until(() => text().includes(say("finish_done")));
  expect(await left()).toEqual([[], []]);
  expect(Object.keys(localStorage)).toEqual([`${PLACE}|somebody else`]);
  expect(document.activeElement.textContent).toBe(say("finish_done_title"));
  await expectNoViolations(el);
});

describe("what cannot be saved", () => {
  test("is shown whole; trying again saves it", async () => {
    const { field, model, el, text, press, left, finish } = await show();
    type(field("problem_statement"), "Bikes <b>");
    await finish();
    await until(() => text().includes(say("finish_unsaved")));
    expect(text()).toContain("Bikes <b>");
    expect((await left())[0]).toEqual(["Bikes <b>"]);
    await expectNoViolations(el);
    press(say("finish_again"));
    ack(model);
    await until(() => text().includes(say("finish_done")));
  }, 15000);

  test("is wiped where the person says so, and not sent any more", async () => {
    const { field, model, text, press, left, finish } = await show();
    type(field("problem_statement"), "x".repeat(4_000_000));
    await finish();
    await until(() => text().includes(say("finish_unsaved")));
    press(say("finish_anyway"));
    await until(() => text().includes(say("finish_done")));
    expect(await left()).toEqual([[], []]);
    window.dispatchEvent(new Event("pagehide"));
    window.dispatchEvent(new Event("online"));
    expect(changes(model)).toEqual([]);
    expect(text()).not.toContain(say("status_withheld"));
  });

  test("of an earlier page, and of another assessment, is named too", async () => {
    const { button, text, press, left, finish } = await show([["a1", "problem_statement", "Found"], ["a2", "problem_statement", "Other"]]);
    await finish();
    await until(() => text().includes(say("finish_unsaved")));
    expect(text()).toContain("Found");
    expect(text()).toContain(`${say("finish_elsewhere")} a2`);
    expect(await left()).toEqual([["Found"], ["a2"]]);
    press(say("finish_anyway"));
    await until(() => text().includes(say("finish_done")));
    expect(await left()).toEqual([[], []]);
    expect(button(say("found_use"))).toBeUndefined();
  });

  test("of a comment is shown with its question, and let go with the rest", async () => {
    const kept = { box: "problem_statement", text: "Half a thought <i>" };
    const { model, text, press, left, finish } = await show([["a1", "comment:one:problem_statement", kept]]);
    await finish();
    await until(() => text().includes(say("finish_unsaved")));
    expect(text()).toContain("Half a thought <i>");
    press(say("finish_anyway"));
    await until(() => text().includes(say("finish_done")));
    expect(await left()).toEqual([[], []]);
    window.dispatchEvent(new Event("online"));
    expect(model.sent.filter((message) => message.op === "comment")).toEqual([]);
  });
});
