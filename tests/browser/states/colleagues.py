"""What people do with each other, and in a room: comments, questions to a colleague, a workshop."""

import re

from answerable.record import Person
from answerable.wording import say

PROBLEM = "[data-address=problem_statement]"


def _unfold(page, where, key):
    page.locator(f"{where} summary").get_by_text(say("page", key)).first.click()


def comments(page, desk, do):
    session = desk.begin()
    thread = session.comment(do.PROBLEM, "Who says so? <b>")
    desk.session(session.assessment, Person("ben", "Ben")).reply(thread, "The monthly count.")
    session.resolve(session.comment(do.PROBLEM, "A typing error."))
    do.open_task(page, desk.server.url, session.assessment, "purpose")
    page.locator(f"{PROBLEM} summary", has_text=re.compile(r"Comments \(1 open\)")).click()
    page.locator(PROBLEM).get_by_text("The monthly count.").wait_for()
    page.locator(PROBLEM).get_by_role("button", name=say("page", "comment_reply")).first.click()
    page.get_by_role("textbox", name=say("page", "comment_reply_label")).wait_for()


def asking_a_colleague(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "purpose")
    _unfold(page, PROBLEM, "ask_summary")
    page.locator(PROBLEM).get_by_role(
        "button", name=re.compile(f"^{say('page', 'ask_do')}")
    ).click()
    page.get_by_text(say("page", "ask_name_needed")).first.wait_for()


def asked_of_a_colleague(page, desk, do):
    session = desk.begin()
    session.assign(do.PROBLEM, "Sam Okafor", "You know the station.")
    do.show(page, desk, session.assessment)
    page.get_by_text("Sam Okafor").first.wait_for()


def one_question(page, desk, do):
    session = desk.begin()
    session.assign(do.PROBLEM, "Sam Okafor", "You know the station.")
    do.show(page, desk, session.assessment, f"question?at={do.PROBLEM}")
    do.problem_box(page).wait_for()
    page.get_by_text("You know the station.").first.wait_for()


def pasting_rows(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "data")
    _unfold(page, "[data-address=datasets]", "paste_summary")
    pasted = "What is this dataset called?\tIs it about living people?\nMaps\tPerhaps"
    page.get_by_label(say("page", "paste_label")).fill(pasted)
    page.get_by_text(say("page", "paste_counts", fresh=1, known=0, problems=1)).first.wait_for()


def canvas_box(page, desk, do):
    do.show(page, desk, desk.example(), "canvas?box=negative")
    page.get_by_text("A false all-clear").first.wait_for()


def room(page, desk, do):
    do.show(page, desk, desk.example(), "room")
    do.heading(page, say("page", "room_title"))


def room_question(page, desk, do):
    do.show(page, desk, desk.example(), f"room?at={do.PROBLEM}")
    do.problem_box(page).wait_for()


def room_sorting(page, desk, do):
    do.show(page, desk, desk.example(), "room?at=sort-harms")
    do.heading(page, say("page", "sort_title"))


def room_closing(page, desk, do):
    do.show(page, desk, desk.example(), "room?at=the-end")
    do.heading(page, say("page", "room_end_title"))
