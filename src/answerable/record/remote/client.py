"""The remote face of the store: one person's way to the record service."""

import base64
import os
import re
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

import httpx

from answerable.errors import (
    AnswerableError,
    AssessmentNotFound,
    CapabilityRefused,
    StoreUnreachable,
)
from answerable.record.events import Actor, Event, Head, NewEvent
from answerable.record.presence import Here, Place
from answerable.record.remote import news, wire
from answerable.record.remote.address import Address
from answerable.record.remote.refusals import understood
from answerable.record.store import (
    WATCHING,
    Batch,
    Draft,
    Erasure,
    Filter,
    Line,
    Reading,
    Record,
    Signature,
    Written,
    nobody_asks,
)
from answerable.wording import say

CAPABILITY = "ANSWERABLE_CAPABILITY"
TOTAL_SECONDS = 15.0
RETRY_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5)  # a service that starts again is back by then
RECONNECT_SECONDS = 1.0
ALL = Filter()
AT_ONCE = 500  # lines at once
ID = re.compile(r"[a-z0-9-]{1,80}")


def own_capability() -> str:
    """Return the capability this process was given, and let none of its children inherit it."""
    global _given  # noqa: PLW0603 - the environment is given once and taken once
    _given = os.environ.pop(CAPABILITY, "") or _given
    return _given


_given = ""


