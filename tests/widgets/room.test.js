// A workshop in a room: one question at a time, parked ones, sorted harms, who was there, and what it leaves.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ack, changes, patches, expectNoViolations, fullRoute, rows, say, showForm, type } from "./stage.js";
import { withActions } from "./canvasbank.js";

afterEach(() => localStorage.clear());

// Somebody else each time, for what a browser keeps it keeps for a person.
let person;
beforeEach(() => {
  person = { id: `p${Math.random()}`, name: "Sam", role: "author" };
});

const kept = () => Object.keys(localStorage).filter((key) => key.includes(person.id) && key.includes("|room|"));

// The record takes all that was sent, and what waited behind it.
function settle({ model }) {
  for (let sent = 0; sent < patches(model).length; ) {
    sent = patches(model).length;
    ack(model);
  }
}

const harm = (id, title, disposition) => ({ id, values: { title, ...(disposition ? { disposition } : {}) } });

// The sample's bank with harms, steps and actions, and with a register of talks.
function roomBank() {
  const bank = withActions();
  const like = bank.concepts.harms;
  const part = (id, answer) => ({ ...like.answer.columns[0], id, ask: `${id}?`, answer: { options: [], to: "", columns: [], ...answer } });
  const options = [{ value: "done", label: "Yes", hint: "" }, { value: "meeting", label: "A meeting", hint: "" }];
  bank.concepts.consultations = { ...like, id: "consultations", ask: "Whom have you asked?", answer: { ...like.answer, row_name: "talk", columns: [
    part("title", { kind: "text", size: "line" }), part("method", { kind: "choice", options }), part("state", { kind: "choice", options }), part("date", { kind: "date" }), part("change", { kind: "text", size: "short" }),
  ] } };
  bank.help.questions.consultations = bank.help.questions.harms;
  bank.tasks.find((task) => task.id === "people").concepts.push("consultations");
  return bank;
}

const show = (at = "room", answers = {}, more = {}) =>
  showForm({ person, answers: { ...fullRoute(), datasets: rows(), ...answers }, ...more }, { at, bank: roomBank() });
const cards = (ui, part) => ui.all(`${part} [data-harm]`).map((one) => one.textContent);
const pile = (ui, label) => ui.all(".ans-pile").find((one) => one.querySelector("h2").textContent.startsWith(label));
const sorting = () => show("room?at=sort-harms", { harms: [harm("r-1", "A wrong match"), harm("r-2", "A leak"), harm("r-3", "Chill", "monitor")] });
const keyDown = (key, more) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

