"""The assessment that ships as an example, written into a store as if by its analyst."""

from contextlib import suppress

from answerable import places
from answerable.bank.files import read_yaml
from answerable.bank.model import Bank
from answerable.errors import AssessmentNotFound, ContentError
from answerable.record.events import NewEvent, Person
from answerable.record.session import Session
from answerable.record.store import Store

FOLDER = "who-is-stopped"


def load_example(store: Store, bank: Bank) -> str:
    """Write the example into `store` unless it is there; return its id."""
    told = read_yaml(places.content() / "examples" / FOLDER / "answers.yml")
    assessment: str = told["id"]
    with suppress(AssessmentNotFound):
        return store.line(assessment).id
    session = Session(store, assessment, Person(**told["person"]), bank)
    said = {"title": told["title"], "example": True, "bank": bank.pin, "format": 1}
    store.create(assessment, [NewEvent("created", "", said)], session.actor)
    rows = {c: v for c, v in told["answers"].items() if bank.concepts[c].answer.kind == "rows"}
    changes = [
        {"do": "add_row", "address": f"{register}/{row['id']}"}
        for register, listed in rows.items()
        for row in listed
    ]
    for concept, value in told["answers"].items():
        if concept not in rows:
            changes.append({"do": "answer", "address": concept, "value": value})
            continue
        changes += [
            {"do": "answer", "address": f"{concept}/{row['id']}/{column}", "value": held}
            for row in value
            for column, held in row["values"].items()
        ]
    results = session.apply("example", 1, changes).results
    if problems := [f"{r['address']}: {r['problem']['sentence']}" for r in results if r["problem"]]:
        raise ContentError(problems)
    return assessment
