"""Saved means saved: whatever a person does next, what the page called saved is in the record."""

import re

import pytest

from answerable.wording import say

WORDS = "Children go missing from care and nobody sees the pattern."


@pytest.fixture
def at_work(desk, do, page):
    session = desk.begin()
    do.open_task(page, desk.server.url, session.assessment, "purpose")
    return session.assessment


def leave(page, how):
    if how == "close":
        page.close(run_before_unload=True)
    elif how == "reload":
        page.reload()
    else:
        page.goto("about:blank")


def test_typing_is_saved_without_leaving_the_field(desk, do, page, at_work):
    do.problem_box(page).press_sequentially(WORDS, delay=5)

    do.wait_saved(page)

    assert desk.kept(at_work) == WORDS
    assert desk.session(at_work).drafts[0].value == WORDS


def test_leaving_the_field_makes_it_an_answer(desk, do, run, page, at_work):
    do.problem_box(page).fill(WORDS)
    page.keyboard.press("Tab")

    run.until(lambda: desk.session(at_work).answers.get(do.PROBLEM) == WORDS, "an answer")
    run.until(lambda: desk.session(at_work).drafts == (), "no draft is left")


@pytest.mark.parametrize("how", ["close", "reload", "navigate"])
def test_leaving_at_once_after_typing_loses_nothing(desk, do, run, page, at_work, how):
    do.problem_box(page).press_sequentially(WORDS, delay=2)

    leave(page, how)

    run.until(lambda: desk.kept(at_work) == WORDS, "the words are in the record")


def test_a_reload_comes_back_with_every_word(desk, do, page, at_work):
    do.problem_box(page).press_sequentially(WORDS, delay=2)
    page.reload()

    do.problem_box(page).wait_for()

    assert do.problem_box(page).input_value() == WORDS


def test_choices_are_saved_at_once(desk, do, run, page):
    assessment = desk.begin().assessment
    do.open_task(page, desk.server.url, assessment, "screening")

    page.get_by_role("radio", name="Yes").first.check()

    run.until(lambda: desk.session(assessment).answers.get("screen_personal"), "the choice")


def test_rows_are_added_and_filled(desk, do, run, page):
    assessment = desk.begin().assessment
    do.open_task(page, desk.server.url, assessment, "data")

    page.get_by_role("button", name="Add a new dataset").click()
    page.keyboard.type("Missing person reports")
    page.keyboard.press("Tab")

    def rows():
        return desk.session(assessment).answers.get("datasets", [])

    run.until(lambda: rows() and rows()[0]["values"].get("title"), "the row and its name")
    assert rows()[0]["values"]["title"] == "Missing person reports"


def test_words_that_could_not_be_sent_are_offered_again(own_desk, do, run, browser, between):
    desk = own_desk(settings={"gone_after": 60})
    assessment = desk.begin().assessment
    network = between(desk.server.port)
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    do.open_task(page, network.url, assessment, "purpose")
    network.down()
    do.problem_box(page).press_sequentially(WORDS, delay=2)
    page.wait_for_timeout(500)
    page.close()
    network.up()

    page = context.new_page()
    page.goto(f"{network.url}assess?assessment={assessment}")
    page.get_by_role("heading", name=say("page", "found_title")).wait_for()
    assert page.get_by_text(WORDS).is_visible()
    page.get_by_role("button", name=say("page", "found_use")).first.click()

    run.until(lambda: desk.kept(assessment) == WORDS, "the words are in the record")
    context.close()


def test_what_waits_in_the_browser_cannot_be_read_there(desk, do, page, at_work):
    page.route_web_socket("**/channels*", lambda _: None)
    page.reload()
    do.problem_box(page).fill(WORDS)
    page.wait_for_timeout(500)

    kept = page.evaluate(
        """() => new Promise((done) => {
          const open = indexedDB.open("answerable");
          open.onsuccess = () => {
            const names = [...open.result.objectStoreNames];
            const all = open.result.transaction(names).objectStore(names[0]).getAll();
            all.onsuccess = () => done(all.result.map((entry) => {
              const seen = [];
              for (const part of Object.values(entry)) {
                seen.push(part instanceof ArrayBuffer || ArrayBuffer.isView(part)
                  ? new TextDecoder().decode(part) : JSON.stringify(part));
              }
              return seen.join(" ");
            }));
          };
        })"""
    )

    assert len(kept) >= 1
    assert not any("missing" in entry for entry in kept)


def test_the_page_says_when_it_cannot_save(desk, do, page, at_work):
    page.route_web_socket("**/channels*", lambda _: None)
    page.reload()
    do.problem_box(page).fill(WORDS)

    page.get_by_text("Not saved yet").first.wait_for(timeout=15_000)

    assert do.problem_box(page).input_value() == WORDS


def test_two_people_see_both_texts(desk, do, run, page, at_work):
    from answerable.record import Person

    do.problem_box(page).press_sequentially("Mine", delay=2)
    desk.session(at_work, Person("ben", "Ben")).answer(do.PROBLEM, "Theirs")
    page.keyboard.press("Tab")

    page.get_by_text(say("page", "conflict_title")).first.wait_for()

    shown = page.locator(".answerable").inner_text()
    assert "Mine" in shown
    assert "Theirs" in shown
    page.get_by_role("button", name=say("page", "conflict_keep_mine")).first.click()
    run.until(lambda: desk.session(at_work).answers.get(do.PROBLEM) == "Mine", "mine is kept")


def test_both_texts_are_still_there_after_a_reload(desk, do, page, at_work):
    from answerable.record import Person

    do.problem_box(page).press_sequentially("Mine", delay=2)
    do.wait_saved(page)
    desk.session(at_work, Person("ben", "Ben")).answer(do.PROBLEM, "Theirs")
    page.reload()

    page.get_by_text(say("page", "conflict_title")).first.wait_for()

    shown = page.locator(".answerable").inner_text()
    assert "Mine" in shown
    assert "Theirs" in shown


def test_a_million_characters_are_kept_and_the_page_says_what_to_do(desk, do, run, page, at_work):
    do.problem_box(page).fill("x" * 1_000_000)
    page.keyboard.press("Tab")

    run.until(lambda: len(desk.kept(at_work) or "") == 1_000_000, "kept as a draft")

    page.get_by_text(re.compile("Take out 980,?000 or more")).first.wait_for()
    assert do.PROBLEM not in desk.session(at_work).answers
