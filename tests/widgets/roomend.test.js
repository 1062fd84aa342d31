// What a workshop leaves: who was there, what was answered, parked and passed, and the time that ends nothing.
import { describe, expect, test, vi } from "vitest";
import { ack, changes, expectNoViolations, say, type } from "./stage.js";
import { kept, roomBank, settle, showRoom } from "./roomstage.js";

describe("who was in the room", () => {
  test("is one row of the talks, with today's date, and the focus in who", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 24, 9) });
    const ui = await showRoom("room");
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
    const ui = await showRoom("room");
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
    const ui = await showRoom("room?at=problem_statement", { actions: [{ id: "r-a1", values: { title: "Ask the union" } }] });
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

  test("what was answered before it began is not among it", async () => {
    const ui = await showRoom("room?at=the-end", { problem_statement: "Long ago." }, { head: 3, based: { problem_statement: 3 } });
    expect(ui.text()).toContain(say("room_answered_none"));
    expect(ui.text()).not.toContain("Long ago.");
  });

  test("to end it leaves the answers and forgets the rest", async () => {
    const ui = await showRoom("room?at=problem_statement");
    ui.press(say("room_park"));
    ui.follow(say("room_to_end"));
    ui.press(say("room_finish"));
    expect(ui.one("h1").textContent).toBe("Bike finder");
    expect(kept()).toEqual([]);
    ui.stop();
    expect((await showRoom("room?at=the-end")).text()).toContain(say("room_parked_none"));
  });

  test("another workshop begins with nothing parked or answered", async () => {
    const ui = await showRoom("room?at=problem_statement");
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
    const ui = await showRoom("room?at=problem_statement");
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
    const ui = await showRoom("room?at=problem_statement");
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
