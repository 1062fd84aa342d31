// Comments at a question: read, written, replied to and resolved; and no word of them is lost.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openKeep } from "../../widgets/answerable_widgets/form/keep.js";
import { expectNoViolations, fullRoute, rows, say, showForm, type } from "./stage.js";

const PROJECT = "task?task=project";
const DATA = "task?task=data";
const PROBLEM = "problem_statement";
const HOSTILE = "<img src=x onerror=alert(1)>\u202e\n<b>two</b>";
const KEY = btoa("0123456789abcdef0123456789abcdef");
let people = 0;

const remark = (id, text, more = {}) => ({ id, at: "2026-11-22T14:05:00.000Z", text, by: "ben", name: "Ben", role: "Peer reviewer", ...more });
const thread = (id, text, more = {}) => ({ ...remark(id, text), address: PROBLEM, about: "", replies: [], settled: null, ...more });
const SETTLED = { at: "2026-11-22T15:00:00.000Z", by: "ben", name: "Ben", role: "Peer reviewer" };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});

const wait = (ms) => vi.advanceTimersByTimeAsync(ms);
const sentBy = (model, op = "comment") => model.sent.filter((one) => one.op === op);
const settleStorage = () => new Promise((done) => setImmediate(() => setImmediate(done)));

async function show(state, at = PROJECT) {
  const who = state?.person ?? { id: `ana-${++people}`, name: "Ana", role: "author" };
  const page = await showForm({ person: who, head: 9, ...state, answers: { ...fullRoute(), ...state?.answers } }, { at });
  const fold = (address = PROBLEM) => [...page.all(`[data-address="${address}"] details.ans-comments`)].at(-1);
  const open = (address) => {
    fold(address).open = true;
    fold(address).dispatchEvent(new Event("toggle"));
    return fold(address);
  };
  const tell = (threads, address = PROBLEM) => page.model.tell({ op: "threads", address, threads });
  const button = (element, key) => [...element.querySelectorAll("button")].find((one) => one.textContent.startsWith(say(key)));
  const box = (element) => [...element.querySelectorAll(".ans-comment-box")].at(-1).querySelector("textarea");
  const settle = (problem = null) => page.model.tell({ op: "commented", id: sentBy(page.model).at(-1).id, problem });
  return { ...page, who, fold, open, tell, button, box, settle };
}

const summaryOf = (fold) => fold.querySelector("summary").textContent;

// What waits in the browser of somebody, as another page of theirs would find it.
async function kept(who) {
  await settleStorage();
  const keep = await openKeep(who.id, "a1", KEY);
  await keep.settled();
  return keep.found();
}

async function eventually(check) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await check()) return;
    await wait(0);
    await settleStorage();
  }
  throw new Error(`never: ${check}`);
}

describe("what stands at a question", () => {
  test("is how many are open, and nothing is asked for until somebody opens it", async () => {
    const { fold, model } = await show({ comments: { [PROBLEM]: [2, 3], short_name: [0, 1] } });

    expect(summaryOf(fold())).toContain(say("comments_open", { count: 2 }));
    expect(summaryOf(fold("short_name"))).toContain(say("comments_settled", { count: 1 }));
    expect(summaryOf(fold("stage"))).toContain(say("comments_none"));
    expect(sentBy(model, "threads")).toEqual([]);
  });

  test("is shown as text, with its replies, and erased words say so", async () => {
    const { open, tell, model } = await show();
    const panel = open();
    expect(sentBy(model, "threads")).toEqual([{ op: "threads", address: PROBLEM }]);

    tell([thread(4, HOSTILE, { replies: [remark(5, null), remark(6, "We did")] }), thread(7, "Old", { settled: SETTLED })]);

    const words = [...panel.querySelectorAll(".ans-user-text")].map((one) => one.textContent);
    expect(words).toEqual([HOSTILE, "We did", "Old"]);
    expect(panel.querySelector("img")).toBeNull();
    expect(panel.textContent).toContain(say("history_erased"));
    expect(panel.textContent).toContain("Ben (Peer reviewer)");
    expect(panel.querySelector(".ans-help-body details summary").textContent).toContain(say("comment_settled_one"));
  });

  test("that does not come says so, and can be asked for again", async () => {
    const { open, button, model, tell } = await show();
    const panel = open();
    await wait(5000);
    expect(panel.textContent).toContain(say("comment_cannot"));

    button(panel, "history_again").click();
    expect(sentBy(model, "threads")).toHaveLength(2);
    tell([thread(4, "Here")]);
    expect(panel.textContent).toContain("Here");
    expect(button(panel, "history_again").closest("[hidden]")).not.toBeNull();
  });

  test("has no faults that axe can find", async () => {
    const { open, tell, button, box, el } = await show({ comments: { [PROBLEM]: [1, 2] } });
    vi.useRealTimers(); // axe waits by the clock
    const panel = open();
    await expectNoViolations(el);
    tell([thread(4, "One", { replies: [remark(5, null)] }), thread(7, "Old", { settled: SETTLED })]);
    button(panel, "comment_reply").click();
    button(panel, "comment_send").click();
    expect(box(panel).getAttribute("aria-invalid")).toBe("true");
    await expectNoViolations(el);
  });
});

