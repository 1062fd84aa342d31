"""The record is in the page before its kernel is ready, for whoever may see it and for nobody else."""

import json
import re
from pathlib import Path

import pytest

from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.account import system_person
from answerable.record.events import NewEvent
from answerable.serving import early
from answerable.serving.early import beyond, early_state, goes_on

SERVE = Path(__file__).parents[1] / "browser" / "app" / "serve_app.py"
SECRET = "Children go missing from care"
PRINTED = re.compile(r'id="early".*?<script type="application/json">(.*?)</script>', re.DOTALL)
WIDGET = re.compile(r'data-model-id.*?<script type="application/json">(.*?)</script>', re.DOTALL)
OTHER = Person("ola", "Ola Other")


@pytest.fixture(scope="module")
def desk(run, tmp_path_factory):
    with run.serving(tmp_path_factory.mktemp("early"), script=SERVE) as server:
        yield server


@pytest.fixture
def begin(desk):
    store = open_store(f"sqlite:///{desk.folder / 'answerable.db'}")

    def made(*events, by=None):
        session = Session.begin(store, "A project", by or system_person(), load_bank())
        session.answer("problem_statement", SECRET)
        for event in events:
            store.note(session.assessment, event, session.actor)
        return session

    return made


def page(run, desk, assessment):
    return run.get(f"{desk.url}assess?assessment={assessment}").text


def test_the_record_stands_in_the_page_before_its_kernel_is_named(run, desk, begin):
    session = begin()
    text = page(run, desk, session.assessment)

    printed = PRINTED.search(text)
    assert printed.start() < text.index("data-kernel-id")
    state = json.loads(printed[1])
    assert state["answers"]["problem_statement"] == SECRET
    assert state["keep_key"] == session.keep_key()
    assert state["person"]["id"] == system_person().id
    assert text.rstrip().endswith("</html>")


def test_the_kernels_widget_says_only_what_the_page_does_not_hold_yet(run, desk, begin):
    text = page(run, desk, begin().assessment)

    assert "data-goes-on" in text
    assert set(json.loads(WIDGET.search(text)[1])) == {"comments", "findings", "start"}


RESTRICTED = NewEvent("restriction_set", "", {"on": True, "reason": "A live operation"})


@pytest.mark.parametrize("by", [OTHER, None], ids=["somebody else's", "one's own"])
def test_nothing_of_a_restricted_record_is_shown_before_its_kernel(run, desk, begin, by):
    session = begin(RESTRICTED, by=by)
    text = page(run, desk, session.assessment)

    assert 'id="early"' not in text
    assert (SECRET in text) == (by is None)
    assert text.rstrip().endswith("</html>")


@pytest.mark.parametrize(
    "asked", ["", "?assessment=", "?assessment=no-such-record", "?assessment=../x"]
)
def test_a_page_of_no_record_is_as_it_was(run, desk, asked):
    text = run.get(f"{desk.url}assess{asked}").text

    assert 'id="early"' not in text
    assert text.rstrip().endswith("</html>")


def test_without_a_pass_nothing_is_read(begin):
    assert early_state({}, begin().assessment, system_person(), {}) is None


def test_an_error_that_nobody_foresaw_leaves_the_page_without(monkeypatch, begin, caplog):
    session = begin()
    monkeypatch.setattr(early, "RemoteStore", lambda **_: 1 / 0)

    access = {"url": "http://127.0.0.1:1", "capability": "x"}
    assert early_state(access, session.assessment, system_person(), {}) is None
    assert "before the kernel is ready" in caplog.text


def test_a_widget_of_another_record_says_all_of_itself():
    shown = {"assessment": "a", "title": "One"}
    state = {"assessment": "b", "title": "One"}

    assert beyond(state, shown) == state
    assert not goes_on(state, shown)
    assert beyond({"assessment": "a", "title": "Two"}, shown) == {"title": "Two"}
