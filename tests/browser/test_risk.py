"""The grid of risk and the list of harms to pick from, on the real page, with the keyboard alone."""

import re

import pytest

from answerable.wording import say

NARROW = {"width": 320, "height": 720}
CHOSEN = (
    "Likely, grave: high risk. We expect it, and it could cost somebody freedom, safety or a life."
)


def begin(desk, do, page, *titles):
    session = desk.begin("How bad it is")
    for title in titles:
        session.answer(f"harms/{session.add_row('harms')}/title", title)
    do.open_task(page, desk.server.url, session.assessment, "harms")
    return session.assessment


def grid(page):
    return page.get_by_role(
        "group", name=re.compile("^How likely is this harm, and how bad would it be")
    )


def focused(page):
    return page.evaluate(
        "document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent"
    )


def risk_held(desk, assessment):
    return desk.session(assessment).answers["harms"][0]["values"].get("risk")


def test_the_grid_is_walked_with_arrow_keys_and_says_what_was_chosen_and_why(desk, do, run, page):
    assessment = begin(desk, do, page, "A wrong match")
    first = grid(page).get_by_role("radio").first
    first.focus()
    assert focused(page) == "Not likely, small: low risk"
    do.press(page, "Space")
    assert (
        grid(page).get_by_role("status").text_content().startswith("Not likely, small: low risk. ")
    )

    do.press(page, "ArrowDown")
    assert focused(page) == "Not likely, serious: low risk"
    do.press(page, "ArrowUp", "ArrowUp")

    assert focused(page) == "Likely, grave: high risk"
    assert grid(page).get_by_role("status").text_content() == CHOSEN
    do.press(page, "Tab")
    page.keyboard.type("It was so twice.")
    do.wait_saved(page)
    wanted = {"likelihood": "probable", "severity": "severe", "why": "It was so twice."}
    page.keyboard.press("Tab")
    run.until(lambda: risk_held(desk, assessment) == wanted, "the record holds the cell and why")
    assert do.faults(page) == []


def test_wide_it_is_a_table_with_heads_and_narrow_a_list_of_nine_that_fits(desk, do, page):
    begin(desk, do, page, "A wrong match")
    assert grid(page).get_by_role("columnheader", name=re.compile("^Grave")).is_visible()
    assert grid(page).get_by_role("rowheader", name=re.compile("^Likely")).is_visible()

    page.set_viewport_size(NARROW)

    radios = grid(page).get_by_role("radio")
    assert radios.count() == 9
    boxes = [radios.nth(at).bounding_box() for at in range(9)]
    assert len({box["x"] for box in boxes}) == 1, "one below the other"
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert do.faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_in_forced_colours_and_in_the_dark(browser, desk, do, scheme):
    context = browser.new_context(
        locale="en-GB", color_scheme=scheme, forced_colors="active" if scheme == "light" else "none"
    )
    page = context.new_page()
    begin(desk, do, page, "A wrong match")

    grid(page).get_by_role("radio").nth(8).check()

    assert grid(page).get_by_role("status").text_content() == CHOSEN
    assert do.faults(page) == []
    context.close()


def test_harms_are_picked_from_the_list_by_keyboard_and_are_in_the_record(desk, do, run, page):
    assessment = begin(desk, do, page)
    summary = page.get_by_text(say("page", "pick_summary", row_name="harm"), exact=True)
    summary.focus()
    do.press(page, "Enter")
    page.get_by_role("searchbox").wait_for()  # the list comes when it is first opened
    do.press(page, "Tab")
    page.keyboard.type("list")
    assert page.get_by_text(re.compile(r"^\d+ of 28 have these words")).is_visible()
    assert do.faults(page) == []
    do.press(page, "Tab", "Space")
    picked = focused(page)
    page.get_by_role("button", name=say("page", "pick_add_one")).focus()
    do.press(page, "Enter")

    assert focused(page) == f"Harm 1: {picked.removesuffix(' ' + say('page', 'pick_there'))}"
    run.until(
        lambda: len(desk.session(assessment).answers.get("harms", [])) == 1, "the row is there"
    )
    do.wait_saved(page)
    held = desk.session(assessment).answers["harms"][0]["values"]
    assert set(held) == {"title", "how"}
    assert do.faults(page) == []
