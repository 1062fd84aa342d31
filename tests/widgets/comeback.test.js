// "Save and come back later", checking the answers by task, and what a page remembers of its folds.
import { afterEach, describe, expect, test, vi } from "vitest";
import { sampleBank } from "./content.js";
import { ack, expectNoViolations, fullRoute, rows, say, showForm, tick, type } from "./stage.js";

const PROJECT = "task?task=project";
const ASK = "What problem are you trying to fix, and how do you know it is real?";

afterEach(() => localStorage.clear());

describe("saving and coming back later", () => {
  const leave = async (more = {}) => {
    const ui = await showForm({ answers: fullRoute(), ...more }, { at: PROJECT });
    type(ui.field("problem_statement"), "Bikes are stolen.");
    ui.press(say("save_and_leave"));
    return ui;
  };

  test("sends what was typed, and says that all is saved only when the record has it", async () => {
    const ui = await leave();
    expect(document.activeElement.textContent).toBe(say("comeback_title"));
    expect(ui.text()).toContain(say("comeback_saving"));
    expect(ui.text()).not.toContain(say("comeback_saved"));
    expect(ack(ui.model).changes.at(-1)).toMatchObject({ do: "answer", value: "Bikes are stolen." });
    expect(ui.text()).toContain(say("comeback_saved"));
    await expectNoViolations(ui.el);
  });

  test("names what is not saved while there is trouble, and stops when it is over", async () => {
    vi.useFakeTimers();
    const ui = await leave();
    await vi.advanceTimersByTimeAsync(5100);
    expect(ui.one(".ans-comeback").textContent).toContain(say("comeback_not_saved"));
    expect(ui.one(".ans-comeback").textContent).toContain(ASK);
    vi.useRealTimers();
    await expectNoViolations(ui.el);
    ack(ui.model);
    expect(ui.one(".ans-comeback").textContent).toBe(say("comeback_saved"));
  });

  test("names drafts that wait for a decision", async () => {
    const drafts = [{ address: "short_name", value: "Bi", based_on: 0, conflict: null }];
    const ui = await showForm({ answers: fullRoute(), drafts }, { at: "later?task=project" });
    expect(ui.text()).toContain(say("comeback_drafts"));
    ui.follow(sampleBank().concepts.short_name.ask);
    expect(document.activeElement).toBe(ui.field("short_name"));
  });

  test("says where to come back, without what only this visit needs", async () => {
    history.replaceState(null, "", "/assess?assessment=a1&token=secret");
    document.documentElement.dataset.host = "answerable";
    const ui = await showForm({ answers: fullRoute() });
    location.hash = "#later?task=project";
    window.dispatchEvent(new PopStateEvent("popstate"));
    expect(ui.one(".ans-address a").href).toBe("http://localhost/assess?assessment=a1");
    await tick();
  });

  test("in a notebook it says to run the cells again", async () => {
    const ui = await showForm({ answers: fullRoute() });
    ui.follow("The project");
    ui.press(say("save_and_leave"));
    expect(ui.text()).toContain(say("comeback_notebook"));
    expect(ui.one(".ans-address")).toBeNull();
  });

  test("counts what is left in each task, and leads on to where one was", async () => {
    const ui = await leave();
    ack(ui.model);
    expect(ui.text()).toContain(say("missing_here_many", { count: 3 }));
    ui.follow(say("comeback_go_on", { task: "The project" }));
    expect(ui.one("h1").textContent).toBe("The project");
  });

  test("from the page of all questions it leads back to that page", async () => {
    const ui = await showForm({ answers: fullRoute() }, { at: "all" });
    ui.press(say("save_and_leave"));
    ui.follow(say("comeback_go_on", { task: say("all_title") }));
    expect(ui.one("h1").textContent).toBe(say("all_title"));
  });
});

