"""What `import` and `verify` share: which keys are trusted, and how a file is taken in."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import typer

from answerable.cli.options import Common, words
from answerable.errors import (
    AssessmentExists,
    AssessmentNotFound,
    RecordBroken,
    RecordNotSealed,
    StrangeKey,
)
from answerable.record.events import Actor
from answerable.record.exchange.archive import read_any
from answerable.record.exchange.file import Read
from answerable.record.exchange.taking import Taken, take, take_as_copy
from answerable.record.proof.keys import Keyring, name_of, read_public
from answerable.record.session import new_id
from answerable.record.store import Store


def trusted(files: Iterable[Path]) -> Mapping[str, str]:
    """Return the public keys known here and those in `files`, as PEM by name."""
    known = dict(Keyring().known())
    for file in files:
        pem = file.read_text("ascii", errors="replace")
        try:
            known[name_of(read_public(pem))] = pem
        except ValueError as error:
            raise typer.BadParameter(words("key.wrong", file=file)) from error
    return known


def take_in(
    common: Common, file: Path, keys: Iterable[Path], *, unsealed: bool, as_copy: bool
) -> Taken:
    """Take a record from `file` into the store; a marked copy only where it would be refused."""
    store = common.open_store()
    read = read_any(file.read_bytes(), str(file))
    known = trusted(keys)
    if not as_copy:
        return take(store, read, known, unsealed=unsealed)
    who = common.who()
    actor = Actor(who.id, who.role)
    fresh = f"{read.assessment[:60].rstrip('-')}-{new_id(5)}"
    return take_as_copy(store, read, new_id=fresh, actor=actor, why=_why(store, read, known))


def _why(store: Store, read: Read, known: Mapping[str, str]) -> str:
    """Return why a record is not taken as it is."""
    try:
        proof = read.prove(known)
    except (RecordBroken, RecordNotSealed) as error:
        return str(error)
    if proof.strangers:
        return str(StrangeKey(assessment=read.assessment, keys=", ".join(proof.strangers)))
    try:
        store.line(read.assessment)
    except AssessmentNotFound:
        return words("import.asked_for_copy")
    return str(AssessmentExists(assessment=read.assessment))
