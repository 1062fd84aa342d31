"""What the service is sent, checked for shape at the edge."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from answerable.record import presence
from answerable.record.events import Actor, NewEvent, is_storable
from answerable.record.shapes import ADDRESS
from answerable.record.store import Batch, Erasure, Filter, Stamp
from answerable.wording import say

MOST_EVENTS = 20_000
LAST = 2**31 - 1
Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]
Short = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Word = Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")]
Place = Annotated[str, Field(max_length=200, pattern=f"^{ADDRESS.pattern}$")]
Client = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,80}$")]
Number = Annotated[int, Field(ge=0, le=2**53, strict=True)]
Seq = Annotated[int, Field(ge=0, le=LAST, strict=True)]
After = Annotated[int, Field(ge=0, le=LAST)]
Reason = Annotated[str, Field(min_length=1, max_length=2000)]


def storable(value: Any) -> Any:
    """Return `value`; ValueError when it could be kept and never be told again."""
    if not is_storable(value):
        raise ValueError(say("errors", "record_signs"))
    return value


class Strict(BaseModel):
    """Whatever is not known here is refused."""

    model_config = ConfigDict(extra="forbid")


class NewEventModel(Strict):
    """One event to append; `based_on` is the event that was seen at this address."""

    kind: Word
    address: Short
    payload: dict[str, Any]
    based_on: Seq | None = None

    def made(self) -> NewEvent:
        return NewEvent(self.kind, self.address, self.payload, self.based_on)


class DraftModel(Strict):
    """Words that are no answer yet."""

    address: Place
    value: Annotated[Any, AfterValidator(storable)] = None
    based_on: Seq


class ForgetModel(Strict):
    """A draft that is settled: of this page, up to this number."""

    address: Place
    client: Client
    client_seq: Number


class BatchModel(Strict):
    """What one patch does; the same `client` and `client_seq` twice is done once.

    With `seen` the events past it come back; without `anyway` nothing is written if there are any.
    """

    client: Client
    client_seq: Number
    events: Annotated[list[NewEventModel], Field(max_length=MOST_EVENTS)] = []
    drafts: Annotated[list[DraftModel], Field(max_length=MOST_EVENTS)] = []
    forget: Annotated[list[ForgetModel], Field(max_length=MOST_EVENTS)] = []
    memo: Annotated[str, Field(max_length=4_000_000)] = ""
    seen: Annotated[int, Field(ge=1, le=LAST, strict=True)] | None = None
    anyway: bool = True

    def made(self) -> Batch:
        return Batch(
            stamp=Stamp(self.client, self.client_seq),
            actor=Actor("", ""),  # the service knows who is asking
            events=[event.made() for event in self.events],
            drafts=[(each.address, each.value, each.based_on) for each in self.drafts],
            forget=[(each.address, each.client, each.client_seq) for each in self.forget],
            memo=self.memo,
            seen=self.seen,
            anyway=self.anyway,
        )


class FilterModel(Strict):
    """Which records a list shows; see `record.store.Filter`."""

    text: Short = ""
    state: Short = ""
    marking: Short = ""
    route: Short = ""
    owner: Short = ""
    member: Short = ""
    limit: Annotated[int, Field(ge=0, le=500)] = 0
    skip: Annotated[int, Field(ge=0, le=LAST)] = 0

    def made(self) -> Filter:
        return Filter(**self.model_dump())


class PlaceModel(Strict):
    """Where a page is: in which task, at which question it is written in, or no longer `here`."""

    page: Client
    task: Annotated[str, Field(pattern=r"^[a-z0-9_]{0,80}$")] = ""
    at: Place = ""
    here: bool = True

    def made(self) -> presence.Place:
        return presence.Place(**self.model_dump())


class BeginningModel(Strict):
    """A new record: its id and its first events."""

    id: Id
    events: Annotated[list[NewEventModel], Field(min_length=1, max_length=100)]


class ErasureModel(Strict):
    """Which events' words are to go, on which ground and why."""

    seqs: Annotated[list[Seq], Field(min_length=1, max_length=MOST_EVENTS)]
    ground: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Reason
    instead: Annotated[list[NewEventModel], Field(max_length=100)] = []

    def made(self) -> Erasure:
        instead = tuple(each.made() for each in self.instead)
        return Erasure(tuple(self.seqs), self.ground, self.reason, instead)


class ReasonModel(Strict):
    """Why."""

    reason: Reason


class FileModel(NewEventModel):
    """A file, in base64, and the event that names it."""

    body: str


class ActorModel(Strict):
    id: Short
    role: Annotated[str, Field(max_length=40)]


class EventModel(Strict):
    """One sealed event, as `content/schema/record.schema.json` publishes it."""

    assessment: Id
    seq: Seq
    at: Annotated[str, Field(max_length=24)]
    actor: ActorModel
    kind: Annotated[str, Field(max_length=40)]
    address: Short
    commitment: Annotated[str, Field(max_length=64)]
    previous: Annotated[str, Field(max_length=64)]
    hash: Annotated[str, Field(max_length=64)]
    payload: dict[str, Any] | None
    salt: Annotated[str, Field(max_length=64)] | None


class SignatureModel(Strict):
    seq: Seq
    hash: Annotated[str, Field(max_length=64)]
    purpose: Annotated[str, Field(max_length=40)]
    key: Annotated[str, Field(max_length=16)]
    signature: Annotated[str, Field(max_length=128)]


class RecordModel(Strict):
    """A whole record with what proves it."""

    events: Annotated[list[EventModel], Field(min_length=1)]
    signatures: list[SignatureModel]
    keys: dict[Annotated[str, Field(max_length=16)], Annotated[str, Field(max_length=1000)]]
    attachments: dict[Annotated[str, Field(max_length=64)], str]


class ProblemModel(BaseModel):
    """What went wrong (RFC 9457): `detail` is for people, `wording` and `facts` for programs."""

    type: str
    title: str
    status: int
    detail: str
    wording: str
    facts: dict[str, Any]


class PersonModel(Strict):
    """Somebody who signed in, as the app knows them."""

    id: Annotated[Short, Field(min_length=1)]
    name: Short = ""
    roles: Annotated[list[Word], Field(max_length=20)] = []
