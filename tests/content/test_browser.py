"""What the page gets of the bank: all of it, in two parts, without what is as usual."""

import dataclasses
import json
import re

from answerable import places
from answerable.bank.browser import HELP, SOONER, only_home_says, payload
from answerable.bank.load import load_bank
from answerable.bundling import bundle_apart
from answerable.wording import words

BANK = load_bank()
SENT = json.loads(json.dumps(payload(BANK)))


def plain(value):
    return json.loads(json.dumps(dataclasses.asdict(value), default=dict))


def filled(answer):
    usual = SENT["defaults"]
    options = [{**usual["option"], **option} for option in answer.get("options", [])]
    columns = [
        {**usual["column"], **column, "answer": filled(column["answer"])}
        for column in answer.get("columns", [])
    ]
    return {**usual["answer"], **answer, "options": options, "columns": columns}


def test_nothing_of_a_question_is_lost_between_the_two_parts():
    for concept in BANK.concepts.values():
        first = {**SENT["defaults"]["concept"], **SENT["concepts"][concept.id], "id": concept.id}
        later = SENT["help"]["questions"][concept.id]
        due = {**first["due"], "level": later.pop("level"), "source": later.pop("source")}
        first.pop("terms")
        whole = {**first, **later, "due": due, "answer": filled(first["answer"])}

        assert whole == plain(concept)


def test_what_is_in_the_help_alone_is_not_sent_twice():
    assert not [one for one in SENT["concepts"].values() if set(one) & set(HELP)]
    assert set(SENT["law"]).isdisjoint(SENT["help"]["law"])
    assert set(SENT["law"]) | set(SENT["help"]["law"]) == set(BANK.law)


def test_no_word_is_lost_between_the_two_parts_and_none_is_sent_twice():
    first, later = SENT["words"], SENT["help"]["words"]

    assert set(first).isdisjoint(later)
    assert {**first, **later} == {k: v for k, v in words("page").items() if not only_home_says(k)}
    assert len(later) > 40


def test_the_first_script_says_no_word_that_comes_later():
    form = places.shipped("widgets") / "answerable_widgets" / "form"
    parts = bundle_apart(form / "form.js", form / "late.js")
    named, built = _named(parts.first)

    assert not [key for key in SENT["help"]["words"] if _is_said(key, named, built)]
    assert not [key for key in SOONER if not _is_said(key, named, built)]
    assert _is_said("history_restored", *_named(parts.second))


def _named(script):
    """Return every word of the script in quotes, and what begins a name that is put together."""
    return set(re.findall(r'"([a-z_]+)"', script)), set(re.findall(r"`([a-z_]+_)\$", script))


def _is_said(key, named, built):
    stem = re.sub("_(one|many)$", "", key)
    return bool({key, stem} & named) or key.startswith(tuple(built))


def test_what_stands_on_the_page_from_the_start_has_its_sources_at_once():
    reasons = [reason for route in BANK.screening.routes for reason in route.reasons]
    reasons += [reason for one in BANK.screening.documents for reason in one.reasons]
    cited = {source for reason in (*reasons, *BANK.screening.stops) for source in reason.source}

    assert cited <= set(SENT["law"])
    assert {source for check in BANK.checks for source in check.source} <= set(SENT["law"])
