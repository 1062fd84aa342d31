"""The way through with the keyboard: what an answer hides is told first, and one can stop and come back."""

from answerable.wording import say

SCREENING = "screen_personal"
CHOICE = {"choice": "yes", "why": ""}


def words(key, **facts):
    return say("page", key, **facts)


def asked(page, address):
    return page.locator(f'.ans-question[data-address="{address}"]')


def held(page):
    return asked(page, SCREENING).get_by_role("group", name=words("hides_title"))


def focused(page):
    return page.evaluate("document.activeElement.value")


def open_screening(page, do, desk, assessment):
    do.open_task(page, desk.server.url, assessment, "screening")
    asked(page, SCREENING).wait_for()


def test_what_an_answer_hides_is_told_first_and_kept_until_somebody_decides(desk, do, page):
    assessment = desk.example("shift-wishes")
    before = desk.session(assessment).answers[SCREENING]
    open_screening(page, do, desk, assessment)
    later = asked(page, "screen_biometric")
    asked(page, SCREENING).get_by_role("radio", name="Yes").focus()

    do.press(page, "ArrowDown")
    held(page).wait_for()
    assert focused(page) == "no"
    assert later.is_visible()
    assert do.faults(page) == []
    do.press(page, "ArrowUp")
    held(page).wait_for(state="detached")
    do.press(page, "ArrowDown")
    do.wait_saved(page)
    assert desk.session(assessment).answers[SCREENING] == before

    page.reload()
    held(page).get_by_role("button", name=words("hides_leave")).wait_for()
    assert words("draft_note") in held(page).text_content()
    assert asked(page, SCREENING).get_by_role("radio", name="No", exact=True).is_checked()
    assert later.is_visible()
    held(page).get_by_role("button", name=words("hides_leave")).focus()
    do.press(page, "Enter")
    assert focused(page) == "yes"
    do.press(page, "ArrowDown")
    held(page).get_by_role("button", name=words("hides_go_on")).focus()
    do.press(page, "Enter")

    later.wait_for(state="detached")
    assert focused(page) == "no"
    do.wait_saved(page)
    assert desk.session(assessment).answers[SCREENING]["choice"] == "no"


def test_one_can_save_come_back_later_and_check_the_answers_on_a_phone(desk, do, page):
    page.set_viewport_size({"width": 320, "height": 800})
    assessment = desk.example()
    do.open_task(page, desk.server.url, assessment, "purpose")
    do.problem_box(page).focus()
    do.press(page, "Control+End")
    page.keyboard.type(" More words.")

    do.push(page, page, "save_and_leave")
    page.get_by_text(words("comeback_saved")).first.wait_for()
    assert desk.kept(assessment).endswith(" More words.")
    assert do.faults(page) == []
    address = page.locator(".ans-address a").text_content()
    assert address == f"{desk.server.url}assess?assessment={assessment}"

    do.follow(page, page, words("look_answers"), words("answers_title"))
    assert page.evaluate("document.documentElement.scrollHeight") < 8_000
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("button", name=words("answers_open")).focus()
    do.press(page, "Enter")
    problem = page.locator(".ans-change a", has_text="What problem are you trying to fix")
    problem.focus()
    do.press(page, "Enter")
    do.problem_box(page).wait_for()
    page.go_back()

    page.wait_for_function("() => document.activeElement.closest('.ans-change')")
    assert "What problem" in page.evaluate("document.activeElement.textContent")
    assert do.faults(page) == []
