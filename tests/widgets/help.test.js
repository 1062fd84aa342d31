// Help and words explained: fetched when somebody first opens one, or is at work.
import { afterEach, describe, expect, test, vi } from "vitest";
import { sampleBank } from "./content.js";
import { expectNoViolations, fullRoute, say, showForm, tick } from "./stage.js";

const PROJECT = "task?task=project";
const EVIL = "<img src=x onerror=alert(1)>";
const TERMS = {
  proxy: { id: "proxy", term: "proxy", also: ["proxies"], means: "A fact that gives away another one.", source: ["dpa-64"] },
  pilot: { id: "pilot", term: "pilot", also: [], means: EVIL, source: [] },
};

afterEach(() => vi.unstubAllGlobals());

// As the app sends it: the help is a file of its own.
function twoFiles() {
  const bank = sampleBank();
  bank.concepts.problem_statement.terms = ["proxy", "pilot"];
  const help = { ...bank.help, terms: TERMS };
  const { help: _, ...first } = bank;
  return { bank: first, help };
}

const show = (bank, more = {}) => showForm({ answers: fullRoute(), help_url: "/static/help-1.json", ...more }, { at: PROJECT, bank });
const fold = (ui, words) => [...ui.question("problem_statement").querySelectorAll("details")].find((one) => one.textContent.includes(words));
const opened = async (details) => {
  details.open = true;
  await new Promise((done) => setTimeout(done, 20));
};
const answering = (reply) => {
  const asked = [];
  vi.stubGlobal("fetch", (url) => {
    asked.push(url);
    return reply();
  });
  return asked;
};

describe("words used here", () => {
  test("are named under the question, and explained when they are opened", async () => {
    const { bank, help } = twoFiles();
    const ui = await show({ ...bank, help });
    const words = fold(ui, say("terms_summary", { terms: "proxy, pilot" }));
    expect(words.textContent).not.toContain(TERMS.proxy.means);
    await opened(words);
    expect([...words.querySelectorAll("dt")].map((one) => one.textContent)).toEqual(["proxy", "pilot"]);
    expect(words.textContent).toContain(TERMS.proxy.means);
    expect(words.textContent).toContain(EVIL);
    expect(words.querySelector("img")).toBeNull();
    expect(words.querySelector("a").href).toMatch(/^https:/);
    await expectNoViolations(ui.el);
  });

  test("a question without such words has nothing to open", async () => {
    const { bank, help } = twoFiles();
    const ui = await show({ ...bank, help });
    expect([...ui.question("stage").querySelectorAll("summary")].map((one) => one.textContent).join()).not.toContain(say("terms_summary", { terms: "" }));
  });
});

describe("the help as a file of its own", () => {
  test("is not fetched before anybody needs it, and once for all questions", async () => {
    const { bank, help } = twoFiles();
    const asked = answering(async () => ({ ok: true, json: async () => help }));
    const ui = await show(bank);
    expect(asked).toEqual([]);
    await opened(fold(ui, say("help_summary")));
    expect(ui.question("problem_statement").textContent).toContain(help.questions.problem_statement.why);
    await opened(fold(ui, "proxy"));
    expect(fold(ui, "proxy").textContent).toContain(TERMS.proxy.means);
    expect(asked).toEqual(["/static/help-1.json"]);
  });

  test("comes when somebody is at work, for a time without a connection", async () => {
    const { bank, help } = twoFiles();
    const asked = answering(async () => ({ ok: true, json: async () => help }));
    const ui = await show(bank);
    ui.field("problem_statement").dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
    await tick();
    answering(() => Promise.reject(new TypeError("no network")));
    await opened(fold(ui, say("help_summary")));
    expect(ui.question("problem_statement").textContent).toContain(help.questions.problem_statement.good);
    expect(asked).toHaveLength(1);
  });

  test("when it does not come, it says so, and the next try can succeed", async () => {
    const { bank, help } = twoFiles();
    answering(() => Promise.reject(new TypeError("no network")));
    const ui = await show(bank);
    const why = fold(ui, say("help_summary"));
    await opened(why);
    expect(why.textContent).toContain(say("help_late"));
    why.open = false;
    await tick();
    answering(async () => ({ ok: true, json: async () => help }));
    await opened(why);
    expect(why.textContent).toContain(help.questions.problem_statement.why);
  });
});

describe("the canvas, which comes with the help", () => {
  const titleAlone = () => {
    const { bank, help } = twoFiles();
    const later = { ...help, lenses: bank.lenses };
    return { bank: { ...bank, lenses: { canvas: "Data ethics canvas" } }, later };
  };

  test.each(["canvas", "workshop"])("%s: is drawn when it is there, and the focus is on its heading", async (view) => {
    const { bank, later } = titleAlone();
    answering(async () => ({ ok: true, json: async () => later }));
    const ui = await showForm({ answers: fullRoute(), help_url: "/h" }, { at: "tasks", bank });
    ui.follow(say(`look_${view}`));
    await new Promise((done) => setTimeout(done, 20));
    expect(ui.all(view === "canvas" ? ".ans-box" : ".ans-workshop-box").length).toBeGreaterThan(14);
    expect(document.activeElement).toBe(ui.one("h1"));
  });

  test("when it does not come, it says so and can be asked for again", async () => {
    const { bank, later } = titleAlone();
    answering(() => Promise.reject(new TypeError("no network")));
    const ui = await showForm({ answers: fullRoute(), help_url: "/h" }, { at: "canvas", bank });
    await new Promise((done) => setTimeout(done, 20));
    expect(ui.text()).toContain(say("page_late"));
    await expectNoViolations(ui.el);
    answering(async () => ({ ok: true, json: async () => later }));
    ui.press(say("history_again"));
    await new Promise((done) => setTimeout(done, 20));
    expect(ui.all(".ans-box")).toHaveLength(15);
  });

  test("somebody who has gone on is not taken back", async () => {
    const { bank, later } = titleAlone();
    let come;
    answering(() => new Promise((done) => {
      come = () => done({ ok: true, json: async () => later });
    }));
    const ui = await showForm({ answers: fullRoute(), help_url: "/h" }, { at: "canvas", bank });
    ui.follow(say("back_to_tasks"));
    come();
    await new Promise((done) => setTimeout(done, 20));
    expect(ui.one("h1").textContent).toBe("Bike finder");
  });
});

describe("what would be enough", () => {
  const ENOUGH = "A count with its date, <b>or</b> a report by somebody outside the team.";

  async function helpThatSays(enough) {
    const bank = sampleBank();
    bank.help.questions.problem_statement.enough = enough;
    const ui = await show(bank);
    const why = fold(ui, say("help_summary"));
    await opened(why);
    return { ui, why };
  }

  test("stands after the two examples, as text", async () => {
    const { ui, why } = await helpThatSays(ENOUGH);
    const heads = [...why.querySelectorAll(".ans-h4")].map((head) => head.textContent);
    expect(heads.indexOf(say("enough"))).toBe(heads.indexOf(say("weak_example")) + 1);
    expect(why.textContent).toContain(ENOUGH);
    expect(why.querySelector("b")).toBeNull();
    await expectNoViolations(ui.el);
  });

  test("where nothing is said, no heading promises it", async () => {
    const { why } = await helpThatSays("");
    expect(why.textContent).toContain(say("weak_example"));
    expect(why.textContent).not.toContain(say("enough"));
  });
});
