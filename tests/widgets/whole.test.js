// What holds on every page.
import { describe, expect, test } from "vitest";
import { expectNoViolations, fullRoute, rows, say, showForm, tick } from "./stage.js";

const EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>";
const FOCUSABLE = "a, button, input, textarea, summary, select, [tabindex]";
const PROJECT = "task?task=project";
const DATA = "task?task=data";

describe("as a whole", () => {
  const pages = ["tasks", "task?task=screening", PROJECT, DATA, "task?task=people", "answers", "canvas"];

  test.each(pages)("%s: no violation, headings in order, and JupyterLab keeps its shortcuts off every focusable", async (at) => {
    const answers = { ...fullRoute(), stage: "pilot", datasets: rows(), channels: ["web"] };
    const { el, all } = await showForm({ answers }, { at });
    await expectNoViolations(el);
    expect(all("h1")).toHaveLength(1);
    const bare = all(FOCUSABLE).filter((one) => one.getAttribute("data-lm-suppress-shortcuts") !== "true");
    expect(bare.map((one) => one.outerHTML)).toEqual([]);
    expect(all("[style]")).toEqual([]);
  });

  test("markup in answers, titles and names is shown as text", async () => {
    const answers = { ...fullRoute(), problem_statement: EVIL, owner: { role: EVIL, name: EVIL }, datasets: [{ id: "r-aaaa", values: { title: EVIL } }] };
    for (const at of [...pages]) {
      const { el, stop } = await showForm({ title: EVIL, answers, person: { id: "p", name: EVIL, role: "" }, marking: EVIL }, { at });
      expect(el.querySelector("img, script")).toBeNull();
      stop();
    }
  });

  test("two views of one page share no id", async () => {
    const answers = { ...fullRoute(), datasets: rows() };
    await showForm({ answers }, { at: DATA });
    await showForm({ answers }, { at: DATA });
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const names = [...document.querySelectorAll("main")].map((main) => new Set([...main.querySelectorAll("input[type=radio]")].map((one) => one.name)));
    expect([...names[0]].filter((name) => names[1].has(name))).toEqual([]);
  });

  test("keys stay inside, links leave JupyterLab's address alone, and the clean-up is whole", async () => {
    const { el, follow, one, stop, model } = await showForm({ answers: fullRoute() });
    let escaped = 0;
    const count = () => escaped++;
    document.addEventListener("keydown", count);
    one("a").dispatchEvent(new KeyboardEvent("keydown", { key: "d", bubbles: true }));
    document.removeEventListener("keydown", count);
    expect(escaped).toBe(0);
    follow("The project");
    expect(one("h1").textContent).toBe("The project");
    expect(location.hash).toBe("");
    stop();
    expect(el.childElementCount).toBe(0);
    expect(model.listening()).toBe(0);
  });

  test("in the app the address follows, Back works, and the title says where you are", async () => {
    const { follow, one } = await showForm({ answers: fullRoute() }, { at: "tasks" });
    follow("The project");
    expect(location.hash).toBe("#task?task=project");
    expect(document.title).toBe(say("page_title", { page: "The project", title: "Bike finder" }));
    expect(document.activeElement).toBe(one("h1"));
    history.back();
    await new Promise((done) => setTimeout(done, 50));
    expect(one("h1").textContent).toBe("Bike finder");
  });

  test("a strange address shows the task list", async () => {
    const { one } = await showForm({}, { at: "task?task=__proto__&at=nowhere" });
    expect(one("h1").textContent).toBe("Bike finder");
  });

  test("no question at the address: the page is shown all the same", async () => {
    const { one } = await showForm({}, { at: "task?task=project&at=datasets/r-none/title" });
    await tick();
    expect(one("h1").textContent).toBe("The project");
  });
});
