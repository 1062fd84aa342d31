// Comments at a question: read, written, replied to and resolved.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openKeep } from "../../widgets/answerable_widgets/form/keep.js";
import { DATA, KEY, PROBLEM, SETTLED, eventually, kept, remark, sentBy, show, somebody, summaryOf, thread, wait } from "./commenting.js";
import { expectNoViolations, rows, say, type } from "./stage.js";

const HOSTILE = "<img src=x onerror=alert(1)>\u202e\n<b>two</b>";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});

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
    const who = somebody();
    const keep = await openKeep(who.id, "a1", KEY);
    keep.put("comment:one:datasets/r-gone", { box: "datasets/r-gone", text: "Half a thought" });
    await keep.settled();
    const { open, tell, fold, box } = await show({ person: who, comments, answers: { datasets: rows() } }, DATA);
    await eventually(() => summaryOf(fold("datasets")).includes(say("comments_unsent")));

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
