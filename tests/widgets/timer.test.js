// The clock of a workshop: what it says, when it speaks, and that it ends nothing.
import { describe, expect, test } from "vitest";
import { Timer } from "../../widgets/answerable_widgets/form/timer.js";

const MINUTE = 60000;

function clock(minutes) {
  const at = { now: 1000000 };
  const timer = new Timer(Timer.of(minutes), () => at.now);
  return { timer, pass: (ms) => (at.now += ms), at };
}

describe("the time", () => {
  test("stands until it is started, and again when it is paused", () => {
    const { timer, pass } = clock(10);
    pass(3 * MINUTE);
    expect(timer.says).toEqual({ state: "paused", minutes: 10 });
    timer.start();
    pass(3 * MINUTE);
    expect(timer.says).toEqual({ state: "running", minutes: 7 });
    timer.pause();
    pass(60 * MINUTE);
    expect(timer.says).toEqual({ state: "paused", minutes: 7 });
  });

  test("a begun minute counts", () => {
    const { timer, pass } = clock(1);
    timer.start();
    pass(59999);
    expect(timer.says).toEqual({ state: "running", minutes: 1 });
    pass(1);
    expect(timer.says).toEqual({ state: "up", minutes: 0 });
    pass(2 * MINUTE);
    expect(timer.says).toEqual({ state: "over", minutes: 2 });
  });

  test("what is added after the end counts from now", () => {
    const { timer, pass } = clock(1);
    timer.start();
    pass(9 * MINUTE);
    timer.add(2);
    expect(timer.says).toEqual({ state: "running", minutes: 2 });
    timer.pause();
    timer.add(2);
    expect(timer.says).toEqual({ state: "paused", minutes: 4 });
  });

  test("speaks at five, two, one and none, once each, and not at the start", () => {
    const { timer, pass } = clock(6);
    timer.start();
    const spoken = [];
    for (let second = 0; second < 600; second += 1) {
      pass(1000);
      if (timer.news()) spoken.push(timer.says.minutes);
    }
    expect(spoken).toEqual([5, 2, 1, 0]);
    const five = clock(5);
    five.timer.start();
    expect(five.timer.news()).toBe(false);
  });

  test("after a sleep it says once where it stands, and added time is heard again", () => {
    const { timer, pass } = clock(6);
    timer.start();
    pass(30 * MINUTE);
    expect(timer.news()).toBe(true);
    expect(timer.news()).toBe(false);
    timer.add(2);
    pass(MINUTE);
    expect(timer.news()).toBe(true);
  });

  test("what is kept goes on where it was", () => {
    const { timer, pass, at } = clock(10);
    timer.start();
    pass(4 * MINUTE);
    const again = new Timer(JSON.parse(JSON.stringify(timer.keep)), () => at.now);
    pass(MINUTE);
    expect(again.says).toEqual({ state: "running", minutes: 5 });
    again.pause();
    expect(new Timer(again.keep, () => 0).says).toEqual({ state: "paused", minutes: 5 });
  });
});
