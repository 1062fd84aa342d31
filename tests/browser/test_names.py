"""What each kind of answer is called, and says of itself, to those who hear the page.

The files in `data/names` hold it: what the tree of the browser has, and what Tab meets. Read them aloud.
Where a change is meant, `ANSWERABLE_NAMES=write pytest tests/browser/test_names.py` writes them anew.
"""

import os
from pathlib import Path

import pytest

from answerable.wording import say

FOLDER = Path(__file__).parent / "data" / "names"
LONG = {"choice": "yes", "why": "We asked the team on Monday."}
# kind -> (task, address of the question, an answer). `{row}` is a row of its register.
KINDS = {
    "text-line": ("project", "project_title", "A project"),
    "text-short": ("project", "project_summary", "It finds gaps."),
    "text-long": ("purpose", "problem_statement", "Nobody sees the pattern."),
    "choice": ("project", "change_type", "pilot"),
    "choices": ("law", "rights_touched", ["private_life"]),
    "yes-no-unsure": ("project", "other_work", LONG),
    "number": ("people", "groups/{row}/size", 1200),
    "date": ("running", "review_date", "2027-05-04"),
    "person": ("project", "owner", {"role": "Chief analyst", "name": ""}),
    "refer": ("harms", "harms/{row}/groups", None),
    "risk": ("harms", "harms/{row}/risk", {"likelihood": "probable", "severity": "severe"}),
    "rows": ("people", "groups", None),
}


@pytest.fixture
def begun(desk, do):
    """An assessment on the longest route, with a harm and a group, and no other answer."""
    session = desk.session(do.screened(desk))
    rows = {register: session.add_row(register) for register in ("harms", "groups")}
    session.answer(f"groups/{rows['groups']}/title", "Callers")
    session.answer("project_title", "")
    return session, rows


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_heard_as_its_file_says(desk, do, page, naming, begun, kind):
    session, rows = begun
    task, address, value = KINDS[kind]
    place = address.format(row=rows.get(address.partition("/")[0], ""))
    do.open_task(page, desk.server.url, session.assessment, task)
    question = page.locator(f"[data-address='{place}']").first
    heard = {"empty": _heard(page, question, naming)}
    page.get_by_role("button", name=say("page", "save_and_continue")).click()
    do.heading(page, say("page", "error_summary_title"))
    heard["in error"] = _heard(page, question, naming)
    if value is not None:
        session.refresh()
        session.answer(place, value)
        page.reload()
        page.get_by_role("button", name=say("page", "save_and_continue")).wait_for()
        heard["answered"] = _heard(page, question, naming)

    told = "\n\n".join(f"## {state}\n\n{text}" for state, text in heard.items()) + "\n"
    file = FOLDER / f"{kind}.txt"
    if os.environ.get("ANSWERABLE_NAMES") == "write":
        FOLDER.mkdir(parents=True, exist_ok=True)
        file.write_text(told, "utf-8")
    assert told == file.read_text("utf-8")


def test_each_file_belongs_to_a_kind():
    assert {file.stem for file in FOLDER.glob("*")} == set(KINDS)


def _heard(page, question, naming):
    fold = page.locator(".ans-fold:not([open])").filter(has=question)
    if fold.count():
        fold.locator("> summary").first.click()
    around = "\n".join(naming.groups(page, question))
    met = "\n".join(naming.walk(page, question))
    return f"{question.aria_snapshot()}\n\nGroups:\n{around}\n\nTab:\n{met}"
