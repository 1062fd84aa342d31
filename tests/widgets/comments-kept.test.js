// Words for comments that are typed and not sent, or sent and not acknowledged: none is lost.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openKeep } from "../../widgets/answerable_widgets/form/keep.js";
import { KEY, PROBLEM, PROJECT, SETTLED, eventually, kept, remark, sentBy, show, somebody, summaryOf, thread } from "./commenting.js";
import { say, type } from "./stage.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
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
    await eventually(() => summaryOf(again.fold()).includes(say("comments_unsent")));
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
    expect(summaryOf(fold())).toContain(say("comments_unsent"));
    follow(say("back_to_tasks"));
    location.hash = `#${PROJECT}`;
    await eventually(() => fold());

    expect(box(open()).value).toBe("Half a thought");
  });

  test("of two pages that died are both there", async () => {
    const who = somebody();
    const keep = await openKeep(who.id, "a1", KEY);
    keep.put("comment:one:problem_statement", { box: PROBLEM, text: "From one" });
    keep.put("comment:two:problem_statement", { box: PROBLEM, text: "From two" });
    await keep.settled();

    const page = await show({ person: who });
    await eventually(() => summaryOf(page.fold()).includes(say("comments_unsent")));

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
