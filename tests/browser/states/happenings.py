"""What happens to answers: two people, drafts, earlier versions, lost words. Each function is one state."""

from answerable.record import Person
from answerable.wording import say

WORDS = "Children go missing from care and nobody sees the pattern."


def conflict(page, desk, do):
    assessment = desk.begin().assessment
    do.open_task(page, desk.server.url, assessment, "purpose")
    do.problem_box(page).press_sequentially("Mine")
    desk.session(assessment, Person("ben", "Ben")).answer(do.PROBLEM, "Theirs")
    page.keyboard.press("Tab")
    both = page.get_by_role("group", name=say("page", "conflict_title"))
    both.get_by_text("Theirs", exact=True).wait_for()


def draft(page, desk, do):
    session = desk.begin()
    session.apply("before", 1, [{"do": "draft", "address": do.PROBLEM, "value": WORDS}])
    do.open_task(page, desk.server.url, session.assessment, "purpose")
    page.get_by_text(say("page", "draft_note")).wait_for()
    assert do.problem_box(page).input_value() == WORDS


def hidden(page, desk, do):
    assessment = do.screened(desk, {"personal", "effect", "sensitive"})
    do.open_task(page, desk.server.url, assessment, "screening")
    page.locator("[data-address=screen_personal]").get_by_role(
        "radio", name="No", exact=True
    ).check()
    page.get_by_text(say("page", "hides_answers")).wait_for()
    do.wait_saved(page)


def earlier_versions(page, desk, do):
    session = desk.begin("Missing people")
    for words in ("Patrols look for missing people by hand.", "By hand.", "Patrols look by radio."):
        session.answer(do.PROBLEM, words)
    do.open_task(page, desk.server.url, session.assessment, "purpose")
    page.locator("details.ans-earlier > summary").first.click()
    page.get_by_role("button", name=say("page", "history_compare")).first.click()
    page.locator("details.ans-earlier ins").first.wait_for()
    page.locator("details.ans-earlier del").first.wait_for()


def not_saved(page, desk, do):
    page.route_web_socket("**/channels*", lambda _: None)
    do.open_task(page, desk.server.url, desk.begin().assessment, "purpose")
    do.problem_box(page).fill(WORDS)
    page.get_by_role("alert").filter(has_text="Not saved yet").wait_for()


def words_found(page, desk, do):
    """The words of a page that came to nothing are offered on the next."""
    session = desk.begin()
    other = page.context.new_page()
    other.route_web_socket("**/channels*", lambda _: None)
    do.open_task(other, desk.server.url, session.assessment, "purpose")
    do.problem_box(other).fill(WORDS)
    other.wait_for_timeout(500)  # it waits in the browser before it is sent
    other.close()
    do.show(page, desk, session.assessment)
    do.heading(page, say("page", "found_title"))
    page.get_by_text(WORDS).wait_for()


def told_first(page, desk, do):
    from answerable.record import Actor
    from answerable.record.events import NewEvent
    from answerable.record.store import Batch, Stamp

    session = desk.begin("Restricted")
    said = {"reason": "A child is in danger", "until": "2026-11-24T12:00:00.000Z"}
    broken = NewEvent("access_broken", "", said)
    lead = Actor("dana", "ethics_lead")
    desk.store.write(session.assessment, Batch(Stamp("glass", 1), lead, [broken]))
    do.show(page, desk, session.assessment)
    assert "dana opened" in page.get_by_role("region", name="Please note").inner_text()
