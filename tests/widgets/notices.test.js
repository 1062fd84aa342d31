// What must be told first stands at the top of every page, as text.
import { describe, expect, test } from "vitest";
import { expectNoViolations, showForm } from "./stage.js";

const HOSTILE = "ana opened this record: <img src=x onerror=alert(1)>";

describe("notices", () => {
  test("stand at the top, as plain text, and are announced as a part of the page", async () => {
    const { el } = await showForm({ notices: [HOSTILE, "This is a copy."] });
    const part = el.querySelector("section[aria-label='Please note']");
    expect([...part.querySelectorAll("p")].map((p) => p.textContent)).toEqual([HOSTILE, "This is a copy."]);
    expect(part.querySelector("img")).toBe(null);
    await expectNoViolations(el);
  });

  test("take no room when there are none", async () => {
    const { el } = await showForm({});
    expect(el.querySelector("section[aria-label='Please note']")).toBe(null);
  });
});
