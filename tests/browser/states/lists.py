"""The pages that list: assessments, tasks, answers, boxes. Each function is one state of the page."""

import re

from answerable.wording import say


def home(page, desk, do):
    desk.begin("One of several")
    page.goto(desk.server.url)
    do.heading(page, say("page", "home_title"))
    page.get_by_role("link", name="One of several").first.wait_for()


def home_error(page, desk, do):
    home(page, desk, do)
    page.get_by_role("button", name=say("page", "home_create")).click()
    assert page.get_by_role("textbox").get_attribute("aria-invalid") == "true"
    do.heading(page, say("page", "home_error_title"))


def new_tasks(page, desk, do):
    do.show(page, desk, desk.begin().assessment)
    do.heading(page, say("page", "route_unknown_title"))
    assert page.get_by_text(say("page", "state_not_started"), exact=True).count() >= 5


def begun_tasks(page, desk, do):
    do.show(page, desk, desk.example("gang-list"))
    page.get_by_text("things to look at").first.wait_for()
    page.get_by_text(say("page", "state_in_progress"), exact=True).first.wait_for()


def full_tasks(page, desk, do):
    do.show(page, desk, desk.example())
    do.heading(page, "Your route: Full")
    assert page.get_by_text("Done", exact=True).count() >= 10
    page.get_by_text(say("page", "route_sources")).click()
    page.locator("details[open] a[target=_blank]").first.wait_for()


def done_tasks(page, desk, do):
    do.show(page, desk, desk.example("absence-board"))
    page.get_by_text(say("page", "tasks_all_done")).wait_for()


def stopped_tasks(page, desk, do):
    yes = {"personal", "policing", "effect", "software", "no_human", "barrier"}
    do.show(page, desk, do.screened(desk, yes))
    do.heading(page, say("page", "stop_title"))


def other_route(page, desk, do):
    do.show(page, desk, do.screened(desk, {"personal", "effect"}))
    page.get_by_role("button", name=say("page", "route_choose")).or_(
        page.get_by_text(say("page", "route_choose"), exact=True)
    ).first.click()
    page.get_by_role("radio", name=re.compile("^Light")).check()
    page.get_by_text(say("page", "route_not_yet", route="Light", verdict="Standard")).wait_for()


def check_missing_answers(page, desk, do):
    do.show(page, desk, desk.begin().assessment, "answers")
    page.get_by_text(say("page", "missing_more_later")).wait_for()
    page.get_by_role("button", name=say("page", "answers_open")).click()
    assert page.get_by_role("link", name=re.compile(f"^{say('page', 'answer_now')}")).count() > 5


def canvas(page, desk, do):
    do.show(page, desk, desk.example(), "canvas")
    page.locator(".ans-box").last.wait_for()
    do.heading(page, "Data ethics canvas")
    assert page.locator("main li:has(h2), main li:has(h3)").count() >= 15


def workshop_box(page, desk, do):
    do.show(page, desk, desk.example(), "workshop?box=negative")
    do.heading(page, "7. Negative effects on people")
    page.get_by_text("A false all-clear").first.wait_for()


def check_answers(page, desk, do):
    do.show(page, desk, desk.example("absence-board"), "answers")
    do.heading(page, say("page", "answers_title"))
    page.get_by_text(say("page", "missing_none")).wait_for()
    page.get_by_role("button", name=say("page", "answers_open")).click()
    assert page.get_by_role("link", name=re.compile(f"^{say('page', 'change')}")).count() > 10


def workshop(page, desk, do):
    do.show(page, desk, desk.begin().assessment, "workshop")
    page.locator(".ans-workshop-box").last.wait_for()
    do.heading(page, say("page", "workshop_title"))


def all_on_one_page(page, desk, do):
    do.show(page, desk, desk.example("absence-board"), "all")
    do.heading(page, say("page", "all_title"))
    assert page.get_by_role("navigation").get_by_role("link").count() > 5


def all_on_one_page_errors(page, desk, do):
    do.show(page, desk, do.screened(desk, {"effect"}), "all")
    page.get_by_role("button", name=say("page", "save_and_continue")).click()
    do.heading(page, say("page", "error_summary_title"))
    assert page.locator(".ans-summary li").count() > 5


def answers_folded(page, desk, do):
    do.show(page, desk, desk.begin().assessment, "answers")
    page.get_by_role("button", name=say("page", "answers_open")).wait_for()


def come_back_later(page, desk, do):
    do.show(page, desk, do.screened(desk, {"effect"}), "later?task=purpose")
    page.locator("main p", has_text=say("page", "comeback_saved")).first.wait_for()
    do.heading(page, say("page", "comeback_left"))