describe("checking the answers", () => {
  // Longer than a page that stands open as a whole.
  const many = () => [...Array(12).keys()].map((n) => ({ id: `r-${"a".repeat(7)}${n}`, values: { title: `Set ${n}`, personal: { choice: "no" } } }));
  const folds = (ui) => ui.all(".ans-answers-fold");
  const open = (answers = { ...fullRoute(), datasets: many() }, at = "answers", more = {}) => showForm({ answers, ...more }, { at });

  test("a short list stands open, a long one is closed, and one button opens and closes all", async () => {
    const short = await open({ ...fullRoute(), stage: "idea" });
    expect(folds(short).every((one) => one.open)).toBe(true);
    short.el.remove();
    const ui = await open();
    expect(folds(ui).some((one) => one.open)).toBe(false);
    ui.press(say("answers_open"));
    expect(folds(ui).every((one) => one.open)).toBe(true);
    await expectNoViolations(ui.el);
    ui.press(say("answers_close"));
    expect(folds(ui).some((one) => one.open)).toBe(false);
    await expectNoViolations(ui.el);
  });

  test("each task says how far it is, and how much of it nobody is sure of", async () => {
    const ui = await open({ ...fullRoute(), stage: "idea", datasets: many(), screen_public: { choice: "unsure", why: "?" } });
    const lines = folds(ui).map((one) => one.querySelector("summary").textContent);
    expect(lines[0]).toContain(say("unsure_count_one"));
    expect(lines[1]).toContain(say("task_count", { done: 1, due: 4 }));
    expect(lines).toHaveLength(4);
  });

  test("coming back from a question opens its task, and leaves the others as they were", async () => {
    const ui = await open(undefined, "answers?at=datasets/r-aaaaaaa3/title");
    const [fold, ...others] = folds(ui).filter((one) => one.open);
    expect(others).toEqual([]);
    expect(fold.contains(document.activeElement)).toBe(true);
    expect(document.activeElement.textContent).toContain(say("change"));
  });

  test("the browser's own Back comes to the same line", async () => {
    const ui = await open();
    ui.press(say("answers_open"));
    ui.all(".ans-change a").find((one) => one.textContent.includes("Which stage is it at?")).click();
    expect(document.activeElement.name).toContain("stage");
    history.back();
    await new Promise((done) => setTimeout(done, 50));
    expect(document.activeElement.textContent).toContain("Which stage is it at?");
    expect(document.activeElement.closest("details").open).toBe(true);
  });

  test("what is open stays open when answers come, and the focus stays", async () => {
    const ui = await open();
    folds(ui)[1].open = true;
    folds(ui)[1].querySelector("summary").focus();
    ui.model.tell({ op: "changed", answers: { ...fullRoute(), datasets: many(), stage: "live" }, based: {}, head: 9 });
    expect(folds(ui).map((one) => one.open)).toEqual([false, true, false, false]);
    expect(document.activeElement).toBe(folds(ui)[1].querySelector("summary"));
    expect(folds(ui)[1].textContent).toContain("In use");
  });

  test("a long list of what is missing is folded by task, and stays as it was folded out", async () => {
    const bare = many().map(({ id }) => ({ id, values: {} }));
    const ui = await open({ ...fullRoute(), datasets: bare });
    const line = () => ui.all("details.ans-help").find((one) => one.textContent.includes("The data"));
    expect(line().querySelector("summary").textContent).toContain("25");
    line().open = true;
    await tick();
    ui.model.tell({ op: "changed", answers: { ...fullRoute(), datasets: bare.slice(1) }, based: {}, head: 9 });
    expect(line().open).toBe(true);
    expect(line().querySelectorAll("li")).toHaveLength(23);
    await expectNoViolations(ui.el);
  });

  test("drafts that nobody has given yet are listed", async () => {
    const drafts = [{ address: "short_name", value: "Bi", based_on: 0, conflict: null }];
    const ui = await open(fullRoute(), "answers", { drafts });
    expect(ui.text()).toContain(say("undecided_title"));
  });
});

