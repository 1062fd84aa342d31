// A workshop in a room: one question at a time, parked ones, and harms that are sorted.
import { describe, expect, test } from "vitest";
import { ack, changes, expectNoViolations, say, type } from "./stage.js";
import { kept, roomBank, settle, showRoom } from "./roomstage.js";

const harm = (id, title, disposition) => ({ id, values: { title, ...(disposition ? { disposition } : {}) } });

const cards = (ui, part) => ui.all(`${part} [data-harm]`).map((one) => one.textContent);
const pile = (ui, label) => ui.all(".ans-pile").find((one) => one.querySelector("h2").textContent.startsWith(label));
const sorting = () => showRoom("room?at=sort-harms", { harms: [harm("r-1", "A wrong match"), harm("r-2", "A leak"), harm("r-3", "Chill", "monitor")] });
const keyDown = (key, more) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

describe("one question at a time", () => {
  test("with the ordinary control, saved like any other, and on to the next with the focus on its place", async () => {
    const ui = await showRoom("room?at=problem_statement");
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
    const ui = await showRoom("room?at=datasets");
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
    const ui = await showRoom("room?at=problem_statement", {}, { drafts });
    ui.press(say("room_next"));
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", address: "problem_statement", value: "Half a thought." });
  });

  test("Alt with Page Down and Page Up goes on and back, also from a text; no key alone does anything", async () => {
    const ui = await showRoom("room?at=problem_statement");
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
    const ui = await showRoom("room?at=datasets");
    const here = ui.all(".ans-strip [aria-current=step]");
    expect(here.map((one) => one.textContent)).toEqual([expect.stringContaining("1. Data sources")]);
    expect(here[0].textContent).toMatch(/\d of \d topics answered/);
    ui.all(".ans-strip a").find((one) => one.textContent.includes("7. ")).click();
    expect(ui.question("harms")).not.toBeNull();
  });

  test("a question that is not asked, or no question at all, shows the first page", async () => {
    for (const at of ["machine_limits", "__proto__", "nothing"]) {
      const ui = await showRoom(`room?at=${at}`);
      expect(ui.one("h1").textContent).toBe(say("room_title"));
      ui.stop();
    }
  });
});

describe("parked for later", () => {
  test("goes on, is counted, kept over a reload, listed at the end, and can be taken back", async () => {
    const ui = await showRoom("room?at=problem_statement");
    ui.press(say("room_park"));
    expect(ui.question("problem_statement")).toBeNull();
    expect(ui.text()).toContain(say("room_parked_count", { count: 1 }));
    ui.stop();

    const again = await showRoom("room?at=the-end");
    again.follow(roomBank().concepts.problem_statement.ask);
    expect(again.text()).toContain(say("room_is_parked"));
    again.press(say("room_unpark"));
    expect(again.button(say("room_park"))).toBeTruthy();
    again.follow(say("room_to_end"));
    expect(again.text()).toContain(say("room_parked_none"));
    expect(again.text()).toContain(say("room_passed_title"));
  });

  test("becomes an action once", async () => {
    const ui = await showRoom("room?at=problem_statement");
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
    const ui = await showRoom("room?at=problem_statement");
    type(ui.field("problem_statement"), "Secret.");
    ui.press(say("room_park"));
    const [place] = kept();
    expect(localStorage.getItem(place)).toContain("problem_statement");
    expect(localStorage.getItem(place)).not.toContain("Secret");
    ui.stop();
    for (const nonsense of ["{", "null", "[]", "3", '{"parked":["__proto__","x"],"seen":3,"timer":{"rest":"x"},"head":-1e99,"talk":7}']) {
      localStorage.setItem(place, nonsense);
      const again = await showRoom("room?at=the-end");
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
    const none = await showRoom("room?at=sort-harms");
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
