// Help and words explained: fetched when somebody first opens one, or is at work.
import { afterEach, describe, expect, test, vi } from "vitest";
import { sampleBank } from "./content.js";
import { changes, expectNoViolations, fullRoute, say, showForm, tick, type } from "./stage.js";

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
const waitABit = () => new Promise((done) => setTimeout(done, 20));
const opened = async (details) => {
  details.open = true;
  await waitABit();
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

describe("pages that come later", () => {
  const titleAlone = () => {
    const { bank, help } = twoFiles();
    const later = { ...help, lenses: bank.lenses };
    return { bank: { ...bank, lenses: { canvas: "Data ethics canvas" } }, later };
  };

  const PARTS = { answers: ".ans-answers", canvas: ".ans-box", workshop: ".ans-workshop-box" };

  test.each(Object.keys(PARTS))("%s: is drawn when it is there, and the focus is on its heading", async (view) => {
    const { bank, later } = titleAlone();
    answering(async () => ({ ok: true, json: async () => later }));
    const ui = await showForm({ answers: fullRoute(), help_url: "/h" }, { at: "tasks", bank });
    ui.follow(say(`look_${view}`));
    const title = ui.one("h1").textContent;
    await waitABit();
    expect(ui.all(PARTS[view]).length).toBeGreaterThan(view === "answers" ? 0 : 14);
    expect(ui.one("h1").textContent).toBe(title);
    expect(document.activeElement).toBe(ui.one("h1"));
  });

  test("what only they say comes with them", async () => {
    const { bank, later } = titleAlone();
    const { answers_intro: intro, ...first } = bank.words;
    answering(async () => ({ ok: true, json: async () => ({ ...later, words: { answers_intro: intro } }) }));
    const ui = await showForm({ answers: fullRoute(), help_url: "/h" }, { at: "answers", bank: { ...bank, words: first } });
    await waitABit();
    expect(ui.text()).toContain(intro);
  });

  test("when it does not come, it says so and can be asked for again", async () => {
    const { bank, later } = titleAlone();
    answering(() => Promise.reject(new TypeError("no network")));
    const ui = await showForm({ answers: fullRoute(), help_url: "/h" }, { at: "canvas", bank });
    await waitABit();
    expect(ui.text()).toContain(say("page_late"));
    await expectNoViolations(ui.el);
    answering(async () => ({ ok: true, json: async () => later }));
    ui.press(say("history_again"));
    await waitABit();
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
    await waitABit();
    expect(ui.one("h1").textContent).toBe("Bike finder");
  });
});

describe("the script that comes later", () => {
  // An address with nothing behind it until `network.up`; the real one is in tests/browser.
  function cutOff() {
    const network = { up: false, tries: 0 };
    network.address = { toString: () => ((network.tries += 1) && network.up ? "data:text/javascript," : "/nowhere.js") };
    return network;
  }
  const begin = async (network, at, more = {}) => {
    const { bank, help } = twoFiles();
    answering(async () => ({ ok: true, json: async () => ({ ...help, lenses: bank.lenses }) }));
    return showForm({ answers: fullRoute(), help_url: "/h", late_url: network.address, ...more }, { at, bank });
  };
  const says = (ui, words) => vi.waitFor(() => expect(ui.text()).toContain(words));

  test.each(["answers", "canvas", "workshop"])("%s: without it the page says so, keeps the focus, and a later try succeeds", async (view) => {
    const network = cutOff();
    const ui = await begin(network, "tasks");
    ui.follow(say(`look_${view}`));
    expect(ui.text()).toContain(say("help_coming"));
    await says(ui, say("page_late"));
    expect(document.activeElement).toBe(ui.one("h1"));
    await expectNoViolations(ui.el);
    ui.press(say("history_again"));
    await says(ui, say("help_coming"));
    await says(ui, say("page_late"));
    network.up = true;
    ui.press(say("history_again"));
    await vi.waitFor(() => expect(ui.all(".ans-answers, .ans-box, .ans-workshop-box").length).toBeGreaterThan(0));
    expect(document.activeElement).toBe(ui.one("h1"));
    expect(network.tries).toBe(3);
  });

  test("who presses the button that asks again is not left without a place", async () => {
    const ui = await begin(cutOff(), "canvas");
    await says(ui, say("page_late"));
    ui.button(say("history_again")).focus();
    ui.press(say("history_again"));
    await says(ui, say("help_coming"));
    expect(document.activeElement).toBe(ui.one("h1"));
  });

  test("on a first visit it takes the focus from nobody", async () => {
    const outside = document.body.appendChild(document.createElement("button"));
    outside.focus();
    const ui = await begin(Object.assign(cutOff(), { up: true }), "answers");
    await vi.waitFor(() => expect(ui.all(".ans-answers").length).toBeGreaterThan(0));
    expect(document.activeElement).toBe(outside);
  });

  test("nobody who types waits for it, and what they type is saved", async () => {
    const network = cutOff();
    const ui = await begin(network, PROJECT);
    type(ui.field("problem_statement"), "Bikes vanish.");
    ui.field("problem_statement").dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
    await vi.waitFor(() => expect(network.tries).toBe(1));
    ui.follow(say("back_to_tasks"));
    ui.follow(say("look_answers"));
    await says(ui, say("page_late"));
    expect(changes(ui.model).at(-1)).toMatchObject({ do: "answer", value: "Bikes vanish." });
    ui.follow(say("back_to_tasks"));
    expect(ui.one("h1").textContent).toBe("Bike finder");
  });

  test("once it is here it is not asked for again", async () => {
    const network = Object.assign(cutOff(), { up: true });
    const ui = await begin(network, "canvas");
    await vi.waitFor(() => expect(ui.all(".ans-box")).toHaveLength(15));
    ui.follow(say("back_to_tasks"));
    ui.follow(say("look_answers"));
    expect(ui.all(".ans-answers").length).toBeGreaterThan(0);
    expect(network.tries).toBe(1);
  });

  test("earlier answers say that they cannot be shown now, and can be looked up again", async () => {
    const network = cutOff();
    const ui = await begin(network, PROJECT, { earlier: ["problem_statement"], answers: { ...fullRoute(), problem_statement: "New." } });
    const earlier = ui.question("problem_statement").querySelector(".ans-earlier");
    await opened(earlier);
    await vi.waitFor(() => expect(earlier.textContent).toContain(say("history_late")));
    expect(ui.model.sent.filter((one) => one.op === "history")).toEqual([]);
    network.up = true;
    earlier.querySelector("button").click();
    await vi.waitFor(() => expect(ui.model.sent.at(-1)).toMatchObject({ op: "history" }));
    const given = { by: "p1", name: "Ana", role: "author", at: "2026-11-22T14:05:00Z" };
    const versions = [{ ...given, seq: 3, value: "New." }, { ...given, seq: 1, value: "Old." }];
    ui.model.tell({ op: "history", address: "problem_statement", more: false, versions });
    expect(earlier.textContent).toContain("Old.");
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
