"""Where names are looked for: events, drafts, attachments, files; and what is said of the rest."""

import dataclasses
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from answerable.record import Draft, Person, Session
from answerable.record.namesearch import (
    Missed,
    Place,
    joined,
    parse_name,
    search_folder,
    search_record,
    search_store,
    search_texts,
)
from answerable.record.namesearch.folder import FILE_LIMIT
from answerable.record.namesearch.texts import MOST

LYST = [parse_name("Ana Lyst")]


def where(result):
    return [(hit.place.seq, hit.place.address, hit.place.part, hit.how) for hit in result.hits]


def test_what_events_say_at_any_depth_is_searched(session):
    session.answer("owner", {"role": "Analyst", "name": "Lyst, Ana"})
    row = session.add_row("datasets")
    session.answer(f"datasets/{row}/title", "From A. Lyst")

    result = search_record(session.events(), LYST)

    assert where(result) == [
        (3, "owner", "value.name", "order"),
        (5, f"datasets/{row}/title", "value", "initial"),
    ]
    assert {hit.place.assessment for hit in result.hits} == {session.assessment}
    assert result.searched == {"records": 1, "events": 5, "erased": 0}


@pytest.mark.parametrize(
    ("payload", "part"),
    [
        ({"a": [{"b": "x"}, {"b": "Ana Lyst"}]}, "a.1.b"),
        ({"Ana Lyst": 1}, ""),
        ({"a": {"Ana Lyst": {}}}, "a"),
        ({"a.b": "x", "a": {"b": "Ana Lyst"}}, "a.b"),
    ],
)
def test_values_and_their_names_are_searched(session, payload, part):
    event = dataclasses.replace(session.events()[0], payload=payload)

    assert where(search_record([event], LYST)) == [(1, "", part, "exact")]


def test_a_staff_number_may_be_a_number(session):
    event = dataclasses.replace(session.events()[0], payload={"by": 123456, "ok": True})

    assert where(search_record([event], [parse_name("123456")])) == [(1, "", "by", "exact")]
    assert where(search_record([event], [parse_name("True")])) == []


@pytest.mark.parametrize(
    ("actor", "how"),
    [("Ana Lyst", "exact"), ("alyst", "account"), ("MET\\alyst2", "account"), ("x.lyst", None)],
)
def test_whoever_wrote_is_searched(store, bank, actor, how):
    session = Session.begin(store, "Stops", Person(actor), bank)

    found = where(search_record(session.events(), LYST))

    assert found == ([(1, "", "actor", how), (2, "project_title", "actor", how)] if how else [])


def test_an_actor_with_a_long_id_is_shown_short(session):
    actor = dataclasses.replace(session.events()[0].actor, id="x\x1b" * 150 + "\\alyst")
    event = dataclasses.replace(session.events()[0], actor=actor)

    (hit,) = search_record([event], LYST).hits

    assert len(hit.excerpt) <= 160
    assert "\x1b" not in hit.excerpt


def test_the_id_of_a_record_and_of_a_row_are_searched(store, author, bank):
    session = Session.begin(store, "Ana Lyst and others", author, bank)
    event = dataclasses.replace(session.events()[1], address="groups_affected/ana-lyst", payload={})

    found = search_record([event], LYST)

    assert where(found) == [
        (2, "groups_affected/ana-lyst", "address", "exact"), (0, "", "id", "exact")
    ]  # fmt: skip
    assert found.hits[1].place.what == "record"


def test_what_was_erased_is_counted_and_not_found(session):
    session.answer("owner", {"role": "Analyst", "name": "Ana Lyst"})
    events = [
        dataclasses.replace(e, payload=None, salt=None) if e.seq == 3 else e
        for e in session.events()
    ]

    result = search_record(events, LYST)

    assert result.hits == ()
    assert result.searched["erased"] == 1


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(value=VALUES, way=st.lists(st.one_of(st.text(max_size=5), st.integers(0, 2)), max_size=5))
def test_a_name_planted_anywhere_in_an_event_is_found(session, value, way):
    held = "Ana Lyst"
    for step in way:
        held = {step: held, "beside": value} if isinstance(step, str) else [value] * step + [held]
    event = dataclasses.replace(session.events()[0], payload={"value": held})

    assert any(hit.exact for hit in search_record([event], LYST).hits)


def test_texts_are_searched_for_several_names_at_once():
    notes, other = Place("draft", person="ben", address="detail"), Place("file", file="b.txt")

    result = search_texts(
        {notes: "Ana Lyst and Ben Efit", other: "B. Efit"}, [*LYST, parse_name("Ben Efit")]
    )

    assert [(hit.place, hit.name, hit.how) for hit in result.hits] == [
        (notes, "Ana Lyst", "exact"), (notes, "Ben Efit", "exact"), (other, "Ben Efit", "initial"),
    ]  # fmt: skip


def test_more_finds_than_anybody_reads_are_said():
    place = Place("file", file="a.txt")

    result = search_texts({place: "Ana Lyst; " * (MOST + 1)}, LYST)

    assert len(result.hits) == MOST
    assert result.missed == (Missed(place, "many"),)
    assert search_texts({place: "Ana Lyst; " * MOST}, LYST).missed == ()


@pytest.fixture
def outputs(tmp_path):
    folder = tmp_path / "outputs"
    (folder / "a").mkdir(parents=True)
    return folder


