"""Questions on a task: empty, answered, in error, with rows and with help. Each function is one state."""

import re

from answerable.wording import say

FULL = "gang-list"


def screening(page, desk, do):
    session = desk.begin()
    do.open_task(page, desk.server.url, session.assessment, "screening")
    asked = set(session.path.visible) & set(session.bank.screening.questions)
    assert 0 < len(asked) < len(session.bank.screening.questions)  # some wait for earlier ones
    assert page.get_by_role("radio").count() == 3 * len(asked)  # yes, no, not sure


def screening_why(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "screening")
    page.get_by_role("radio", name="Not sure").first.check()
    page.get_by_label(say("page", "why_unsure")).first.fill("We ask the supplier on Monday.")
    do.wait_saved(page)


def screening_errors(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "screening")
    _go_on(page, do)


def project_errors(page, desk, do):
    """Text of two sizes, a person and a choice, all missing."""
    do.open_task(page, desk.server.url, do.screened(desk, {"effect"}), "project")
    page.get_by_role("textbox", name=re.compile("^What is the project called")).fill("")
    _go_on(page, do)
    assert page.locator(".ans-wrong").count() >= 3
    assert page.locator("[aria-invalid=true]").count() >= 2


def wrong_date(page, desk, do):
    do.open_task(page, desk.server.url, do.screened(desk), "project")
    page.locator(".ans-fold > summary").first.click()
    date = page.locator("[data-address=start_date]")
    for part, typed in {"Day": "31", "Month": "2", "Year": "2027"}.items():
        date.get_by_label(part).fill(typed)
    _go_on(page, do)
    assert date.get_by_label("Day").get_attribute("aria-invalid") == "true"


def too_long(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "purpose")
    do.problem_box(page).fill("x" * 25_000)
    page.keyboard.press("Tab")
    page.locator(".ans-wrong .ans-error").first.wait_for()


def nearly_too_long(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "purpose")
    do.problem_box(page).fill("x " * 9_900)
    page.get_by_text(say("page", "characters_left_many", count=200)).wait_for()


def help_open(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "purpose")
    page.get_by_text(say("page", "help_summary")).first.click()
    page.get_by_text(say("page", "good_example")).first.wait_for()
    page.get_by_text(say("page", "enough")).first.wait_for()


def words_open(page, desk, do):
    do.open_task(page, desk.server.url, desk.example(FULL), "equality")
    page.get_by_text("Words used here").first.click()
    page.locator(".ans-terms dd").first.wait_for()


def noted_answers(page, desk, do):
    do.open_task(page, desk.server.url, desk.example(FULL), "law")
    assert page.get_by_text(say("page", "noticed_label")).count() >= 2


def offered_open(page, desk, do):
    do.open_task(page, desk.server.url, desk.example("absence-board"), "purpose")
    page.get_by_text(say("page", "offered_why")).click()
    page.get_by_role("textbox", name=re.compile("What other ways did you look at")).wait_for()


def no_rows_to_refer_to(page, desk, do):
    do.open_task(page, desk.server.url, do.screened(desk), "harms")
    page.locator(".ans-fold > summary").last.click()
    page.locator("[data-address=worst_affected] .ans-inset a").wait_for()


def new_row(page, desk, do):
    do.open_task(page, desk.server.url, do.screened(desk, {"effect"}), "data")
    page.get_by_role("button", name="Add a new dataset").click()
    page.get_by_role("textbox", name=re.compile("What is this dataset called")).wait_for()


def row_errors(page, desk, do):
    new_row(page, desk, do)
    _go_on(page, do)
    assert page.locator(".ans-card [aria-invalid=true]").count() == 1


def row_needed(page, desk, do):
    do.open_task(page, desk.server.url, do.screened(desk, {"effect"}), "data")
    _go_on(page, do)
    add = page.get_by_role("button", name="Add a new dataset")
    assert page.locator(f"#{add.get_attribute('aria-describedby')}").is_visible()


def open_rows(page, desk, do):
    do.open_task(page, desk.server.url, desk.example(), "harms")
    for _ in range(2):
        page.get_by_role("button", name=say("page", "row_open")).first.click()
    page.get_by_text("How likely is this harm, and how bad would it be?").first.wait_for()
    assert page.get_by_role("table").count() >= 2


def new_risk(page, desk, do):
    session = desk.begin("How bad it is")
    session.answer(f"harms/{session.add_row('harms')}/title", "A wrong match")
    do.open_task(page, desk.server.url, session.assessment, "harms")
    page.get_by_role("radio", name="Likely, grave: high risk").first.check()
    page.get_by_role("status").get_by_text("We expect it").wait_for()


def risk_in_error(page, desk, do):
    """A row of each register of the harms, with choices of every kind missing."""
    session = desk.session(do.screened(desk))
    for register in ("harms", "measures", "groups"):
        session.add_row(register)
    do.open_task(page, desk.server.url, session.assessment, "harms")
    _go_on(page, do)
    assert page.locator(".ans-wrong .ans-risk").count() == 2


def removing_a_row(page, desk, do):
    do.open_task(page, desk.server.url, desk.example(), "harms")
    page.get_by_role("button", name="Remove this harm").first.click()
    page.get_by_role("button", name=say("page", "row_remove_yes")).wait_for()


def picking_rows(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "harms")
    page.get_by_text(say("page", "pick_summary", row_name="harm"), exact=True).click()
    page.get_by_role("searchbox").fill("list")
    page.get_by_text(re.compile(r"^\d+ of \d+ have these words")).wait_for()


def row_offered_open(page, desk, do):
    do.open_task(page, desk.server.url, desk.example("absence-board"), "data")
    page.locator(".ans-card .ans-fold > summary").first.click()
    assert page.locator(".ans-card .ans-fold .ans-question").first.is_visible()


def stop_at_a_question(page, desk, do):
    yes = {"personal", "policing", "effect", "software", "no_human", "barrier"}
    do.show(page, desk, do.screened(desk, yes))
    page.get_by_role("link", name=re.compile("How will people be told")).click()
    do.heading(page, say("page", "stop_here"))


def _go_on(page, do):
    page.get_by_role("button", name=say("page", "save_and_continue")).click()
    do.heading(page, say("page", "error_summary_title"))
    assert page.evaluate("document.activeElement.matches('.ans-summary')")
