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
