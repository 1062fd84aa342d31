"""What the page asks, offers and notices, and the other orders of the same questions, by keyboard."""

import re

import pytest

from answerable.wording import say

PROBLEM = "problem_statement"


def words(key, **facts):
    return say("page", key, **facts)


def focused(page):
    return page.evaluate("document.activeElement.closest('[data-address]')?.dataset.address ?? ''")


def act(page, locator, key="Enter"):
    """Use a control without a mouse."""
    locator.focus()
    page.keyboard.press(key)


@pytest.fixture
def board(desk):
    """The light example: little is asked, much is offered."""
    return f"{desk.server.url}assess?assessment={desk.example('absence-board')}"


def test_the_fold_opens_by_keyboard_and_its_questions_come_after_those_that_are_asked(
    desk, do, page
):
    do.open_task(page, desk.server.url, desk.example("absence-board"), "purpose")
    fold = page.locator("main .ans-fold").last
    assert not fold.locator("textarea").first.is_visible()

    act(page, fold.locator("> summary"), "Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    assert fold.locator("textarea").first.is_visible()
    assert fold.evaluate("fold => fold.contains(document.activeElement)")


def test_a_link_from_elsewhere_opens_the_fold_and_the_focus_is_in_the_question(board, page):
    page.goto(f"{board}#answers")
    act(page, page.get_by_role("button", name=words("answers_open")))
    row = page.locator(".ans-row", has_text="What other ways did you look at")

    act(page, row.get_by_role("link"))
    page.get_by_role("heading", name="Why do it", level=1).wait_for()

    assert focused(page) == "alternatives"
    assert page.locator(".ans-fold[open] [data-address=alternatives] textarea").is_visible()


def test_an_offered_question_stays_where_it_is_while_one_answers_it(desk, do, page):
    session = desk.begin("Stays put")
    for question in session.bank.screening.questions:
        session.answer(question, {"choice": "no"})
    do.open_task(page, desk.server.url, session.assessment, "purpose")
    fold = page.locator("main .ans-fold").last
    box = fold.get_by_role("textbox", name=re.compile("What problem are you trying to fix"))

    box.focus()
    page.keyboard.type("Bikes are stolen at the station, 40 a month, and few come back.")
    page.keyboard.press("Tab")
    do.wait_saved(page)

    assert box.is_visible()
    page.reload()
    page.get_by_role("heading", name="Why do it", level=1).wait_for()
    assert page.locator(".ans-questions").first.locator(f"[data-address={PROBLEM}]").is_visible()


def test_all_questions_stand_on_one_page_save_and_are_remembered(desk, do, page):
    session = desk.begin("On one page")
    page.goto(f"{desk.server.url}assess?assessment={session.assessment}")
    act(page, page.get_by_role("link", name=words("all_link")))
    page.get_by_role("heading", name=words("all_title"), level=1).wait_for()

    act(page, page.locator(".ans-contents").get_by_role("link", name="Why do it"))
    assert page.evaluate("document.activeElement.textContent") == "Why do it"
    do.problem_box(page).focus()
    page.keyboard.type("Bikes are stolen.")
    page.keyboard.press("Tab")
    do.wait_saved(page)
    assert desk.kept(session.assessment) == "Bikes are stolen."

    page.goto("about:blank")
    page.goto(f"{desk.server.url}assess?assessment={session.assessment}#task?task=purpose")
    page.get_by_role("heading", name=words("all_title"), level=1).wait_for()
    act(page, page.get_by_role("button", name=words("one_at_a_time")))
    page.get_by_role("heading", name="On one page", level=1).wait_for()
    assert page.get_by_role("link", name=words("all_link")).is_visible()


def test_the_long_page_checks_all_tasks_at_once(board, do, page):
    page.goto(f"{board}#all")
    page.get_by_role("heading", name=words("all_title"), level=1).wait_for()

    act(page, page.get_by_role("button", name=words("save_and_continue")))

    page.get_by_role("heading", name=words("answers_title"), level=1).wait_for()


def test_one_walks_through_the_boxes_and_back_from_a_question_to_its_box(desk, page):
    page.goto(f"{desk.server.url}assess?assessment={desk.example()}#workshop")
    act(page, page.get_by_role("link", name=words("workshop_start")))
    seen = []
    for _ in range(16):
        page.wait_for_function("() => document.activeElement.tagName === 'H1'")
        seen.append(page.evaluate("document.activeElement.textContent"))
        onward = page.get_by_role("link", name=words("workshop_next", box=""))
        if onward.count():
            act(page, onward)
            page.wait_for_function(
                "was => document.querySelector('h1').textContent !== was", arg=seen[-1]
            )

    assert [int(title.partition(".")[0]) for title in seen[:15]] == list(range(1, 16))
    assert seen[15] == words("workshop_rest")

    page.goto("about:blank")
    page.goto(f"{desk.server.url}assess?assessment={desk.example()}#workshop?box=reasons")
    act(page, page.locator(".ans-row", has_text="What problem are you").get_by_role("link"))
    page.get_by_role("heading", name="Why do it", level=1).wait_for()
    assert focused(page) == PROBLEM
    act(page, page.get_by_role("button", name=words("save_and_back")))
    page.get_by_role("heading", name="5. Your reason for using data", level=1).wait_for()
    assert page.evaluate("document.activeElement.dataset.at") == PROBLEM


def test_the_workshop_list_prints_without_what_is_only_for_the_screen(desk, page):
    page.goto(f"{desk.server.url}assess?assessment={desk.begin('To print').assessment}#workshop")
    page.get_by_role("heading", name=words("workshop_title"), level=1).wait_for()

    page.emulate_media(media="print")

    assert not page.get_by_role("button", name=words("workshop_print")).is_visible()
    assert not page.locator(".ans-change a").first.is_visible()
    assert page.locator(".ans-workshop-box .ans-none").first.bounding_box()["height"] > 50


def test_a_note_comes_after_saving_is_spoken_once_and_goes_with_a_better_answer(desk, do, page):
    session = desk.begin("Noticed")
    do.open_task(page, desk.server.url, session.assessment, "purpose")
    page.evaluate(
        """() => {
          window.said = [];
          const voice = document.querySelector('.answerable > [aria-live=polite]');
          new MutationObserver(() => voice.textContent && window.said.push(voice.textContent))
            .observe(voice, { childList: true, characterData: true, subtree: true });
        }"""
    )
    do.problem_box(page).focus()
    page.keyboard.type("Too short.")
    page.keyboard.press("Tab")
    note = page.locator(f"[data-address={PROBLEM}] .ans-noticed")
    note.wait_for()

    page.wait_for_function("() => window.said.some((one) => one.includes('too little'))")
    assert "Name a fact" in note.inner_text()
    assert do.faults(page) == []
    assert do.is_saved(page)

    do.problem_box(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(
        " In June 40 bikes were stolen at the north station, and 3 came back to their owners. "
        "The team there has 2 people for it, and no list of frames that were found elsewhere."
    )
    page.keyboard.press("Tab")
    note.wait_for(state="detached")

    assert sum("too little" in one for one in page.evaluate("window.said")) == 1
    page.goto(f"{desk.server.url}assess?assessment={session.assessment}#answers")
    page.get_by_text(words("noticed_none")).wait_for()


def test_help_and_words_open_by_keyboard_and_hold_without_a_connection(desk, do, page):
    do.open_task(page, desk.server.url, desk.example("gang-list"), "equality")
    act(page, page.locator("summary", has_text="Words used here").first)
    page.locator(".ans-terms dd").first.wait_for()

    page.context.set_offline(True)
    act(page, page.locator("summary", has_text=words("help_summary")).first)

    page.get_by_text(words("good_example")).first.wait_for()
    page.context.set_offline(False)
