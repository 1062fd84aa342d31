"""The addresses of the service and what each does; the rules are in `guarded.py`."""

import base64
import hmac
from collections.abc import AsyncIterator
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from answerable.errors import CapabilityRefused, NotUnderstood, RecordBroken
from answerable.record.events import Person
from answerable.record.exchange.file import enveloped, understood
from answerable.record.remote import wire
from answerable.record.store import Filter
from answerable.service import models as m
from answerable.service.capabilities import Caller
from answerable.service.desk import Desk
from answerable.service.problems import problem
from answerable.wording import say

BEARER = "Bearer "


async def desk(request: Request) -> Desk:
    """Return what this service works with."""
    found: Desk = request.app.state.desk
    return found


TheDesk = Annotated[Desk, Depends(desk)]
Authorization = Annotated[str, Header(alias="Authorization")]


async def bearer(authorization: Authorization = "") -> str:
    """Return the pass in the header; it is never taken from an address or a cookie."""
    if not authorization.startswith(BEARER):
        raise CapabilityRefused
    return authorization.removeprefix(BEARER)


Pass = Annotated[str, Depends(bearer)]


async def caller(given: Pass, desk: TheDesk) -> Caller:
    """Return who is asking."""
    if seen := desk.capabilities.just_seen(given):
        return seen
    return await desk.work(desk.capabilities.holder, given)


TheCaller = Annotated[Caller, Depends(caller)]
open_to_all = APIRouter()
records = APIRouter(prefix="/v1/assessments")
people = APIRouter(prefix="/v1/capabilities")
imports = APIRouter(prefix="/v1/imports")
names = APIRouter(prefix="/v1/names")


@open_to_all.get("/health")
def health() -> dict[str, str]:
    """Say that the service runs."""
    return {"state": "serving"}


@open_to_all.get("/ready")
def ready(desk: TheDesk) -> dict[str, str]:
    """Say that the service can read its store."""
    desk.records.store.list(Filter(limit=1))
    return {"state": "ready"}


# passes


async def issuer(given: Pass, desk: TheDesk) -> None:
    """Refuse whoever is not the app."""
    if not desk.issuer or not hmac.compare_digest(given.encode(), desk.issuer.encode()):
        raise CapabilityRefused


@people.post("", dependencies=[Depends(issuer)])
def issue(person: m.PersonModel, desk: TheDesk) -> dict[str, str]:
    """Issue a pass for somebody whom the app has recognised."""
    roles = desk.roles_of(person.id) + tuple(person.roles)
    return {"capability": desk.capabilities.issue(Person(person.id, person.name), roles)}


@people.post("/renewal")
def renew(given: Pass, desk: TheDesk) -> dict[str, str]:
    """Give a fresh pass for one that runs out or has run out."""
    return {"capability": desk.capabilities.renew(given)}


@people.delete("", status_code=204)
def revoke(given: Pass, desk: TheDesk) -> Response:
    """Take back a pass and all that were renewed from it."""
    desk.capabilities.revoke(given)
    return Response(status_code=204)


@people.get("/holder")
def holder(caller: TheCaller) -> dict[str, Any]:
    """Say who the holder of this pass is."""
    return {"person": asdict(caller.person), "roles": caller.roles, "until": caller.expires_at}


@names.get("")
def names_of(
    _: TheCaller,
    desk: TheDesk,
    wanted: Annotated[list[m.Short], Query(alias="id", max_length=200)],
) -> dict[str, str]:
    """Return the names of colleagues by account, as far as they are known."""
    return desk.records.store.names(wanted)


# records


@records.get("")
async def list_(
    caller: TheCaller, desk: TheDesk, wanted: Annotated[m.FilterModel, Query()]
) -> dict[str, Any]:
    """Return the records that meet the filter and that the caller may find."""
    found = await desk.work(desk.records.list, caller, wanted.made())
    return {"lines": [vars(line) for line in found]}


@records.post("", status_code=201)
def create(caller: TheCaller, desk: TheDesk, said: m.BeginningModel) -> dict[str, str]:
    """Begin a record."""
    desk.records.create(caller, said.id, [event.made() for event in said.events])
    return {"id": said.id}


@records.get("/{assessment}")
async def line(caller: TheCaller, desk: TheDesk, assessment: m.Id) -> dict[str, Any]:
    """Return one record as a list shows it."""
    return vars(await desk.work(desk.records.line, caller, assessment))


@records.get("/{assessment}/actions")
def actions(caller: TheCaller, desk: TheDesk, assessment: m.Id) -> dict[str, Any]:
    """Return what the caller may do with a record."""
    return {"actions": sorted(desk.records.actions(caller, assessment))}


@records.get("/{assessment}/events")
async def events(
    caller: TheCaller, desk: TheDesk, assessment: m.Id, after: m.After = 0
) -> dict[str, Any]:
    """Return the events past `after`."""
    found = await desk.work(desk.records.events, caller, assessment, after)
    return {"events": [wire.event_told(event) for event in found]}


@records.post("/{assessment}/batches")
async def write(
    caller: TheCaller, desk: TheDesk, assessment: m.Id, said: m.BatchModel
) -> dict[str, Any]:
    """Append and keep a batch in one durable step."""
    written = await desk.work(desk.records.write, caller, assessment, said.made())
    await desk.changes.tell(assessment, written.head.seq)
    return wire.written_told(written)