describe("folds", () => {
  const bank = () => {
    const one = sampleBank();
    for (const id of ["short_name", "channels"]) one.concepts[id].due.routes = ["panel"];
    return one;
  };
  const person = { id: "sam", name: "Sam", role: "" };
  const visit = (answers = fullRoute()) => showForm({ answers, person }, { at: PROJECT, bank: bank() });

  test("opened by a person stay so at the next visit, and no answer is in what the browser keeps", async () => {
    const ui = await visit({ ...fullRoute(), problem_statement: "Secret words" });
    ui.one(".ans-fold").open = true;
    await tick();
    ui.stop();
    expect((await visit()).one(".ans-fold").open).toBe(true);
    expect(JSON.stringify({ ...localStorage })).toBe(JSON.stringify({ "answerable-folds|a1|sam": '[["project",true]]' }));
  });

  test("closed again leave nothing behind; what was kept and cannot be read is passed over", async () => {
    const ui = await visit();
    ui.one(".ans-fold").open = true;
    await tick();
    ui.one(".ans-fold").open = false;
    await tick();
    expect(localStorage.length).toBe(0);
    ui.stop();
    localStorage.setItem("answerable-folds|a1|sam", "{");
    expect((await visit()).one(".ans-fold").open).toBe(false);
  });
});

describe("the error summary", () => {
  test("names row and column, and its links lead into the control that lacks something", async () => {
    const closed = ["a", "b", "c"].map((id) => ({ id: `r-${id}`, values: { title: `Set ${id}` } }));
    const ui = await showForm({ answers: { ...fullRoute(), datasets: closed } }, { at: "task?task=data" });
    ui.press(say("save_and_continue"));
    expect(document.activeElement).toBe(ui.one(".ans-summary"));
    const lines = ui.all(".ans-summary a");
    expect(lines[2].textContent).toContain("Set c");
    lines[2].click();
    expect(document.activeElement).toBe(ui.option("datasets/r-c/personal", "yes"));
  });

  test("leads to the name that is missing, and not to the role that is there", async () => {
    const bank = sampleBank();
    bank.concepts.owner.answer.named = true;
    const ui = await showForm({ answers: { ...fullRoute(), owner: { role: "Head", name: "" } } }, { at: "task?task=people", bank });
    ui.press(say("save_and_continue"));
    ui.all(".ans-summary a")[0].click();
    expect(document.activeElement.id).toMatch(/owner-name$/);
  });

  test("leads to words that are too long, and not to the choice above them", async () => {
    const ui = await showForm({ answers: { ...fullRoute(), owner: { role: "Head" } } }, { at: "task?task=people" });
    ui.option("human_check", "yes").click();
    const why = ui.question("human_check").querySelector("textarea");
    type(why, "x".repeat(20001));
    ui.press(say("save_and_continue"));
    ui.all(".ans-summary a")[0].click();
    expect(document.activeElement).toBe(why);
  });

  test("keeps the focus while answers come and go, and gives it a place when the last line goes", async () => {
    const answers = { ...fullRoute(), problem_statement: "x", stage: "idea" };
    const ui = await showForm({ answers }, { at: PROJECT });
    ui.press(say("save_and_continue"));
    const last = () => ui.all(".ans-summary a").at(-1);
    last().focus();
    const words = last().textContent;
    ui.model.tell({ op: "changed", answers: { ...answers, short_name: "B" }, based: {}, head: 9 });
    expect(document.activeElement.textContent).toBe(words);
    ui.model.tell({ op: "changed", answers: { ...answers, short_name: "B", channels: ["web"] }, based: {}, head: 10 });
    expect(document.activeElement).toBe(ui.one("h1"));
  });
});

test("the long page: its summary takes the focus and names every task's gaps", async () => {
  const ui = await showForm({ answers: { ...fullRoute(), datasets: rows() } }, { at: "all" });
  ui.press(say("save_and_continue"));
  expect(document.activeElement).toBe(ui.one(".ans-summary"));
  ui.all(".ans-summary a").find((one) => one.textContent.includes("Which stage is it at?")).click();
  expect(document.activeElement).toBe(ui.option("stage", "idea"));
});
