"""What comes later: the second script and the words it says, on a slow, a broken and a cut network."""

import re

import pytest

from answerable.wording import say

SCRIPT = re.compile(r"/static/late-\w+\.js")
HELP = re.compile(r"/static/help-\w+\.json")
LOOKS = re.compile(r"/static/latelooks-\w+\.css")
LINKS = {"answers": "look_answers", "canvas": "look_canvas", "workshop": "look_workshop"}
DRAWN = {"answers": ".ans-answers", "canvas": ".ans-box", "workshop": ".ans-workshop-box"}


def words(key, **facts):
    return say("page", key, **facts)


def act(page, locator, key="Enter"):
    """Use a control without a mouse."""
    locator.focus()
    page.keyboard.press(key)


def tasks(page, desk):
    """Show the task list of a light example, and return the addresses that are asked for from now."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{desk.server.url}assess?assessment={desk.example('absence-board')}")
    page.get_by_role("link", name=words("look_answers")).wait_for()
    return asked


def hold(page):
    """Let no script through, and return those that wait."""
    held = []

    def wait(route):
        held.append(route)

    page.route(SCRIPT, wait)
    return held


def follow(page, view):
    act(page, page.get_by_role("link", name=words(LINKS[view]), exact=True))


def has_focus(page, view):
    """Wait until the focus is on the page's heading, and return whether its parts are there."""
    page.wait_for_function("() => document.activeElement.tagName === 'H1'")
    return page.locator(DRAWN[view]).count()


def test_a_first_visit_asks_for_neither_and_a_key_for_both(desk, page):
    asked = tasks(page, desk)
    page.wait_for_timeout(300)
    assert not [url for url in asked if any(one.search(url) for one in (SCRIPT, HELP, LOOKS))]

    with page.expect_response(SCRIPT), page.expect_response(HELP):
        page.get_by_role("link", name=words("look_answers")).press("Shift")


def test_after_the_first_key_every_page_is_there_without_a_connection(desk, do, page):
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    tasks(page, desk)
    with page.expect_request_finished(lambda request: bool(LOOKS.search(request.url))):
        page.get_by_role("link", name=words("look_answers")).press("Shift")

    page.context.set_offline(True)
    for view in LINKS:
        follow(page, view)
        page.locator(DRAWN[view]).first.wait_for()
        assert has_focus(page, view)
        act(page, page.get_by_role("link", name=words("back_to_tasks")))
    page.context.set_offline(False)

    assert troubles == []


@pytest.mark.parametrize("view", LINKS)
@pytest.mark.parametrize("file", [SCRIPT, HELP, LOOKS], ids=["script", "words", "looks"])
def test_what_does_not_come_is_said_and_can_be_asked_for_again(desk, do, page, view, file):
    page.route(file, lambda route: route.abort())
    tasks(page, desk)

    follow(page, view)
    page.get_by_text(words("page_late")).wait_for()
    assert has_focus(page, view) == 0
    assert do.faults(page) == []
    act(page, page.get_by_role("button", name=words("history_again")))
    page.get_by_role("button", name=words("history_again")).wait_for()
    page.unroute(file)
    act(page, page.get_by_role("button", name=words("history_again")), "Space")

    page.locator(DRAWN[view]).first.wait_for()
    assert has_focus(page, view)
    assert do.faults(page) == []


def test_while_it_is_on_its_way_the_page_says_so_and_typing_waits_for_nothing(desk, do, page):
    held = hold(page)
    assessment = desk.begin("Slow").assessment
    do.open_task(page, desk.server.url, assessment, "purpose")

    do.problem_box(page).focus()
    page.keyboard.type("Bikes are stolen.")
    do.wait_saved(page)
    act(page, page.get_by_role("link", name=words("back_to_tasks")))
    follow(page, "answers")
    page.get_by_text(words("help_coming")).wait_for()
    assert do.faults(page) == []
    held[0].continue_()
    page.locator(DRAWN["answers"]).wait_for()

    assert has_focus(page, "answers")
    act(page, page.get_by_role("button", name=words("answers_open")))
    page.get_by_text("Bikes are stolen.").wait_for()
    assert len(held) == 1
    assert desk.kept(assessment) == "Bikes are stolen."


def test_whoever_has_gone_on_is_not_taken_back(desk, do, page):
    held = hold(page)
    tasks(page, desk)
    follow(page, "canvas")
    page.get_by_text(words("help_coming")).wait_for()
    act(page, page.get_by_role("link", name=words("back_to_tasks")))

    with page.expect_request_finished(lambda request: bool(SCRIPT.search(request.url))):
        held[0].continue_()
    page.wait_for_timeout(200)

    assert page.get_by_role("heading", name=words("tasks_title")).is_visible()
    assert page.locator(DRAWN["canvas"]).count() == 0


def test_opened_at_its_own_address_a_page_takes_the_focus_from_nobody(desk, page):
    page.goto(f"{desk.server.url}assess?assessment={desk.example('absence-board')}#answers")
    page.locator(DRAWN["answers"]).first.wait_for()

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent").strip() == say("serving", "skip")
