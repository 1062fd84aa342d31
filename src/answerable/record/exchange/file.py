"""A record as one JSON file, and back again: the same bytes each time.

What is read is checked in this order: JSON that says each thing once; a format known here; the
published shape, with every unknown field named; the proof. Nothing reaches a store before.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.errors import AssessmentNotFound, NotARecord, RecordNotSealed, RecordTooNew
from answerable.places import content
from answerable.record.events import is_storable
from answerable.record.exchange.upgrade import FORMAT, SEALED_SINCE, too_early, upgrade
from answerable.record.proof.proving import Proof, prove
from answerable.record.remote import wire
from answerable.record.store import Record, Store
from answerable.wording import say

KIND = "answerable-record"
LONGEST_NAME = 80
NUMBER = re.compile(r"\.\d+(?=\.)")


@dataclass(frozen=True)
class Read:
    """A record in a file, whether its format has a seal, and where it came from."""

    record: Record
    sealed: bool
    file: str

    @property
    def assessment(self) -> str:
        return self.record.events[0].assessment

    def prove(self, trusted: Mapping[str, str], *, unsealed: bool = False) -> Proof:
        """Return what holds.

        Raises:
            RecordBroken: at the first event that is not right any more.
            RecordNotSealed: it is of the first format, and `unsealed` does not allow that.
        """
        proof = prove(self.record, trusted, sealed=self.sealed)
        if not proof.sealed and not unsealed:
            raise RecordNotSealed(assessment=proof.assessment)
        return proof


def export(store: Store, assessment: str) -> bytes:
    """Return the whole record as JSON (`content/schema/record.schema.json`), ending in a newline.

    Raises:
        AssessmentNotFound, RecordBroken: there is nothing to export, or it does not hold together.
    """
    record = store.record(assessment)
    prove(record, {}, sealed=False)
    return written(record)


def written(record: Record) -> bytes:
    """Return `record` as the bytes of an export."""
    told = enveloped(wire.record_told(record))
    return (json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def enveloped(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record as JSON with what names it as an export of today's format."""
    name = told["events"][0]["assessment"]
    return {"kind": KIND, "format": FORMAT, "assessment": name, **told}


def read(raw: bytes, file: str) -> Read:
    """Return the record in an exported file; nothing of it is proved yet.

    Raises:
        NotARecord: the file is something else.
        RecordTooNew: a later version of the program wrote it.
    """
    whole = _parse(raw, file)
    if whole["format"] > FORMAT:
        raise RecordTooNew(found=whole["format"], known=FORMAT)
    sealed = whole["format"] >= SEALED_SINCE
    if early := too_early(whole):
        raise NotARecord(file=file, why=say("errors", "record_unknown", fields=", ".join(early)))
    return Read(understood(upgrade(whole), file), sealed, file)


def understood(whole: Mapping[str, Any], file: str) -> Record:
    """Return the record that `whole`, an export of today's format, tells of; nothing is proved.

    Raises:
        NotARecord: it does not have its shape.
    """
    if not is_storable(whole):
        raise NotARecord(file=file, why=say("errors", "record_signs"))
    if why := _misshapen(whole):
        raise NotARecord(file=file, why=why)
    try:
        record = wire.record_read(whole)
    except ValueError as error:
        raise NotARecord(file=file, why=say("errors", "body_misshapen")) from error
    if {event.assessment for event in record.events} != {whole["assessment"]}:
        raise NotARecord(file=file, why=say("errors", "record_mixed"))
    if wire.record_told(record)["attachments"] != whole["attachments"]:
        raise NotARecord(file=file, why=say("errors", "body_misshapen"))
    return record


def is_here(store: Store, record: Record) -> bool:
    """Return whether `store` has this very record; its seal may be by another key."""
    name = record.events[0].assessment
    try:
        return store.events(name) == record.events
    except AssessmentNotFound:
        return False


def _parse(raw: bytes, file: str) -> dict[str, Any]:
    try:
        whole = json.loads(raw, object_pairs_hook=_said_once)
    except (ValueError, RecursionError) as error:
        raise NotARecord(file=file, why=_unreadable(error)) from error
    if not isinstance(whole, Mapping) or whole.get("kind") != KIND:
        raise NotARecord(file=file, why=say("errors", "record_kind", kind=KIND))
    if type(whole.get("format")) is not int or whole["format"] < 1:
        raise NotARecord(file=file, why=say("errors", "record_format"))
    return dict(whole)


class _Twice(ValueError):
    """A name is said twice: two readers of the file could then read two different texts."""


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in whole if names.count(name) > 1))
    return whole


def _unreadable(error: ValueError | RecursionError) -> str:
    """Return why a file cannot be read, where the JSON reader speaks to programmers."""
    if isinstance(error, _Twice):
        return say("errors", "record_twice", name=error)
    if isinstance(error, UnicodeDecodeError):
        return say("errors", "record_letters")
    if isinstance(error, json.JSONDecodeError):
        return say("errors", "record_json", line=error.lineno, column=error.colno)
    return say("errors", "record_signs")


def _misshapen(whole: Mapping[str, Any]) -> str | None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to import

    schema = json.loads(Path(content() / "schema" / "record.schema.json").read_text("utf-8"))
    problems = list(Draft202012Validator(schema).iter_errors(whole))
    unknown = sorted(name for each in problems for name in _unknown_fields(each))
    if unknown:
        return say("errors", "record_unknown", fields=_summed_up(unknown))
    for problem in problems:
        return f"{_place(problem.absolute_path)}: {problem.message[:200]}"
    numbers = (each["seq"] for part in ("events", "signatures") for each in whole[part])
    whole_numbers = all(type(number) is int for number in numbers)
    return None if whole_numbers else say("errors", "record_seq")  # for JSON Schema 1.0 is whole


def _unknown_fields(problem: Any) -> Iterable[str]:
    if problem.validator != "additionalProperties" or problem.validator_value is not False:
        return ()
    known = problem.schema["properties"]
    place = _place(problem.absolute_path).removeprefix("-")
    names = (name for name in problem.instance if name not in known)
    return (f"{place}.{name[:LONGEST_NAME]}".strip(".") for name in names)


def _summed_up(fields: Iterable[str]) -> str:
    """Return every field's name once, with its first place and how often it is there."""
    alike: dict[str, list[str]] = {}
    for field in fields:
        alike.setdefault(NUMBER.sub("", field), []).append(field)
    return ", ".join(
        say("errors", "record_unknown_more", field=first, more=len(more)) if more else first
        for first, *more in alike.values()
    )


def _place(path: Iterable[Any]) -> str:
    return ".".join(str(part) for part in path) or "-"
