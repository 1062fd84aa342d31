"""Registers on the real page, by keyboard alone: rows moved by buttons, and rows pasted from a spreadsheet."""

import pytest

from answerable.wording import say

LIST = "datasets"
PASTED = (
    "What is this dataset called?\tWho collected it?\tIs it about living people?\tNotes\n"
    'Arrests\tUs\tYes: names\t"Two lines\r\nin one ""cell"""\n'
    "Maps\tMars\tno\t=1+1\n"
)


def words(key, **facts):
    return say("page", key, **facts)


@pytest.fixture
def assessment(desk):
    """A full assessment with three datasets."""
    session = desk.begin("Registers")
    screening = session.bank.screening.questions
    for question in (q for q in screening if session.bank.concepts[q].answer.kind != "choice"):
        session.answer(question, {"choice": "yes", "why": "So it is."})
    for title in ("One", "Two", "Three"):
        session.answer(f"{LIST}/{session.add_row(LIST)}/title", title)
    return session.assessment


def titles(desk, assessment):
    rows = desk.session(assessment).answers[LIST]
    return [row["values"].get("title") for row in rows]


def open_register(page, desk, do, assessment):
    do.open_task(page, desk.server.url, assessment, "data")
    return page.locator(f".ans-register[data-address={LIST}]")


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_rows_are_moved_by_keyboard_and_stand_so_in_the_record(desk, do, page, assessment):
    register = open_register(page, desk, do, assessment)
    up = register.get_by_role("button", name=words("row_up"))
    up.nth(1).focus()  # the first row has none, so this is the third
    assert focused(page) == f"{words('row_up')} Dataset 3: Three"

    do.press(page, "Enter")
    page.get_by_text(words("row_moved", place=2, count=3)).wait_for()
    assert focused(page) == f"{words('row_up')} Dataset 2: Three"
    do.press(page, "Enter")
    page.get_by_text(words("row_moved", place=1, count=3)).wait_for()
    assert focused(page) == f"{words('row_down')} Dataset 1: Three"
    do.wait_saved(page)

    assert do.faults(page) == []
    assert titles(desk, assessment) == ["Three", "One", "Two"]
    moves = [e for e in desk.session(assessment).events() if e.kind == "row_moved"]
    assert moves[-1].payload == {"after": None}
    page.reload()
    register.locator(".ans-card h3").first.wait_for()
    assert register.locator(".ans-card h3").all_text_contents()[0] == "Dataset 1: Three"


def test_two_who_move_rows_at_once_see_the_same_order(desk, do, page, assessment):
    register = open_register(page, desk, do, assessment)
    other = page.context.new_page()
    theirs = open_register(other, desk, do, assessment)
    first, _, third = desk.session(assessment).state.rows[LIST]
    mine = register.locator(f".ans-card[data-address='{LIST}/{third}']")
    mine.get_by_role("button", name=words("row_up")).press("Enter")
    their = theirs.locator(f".ans-card[data-address='{LIST}/{first}']")
    their.get_by_role("button", name=words("row_down")).press("Enter")
    do.wait_saved(page)
    do.wait_saved(other)

    wanted = [f"{LIST}/{row}" for row in desk.session(assessment).state.rows[LIST]]
    for there in (page, other):
        there.wait_for_function(
            "wanted => [...document.querySelectorAll('.ans-cards > li')]"
            ".map((one) => one.dataset.address).join() === wanted",
            arg=",".join(wanted),
        )


def test_rows_are_pasted_by_keyboard_and_what_does_not_fit_stays(desk, do, page, assessment):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    register = open_register(page, desk, do, assessment)
    page.evaluate("text => navigator.clipboard.writeText(text)", PASTED)
    register.locator("summary").get_by_text(words("paste_summary")).press("Enter")
    box = register.get_by_label(words("paste_label"))
    box.wait_for()
    do.press(page, "Tab", "Control+v")
    counts = words("paste_counts", fresh=2, known=0, problems=1)
    register.get_by_text(counts, exact=True).wait_for()
    assert do.faults(page) == []

    register.get_by_role("button", name=words("paste_take_many", count=2)).press("Enter")
    page.wait_for_function("() => document.activeElement.matches('p.ans-strong')")
    assert focused(page).endswith(words("paste_left"))
    do.wait_saved(page)

    arrests, maps = (row["values"] for row in desk.session(assessment).answers[LIST][-2:])
    assert arrests["notes"] == 'Two lines\nin one "cell"'
    assert arrests["personal"] == {"choice": "yes", "why": "names"}
    assert maps == {"title": "Maps", "personal": {"choice": "no", "why": ""}, "notes": "=1+1"}
    assert box.input_value().splitlines()[1:] == ["Maps\tMars\t\t"]
    assert do.faults(page) == []


def test_three_hundred_pasted_rows_are_kept_and_seen_in_one_table(desk, do, page, assessment):
    register = open_register(page, desk, do, assessment)
    lines = [f"Source {number}\tus\tyes\tNote {number}" for number in range(300)]
    heads = "title\tcollected_by\tpersonal\tnotes"
    register.locator("summary").get_by_text(words("paste_summary")).press("Enter")
    register.get_by_label(words("paste_label")).fill("\n".join([heads, *lines]))
    register.get_by_role("button", name=words("paste_take_many", count=300)).press("Enter")
    do.wait_saved(page)
    register.locator("summary").get_by_text(words("table_summary")).press("Enter")
    register.locator(".ans-all-rows tbody tr").nth(302).wait_for()

    assert titles(desk, assessment)[3:] == [f"Source {number}" for number in range(300)]
    assert register.locator(".ans-card").count() == 303
    register.locator(".ans-all-rows tbody button").last.press("Enter")
    assert focused(page) == "Dataset 303: Source 299"