describe("a comment", () => {
  test("goes out once it is sent, and is kept in the browser until it is acknowledged", async () => {
    const { open, tell, box, button, model, who, settle, all } = await show();
    const panel = open();
    tell([]);
    type(box(panel), "Who counted this?");
    button(panel, "comment_send").click();

    const [sent] = sentBy(model);
    expect(sent).toEqual({ op: "comment", do: "comment", address: PROBLEM, text: "Who counted this?", id: expect.stringMatching(/^c-[0-9a-z]{8}$/) });
    expect(box(panel).value).toBe("");
    expect(panel.textContent).toContain(say("comment_sending"));
    await eventually(async () => (await kept(who)).some((one) => one.sent?.text === "Who counted this?"));

    settle();
    await eventually(async () => (await kept(who)).length === 0);
    expect(panel.textContent).not.toContain(say("comment_sending"));
    await wait(60);
    expect(all("[aria-live=polite]").at(-1).textContent).toContain(say("comment_done_comment"));
  });

  test("that says nothing is not sent", async () => {
    const { open, tell, button, box, model } = await show();
    const panel = open();
    tell([]);
    type(box(panel), "  \n");
    button(panel, "comment_send").click();

    expect(sentBy(model)).toEqual([]);
    expect(panel.textContent).toContain(say("comment_empty"));
    expect(document.activeElement).toBe(box(panel));
  });

  test("that is not acknowledged is sent again under its first name", async () => {
    const { open, tell, box, button, model } = await show();
    const panel = open();
    tell([]);
    type(box(panel), "Hello?");
    button(panel, "comment_send").click();
    await wait(5000);

    expect(panel.textContent).toContain(say("comment_late"));
    const [first, second] = sentBy(model);
    expect(second).toEqual(first);
    model.emit("host:open");
    expect(sentBy(model)).toHaveLength(3);
  });

  test("that the record refuses is back in its box, with what was typed meanwhile", async () => {
    const { open, tell, box, button, settle, who } = await show();
    const panel = open();
    tell([]);
    type(box(panel), "First");
    button(panel, "comment_send").click();
    type(box(panel), "Second");
    settle({ key: "not_allowed", sentence: "You may not.", again: false });

    expect(box(panel).value).toBe("First\n\nSecond");
    expect(panel.textContent).toContain("You may not.");
    await eventually(async () => (await kept(who)).some((one) => one.text === "First\n\nSecond"));
  });

  test("that a store in trouble could not take is tried again", async () => {
    const { open, tell, box, button, settle, model } = await show();
    const panel = open();
    tell([]);
    type(box(panel), "Hello?");
    button(panel, "comment_send").click();
    settle({ key: "store_locked", sentence: "The store is busy.", again: true });

    expect(panel.textContent).toContain("The store is busy.");
    expect(box(panel).value).toBe("");
    await wait(5000);
    expect(sentBy(model)).toHaveLength(2);
  });
});