describe("one question at a time", () => {
  test("with the ordinary control, saved like any other, and on to the next with the focus on its place", async () => {
    const ui = await show("room?at=problem_statement");
    expect(ui.all(".ans-question")).toHaveLength(1);
    type(ui.field("problem_statement"), "Bikes vanish.");
    ui.press(say("room_next"));
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: "problem_statement", value: "Bikes vanish." });
    expect(ui.question("problem_statement")).toBeNull();
    expect(document.activeElement).toBe(ui.one("h1"));
    await expectNoViolations(ui.el);
    ui.press(say("room_previous"));
    expect(ui.field("problem_statement").value).toBe("Bikes vanish.");
  });

  test("goes through every question that is asked, each once, to the closing page and back", async () => {
    const ui = await show("room?at=datasets");
    const seen = [];
    while (ui.button(say("room_next"))) {
      seen.push(ui.one(".ans-question").dataset.address);
      ui.press(say("room_next"));
    }
    expect(ui.one("h1").textContent).toBe(say("room_end_title"));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(["datasets", "problem_statement", "harms", "screen_new", "owner"]));
    expect(seen).not.toContain("machine_limits");
  });

  test("a draft of an earlier visit counts as given when the room goes on from it", async () => {
    const drafts = [{ address: "problem_statement", value: "Half a thought.", based_on: 0, conflict: null }];
    const ui = await show("room?at=problem_statement", {}, { drafts });
    ui.press(say("room_next"));
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: "problem_statement", value: "Half a thought." });
  });

  test("Alt with Page Down and Page Up goes on and back, also from a text; no key alone does anything", async () => {
    const ui = await show("room?at=problem_statement");
    const box = ui.field("problem_statement");
    type(box, "Bikes.");
    for (const key of ["n", "p", " ", "PageDown", "ArrowRight"]) keyDown(key);
    keyDown("PageDown", { altKey: true, ctrlKey: true });
    expect(ui.field("problem_statement")).toBe(box);
    keyDown("PageDown", { altKey: true });
    expect(ui.question("problem_statement")).toBeNull();
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", value: "Bikes." });
    keyDown("PageUp", { altKey: true });
    expect(ui.field("problem_statement").value).toBe("Bikes.");
    ui.follow(say("room_leave"));
    keyDown("PageDown", { altKey: true });
    expect(ui.one("h1").textContent).toBe(say("workshop_title"));
  });

  test("the strip says of each box how far it is, where the room is, and leads there", async () => {
    const ui = await show("room?at=datasets");
    const here = ui.all(".ans-strip [aria-current=step]");
    expect(here.map((one) => one.textContent)).toEqual([expect.stringContaining("1. Data sources")]);
    expect(here[0].textContent).toMatch(/\d of \d topics answered/);
    ui.all(".ans-strip a").find((one) => one.textContent.includes("7. ")).click();
    expect(ui.question("harms")).not.toBeNull();
  });

  test("a question that is not asked, or no question at all, shows the first page", async () => {
    for (const at of ["machine_limits", "__proto__", "nothing"]) {
      const ui = await show(`room?at=${at}`);
      expect(ui.one("h1").textContent).toBe(say("room_title"));
      ui.stop();
    }
  });
});

describe("parked for later", () => {
  test("goes on, is counted, kept over a reload, listed at the end, and can be taken back", async () => {
    const ui = await show("room?at=problem_statement");
    ui.press(say("room_park"));
    expect(ui.question("problem_statement")).toBeNull();
    expect(ui.text()).toContain(say("room_parked_count", { count: 1 }));
    ui.stop();

    const again = await show("room?at=the-end");
    again.follow(roomBank().concepts.problem_statement.ask);
    expect(again.text()).toContain(say("room_is_parked"));
    again.press(say("room_unpark"));
    expect(again.button(say("room_park"))).toBeTruthy();
    again.follow(say("room_to_end"));
    expect(again.text()).toContain(say("room_parked_none"));
    expect(again.text()).toContain(say("room_passed_title"));
  });

  test("becomes an action once", async () => {
    const ui = await show("room?at=problem_statement");
    ui.press(say("room_park"));
    ui.follow(say("room_to_end"));
    ui.press(say("room_make_action"));
    settle(ui);
    const title = say("room_action", { ask: roomBank().concepts.problem_statement.ask });
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: expect.stringMatching(/^actions\/r-\w+\/title$/), value: title });
    expect(ui.text()).toContain(say("room_action_there"));
    expect(ui.button(say("room_make_action"))).toBeUndefined();
    expect(document.activeElement.textContent).toBe(roomBank().concepts.problem_statement.ask);
    await expectNoViolations(ui.el);
  });

  test("what this browser keeps holds no word that anybody said, and nonsense in it does no harm", async () => {
    const ui = await show("room?at=problem_statement");
    type(ui.field("problem_statement"), "Secret.");
    ui.press(say("room_park"));
    const [place] = kept();
    expect(localStorage.getItem(place)).toContain("problem_statement");
    expect(localStorage.getItem(place)).not.toContain("Secret");
    ui.stop();
    for (const nonsense of ["{", "null", "[]", "3", '{"parked":["__proto__","x"],"seen":3,"timer":{"rest":"x"},"head":-1e99,"talk":7}']) {
      localStorage.setItem(place, nonsense);
      const again = await show("room?at=the-end");
      expect(again.text()).toContain(say("room_parked_none"));
      again.stop();
    }
  });
});

