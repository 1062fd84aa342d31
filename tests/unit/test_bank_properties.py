"""What must hold of the bank that ships whatever people answer: the way through it, and what it fills.

Answers are drawn at random with fixed seeds. Each text says where it was given, so that it can be
found wherever it comes out.
"""

import datetime as dt
import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.bank.coverage import fillings
from answerable.bank.grid import AXES
from answerable.bank.journey import column_due, path, visible_columns
from answerable.bank.load import load_bank
from answerable.bank.rules import evaluate
from answerable.record.events import Head
from answerable.reports import values
from answerable.reports.audience import disclose
from answerable.reports.filling import fill
from answerable.reports.material import Material

BANK = load_bank()
QUESTIONS = BANK.screening.questions
NEVER = "@nowhere@"
SAID_AT = re.compile(r"@([a-z0-9_./-]+)@")
said = st.sampled_from(["yes", "no", "unsure"])
screenings = st.fixed_dictionaries(dict.fromkeys(QUESTIONS, said))
seeds = st.integers(0, 2**32)
bounded = settings(max_examples=150, derandomize=True, deadline=None, database=None)


def drawn(answer, address, rng):
    """Return a random answer of its kind, or None for one that was not given."""
    if rng.random() < 0.15:
        return None
    options = [option.value for option in answer.options]
    return {
        "choice": lambda: rng.choice(options),
        "choices": lambda: rng.sample(options, rng.randint(0, len(options))),
        "yes_no_unsure": lambda: {"choice": rng.choice(["yes", "no", "unsure"]), "why": f"@{address}@"},
        "text": lambda: f"@{address}@, and enough words to say what happened in May",
        "number": lambda: rng.randint(0, 999),
        "date": lambda: f"20{rng.randint(10, 40)}-01-01",
        "person": lambda: {"role": f"@{address}@", "name": f"@{address}@"},
        "risk": lambda: {**{axis: rng.choice(steps) for axis, steps in AXES.items()}, "why": f"@{address}@"},
        "refer": lambda: [f"r-{n:04}" for n in range(rng.randint(0, 2))],
    }[answer.kind]()  # fmt: skip


def drawn_rows(concept, rng):
    return [
        {
            "id": f"r-{n:04}",
            "values": {
                column.id: value
                for column in concept.answer.columns
                if (value := drawn(column.answer, f"{concept.id}/r-{n:04}/{column.id}", rng)) is not None
            },
        }
        for n in range(rng.randint(0, 3))
    ]  # fmt: skip


def drawn_all(seed):
    rng = random.Random(seed)
    found = {
        c.id: drawn_rows(c, rng) if c.answer.kind == "rows" else drawn(c.answer, c.id, rng)
        for c in BANK.concepts.values()
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def chosen(screening):
    return {question: {"choice": choice} for question, choice in screening.items()}


def answered(screening, seed):
    return {**drawn_all(seed), **chosen(screening)}


def stands(found):
    """Return all that a path says but the very answers."""
    documents = [due.document.id for due in found.routing.documents]
    reasons = [reason.id for reason in found.routing.reasons]
    return (
        found.routing.id,
        documents,
        reasons,
        found.visible,
        found.due,
        found.missing,
        found.unsure,
    )


@bounded
@given(screenings, seeds)
def test_the_path_ends_and_is_the_same_from_the_answers_that_it_shows(screening, seed):
    first = path(BANK, answered(screening, seed))
    again = path(BANK, first.shown)

    assert stands(again) == stands(first)
    assert again.shown == first.shown
    assert set(first.shown) <= set(first.visible)
    assert len(set(first.visible)) == len(first.visible)


def with_other_hidden_answers(answers, found, other):
    """Return `answers` with everything that is hidden taken from `other`, down to the column.

    What comes on request is not hidden: whoever answers it brings it.
    """
    hidden = {c.id for c in BANK.concepts.values() if not c.on_request} - set(found.visible)
    mixed = {name: other[name] for name in other if name in hidden}
    for name in found.visible:
        if name not in answers:
            continue
        concept = BANK.concepts[name]
        mixed[name] = answers[name]
        if concept.answer.kind == "rows":
            mixed[name] = [
                {**row, "values": with_other_hidden_columns(concept, row["values"], found)}
                for row in answers[name]
            ]
    return mixed


def with_other_hidden_columns(concept, values_, found):
    shown = visible_columns(concept, values_, found.shown, found.routing)
    rng = random.Random(concept.id)
    kept = {column.id: values_[column.id] for column in shown if column.id in values_}
    hidden = [column for column in concept.answer.columns if column not in shown]
    other = {column.id: drawn(column.answer, NEVER, rng) for column in hidden}
    return {**kept, **{name: value for name, value in other.items() if value is not None}}


@bounded
@given(screenings, seeds, seeds)
def test_nothing_that_is_shown_hangs_on_a_hidden_answer(screening, seed, other_seed):
    answers = answered(screening, seed)
    first = path(BANK, answers)
    changed = with_other_hidden_answers(answers, first, drawn_all(other_seed))
    again = path(BANK, changed)

    assert stands(again) == stands(first)
    assert again.shown == first.shown


def material(found):
    disclosure = disclose(BANK, found.shown, "team")
    return Material(
        bank=BANK,
        assessment="drawn",
        title="Drawn",
        example=True,
        created_at="",
        head=Head(0, "", ""),
        path=found,
        events=(),
        today=dt.date(2026, 11, 24),
        disclosure=disclosure,
        titles=values.row_titles(BANK, disclosure.answers),
    )


def addresses(answers, found):
    """Return every place that is asked and answered, worked out question by question."""
    for name in found.visible:
        concept = BANK.concepts[name]
        if concept.answer.kind != "rows":
            yield name
            continue
        for row in answers.get(name, []):
            asked = visible_columns(concept, row["values"], found.shown, found.routing)
            yield from (f"{name}/{row['id']}/{column.id}" for column in asked)


@bounded
@given(screenings, seeds)
def test_no_field_of_a_document_is_filled_from_a_hidden_answer(screening, seed):
    answers = answered(screening, seed)
    found = path(BANK, answers)
    read, there = material(found), set(addresses(answers, found))
    filled = [one for one in fillings(BANK) if one.field.fills]
    printed = " ".join(repr(fill(read, one.lens, one.field).pieces) for one in filled)

    assert set(SAID_AT.findall(printed)) <= there
    assert SAID_AT.findall(printed) or not found.shown.keys() - set(QUESTIONS)


def asked_for(found):
    for concept in map(BANK.concepts.get, found.due):
        route = found.routing.asking(concept)
        yield concept.id
        yield from (f"{concept.id}.{c.id}" for c in concept.answer.columns if column_due(c, route))


def demanded(found):
    """Yield every field that must be filled in a document that is due, and applies here."""
    scope = found.routing.scope(found.shown, found.routing.strictest)
    due = {document.document.id for document in found.routing.documents}
    for filling in fillings(BANK):
        field = filling.field
        wanted = filling.lens.id in due and field.mandatory and not field.derived
        if wanted and (field.when is None or evaluate(field.when, scope)):
            yield field


@bounded
@given(screenings, seeds)
def test_what_a_document_demands_is_filled_by_something_that_is_asked(screening, seed):
    found = path(BANK, answered(screening, seed))
    asked = set(asked_for(found))

    assert [field.id for field in demanded(found) if not asked & set(field.fills)] == []