class RemoteStore:
    """A `Store` that asks the record service, in the name of one person.

    Requests that do nothing twice are sent again while the service is away for a moment. A
    capability that has run out is renewed once, in passing.
    """

    def __init__(self, url: str, capability: str = "") -> None:
        """Speak to the service at `url`; the capability is this process's own if none is given."""
        self._address = Address.of(url)
        self._capability = (capability or own_capability()).strip()
        self._http = self._address.client(TOTAL_SECONDS)
        weakref.finalize(self, self._http.close)

    @property
    def place(self) -> str:
        """Who keeps the records, fit to show."""
        return say("errors", "remote_place")

    def close(self) -> None:
        """Let go of the service."""
        self._http.close()

    def create(self, assessment: str, events: Sequence[NewEvent], actor: Actor) -> None:  # noqa: ARG002
        """Begin a record with `events`; AssessmentExists when the id is taken."""
        told = [wire.new_event_told(new) for new in events]
        self._ask("POST", "/v1/assessments", {"id": assessment, "events": told})

    def list(self, wanted: Filter = ALL) -> tuple[Line, ...]:
        """Return the assessments that meet `wanted` and this person may find."""
        found: list[Line] = []
        while True:
            at = replace(wanted, skip=wanted.skip + len(found), limit=wanted.limit or AT_ONCE)
            given = {name: value for name, value in asdict(at).items() if value}
            told = self._ask("GET", "/v1/assessments", params=given)
            found += [wire.line_read(line) for line in told["lines"]]
            if wanted.limit or len(told["lines"]) < AT_ONCE:
                return tuple(found)

    def line(self, assessment: str) -> Line:
        """Return one assessment as a list shows it."""
        return wire.line_read(self._ask("GET", _path(assessment)))

    def events(self, assessment: str, after: int = 0) -> tuple[Event, ...]:
        """Return the events past sequence `after`."""
        told = self._ask("GET", _path(assessment, "events"), params={"after": after})
        return tuple(wire.event_read(event) for event in told["events"])

    def write(self, assessment: str, batch: Batch) -> Written:
        """Append and keep all of `batch` in one durable step, or none of it."""
        told = self._ask("POST", _path(assessment, "batches"), wire.batch_told(batch))
        return wire.written_read(told)

    def drafts(self, assessment: str, person: str) -> tuple[Draft, ...]:  # noqa: ARG002 - the service knows
        """Return this person's drafts on one assessment."""
        told = self._ask("GET", _path(assessment, "drafts"))
        return tuple(wire.draft_read(draft) for draft in told["drafts"])

    def record(self, assessment: str) -> Record:
        """Return the whole record with what proves it."""
        return wire.record_read(self._ask("GET", _path(assessment, "record")))

    def signatures(self, assessment: str) -> tuple[Signature, ...]:
        """Return the signatures of a record's events, the seal of its end last."""
        told = self._ask("GET", _path(assessment, "signatures"))
        return tuple(Signature(**each) for each in told["signatures"])

    def adopt(self, record: Record) -> None:
        """Take over a whole record as it is; AssessmentExists when the id is taken."""
        self._ask("POST", "/v1/imports", wire.record_told(record))

    def erase(self, assessment: str, erasure: Erasure, actor: Actor) -> Head:  # noqa: ARG002
        """Remove what the events of `erasure` say."""
        return Head(**self._ask("POST", _path(assessment, "erasures"), asdict(erasure), once=True))

    def dispose(self, assessment: str, reason: str, actor: Actor) -> Head:  # noqa: ARG002
        """Remove everything a record says; RecordHeld under a hold."""
        asked = {"reason": reason}
        return Head(**self._ask("POST", _path(assessment, "disposal"), asked, once=True))

    def attach(self, assessment: str, new: NewEvent, body: bytes, actor: Actor) -> Head:  # noqa: ARG002
        """Keep `body` and append the event that names it."""
        told = {**wire.new_event_told(new), "body": base64.b64encode(body).decode()}
        return Head(**self._ask("POST", _path(assessment, "attachments"), told, once=True))

    def attachment(self, assessment: str, digest: str) -> bytes:
        """Return the bytes of an attachment of this record."""
        return self._send("GET", _path(assessment, "attachments", digest)).content

    def names(self, people: Iterable[str]) -> Mapping[str, str]:
        """Return the names of those of `people` whose name is known, by account."""
        told: Mapping[str, str] = self._ask("GET", "/v1/names", params={"id": sorted(set(people))})
        return told

    def keep_key(self, assessment: str, person: str) -> bytes:  # noqa: ARG002 - the service knows
        """Return the 32 bytes with which this person's browser keeps words of this assessment."""
        return bytes.fromhex(self._ask("GET", _path(assessment, "keep-key"))["key"])

    # restricted records

    def break_glass(self, assessment: str, reason: str) -> str:
        """Open a restricted record for a reason; return until when, in UTC."""
        asked = {"reason": reason}
        told = self._ask("POST", _path(assessment, "break-glass"), asked, once=True)
        until: str = told["until"]
        return until

    def readings(self, assessment: str) -> tuple[Reading, ...]:
        """Return who read a restricted record."""
        told = self._ask("GET", _path(assessment, "readings"))
        return tuple(Reading(**each) for each in told["readings"])

    # changes

    def watch(
        self,
        assessment: str,
        seen: int,
        changed: Callable[[int], None],
        others: Callable[[Sequence[Here]], None] = nobody_asks,
    ) -> Callable[[], None]:
        """Call `changed` with the head's sequence when it is not `seen` any more; return how to stop."""
        ended = threading.Event()
        told = (assessment, seen, changed, others, ended)
        threading.Thread(target=self._listen, args=told, name=WATCHING, daemon=True).start()
        return ended.set

    def _listen(
        self,
        assessment: str,
        seen: int,
        changed: Callable[[int], None],
        others: Callable[[Sequence[Here]], None],
        ended: threading.Event,
    ) -> None:
        last = seen
        while not ended.is_set():
            with suppress(httpx.HTTPError, AnswerableError):
                for kind, told in self._news(assessment, ended):
                    if kind == "here":
                        others(news.people(told))
                    elif kind == "head" and told["seq"] != last:
                        last = told["seq"]
                        changed(last)
            others(())  # who is there is not known while nobody tells
            ended.wait(RECONNECT_SECONDS)

    def _news(self, assessment: str, ended: threading.Event) -> Iterator[tuple[str, Any]]:
        """Return what the service tells, the present head first, until nobody listens."""
        with (
            self._address.client(None) as http,
            http.stream("GET", _path(assessment, "changes"), headers=self._headers()) as told,
        ):
            if told.status_code != httpx.codes.OK:
                told.read()
                understood(told)
            for event in news.events(told.iter_lines()):
                if ended.is_set():
                    return
                yield event

    def present(self, assessment: str, place: Place) -> None:
        """Tell others who have the record open where this person is in it."""
        self._send("POST", _path(assessment, "presence"), asdict(place), once=True)

    # asking

    def _headers(self) -> dict[str, str]:
        if not self._capability:
            raise CapabilityRefused
        return {"Authorization": f"Bearer {self._capability}"}

    def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        params: Mapping[str, Any] | None = None,
        once: bool = False,
    ) -> Any:
        return self._send(method, path, body, params=params, once=once).json()

    def _send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        params: Mapping[str, Any] | None = None,
        once: bool = False,
    ) -> httpx.Response:
        answer = self._reach(method, path, body, params, once=once)
        if answer.status_code == httpx.codes.UNAUTHORIZED and self._renew():
            answer = self._reach(method, path, body, params, once=once)
        return understood(answer)

    def _reach(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        params: Mapping[str, Any] | None,
        *,
        once: bool,
    ) -> httpx.Response:
        for pause in (*RETRY_SECONDS, None):
            try:
                answer = self._http.request(
                    method, path, json=body, params=params, headers=self._headers()
                )
                if answer.status_code != httpx.codes.TOO_MANY_REQUESTS or pause is None:
                    return answer
                time.sleep(pause)
            except (httpx.ConnectError, httpx.RemoteProtocolError, httpx.ReadError) as error:
                never_arrived = isinstance(error, httpx.ConnectError)
                if pause is None or (once and not never_arrived):
                    raise StoreUnreachable(store=_named(), why=str(error)) from error
                time.sleep(pause)
            except httpx.HTTPError as error:
                raise StoreUnreachable(store=_named(), why=str(error)) from error
        raise AssertionError

    def _renew(self) -> bool:
        """Get a new capability for the one that ran out; return whether there is one."""
        answer = self._reach("POST", "/v1/capabilities/renewal", None, None, once=True)
        if answer.status_code != httpx.codes.OK:
            return False
        self._capability = answer.json()["capability"]
        return True


def _named() -> str:
    return say("errors", "remote_store")


def _path(assessment: str, *more: str) -> str:
    if not ID.fullmatch(assessment):
        raise AssessmentNotFound(assessment=assessment)
    return "/".join(("/v1/assessments", assessment, *more))
