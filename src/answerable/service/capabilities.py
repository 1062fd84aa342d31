"""One pass per person: issued by the server, short-lived, renewable for a working day, revocable.

A pass is 32 random bytes that only its holder has. The store keeps its SHA-256, so that nobody who
reads the store can use it; and each is marked with a secret of the signing key, so that nobody who
writes to the store can make one. Passes that were renewed from each other are of one line, and are
revoked together. With the signing key all passes end.

Who has just asked is remembered for a moment, so that not every request reads the store. A pass
that is taken back here is forgotten at once; one that another service on the same store took back
is forgotten after `SEEN_SECONDS`.
"""

import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from answerable.errors import CapabilityRefused
from answerable.record.database import tables as t
from answerable.record.database.local import LocalStore
from answerable.record.events import Person, canonical

BYTES = 32
SEEN_SECONDS = 2.0
MOST_SEEN = 1000


@dataclass(frozen=True)
class Caller:
    """Who is asking, with the roles they hold in the organisation, and until when."""

    person: Person
    roles: tuple[str, ...]
    line: str
    expires_at: str


@dataclass(frozen=True)
class Lifetimes:
    """How long a pass is good for, and how long its line can be renewed, in seconds."""

    pass_seconds: float = 10 * 60
    line_seconds: float = 12 * 3600


class _Seen:
    """The passes that were read from the store a moment ago, by digest."""

    def __init__(self) -> None:
        self.age = 0
        self._held: dict[str, tuple[float, Caller]] = {}
        self._lock = threading.Lock()

    def at(self, digest: str) -> Caller | None:
        until, caller = self._held.get(digest, (0.0, None))
        return caller if time.monotonic() < until else None

    def keep(self, digest: str, caller: Caller, age: int) -> None:
        """Keep what was read, unless a pass was taken back since the reading began at `age`."""
        with self._lock:
            if age == self.age:
                self._held.pop(digest, None)
                self._held[digest] = (time.monotonic() + SEEN_SECONDS, caller)
                while len(self._held) > MOST_SEEN:
                    del self._held[next(iter(self._held))]

    def forget(self) -> None:
        with self._lock:
            self.age += 1
            self._held.clear()


class Capabilities:
    """Gives out passes and knows whose they are."""

    def __init__(self, store: LocalStore, lifetimes: Lifetimes) -> None:
        """Keep them in `store`."""
        self._store, self._lifetimes = store, lifetimes
        self._seen = _Seen()

    def issue(self, person: Person, roles: Sequence[str]) -> str:
        """Return a new pass for `person`, the first of its line."""
        self._store.meet(person)
        until = _in(self._lifetimes.line_seconds)
        return self._keep(person, tuple(roles), secrets.token_hex(16), until)

    def holder(self, capability: str) -> Caller:
        """Return whose pass this is; CapabilityRefused when it is not good any more."""
        age = self._seen.age
        caller, _ = self._find(capability)
        if caller.expires_at < _in(0):
            raise CapabilityRefused
        self._seen.keep(_digest(capability), caller, age)
        return caller

    def just_seen(self, capability: str) -> Caller | None:
        """Return whose pass this is without reading the store; None when it must be read."""
        caller = self._seen.at(_digest(capability))
        return caller if caller and caller.expires_at >= _in(0) else None

    def renew(self, capability: str) -> str:
        """Return a fresh pass for one that runs out or has run out.

        Raises:
            CapabilityRefused: its line was revoked, or has lasted its time.
        """
        caller, renew_until = self._find(capability)
        if renew_until < _in(0):
            raise CapabilityRefused
        return self._keep(caller.person, caller.roles, caller.line, renew_until)

    def revoke(self, capability: str) -> None:
        """Take back a pass with all of its line; nothing happens when it is unknown."""
        c = t.capabilities.c
        wanted = select(c.line).where(c.digest == _digest(capability))
        with self._store.writing() as connection:
            line = connection.execute(wanted).scalar_one_or_none()
            connection.execute(delete(t.capabilities).where(c.line == line))
        self._seen.forget()

    def revoke_person(self, person: str) -> int:
        """Take back every pass of `person`; return how many."""
        where = t.capabilities.c.person == person
        with self._store.writing() as connection:
            count = connection.execute(delete(t.capabilities).where(where)).rowcount
        self._seen.forget()
        return count

    def forget_old(self) -> None:
        """Forget passes that nothing can be done with any more."""
        with self._store.writing() as connection:
            connection.execute(delete(t.capabilities).where(t.capabilities.c.renew_until < _in(0)))

    def alive(self, line: str) -> None:
        """Raise CapabilityRefused when a line was revoked or has lasted its time."""
        c = t.capabilities.c
        wanted = select(c.digest).where(c.line == line, c.renew_until >= _in(0)).limit(1)
        with self._store.reading() as connection:
            if connection.execute(wanted).first() is None:
                raise CapabilityRefused

    def expire(self, capability: str) -> None:
        """Let a pass run out now; its line can still be renewed."""
        wanted = select(t.capabilities).where(t.capabilities.c.digest == _digest(capability))
        with self._store.writing() as connection:
            row = dict(connection.execute(wanted).mappings().one()) | {"expires_at": _in(-1)}
            row["mark"] = self._mark(row)
            where = t.capabilities.c.digest == row["digest"]
            connection.execute(update(t.capabilities).where(where).values(**row))
        self._seen.forget()

    def _find(self, capability: str) -> tuple[Caller, str]:
        wanted = select(t.capabilities).where(t.capabilities.c.digest == _digest(capability))
        with self._store.reading() as connection:
            found = connection.execute(wanted).mappings().first()
        row = dict(found) if found else {"mark": ""}
        if not found or not hmac.compare_digest(row["mark"], self._mark(row)):
            raise CapabilityRefused
        person = Person(row["person"], row["name"])
        caller = Caller(person, tuple(json.loads(row["roles"])), row["line"], row["expires_at"])
        return caller, row["renew_until"]

    def _keep(self, person: Person, roles: tuple[str, ...], line: str, until: str) -> str:
        capability = secrets.token_urlsafe(BYTES)
        row = {
            "digest": _digest(capability),
            "person": person.id,
            "name": person.name,
            "roles": json.dumps(roles),
            "expires_at": min(_in(self._lifetimes.pass_seconds), until),
            "renew_until": until,
            "line": line,
        }
        row["mark"] = self._mark(row)
        with self._store.writing() as connection:
            connection.execute(insert(t.capabilities).values(**row))
        return capability

    def _mark(self, row: Mapping[str, Any]) -> str:
        """Return what shows that this program wrote `row`, and wrote all of it."""
        told = {name: row[name] for name in row if name != "mark"}
        secret = self._store.signer.secret("passes")
        return hmac.new(secret, canonical(told), "sha256").hexdigest()


def _digest(capability: str) -> str:
    return hashlib.sha256(capability.encode()).hexdigest()


def _in(seconds: float) -> str:
    then = datetime.now(UTC) + timedelta(seconds=seconds)
    return then.isoformat(timespec="milliseconds").replace("+00:00", "Z")
