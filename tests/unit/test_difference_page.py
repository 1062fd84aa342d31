"""The page that shows what changed: for the team alone, every hostile word as a word."""

import inspect
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.history import difference
from answerable.reports import difference as pages
from answerable.reports import marked
from answerable.reports.difference import difference_page
from answerable.reports.lint import lint
from answerable.reports.marked import read_difference

BANK = load_bank(Path(__file__).parents[1] / "data" / "reports" / "content")
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> \"'> <!--<script> --> </ins></del>"
    "{{ 7 * 7 }} {% raw %} {title} {#x#} &lt;b&gt; <a href='javascript:x'>y</a> \u202e"
)


@pytest.fixture
def session(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/records.db")
    return Session.begin(store, "Stops", Person("ana", "Ana", "author"), BANK)


def changes(session, *said):
    """Answer twice at each address; return the page of what changed in between."""
    start = session.head.seq
    for address, first, _ in said:
        if first is not None:
            session.answer(address, first)
            start = session.head.seq
    for address, _, second in said:
        session.answer(address, second)
    return page(session, start)


def page(session, start, end=None):
    return difference_page(session, difference(session.events(), BANK, start, end))


def soup(html):
    assert lint(html) == ()
    return BeautifulSoup(html, "html.parser")


def test_words_that_came_and_went_are_marked_for_the_eye_and_the_ear(session):
    html = soup(changes(session, ("project_summary", "We find cars.", "We find lost cars.")))

    assert html.find(id="answer-project_summary").ins.get_text() == "added: lost"
    assert [mark.find_parent("section")["id"] for mark in html.find_all("del")] == ["summary"]
    assert html.find(id="answer-project_summary").p.get_text().startswith("Changed. Event 4, ")
    assert "by ana (author)" in html.main.get_text()


def test_the_page_is_for_the_team_and_says_so(session):
    html = soup(changes(session, ("secret", "One", "Two")))

    assert html.find("meta", attrs={"name": "answerable-audience"})["content"] == "team"
    assert "For the team" in html.find(class_="caption").get_text()
    assert "for the team only" in html.find(class_="warning").get_text()


def test_a_page_for_others_cannot_be_asked_for():
    for module in (pages, marked):
        for _, made in inspect.getmembers(module, inspect.isfunction):
            if made.__module__ == module.__name__:
                assert "audience" not in inspect.signature(made).parameters


def test_the_page_carries_the_strictest_marking_the_words_ever_had():
    bank = load_bank()
    had = [{"marking": mark} for mark in ("official_sensitive", "official")]

    assert pages.marking(bank, *had) == pages.marking(bank, *had[::-1]) == "OFFICIAL-SENSITIVE"
    assert pages.marking(bank, had[1]) == "OFFICIAL"
    assert pages.marking(bank, {}) == "Protective marking not chosen yet"


def test_the_marking_stands_at_the_top_and_in_the_footer(session):
    html = soup(changes(session, ("marking", None, "official")))

    assert html.find(class_="marking").get_text() == "OFFICIAL"
    assert "OFFICIAL" in html.footer.get_text()


def test_the_page_names_the_event_it_ends_with(session):
    session.answer("people", 5)
    session.answer("people", 6)

    html = soup(page(session, 2, 3))

    hashes = {event.seq: event.hash for event in session.events()}
    named = html.find("meta", attrs={"name": "answerable-record-hash"})["content"]
    assert named == hashes[3] != session.head.hash
    assert "event 3" in html.footer.get_text()


def every_kind(session, words):
    """Change every kind of answer, and rows, all with `words`."""
    rows = {register: session.add_row(register) for register in ("datasets", "harms", "measures")}
    session.answer(f"datasets/{rows['datasets']}/title", words)
    start = session.head.seq
    for address, value in {
        "project_title": words,
        "project_summary": f"{words}\n\n{words}",
        "screen_personal": {"choice": "unsure", "why": words},
        "owner": {"role": words, "name": words},
        "main_data": [rows["datasets"]],
        "tools": ["x", "y"],
        f"datasets/{rows['datasets']}/title": f"{words} more",
        f"harms/{rows['harms']}/title": words,
        f"harms/{rows['harms']}/b": [rows["datasets"]],
        f"measures/{rows['measures']}/title": words,
    }.items():
        session.answer(address, value)
    session.remove_row("measures", rows["measures"])
    return page(session, start)


def test_hostile_words_show_as_words_and_change_nothing_else(tmp_path):
    pages_ = []
    shown = HOSTILE.replace("\u202e", "").strip()
    for number, words in enumerate((re.sub(r"\S", "x", shown), HOSTILE)):
        store = open_store(f"sqlite:///{tmp_path}/{number}.db")
        who = Person(words[:200], "Ana", words[:40])
        pages_.append(soup(every_kind(Session.begin(store, "T", who, BANK), words)))
    plain, hostile = pages_

    assert [tag.name for tag in hostile.find_all()] == [tag.name for tag in plain.find_all()]
    assert hostile.h1.get_text() == shown
    assert hostile.title.get_text().startswith(shown)
    assert hostile.main.get_text().count(shown) >= 10
    assert hostile.find("script") is None


def test_a_table_of_contents_leads_to_each_task(session):
    html = soup(every_kind(session, "Words"))
    targets = [link["href"][1:] for link in html.nav.find_all("a")]

    assert targets == ["task-screening", "task-project", "task-data", "about"]
    assert all(html.find(id=target) for target in targets)
    levels = [int(heading.name[1]) for heading in html.main.find_all(re.compile("h[1-6]"))]
    assert max(levels) == 4


def test_nothing_changed_is_said(session):
    html = soup(page(session, 2))

    assert "No answer that counts is different." in html.main.get_text()
    assert html.find("ins") is None


def test_an_example_says_that_it_is_one(session):
    session._state = session.state.__class__(**{**vars(session.state), "example": True})

    assert "made up" in soup(page(session, 2)).find(class_="example").get_text()


# What is read, before it is a page.


def read(session, start, end=None):
    return read_difference(difference(session.events(), BANK, start, end), BANK)


def only(tasks):
    ((question,),) = (task.questions for task in tasks)
    return question


def test_labels_are_shown_and_not_what_is_stored(session):
    session.answer("tools", ["x"])
    start = session.head.seq
    session.answer("tools", ["x", "y"])

    pieces = only(read(session, start)).passage.items
    assert [(piece.what, piece.text) for piece in pieces] == [("kept", "Ex"), ("added", "Why")]


def test_a_choice_and_its_reason_are_compared_each_for_itself(session):
    session.answer("screen_personal", {"choice": "yes", "why": "It names people."})
    start = session.head.seq
    session.answer("screen_personal", {"choice": "no", "why": "It names no people."})

    lines = only(read(session, start)).passage.paragraphs
    assert [[(p.what, p.text) for p in line] for line in lines] == [
        [("removed", "Yes")], [("added", "No")],
        [("kept", "It names "), ("added", "no "), ("kept", "people.")],
    ]  # fmt: skip


def test_a_new_paragraph_is_one(session):
    session.answer("project_summary", "One two three.\nFour five six.")
    start = session.head.seq
    session.answer("project_summary", "One two three.\nNew words here.\nFour five six.")

    lines = only(read(session, start)).passage.paragraphs
    assert [[(p.what, p.text) for p in line] for line in lines] == [
        [("kept", "One two three.")], [("added", "New words here.")], [("kept", "Four five six.")],
    ]  # fmt: skip


def test_a_row_that_went_is_named_and_pointed_at_by_its_name(session):
    row = session.add_row("datasets")
    session.answer(f"datasets/{row}/title", "Stops")
    session.answer("main_data", [row])
    start = session.head.seq
    session.remove_row("datasets", row)
    session.answer("main_data", [])

    register, pointing = (question for task in read(session, start) for question in task.questions)
    assert (register.rows[0].ask, register.rows[0].told) == ("Stops", "Removed")
    assert register.rows[0].by.startswith("Event ")
    assert [piece.text for piece in pointing.passage.items] == ["Stops"]


def test_words_of_a_question_that_is_no_longer_asked_are_not_shown(session):
    session.answer("screen_personal", {"choice": "no", "why": ""})
    session.answer("hidden", "HIDDEN WORDS")
    start = session.head.seq
    assert "HIDDEN WORDS" in page(session, 2)

    session.answer("screen_personal", {"choice": "yes", "why": ""})
    assert "HIDDEN WORDS" not in page(session, start)
    assert "does not count any more" in page(session, start)
    session.answer("hidden", "HIDDEN AGAIN")
    assert "HIDDEN" not in page(session, start)
    assert read(session, start + 1) == ()


def test_an_answer_that_counts_again_is_shown_without_marks(session):
    session.answer("screen_personal", {"choice": "yes", "why": ""})
    session.answer("hidden", "HIDDEN WORDS")
    start = session.head.seq
    session.answer("screen_personal", {"choice": "no", "why": ""})

    (_, question) = (question for task in read(session, start) for question in task.questions)
    assert question.passage.told == "Asked again"
    assert [(p.what, p.text) for (p,) in question.passage.paragraphs] == [("kept", "HIDDEN WORDS")]


def test_words_that_never_counted_are_not_shown_when_they_go(session):
    session.answer("screen_personal", {"choice": "yes", "why": ""})
    session.answer("hidden", "HIDDEN WORDS")
    start = session.head.seq
    session.answer("hidden", None)
    session.answer("screen_personal", {"choice": "no", "why": ""})

    assert "HIDDEN" not in page(session, start)
