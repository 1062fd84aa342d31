"""What was acknowledged, kept by the test: a second, plain telling of what a store must do.

Nothing here is taken from the program but the access table and the shapes of what is sent. The
store is asked, and what it says must be what stands here.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from answerable.governance.access import Case, load_access
from answerable.record.store import Stamp

ACCESS = load_access()
GLASS = "glass"
STATES = {
    "submitted": "submitted", "reviewed": "reviewed", "advised": "advised", "decided": "decided",
    "published": "published", "reopened": "reopened", "disposed": "disposed",
}  # fmt: skip
UNERASABLE = {
    "row_added", "row_moved", "row_removed", "erased", "disposed", "hold_set", "hold_lifted",
    "sharing_set", "restriction_set", "member_changed",
    "comment_resolved", "comment_reopened",
}  # fmt: skip
OWN = Stamp("", 0)


@dataclass
class Said:
    """One event as it was acknowledged; `payload` is None once its erasure was."""

    kind: str
    address: str
    payload: dict | None
    actor: str
    role: str
    stamp: Stamp


@dataclass
class Facts:
    """Where a record stands."""

    title: str = ""
    state: str = "draft"
    marking: str = ""
    owner: str = ""
    restricted: bool = False
    shared: bool = False
    holds: set = field(default_factory=set)
    members: dict = field(default_factory=dict)


@dataclass
class Outcome:
    """What must come of a batch."""

    seqs: tuple
    conflicts: tuple
    head: int


class Record:
    """One record in the model."""

    def __init__(self, events=()):
        self.events = list(events)
        self.drafts = {}
        self.written = {}
        self.sealed = []

    # the store's part

    def latest(self, address, kind="answered"):
        found = [
            (seq, said)
            for seq, said in enumerate(self.events, 1)
            if (said.address, said.kind) == (address, kind)
        ]
        return found[-1] if found else (0, None)

    def _meets(self, new, stamp):
        seq, said = self.latest(new.address, new.kind)
        if new.based_on is None or seq <= new.based_on:
            return None, None
        if said.stamp.client != stamp.client:
            return (seq, None) if said.payload == dict(new.payload) else (None, seq)
        return (seq, None) if said.stamp.seq > stamp.seq else (None, None)

    def write(self, batch, role):
        """Take a batch that is sent for the first time; return what must come of it."""
        stamp, who = batch.stamp, batch.actor.id
        met = [self._meets(new, stamp) for new in batch.events]
        seqs = []
        for new, (covered, clash) in zip(batch.events, met, strict=True):
            if covered is None and clash is None:
                self.append(new.kind, new.address, dict(new.payload), who, role, stamp)
                seqs.append(len(self.events))
            else:
                seqs.append(covered)
        clashing = [new for new, (_, clash) in zip(batch.events, met, strict=True) if clash]
        self._drafts(batch, clashing)
        return Outcome(tuple(seqs), tuple(clash for _, clash in met), len(self.events))

    def _drafts(self, batch, clashing):
        stamp, who = batch.stamp, batch.actor.id
        places = {new.address for new in clashing}
        for address, client, upto in batch.forget:
            there = self.drafts.get((who, address, client))
            if address not in places and there and there[2] <= upto:
                del self.drafts[who, address, client]
        kept = [(new.address, new.payload.get("value"), new.based_on) for new in clashing]
        for address, value, based_on in (*batch.drafts, *kept):
            there = self.drafts.get((who, address, stamp.client))
            _, answered = self.latest(address)
            overtaken = answered and answered.stamp.client == stamp.client
            if (there and there[2] > stamp.seq) or (overtaken and answered.stamp.seq > stamp.seq):
                continue
            self.drafts[who, address, stamp.client] = (value, based_on, stamp.seq)

    def append(self, kind, address, payload, who, role, stamp=OWN):
        self.events.append(Said(kind, address, payload, who, role, stamp))
        return len(self.events)

    def erase(self, seqs):
        """Forget what these events say, and every draft at their places."""
        for seq in seqs:
            self.events[seq - 1].payload = None
        places = {self.events[seq - 1].address for seq in seqs} - {""}
        self.drafts = {key: kept for key, kept in self.drafts.items() if key[1] not in places}

    def dispose(self):
        for said in self.events:
            said.payload = None
        self.drafts, self.written = {}, {}

    def used(self):
        """The attachments that some event still names."""
        return {
            said.payload["hash"] for said in self.events if said.kind == "attached" and said.payload
        }

    def answers(self):
        found = {}
        for said in self.events:
            if said.kind == "answered":
                found[said.address] = (said.payload or {}).get("value")
        return found

    def facts(self):
        now = Facts()
        for said in self.events:
            _step(now, said)
        return now


def _step(now, said):  # noqa: C901 - one case for each kind
    told = said.payload or {}
    now.state = STATES.get(said.kind, now.state)
    if said.kind == "created":
        now.title, now.owner = told.get("title", ""), said.actor
        now.members = {said.actor: ("author", "")}
    elif said.kind == "answered" and said.address == "project_title":
        now.title = (told.get("value") or "").strip() or now.title
    elif said.kind == "answered" and said.address == "marking":
        now.marking = (told.get("value") or "") if told else "erased"
    elif said.kind == "member_changed" and told:
        now.members.pop(told["person"], None)
        if told["role"]:
            now.members[told["person"]] = (told["role"], told.get("until", ""))
            if told.get("owner") and told["role"] == "author":
                now.owner = told["person"]
    elif said.kind == "access_broken" and told:
        if now.members.get(said.actor, (GLASS,))[0] == GLASS:
            now.members[said.actor] = (GLASS, told["until"])
    elif said.kind == "restriction_set":
        now.restricted = told.get("on", False)
    elif said.kind == "sharing_set":
        now.shared = told.get("on", False)
    elif said.kind == "hold_set" and told:
        now.holds.add(told["hold"])
    elif said.kind == "hold_lifted" and told:
        now.holds.discard(told["hold"])


# access, worked out beside the service


def clock():
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def member_of(facts, person):
    """Return (role, whether through the glass) of somebody today."""
    role, until = facts.members.get(person, ("", ""))
    if until and until <= clock():
        return "", False
    return ("", True) if role == GLASS else (role, False)


def case(facts, person, roles, everybody="reader"):
    role, glass = member_of(facts, person)
    return Case(
        state=facts.state,
        marking=facts.marking if facts.marking in ACCESS.markings else "official_sensitive",
        restricted=facts.restricted,
        shared=facts.shared,
        member_role=role,
        organisation_roles=roles,
        default_role=everybody,
        broken_glass=glass,
    )


def refusal(may, needed):
    """Return how whoever may do only `may` is told that one of `needed` is too much."""
    if set(needed) <= set(may):
        return None
    return "not_allowed" if set(may) & {"list", "see", "keep"} else "assessment_not_found"


def role_of(facts, person, roles, everybody="reader"):
    """Return the role that an event of `person` must bear."""
    role, _ = member_of(facts, person)
    return role or next(iter(roles), everybody)
