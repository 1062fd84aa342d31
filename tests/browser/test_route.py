"""Another route than the first answers ask for, with the keyboard alone; axe at each step."""

import re

from answerable.bank.load import load_bank
from answerable.wording import say

QUESTIONS = load_bank().screening.questions
REASON = "The same tool was checked in full last May, and no new data is used."


def screened(desk, yes):
    session = desk.begin("Another route")
    for question in QUESTIONS:
        choice = "yes" if question.removeprefix("screen_") in yes else "no"
        session.answer(question, {"choice": choice, "why": ""})
    return session.assessment


def tab_to(page, name, most=60):
    for _ in range(most):
        page.keyboard.press("Tab")
        label = page.evaluate(
            "() => document.activeElement.labels?.[0]?.textContent || document.activeElement.textContent"
        )
        if re.fullmatch(name, label.strip()):
            return
    raise AssertionError(name)


def route_is(page, title):
    page.get_by_role("heading", name=f"Your route: {title}", exact=True).wait_for()


def test_the_route_goes_up_back_and_down_with_the_keyboard_alone(desk, do, page):
    assessment = screened(desk, {"personal", "effect"})
    page.goto(f"{desk.server.url}assess?assessment={assessment}")
    route_is(page, "Standard")
    assert do.faults(page) == []
    tab_to(page, say("page", "route_choose"))
    page.keyboard.press("Enter")

    tab_to(page, "Record only")
    page.keyboard.press("ArrowUp")  # from the first to the last
    route_is(page, "Full with panel")
    assert do.faults(page) == []
    tab_to(page, re.escape(say("page", "route_as_asked", verdict="Standard")))
    page.keyboard.press("Enter")
    route_is(page, "Standard")

    page.keyboard.press("ArrowDown")
    page.get_by_text(say("page", "route_not_yet", route="Light", verdict="Standard")).wait_for()
    assert do.faults(page) == []
    tab_to(page, re.escape("Why is a lower route enough?"))
    page.keyboard.type(REASON)
    tab_to(page, say("page", "role_label"))
    page.keyboard.type("Data protection officer")
    tab_to(page, say("page", "name_label"))
    page.keyboard.type("M. Hale")
    page.keyboard.press("Tab")
    route_is(page, "Light")
    assert do.faults(page) == []

    page.get_by_text(do.SAVED).first.wait_for()
    assert desk.session(assessment).path.routing.id == "light"
    assert desk.kept(assessment, "route_left") == "standard"


def test_a_stop_leads_to_the_answer_that_lifts_it(desk, do, page):
    yes = {"personal", "policing", "effect", "software", "no_human", "barrier"}
    assessment = screened(desk, yes)
    page.goto(f"{desk.server.url}assess?assessment={assessment}")
    page.get_by_role("heading", name=say("page", "stop_title")).wait_for()
    page.get_by_role("link", name=re.compile("How will people be told")).press("Enter")
    page.get_by_role("heading", name=say("page", "stop_here")).wait_for()
    assert do.faults(page) == []
    page.keyboard.type(
        "A letter says so, names a clerk who can undo it, and how to ask a sergeant."
    )
    page.get_by_label("We hold nothing back").press("Space")
    page.get_by_role("heading", name=say("page", "stop_here")).wait_for(state="detached")
    page.get_by_role("link", name=say("page", "back_to_tasks")).press("Enter")
    page.get_by_role("heading", name=say("page", "lifted_title")).wait_for()
    assert do.faults(page) == []
