"""A record as one file, and back again: the same bytes each time."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from answerable.errors import AssessmentExists, NotARecord, RecordTooNew
from answerable.places import content
from answerable.record.chain import verify
from answerable.record.events import Actor, Event, canonical
from answerable.record.fold import fold
from answerable.record.store import Store
from answerable.record.upgrade import FORMAT, upgrade
from answerable.wording import say

KIND = "answerable-record"


def export(store: Store, assessment: str) -> bytes:
    """Return the whole record as JSON (`content/schema/record.schema.json`), ending in a newline.

    Raises:
        AssessmentNotFound, RecordBroken: there is nothing to export, or it does not hold together.
    """
    events = store.events(assessment)
    verify(events)
    whole = {"kind": KIND, "format": FORMAT, "assessment": assessment, "events": _told(events)}
    return (json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _told(events: Sequence[Event]) -> list[dict[str, Any]]:
    return [{**vars(event), "actor": vars(event.actor)} for event in events]


def read_export(raw: bytes, file: str) -> tuple[Event, ...]:
    """Return the events of an exported record, every one of them verified.

    Raises:
        NotARecord: the file is something else.
        RecordTooNew: a later version of the program wrote it.
        RecordBroken: it was changed after it was written.
    """
    whole = _parse(raw, file)
    if whole["format"] > FORMAT:
        raise RecordTooNew(found=whole["format"], known=FORMAT)
    whole = upgrade(whole)
    if why := _misshapen(whole):
        raise NotARecord(file=file, why=why)
    events = tuple(Event(**{**e, "actor": Actor(**e["actor"])}) for e in whole["events"])
    if {event.assessment for event in events} != {whole["assessment"]}:
        raise NotARecord(file=file, why=say("errors", "record_mixed"))
    verify(events)
    return events


def import_record(store: Store, raw: bytes, file: str) -> tuple[str, bool]:
    """Take over an exported record; return its id and whether it was new here.

    A record that is here already, event for event, is left alone.

    Raises:
        AssessmentExists: another record has this id.
        NotARecord, RecordTooNew, RecordBroken: see `read_export`.
    """
    events = read_export(raw, file)
    assessment = events[0].assessment
    if any(line.id == assessment for line in store.list()):
        if store.events(assessment) != events:
            raise AssessmentExists(assessment=assessment)
        return assessment, False
    state = fold(events)
    said = state.held.get("project_title")
    title = said.value if said and isinstance(said.value, str) else state.title
    store.adopt(events, title or assessment, example=state.example)
    return assessment, True


def _parse(raw: bytes, file: str) -> dict[str, Any]:
    try:
        whole = json.loads(raw, object_pairs_hook=_said_once)
    except (ValueError, RecursionError) as error:
        raise NotARecord(file=file, why=str(error)) from error
    try:
        canonical(whole)
    except (ValueError, RecursionError) as error:
        raise NotARecord(file=file, why=say("errors", "record_signs")) from error
    if not isinstance(whole, Mapping) or whole.get("kind") != KIND:
        raise NotARecord(file=file, why=say("errors", "record_kind", kind=KIND))
    if type(whole.get("format")) is not int or whole["format"] < 1:
        raise NotARecord(file=file, why=say("errors", "record_format"))
    return dict(whole)


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name said twice: two readers of the file could then read two different texts."""
    whole = dict(pairs)
    if len(whole) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in whole if names.count(name) > 1)
        raise ValueError(say("errors", "record_twice", name=twice))
    return whole


def _misshapen(whole: Mapping[str, Any]) -> str | None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to import

    schema = json.loads(Path(content() / "schema" / "record.schema.json").read_text("utf-8"))
    for error in Draft202012Validator(schema).iter_errors(whole):
        place = ".".join(str(part) for part in error.absolute_path) or "-"
        return f"{place}: {error.message[:200]}"
    whole_numbers = all(type(event["seq"]) is int for event in whole["events"])
    return None if whole_numbers else say("errors", "record_seq")  # for JSON Schema 1.0 is whole