@records.get("/{assessment}/drafts")
async def drafts(caller: TheCaller, desk: TheDesk, assessment: m.Id) -> dict[str, Any]:
    """Return the caller's own drafts."""
    found = await desk.work(desk.records.drafts, caller, assessment)
    return {"drafts": [vars(draft) for draft in found]}


@records.get("/{assessment}/record")
async def record(caller: TheCaller, desk: TheDesk, assessment: m.Id) -> dict[str, Any]:
    """Return the whole record with what proves it."""
    return wire.record_told(await desk.work(desk.records.record, caller, assessment))


@records.get("/{assessment}/signatures")
def signatures(caller: TheCaller, desk: TheDesk, assessment: m.Id) -> dict[str, Any]:
    """Return the signatures of a record's events, the seal of its end last."""
    return {"signatures": [asdict(each) for each in desk.records.signatures(caller, assessment)]}


@records.get("/{assessment}/keep-key")
def keep_key(caller: TheCaller, desk: TheDesk, assessment: m.Id) -> dict[str, str]:
    """Return the key for what the caller's browser keeps of this assessment."""
    return {"key": desk.records.keep_key(caller, assessment).hex()}


@records.get("/{assessment}/readings")
def readings(caller: TheCaller, desk: TheDesk, assessment: m.Id) -> dict[str, Any]:
    """Return who read a restricted record."""
    return {"readings": [asdict(each) for each in desk.records.readings(caller, assessment)]}


@records.get("/{assessment}/changes")
async def changes(caller: TheCaller, desk: TheDesk, assessment: m.Id) -> StreamingResponse:
    """Tell of the record's head, and of who else is there, whenever they change: server-sent events."""
    head = await desk.work(desk.records.head, caller, assessment)
    return StreamingResponse(
        _until_refused(caller, desk, assessment, head),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


async def _until_refused(
    caller: Caller, desk: Desk, assessment: str, head: int
) -> AsyncIterator[bytes]:
    """Tell for as long as the caller may see: the pass lasts, the access stands."""
    async for told in desk.changes.of(assessment, head, caller.line):
        if await desk.still_sees(caller, assessment):
            yield told
        else:
            return


@records.post("/{assessment}/presence", status_code=204)
async def present(
    caller: TheCaller, desk: TheDesk, assessment: m.Id, said: m.PlaceModel
) -> Response:
    """Say where in a record the caller is, to everybody else who has it open."""
    await desk.work(desk.records.head, caller, assessment)  # who may not see it is not seen in it
    person = (caller.person.id, caller.person.name)
    desk.presence.say(assessment, caller.line, person, said.made())
    await desk.changes.tell_of_people()
    return Response(status_code=204)


@records.post("/{assessment}/attachments", status_code=201)
async def attach(
    caller: TheCaller, desk: TheDesk, assessment: m.Id, said: m.FileModel
) -> dict[str, Any]:
    """Keep a file with a record."""
    try:
        body = base64.b64decode(said.body, validate=True)
    except ValueError as error:
        raise NotUnderstood(why=say("errors", "body_misshapen")) from error
    head = await desk.work(desk.records.attach, caller, assessment, said.made(), body)
    await desk.changes.tell(assessment, head.seq)
    return asdict(head)


@records.get("/{assessment}/attachments/{digest}")
def attachment(caller: TheCaller, desk: TheDesk, assessment: m.Id, digest: str) -> Response:
    """Return the bytes of an attachment, as something to save and never to show."""
    body = desk.records.attachment(caller, assessment, digest)
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(body, media_type="application/octet-stream", headers=headers)


@records.post("/{assessment}/erasures")
async def erase(
    caller: TheCaller, desk: TheDesk, assessment: m.Id, said: m.ErasureModel
) -> dict[str, Any]:
    """Take words out of a record for good."""
    head = await desk.work(desk.records.erase, caller, assessment, said.made())
    await desk.changes.tell(assessment, head.seq)
    return asdict(head)


@records.post("/{assessment}/disposal")
async def dispose(
    caller: TheCaller, desk: TheDesk, assessment: m.Id, said: m.ReasonModel
) -> dict[str, Any]:
    """Take everything out of a record for good."""
    head = await desk.work(desk.records.dispose, caller, assessment, said.reason)
    await desk.changes.tell(assessment, head.seq)
    return asdict(head)


@records.post("/{assessment}/break-glass")
async def break_glass(
    caller: TheCaller, desk: TheDesk, assessment: m.Id, said: m.ReasonModel
) -> dict[str, Any]:
    """Open a restricted record for some hours, for a reason that its owner can read."""
    head, until = await desk.work(desk.records.break_glass, caller, assessment, said.reason)
    await desk.changes.tell(assessment, head.seq)
    return {**asdict(head), "until": until}


@imports.post("", status_code=201, response_model=dict[str, str])
def take_over(
    caller: TheCaller, desk: TheDesk, said: m.RecordModel
) -> dict[str, str] | JSONResponse:
    """Take over a whole record that has the published shape and holds together."""
    record = understood(enveloped(said.model_dump()), say("errors", "remote_file"))
    try:
        desk.records.adopt(caller, record)
    except RecordBroken as error:  # which is no fault of the store here
        return problem(error, HTTPStatus.UNPROCESSABLE_ENTITY)
    return {"id": record.events[0].assessment}
