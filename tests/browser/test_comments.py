"""Comments on the real page: read and written by keyboard, live to the other, and never lost."""

import signal

import pytest

from answerable.record import Person
from answerable.wording import say

PROBLEM = "problem_statement"
BEN = Person("ben", "Ben Efit", "peer_reviewer")


@pytest.fixture
def other(browser):
    """A second tab, in a profile of its own."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def fold_of(page, address=PROBLEM):
    return page.locator(f'[data-address="{address}"] details.ans-comments').last


def opened(page, do, address=PROBLEM):
    """Open the comments on one answer by keyboard."""
    fold = fold_of(page, address)
    fold.locator("summary").first.focus()
    do.press(page, "Enter")
    fold.get_by_label(say("page", "comment_new"), exact=True).wait_for()
    return fold


def on(fold, key):
    return fold.get_by_role("button", name=say("page", key)).first


def said(desk, assessment):
    return [
        (each.by.id == "ben", each.text, [reply.text for reply in each.replies], each.resolved)
        for each in desk.session(assessment).comments()
    ]


def until_kept(page, key):
    """Wait until the browser has kept words for a comment (they are encrypted; their name is not)."""
    page.wait_for_function(
        """key => new Promise((done) => {
          const asked = indexedDB.open("answerable", 1);
          asked.onsuccess = () => {
            const all = asked.result.transaction("unsaved").objectStore("unsaved").getAllKeys();
            all.onsuccess = () => done(all.result.some((one) => one.includes("|comment:") && one.endsWith(key)));
          };
        })""",
        arg=key,
    )


def test_two_people_talk_by_keyboard_and_see_each_other_without_a_reload(desk, do, page, other):
    assessment = desk.begin("Talk").assessment
    for one in (page, other):
        do.open_task(one, desk.server.url, assessment, "purpose")
    do.press(page, "Tab")  # somebody is at work
    ben = desk.session(assessment, BEN)

    ben.comment(PROBLEM, "Who counted <b>this</b>?")
    for one in (page, other):
        fold_of(one).get_by_text(say("page", "comments_open", count=1)).wait_for()
    page.get_by_text("ben commented on", exact=False).first.wait_for(state="attached")
    fold, theirs = opened(page, do), opened(other, do)
    theirs.get_by_text("Who counted <b>this</b>?").wait_for()
    on(fold, "comment_reply").focus()
    do.press(page, "Enter")
    page.keyboard.insert_text("The control room")
    assert do.faults(page) == []
    do.press(page, "Tab", "Enter")

    theirs.get_by_text("The control room").wait_for()
    assert page.evaluate("document.activeElement.textContent").startswith(
        say("page", "comment_reply")
    )
    on(theirs, "comment_resolve").focus()
    do.press(other, "Enter")
    for one in (fold, theirs):
        one.get_by_text(say("page", "comment_settled_one")).wait_for()
    assert other.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert said(desk, assessment) == [
        (True, "Who counted <b>this</b>?", ["The control room"], True)
    ]
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_comment_outlives_a_reload_and_a_dead_kernel(own_desk, do, page, run):
    desk = own_desk()
    assessment = desk.begin("Talk").assessment
    do.open_task(page, desk.server.url, assessment, "purpose")
    opened(page, do).get_by_label(say("page", "comment_new"), exact=True).focus()
    page.keyboard.insert_text("Half a thought")
    until_kept(page, f":{PROBLEM}")

    page.reload()
    fold_of(page).get_by_text(say("page", "comments_unsent")).wait_for()
    fold = opened(page, do)
    box = fold.get_by_label(say("page", "comment_new"), exact=True)
    assert box.input_value() == "Half a thought"
    run.until(desk.server.kernels, "a kernel")
    for kernel in desk.server.kernels():
        kernel.send_signal(signal.SIGKILL)
    box.focus()
    do.press(page, "End")
    page.keyboard.insert_text(", and the rest")
    do.press(page, "Tab", "Enter")

    run.until(lambda: said(desk, assessment), "the comment is in the record")
    fold.locator(".ans-thread").get_by_text("Half a thought, and the rest").wait_for()
    assert said(desk, assessment) == [(False, "Half a thought, and the rest", [], False)]
    assert box.input_value() == ""