describe("words that are typed and not sent", () => {
  test("are in their boxes after a reload, and the page says so before anybody opens one", async () => {
    const first = await show();
    const panel = first.open();
    first.tell([thread(4, "Why?")]);
    type(first.box(panel), "Half a thought");
    first.button(panel, "comment_reply").click();
    type(panel.querySelector(".ans-thread textarea"), "Half a reply");
    await eventually(async () => (await kept(first.who)).length === 2);
    first.stop();

    const again = await show({ person: first.who, comments: { [PROBLEM]: [1, 1] } });
    await eventually(() => summaryOf(again.fold()).includes(say("comment_unsent")));
    const panel2 = again.open();
    again.tell([thread(4, "Why?")]);

    expect(again.box(panel2).value).toBe("Half a thought");
    expect(panel2.querySelector(".ans-thread textarea").value).toBe("Half a reply");
    expect(panel2.querySelector(".ans-thread .ans-comment-box").hidden).toBe(false);
    expect(again.text()).not.toContain(say("found_title"));
    await eventually(async () => (await kept(first.who)).length === 2);
  });

  test("stay when somebody goes to another page of the form and comes back", async () => {
    const { open, tell, box, follow, fold } = await show();
    const panel = open();
    tell([]);
    type(box(panel), "Half a thought");
    expect(summaryOf(fold())).toContain(say("comment_unsent"));
    follow(say("back_to_tasks"));
    location.hash = `#${PROJECT}`;
    await eventually(() => fold());

    expect(box(open()).value).toBe("Half a thought");
  });

  test("of two pages that died are both there", async () => {
    const who = { id: `two-${++people}`, name: "Ana", role: "author" };
    const keep = await openKeep(who.id, "a1", KEY);
    keep.put("comment:one:problem_statement", { place: PROBLEM, text: "From one" });
    keep.put("comment:two:problem_statement", { place: PROBLEM, text: "From two" });
    await keep.settled();

    const page = await show({ person: who });
    await eventually(() => summaryOf(page.fold()).includes(say("comment_unsent")));

    expect(page.box(page.open()).value).toBe("From one\n\nFrom two");
    await eventually(async () => (await kept(who)).length === 1);
  });

  test("and what was sent before a kernel died goes out again from the next page", async () => {
    const first = await show();
    const panel = first.open();
    first.tell([]);
    type(first.box(panel), "Sent, not acknowledged");
    first.button(panel, "comment_send").click();
    await eventually(async () => (await kept(first.who)).some((one) => one.sent));
    first.stop();

    const again = await show({ person: first.who });
    await eventually(() => sentBy(again.model).length > 0);
    expect(sentBy(again.model)[0]).toEqual(sentBy(first.model)[0]);
  });

  test("stay in a reply while others write and resolve", async () => {
    const { open, tell, button, model } = await show({ comments: { [PROBLEM]: [1, 1] } });
    const panel = open();
    tell([thread(4, "Why?")]);
    button(panel, "comment_reply").click();
    const reply = panel.querySelector(".ans-thread textarea");
    type(reply, "Half a reply");

    model.tell({ op: "comments", counts: { [PROBLEM]: [0, 1] }, news: [] });
    tell([thread(4, "Why?", { settled: SETTLED, replies: [remark(5, "Done")] })]);

    expect(document.activeElement).toBe(reply);
    expect(reply.value).toBe("Half a reply");
    expect(panel.textContent).toContain("Done");
  });
});

describe("a thread", () => {
  test("takes a reply, and the focus goes back to where it was opened", async () => {
    const { open, tell, button, model } = await show();
    const panel = open();
    tell([thread(4, "Why?")]);
    button(panel, "comment_reply").click();
    const reply = panel.querySelector(".ans-thread textarea");
    expect(document.activeElement).toBe(reply);
    type(reply, "Because.");
    button(panel, "comment_reply_send").click();

    expect(sentBy(model)[0]).toMatchObject({ do: "reply", address: PROBLEM, to: 4, text: "Because." });
    expect(document.activeElement).toBe(button(panel, "comment_reply"));
  });

  test("is resolved and opened again, and the focus is not lost", async () => {
    const { open, tell, button, model, settle } = await show();
    const panel = open();
    tell([thread(4, "Why?")]);
    button(panel, "comment_resolve").focus();
    button(panel, "comment_resolve").click();
    settle();
    tell([thread(4, "Why?", { settled: SETTLED })]);

    expect(sentBy(model)[0]).toMatchObject({ do: "resolve", to: 4 });
    const settled = panel.querySelector("details");
    expect(document.activeElement).toBe(settled.querySelector("summary"));
    expect(settled.textContent).toContain("Resolved: Ben (Peer reviewer)");
    button(settled, "comment_reopen").click();
    expect(sentBy(model)[1]).toMatchObject({ do: "reopen", to: 4 });
  });
});