def test_pages_notebooks_json_and_texts_in_a_folder_are_searched(outputs):
    cell = {"cell_type": "markdown", "source": ["Ana\n", "Lyst"], "metadata": {}}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    files = {
        "a/page.html": "Table: <table><tr><td>Ana</td><td>Lyst</td></tr></table><style>p{}</style>",
        "a/run.ipynb": json.dumps(notebook),
        "facts.json": json.dumps({"by": "Ana Lyst"}),
        "notes.md": "by **Ana** Lyst",
        "table.csv": "first,last\nAna,Lyst\n",
        "chart.svg": "<svg><text>Ana Lyst</text></svg>",
        "odd.txt": "<td>Ana</td><td>Lyst</td>",
        "empty.txt": "",
        "fine.txt": "nobody",
    }
    for name, held in files.items():
        (outputs / name).write_text(held, encoding="utf-8")

    result = search_folder(outputs, LYST)

    assert [(hit.place.file, hit.how) for hit in result.hits] == [
        (str(outputs / name), "exact")
        for name in (
            "chart.svg",
            "facts.json",
            "notes.md",
            "odd.txt",
            "table.csv",
            "a/page.html",
            "a/run.ipynb",
        )
    ]
    assert result.missed == ()
    assert result.searched == {"files": 9}


def test_what_files_are_called_is_searched(outputs):
    (outputs / "ana-lyst").mkdir()
    (outputs / "ana-lyst" / "x.txt").write_text("nobody")

    (hit,) = search_folder(outputs, LYST).hits

    assert (hit.place.part, hit.excerpt) == ("name", "ana-lyst/x.txt")


def test_what_is_not_searched_is_listed_with_its_reason(outputs, monkeypatch):
    (outputs / "a.pdf").write_bytes(b"%PDF-1.7\nAna Lyst\n%%EOF")
    (outputs / "b.bin").write_bytes(b"\0\1\2 Ana Lyst")
    (outputs / "c.txt").write_bytes(b"x" * (FILE_LIMIT + 1))
    (outputs / "d").symlink_to(outputs / "a")
    (outputs / "e.txt").symlink_to(outputs / "b.bin")
    os.mkfifo(outputs / "f")
    (outputs / "g.txt").write_text("Ana Lyst")
    (outputs / "h.html").write_text("Ana Lyst <img src=x>")

    result = search_folder(outputs, LYST)

    assert [(Path(m.place.file).name, m.why) for m in result.missed] == [
        ("a.pdf", "pdf"), ("b.bin", "kind"), ("c.txt", "long"), ("d", "link"), ("e.txt", "link"),
        ("f", "kind"), ("h.html", "pictures"),
    ]  # fmt: skip
    assert [Path(hit.place.file).name for hit in result.hits] == ["g.txt", "h.html"]
    assert result.searched == {"files": 2}


def test_a_file_that_cannot_be_opened_is_listed(outputs, monkeypatch):
    (outputs / "a.txt").write_text("Ana Lyst")

    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert [m.why for m in search_folder(outputs, LYST).missed] == ["unreadable"]


def test_a_folder_that_is_not_there_has_no_files(tmp_path):
    assert search_folder(tmp_path / "none", LYST) == joined([])


def test_every_record_of_a_store_is_searched_with_own_drafts(store, session, author, bank):
    other = Session.begin(store, "About Ana Lyst", author, bank)
    session.apply("page", 1, [{"do": "draft", "address": "detail", "value": "Ana Lyst said"}])

    result = search_store(store, LYST, reader="ana")

    assert {(hit.place.what, hit.place.assessment) for hit in result.hits} == {
        ("draft", session.assessment), ("event", other.assessment), ("record", other.assessment),
    }  # fmt: skip
    (draft,) = [hit.place for hit in result.hits if hit.place.what == "draft"]
    assert (draft.person, draft.address) == ("ana", "detail")
    assert [m.why for m in result.missed] == ["drafts", "attachments"]
    assert result.searched["drafts"] == 1
    assert search_store(store, LYST).searched.get("drafts", 0) == 0


def test_drafts_and_attachments_of_everybody_are_searched_where_they_can_be_read(store, session):
    drafts = {session.assessment: [("ben", Draft("detail", {"why": "Ana Lyst"}, 0, ""))]}
    files = [("a.txt", b"by Ana Lyst"), ("a.pdf", b"%PDF-1.7\n%%EOF"), ("ana-lyst.bin", b"\0")]

    result = search_store(
        store,
        LYST,
        drafts_of_everybody=lambda assessment: drafts[assessment],
        attachments_of=lambda _: files,
    )

    assert [(h.place.what, h.place.person, h.place.file, h.place.part) for h in result.hits] == [
        ("draft", "ben", "", "why"), ("attachment", "", "a.txt", ""),
        ("attachment", "", "ana-lyst.bin", "name"),
    ]  # fmt: skip
    assert [(m.place.file, m.why) for m in result.missed] == [
        ("a.pdf", "pdf"), ("ana-lyst.bin", "kind"),
    ]  # fmt: skip
    assert result.searched["attachments"] == 1


def test_a_broken_record_is_listed_and_the_others_searched(store, session, author, bank, tmp_path):
    other = Session.begin(store, "About Ana Lyst", author, bank)
    engine = create_engine(f"sqlite:///{tmp_path}/records.db")
    with engine.begin() as connection:
        broken = {"id": session.assessment}
        connection.execute(text("UPDATE payloads SET body = '{' WHERE assessment = :id"), broken)
    engine.dispose()

    result = search_store(store, LYST)

    assert Missed(Place("record", session.assessment), "broken") in result.missed
    assert {hit.place.assessment for hit in result.hits} == {other.assessment}
