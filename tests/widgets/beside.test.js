// The form beside somebody's own analysis: a notebook says where it opens.
import { afterEach, beforeEach, expect, test } from "vitest";
import { fullRoute, showForm, takeAway } from "./stage.js";

beforeEach(() => {
  document.body.replaceChildren();
  delete document.documentElement.dataset.host;
});
afterEach(takeAway);

test("without a word it opens with the list of tasks", async () => {
  const { el } = await showForm({ answers: fullRoute() });
  expect(el.querySelector(".ans-tasks")).not.toBeNull();
});

test("a notebook opens it at a task, and the rest is a link away", async () => {
  const { el, bank } = await showForm({ answers: fullRoute(), start: { view: "task", task: "data" } });
  const data = bank.tasks.find((task) => task.id === "data");
  expect(el.querySelector("h1").textContent).toBe(data.title);
  el.querySelector(".ans-back").click();
  expect(el.querySelector(".ans-tasks")).not.toBeNull();
});

test("in the app the address says where it opens", async () => {
  const { el } = await showForm({ start: { view: "task", task: "data" } }, { at: "tasks" });
  expect(el.querySelector(".ans-tasks")).not.toBeNull();
});