describe("what others say", () => {
  test("comes without a reload, is counted, and is spoken once when its question is on the page", async () => {
    const { open, tell, fold, model, all } = await show();
    open();
    tell([]);
    model.tell({ op: "comments", counts: { [PROBLEM]: [1, 1] }, news: [{ address: PROBLEM, by: "ben", name: "Ben" }] });

    expect(summaryOf(fold())).toContain(say("comments_open", { count: 1 }));
    expect(sentBy(model, "threads")).toHaveLength(2);
    await wait(60);
    expect(all("[aria-live=polite]").at(-1).textContent).toContain("Ben commented on");
  });

  test("on another page is only counted", async () => {
    const { model, all, follow } = await show();
    model.tell({ op: "comments", counts: { datasets: [1, 1] }, news: [{ address: "datasets", by: "ben", name: "Ben" }] });
    await wait(60);
    expect(all("[aria-live=polite]").at(-1).textContent).not.toContain("Ben");

    follow(say("back_to_tasks"));
    const task = all("li.ans-task").find((one) => one.querySelector("a")?.getAttribute("href") === `#${DATA}`);
    expect(task.textContent).toContain(say("comments_count_one"));
  });
});

describe("a register", () => {
  test("takes comments on itself, on a row and on a question of a row", async () => {
    const { open, box, button, tell, model } = await show({ answers: { datasets: rows() } }, DATA);
    for (const address of ["datasets", "datasets/r-aaaa", "datasets/r-aaaa/title"]) {
      const panel = open(address);
      tell([], address);
      type(box(panel), `On ${address}`);
      button(panel, "comment_send").click();
    }
    expect(sentBy(model).map(({ address, text }) => [address, text])).toEqual(
      ["datasets", "datasets/r-aaaa", "datasets/r-aaaa/title"].map((address) => [address, `On ${address}`]));
  });

  test("shows what was said on a row that is gone, and words that were meant for one", async () => {
    const comments = { "datasets/r-gone/title": [1, 1], "datasets/r-aaaa": [1, 1] };
    const who = { id: `gone-${++people}`, name: "Ana", role: "author" };
    const keep = await openKeep(who.id, "a1", KEY);
    keep.put("comment:one:datasets/r-gone", { place: "datasets/r-gone", text: "Half a thought" });
    await keep.settled();
    const { open, tell, fold, box } = await show({ person: who, comments, answers: { datasets: rows() } }, DATA);
    await eventually(() => summaryOf(fold("datasets")).includes(say("comment_unsent")));

    const panel = open("datasets");
    tell([thread(4, "Why?", { address: "datasets/r-gone/title", about: "Old stops" })], "datasets");

    expect(panel.textContent).toContain(say("comment_row_gone", { row: "Old stops" }));
    expect(box(panel).value).toBe("Half a thought");
  });
});

describe("the page that checks the answers", () => {
  test("names what is open, with a way there, and shows what is on questions that are not asked", async () => {
    const comments = { [PROBLEM]: [2, 2], "datasets/r-aaaa/title": [1, 1], "datasets/r-gone": [1, 1], no_such_question: [1, 1] };
    const { text, link, all, el } = await show({ comments, answers: { datasets: rows() } }, "answers");

    expect(text()).toContain(say("comment_part_open_many", { count: 5 }));
    expect(link("Stops").getAttribute("href")).toContain(encodeURIComponent("datasets/r-aaaa/title"));
    vi.useRealTimers(); // axe waits by the clock
    expect(all("details.ans-comments")).toHaveLength(1);
    expect(text()).toContain(say("comment_part_unasked"));
    await expectNoViolations(el);
  });

  test("says nothing where nobody has commented, and that all is resolved", async () => {
    const none = await show({}, "answers");
    expect(none.text()).not.toContain(say("comment_part_title"));
    none.model.tell({ op: "comments", counts: { [PROBLEM]: [0, 1] }, news: [] });
    expect(none.text()).toContain(say("comment_part_settled"));
  });
});

test("a form that is taken away hears nothing any more", async () => {
  const { open, tell, stop, model } = await show();
  open();
  tell([]);
  stop();
  expect(model.listening()).toBe(0);
});
