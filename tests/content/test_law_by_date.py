"""Nothing cites a source of law that does not hold on the day of the assessment."""

import dataclasses
import datetime as dt
import itertools
import re

import pytest

from answerable import places
from answerable.bank.files import read_yaml
from answerable.bank.law import citations, holds, out_of_date, valid_on
from answerable.bank.load import load_bank

BANK = load_bank()
REPLACED = dt.date(2026, 2, 4)  # the last day of sections 49 and 50
NEW = REPLACED + dt.timedelta(days=1)
TODAY = max(dt.datetime.now(dt.UTC).date(), NEW)
ON_AUTOMATED = {f"{law}{letter}" for law in ("dpa2018-s50", "ukgdpr-art22") for letter in "abc"}
OLD = re.compile(
    r"\bs(?:s|ections?)?\.?\s?(?:49|50)\b(?!\s?[A-D])|dpa2018-s(?:49|50)\b", re.IGNORECASE
)
LOG = re.compile(r"\blog(?:s|ged|ging)?\b", re.IGNORECASE)
REASON = re.compile(r"\bjustif|\breasons?\b|\bwhy\b", re.IGNORECASE)
FILES = sorted(places.content().rglob("*.yml"))


def sources_in(data):
    """Yield every source that any content file names, as a source or as a clause, at any depth."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from (
                value if key in ("source", "law") and isinstance(value, list) else sources_in(value)
            )
    elif isinstance(data, list):
        yield from itertools.chain.from_iterable(map(sources_in, data))


def asked_texts():
    """Yield every text that asks somebody for something, with its place."""
    for concept in BANK.concepts.values():
        for about in (concept, *concept.answer.columns):
            options = [o.label for o in about.answer.options]
            yield f"{concept.id}.{about.id}", [about.ask, about.hint, *options]
        yield concept.id, [concept.good, concept.weak]
    for lens in BANK.lenses.values():
        for section in lens.sections:
            for field in section.fields:
                yield f"{lens.id}.{field.id}", [field.title]


@pytest.mark.parametrize("day", [NEW, TODAY], ids=str)
def test_nothing_cites_a_source_that_does_not_hold_on_the_day(day):
    assert list(out_of_date(BANK, day)) == []


def test_no_other_table_cites_one_either():
    named = {source for path in FILES for source in sources_in(read_yaml(path))}

    assert {one.source for one in citations(BANK)} < named
    assert named <= set(valid_on(BANK.law, TODAY))


def test_the_day_before_the_change_the_new_sections_did_not_hold():
    found = {citation.source for citation in out_of_date(BANK, REPLACED)}

    assert found == ON_AUTOMATED
    assert {one.place for one in out_of_date(BANK, REPLACED)} >= {
        "concepts/auto_safeguards", "screening/stop_safeguards", "lenses/dpia_policing",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "day", "expected"),
    [
        ("2026-02-05", "", "2026-02-04", False),
        ("2026-02-05", "", "2026-02-05", True),
        ("2018-05-25", "2026-02-04", "2026-02-04", True),
        ("2018-05-25", "2026-02-04", "2026-02-05", False),
        ("", "2026-02-04", "1999-01-01", True),
        ("", "", "2026-02-05", True),
    ],
)
def test_a_source_holds_from_its_first_day_to_its_last(first, last, day, expected):
    source = dataclasses.replace(BANK.law["dpa2018-s31"], valid_from=first, valid_to=last)

    assert holds(source, dt.date.fromisoformat(day)) is expected


def test_a_citation_of_a_source_that_has_run_out_is_found_wherever_it_stands():
    ended = {
        key: dataclasses.replace(source, valid_to=REPLACED.isoformat())
        for key, source in BANK.law.items()
    }
    found = list(out_of_date(dataclasses.replace(BANK, law=ended), NEW))

    assert found == list(citations(BANK))
    assert {one.place.partition("/")[0] for one in found} == {
        "concepts",
        "findings",
        "lenses",
        "screening",
    }


def test_the_replaced_sections_are_cited_by_nothing_and_stand_only_as_ended():
    old = {key: s for key, s in BANK.law.items() if OLD.search(f"{key} {s.section}")}

    assert {source.valid_to for source in old.values()} <= {REPLACED.isoformat()}
    assert not {citation.source for citation in citations(BANK)} & set(old)
    assert OLD.search("section 49") and OLD.search("ss 49") and not OLD.search("section 50A")  # noqa: PT018


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_words_name_the_replaced_sections(path):
    if path.name != "law.yml":
        assert not OLD.search(path.read_text("utf-8"))


def test_nobody_is_asked_to_justify_each_look_in_a_log():
    sentences = [
        (place, sentence)
        for place, texts in asked_texts()
        for text in texts
        for sentence in re.split(r"(?<=[.?!])\s", text)
    ]

    assert len([one for one in sentences if LOG.search(one[1])]) > 3
    assert [one for one in sentences if LOG.search(one[1]) and REASON.search(one[1])] == []
