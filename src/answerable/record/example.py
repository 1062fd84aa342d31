"""The assessments that ship as examples, written into a store as if by their analysts."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from answerable import places
from answerable.bank.files import read_yaml
from answerable.bank.model import Bank
from answerable.errors import AssessmentNotFound, ContentError
from answerable.record.events import NewEvent, Person
from answerable.record.session import Session
from answerable.record.store import Store

FIRST = "who-is-stopped"


def names() -> tuple[str, ...]:
    """Return the names of all examples, the one to start with last: it is then the newest."""
    found = {path.parent.name for path in (places.content() / "examples").glob("*/answers.yml")}
    return (*sorted(found - {FIRST}), FIRST)


def load_examples(store: Store, bank: Bank) -> tuple[str, ...]:
    """Write every example that is not there yet into `store`; return their ids."""
    return tuple(load_example(store, bank, name) for name in names())


def load_example(store: Store, bank: Bank, name: str = FIRST) -> str:
    """Write the example `name` into `store` unless it is there; return its id."""
    told = read_yaml(places.content() / "examples" / name / "answers.yml")
    assessment: str = told["id"]
    with suppress(AssessmentNotFound):
        return store.line(assessment).id
    session = Session(store, assessment, Person(**told["person"]), bank)
    said = {"title": told["title"], "example": True, "bank": bank.pin, "format": 1}
    store.create(assessment, [NewEvent("created", "", said)], session.actor)
    results = session.apply("example", 1, [*_changes(told["answers"], bank)]).results
    if problems := [f"{r['address']}: {r['problem']['sentence']}" for r in results if r["problem"]]:
        raise ContentError(problems)
    return assessment


def _changes(answers: Mapping[str, Any], bank: Bank) -> Iterator[dict[str, Any]]:
    """Yield what writes `answers`: all rows first, since answers may refer to them."""
    rows = {c: v for c, v in answers.items() if bank.concepts[c].answer.kind == "rows"}
    for register, listed in rows.items():
        for row in listed:
            yield {"do": "add_row", "address": f"{register}/{row['id']}"}
    for concept, value in answers.items():
        if concept not in rows:
            yield {"do": "answer", "address": concept, "value": value}
            continue
        for row in value:
            for column, held in row["values"].items():
                address = f"{concept}/{row['id']}/{column}"
                yield {"do": "answer", "address": address, "value": held}