describe("sorting harms", () => {
  test("a button moves a harm, as an ordinary answer, says so, and the focus goes to the next that waits", async () => {
    const ui = await sorting();
    expect(cards(ui, ".ans-sort-waiting")).toEqual(["A wrong match", "A leak"]);
    await expectNoViolations(ui.el);
    ui.all(".ans-sort-waiting button").find((one) => one.textContent.startsWith("Act")).click();
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: "harms/r-1/disposition", value: "act" });
    expect(cards(ui, ".ans-sort-waiting")).toEqual(["A leak"]);
    expect(pile(ui, "Act").textContent).toContain("A wrong match");
    expect(document.activeElement.textContent).toBe("A leak");
    await new Promise((done) => setTimeout(done, 80));
    expect(ui.one("[aria-live=polite]").textContent).toBe(`${say("sort_moved", { harm: "A wrong match", pile: "Act" })} ${say("sort_left_one")}`);
    ui.all(".ans-sort-waiting button").find((one) => one.textContent.startsWith("Watch")).click();
    expect(ui.text()).toContain(say("sort_done"));
    expect(document.activeElement.textContent).toBe("A leak");
    expect(pile(ui, "Watch").contains(document.activeElement)).toBe(true);
  });

  test("one in a pile can be moved on or taken out, and the focus goes along", async () => {
    const ui = await sorting();
    pile(ui, "Watch").querySelector("summary").click();
    [...pile(ui, "Watch").querySelectorAll("button")].find((one) => one.textContent.startsWith("Act")).click();
    expect(changes(ui.model).at(-1)).toMatchObject({ address: "harms/r-3/disposition", value: "act" });
    expect(document.activeElement.textContent).toBe("Chill");
    settle(ui);
    [...pile(ui, "Act").querySelectorAll("button")].find((one) => one.textContent.startsWith(say("sort_back"))).click();
    expect(changes(ui.model).at(-1)).toMatchObject({ address: "harms/r-3/disposition", value: null });
    expect(cards(ui, ".ans-sort-waiting")).toContain("Chill");
    expect(document.activeElement.textContent).toBe("Chill");
  });

  test("every button names its harm, and without harms the page says so", async () => {
    const ui = await sorting();
    for (const button of ui.all(".ans-sort-waiting button")) expect(button.textContent).toMatch(/A wrong match|A leak/);
    const none = await show("room?at=sort-harms");
    expect(none.text()).toContain(say("sort_none"));
  });

  test("an acknowledgement or somebody else's answer leaves the focus where it is", async () => {
    const ui = await sorting();
    ui.all(".ans-sort-waiting button").find((one) => one.textContent.startsWith("Act")).click();
    const waiting = ui.all(".ans-sort-waiting button")[1];
    waiting.focus();
    ack(ui.model);
    expect(document.activeElement).toBe(waiting);
  });
});

describe("who was in the room", () => {
  test("is one row of the talks, with today's date, and the focus in who", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 24, 9) });
    const ui = await show("room");
    expect(ui.text()).toContain(say("room_who_hint"));
    ui.press(say("room_write_who"));
    settle(ui);
    const given = changes(ui.model).map(({ do: what, address, value }) => [what, address.replace(/r-\w+/, "*"), value]);
    expect(given).toEqual([
      ["add_row", "consultations/*", undefined], ["answer", "consultations/*/method", "meeting"], ["answer", "consultations/*/state", "done"], ["answer", "consultations/*/date", "2026-11-24"],
    ]);
    expect(document.activeElement.closest("[data-address]").dataset.address).toMatch(/^consultations\/r-\w+\/title$/);
    expect(ui.button(say("room_write_who"))).toBeUndefined();
    await expectNoViolations(ui.el);
  });

  test("the list of what was answered goes into its words, beside what stood there", async () => {
    const ui = await show("room");
    ui.press(say("room_write_who"));
    ui.all(".ans-strip a").find((one) => one.textContent.includes("1. ")).click();
    const talk = changes(ui.model)[0].address;
    ui.follow(say("room_to_end"));
    expect(ui.text()).toContain(say("room_answered_none"));
    expect(ui.button(say("room_write_change")).hidden).toBe(true);
    ui.all(".ans-strip a").find((one) => one.textContent.includes("7. ")).click();
    ui.press(say("row_add", { row_name: "entry" }));
    type(ui.all(".ans-card input")[0], "A wrong match");
    ui.follow(say("room_to_end"));
    const box = ui.field(`${talk}/change`);
    type(box, "We talked.");
    box.blur();
    ui.press(say("room_write_change"));
    settle(ui);
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: `${talk}/change`, value: `We talked.\n${say("room_change", { asks: "Which harms?" })}` });
    expect(document.activeElement).toBe(ui.field(`${talk}/change`));
  });
});

