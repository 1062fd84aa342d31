"""The canvas as a picture, and a short workshop on a big screen, by keyboard alone."""

import re

import pytest

from answerable.wording import say

PROJECTOR = {"width": 1280, "height": 720}
PHONE = {"width": 320, "height": 640}
A4_LANDSCAPE = (842, 595)
PAGE = re.compile(rb"/Type /Page\b")
SIZE = re.compile(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)")


def words(key, **facts):
    return say("page", key, **facts)


def act(page, locator, key="Enter"):
    """Use a control without a mouse."""
    locator.focus()
    page.keyboard.press(key)


def push(page, key, **facts):
    act(page, page.get_by_role("button", name=words(key, **facts)).first)


def follow(page, key, **facts):
    act(page, page.get_by_role("link", name=words(key, **facts), exact=True).first)


def heading(page, text):
    page.get_by_role("heading", name=text, level=1).wait_for()


def focused(page, what="textContent"):
    return page.evaluate(f"document.activeElement.{what}")


def sticks_out(page):
    return page.evaluate(
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


@pytest.fixture
def sound(do):
    """Hold that a state has no fault, in the dark and on a phone either: `sound(page)`."""

    def look(page):
        assert do.faults(page) == []
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(PHONE)
        page.wait_for_timeout(100)
        assert do.faults(page) == []
        assert not sticks_out(page)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(PROJECTOR)

    return look


def begun(desk):
    """Return an assessment that names two harms and is asked all that the full route asks."""
    session = desk.begin("A list of bikes")
    for question in session.bank.screening.questions:
        session.answer(question, {"choice": "no"})
    for title in ("A wrong match", "A leak"):
        row = session.add_row("harms")
        session.answer(f"harms/{row}/title", title)
    return session.assessment


def ask_who_is_here(page, sound):
    push(page, "room_write_who")
    page.keyboard.type("Four night carers, two parents, the data office")
    assert focused(page, "closest('[data-address]').dataset.address").startswith("consultations/")
    sound(page)


def answer_and_park(page, do, sound):
    page.goto(page.url.partition("#")[0] + "#room?at=problem_statement")
    heading(page, words("room_place", box="5. Your reason for using data", place=1, of="")[:-2])
    sound(page)
    do.problem_box(page).focus()
    page.keyboard.type("Bikes are stolen at the station, 40 a month, and few come back.")
    page.keyboard.press("Alt+PageDown")
    heading(page, re.compile("Question 2 of"))
    assert focused(page, "tagName") == "H1"
    parked = page.locator(".ans-question").get_attribute("data-address")
    push(page, "room_park")
    heading(page, re.compile("Question 3 of"))
    page.get_by_text(words("room_parked_count", count=1)).wait_for()
    return parked


def sort_both(page, sound):
    follow(page, "room_to_sort")
    heading(page, words("sort_title"))
    sound(page)
    act(page, page.get_by_role("button", name=re.compile("Act on it ourselves ?: A wrong match")))
    assert focused(page) == "A leak"
    act(page, page.get_by_role("button", name=re.compile("Watch it ?: A leak")))
    page.get_by_text(words("sort_done")).first.wait_for()
    assert focused(page) == "A leak"


def close_it(page, do, sound):
    follow(page, "room_to_end")
    heading(page, words("room_end_title"))
    push(page, "room_make_action")
    push(page, "room_write_change")
    assert focused(page, "tagName") == "TEXTAREA"
    sound(page)
    do.wait_saved(page)
    push(page, "room_finish")
    heading(page, "A list of bikes")


def test_a_workshop_is_run_by_keyboard_and_ends_in_the_record(desk, do, page, sound):
    assessment = begun(desk)
    page.set_viewport_size(PROJECTOR)
    page.goto(f"{desk.server.url}assess?assessment={assessment}#workshop")
    heading(page, words("workshop_title"))
    follow(page, "room_enter")
    heading(page, words("room_title"))
    assert not page.locator(".page-header").is_visible()

    ask_who_is_here(page, sound)
    push(page, "timer_start")
    push(page, "timer_add")
    parked = answer_and_park(page, do, sound)
    page.get_by_text(re.compile(r"^1[12] minutes left$")).wait_for()
    sort_both(page, sound)
    close_it(page, do, sound)

    session = desk.session(assessment)
    answers = session.answers
    assert answers["problem_statement"].startswith("Bikes are stolen")
    assert [row["values"].get("disposition") for row in answers["harms"]] == ["act", "monitor"]
    talk = answers["consultations"][0]["values"]
    assert (talk["title"][:4], talk["method"], talk["state"]) == ("Four", "meeting", "done")
    asked = session.bank.concepts["problem_statement"].ask
    assert asked in talk["change"]
    assert session.bank.concepts[parked].ask in answers["actions"][0]["values"]["title"]


def test_it_is_read_from_the_back_of_the_room(desk, page):
    for wide, high in ((1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": wide, "height": high})
        page.goto("about:blank")
        page.goto(f"{desk.server.url}assess?assessment={desk.example()}#room?at=screen_personal")
        heading(page, re.compile("Question"))
        sizes = page.evaluate(
            "() => ['h2', 'label', '.ans-hint'].map((one) => parseFloat(getComputedStyle("
            "document.querySelector(`.ans-room-question ${one}`)).fontSize))"
        )
        assert sizes[0] >= high / 20
        assert min(sizes) >= high / 30


def test_the_canvas_opens_box_by_box_and_comes_back_to_the_box(desk, page, sound):
    page.set_viewport_size(PROJECTOR)
    page.goto(f"{desk.server.url}assess?assessment={desk.example('gang-list')}#canvas")
    box = page.get_by_role("link", name="12. Sharing data with others")
    act(page, box)
    heading(page, "12. Sharing data with others")
    page.get_by_role("heading", name=words("noticed_title")).wait_for()
    sound(page)

    page.go_back()
    page.locator(".ans-box").last.wait_for()

    assert focused(page, "dataset.box") == "sharing"
    page.mouse.click(*middle(page, 4))
    heading(page, "4. Ethical and legislative context")


def middle(page, number):
    """Return where the middle of a box is, which holds no link by itself."""
    box = page.locator(".ans-box").nth(number - 1)
    box.scroll_into_view_if_needed()
    found = box.bounding_box()
    return found["x"] + found["width"] / 2, found["y"] + found["height"] - 12


@pytest.mark.parametrize("example", ["who-is-stopped", "gang-list"])
def test_the_canvas_prints_on_one_landscape_page(desk, page, example):
    page.goto(f"{desk.server.url}assess?assessment={desk.example(example)}#canvas")
    page.locator(".ans-box").last.wait_for()

    printed = page.pdf(format="A4", prefer_css_page_size=True)

    assert len(PAGE.findall(printed)) == 1
    assert tuple(map(int, SIZE.search(printed).groups())) == A4_LANDSCAPE