describe("the closing page", () => {
  test("lists what was answered since the workshop began, what was passed, and the next steps", async () => {
    const ui = await show("room?at=problem_statement", { actions: [{ id: "r-a1", values: { title: "Ask the union" } }] });
    type(ui.field("problem_statement"), "Bikes vanish.");
    ui.press(say("room_next"));
    ack(ui.model);
    ui.follow(say("room_to_end"));
    expect(ui.text()).toContain(say("room_answered_one"));
    expect(ui.all(".ans-row dt").map((one) => one.textContent)).toEqual([roomBank().concepts.problem_statement.ask]);
    expect(ui.text()).toContain("Bikes vanish.");
    expect(ui.text()).toContain("Ask the union");
    expect(ui.text()).toContain(say("room_passed_title"));
    await expectNoViolations(ui.el);
  });

  test("to end it leaves the answers and forgets the rest", async () => {
    const ui = await show("room?at=problem_statement");
    ui.press(say("room_park"));
    ui.follow(say("room_to_end"));
    ui.press(say("room_finish"));
    expect(ui.one("h1").textContent).toBe("Bike finder");
    expect(kept()).toEqual([]);
    ui.stop();
    expect((await show("room?at=the-end")).text()).toContain(say("room_parked_none"));
  });

  test("another workshop begins with nothing parked or answered", async () => {
    const ui = await show("room?at=problem_statement");
    ui.press(say("room_park"));
    ui.follow(say("room_to_start"));
    ui.press(say("room_afresh"));
    expect(document.activeElement).toBe(ui.one("h1"));
    ui.follow(say("room_to_end"));
    expect(ui.text()).toContain(say("room_parked_none"));
    expect(ui.text()).not.toContain(say("room_passed_title"));
  });
});

describe("the time in the room", () => {
  test("is seen and spoken in words, and goes on from page to page", async () => {
    const ui = await show("room?at=problem_statement");
    expect(ui.one(".ans-timer-left").textContent).toBe(say("timer_paused_many", { count: 10 }));
    ui.press(say("timer_start"));
    expect(ui.button(say("timer_pause"))).toBeTruthy();
    ui.press(say("timer_add"));
    expect(ui.one(".ans-timer-left").textContent).toBe(say("timer_running_many", { count: 12 }));
    ui.press(say("room_next"));
    expect(ui.one(".ans-timer-left").textContent).toBe(say("timer_running_many", { count: 12 }));
    ui.press(say("timer_pause"));
    ui.press(say("timer_reset"));
    expect(ui.one(".ans-timer-left").textContent).toBe(say("timer_paused_many", { count: 10 }));
  });

  test("when it is up nothing moves and nothing is cut off", async () => {
    const ui = await show("room?at=problem_statement");
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval", "setTimeout", "clearTimeout"] });
    ui.press(say("room_next"));
    const asked = ui.one(".ans-question").dataset.address;
    ui.press(say("timer_start"));
    const place = document.activeElement;
    await vi.advanceTimersByTimeAsync(10 * 60000 + 1200);
    expect(ui.one(".ans-timer-left").textContent).toBe(say("timer_up"));
    expect(ui.one("[aria-live=polite]").textContent).toBe(say("timer_up"));
    expect(ui.one(".ans-question").dataset.address).toBe(asked);
    expect(document.activeElement).toBe(place);
    ui.follow(say("room_leave"));
    await vi.advanceTimersByTimeAsync(20000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
