"""What every part of a report is made from: one record, read once, filtered for one audience."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from answerable.bank.journey import Path
from answerable.bank.model import Bank, Value
from answerable.record import Event, Head, Session
from answerable.record.notices import bank_notices
from answerable.record.standing import GLASS, standing
from answerable.record.store import Signature
from answerable.reports import values
from answerable.reports.audience import Disclosure, check_audience, disclose
from answerable.wording import clean, say

TITLE = "project_title"
# The questions whose answers open a report; one that the bank does not ask is left out.
HIGHLIGHTS = {
    "about": "project_summary",
    "owner": "owner",
    "review": "review_date",
    "marking": "marking",
    "harms": "harms",
    "measures": "measures",
    "actions": "actions",
}


@dataclass(frozen=True)
class Participant:
    """Somebody on the record: the role, and the name where it is known and may be read."""

    role: str
    name: str = ""


@dataclass(frozen=True)
class Material:
    """One record as one audience may read it. Hidden and withheld answers are not in it."""

    bank: Bank
    assessment: str
    title: str
    example: bool
    created_at: str
    head: Head
    path: Path
    events: tuple[Event, ...]
    disclosure: Disclosure
    titles: values.Titles
    today: dt.date
    signatures: tuple[Signature, ...] = ()
    members: tuple[Participant, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def audience(self) -> str:
        return self.disclosure.audience

    def answer(self, concept: str) -> Value:
        """Return the answer this audience may read, or None."""
        return self.disclosure.answers.get(concept)

    def reading(self, concept: str) -> values.Reading:
        """Return that answer in words; no words when there is none."""
        value = self.answer(concept)
        if value is None:
            return values.Reading()
        return values.read(self.bank.concepts[concept].answer, value, self.titles)

    def highlight(self, name: str) -> values.Reading:
        """Return the answer that plays the part `name` in the summary."""
        return self.reading(HIGHLIGHTS[name])

    def withheld(self, concept: str) -> bool:
        """Return whether there is an answer that this audience may not read."""
        return any(item.concept == concept for item in self.disclosure.withheld)


def gather(session: Session, audience: str) -> Material:
    """Return the material for a report to `audience` from the record of `session`."""
    check_audience(audience, session.assessment)
    bank, head = session.bank, session.head
    disclosure = disclose(bank, session.visible_answers, audience)
    # The record may have grown since it was read: the report ends where its hash says.
    events = tuple(event for event in session.events() if event.seq <= head.seq)
    return Material(
        bank=bank,
        assessment=session.assessment,
        title=_title(session, disclosure),
        example=session.example,
        created_at=session.created_at,
        head=head,
        path=session.path,
        events=events,
        disclosure=disclosure,
        titles=values.row_titles(bank, disclosure.answers),
        today=dt.datetime.now(dt.UTC).date(),
        signatures=_signatures(session),
        members=tuple(_members(session, events, audience)),
        notes=tuple(clean(note) for note in bank_notices(bank, session.state.bank)),
    )


def _members(session: Session, events: Iterable[Event], audience: str) -> Iterator[Participant]:
    """Yield who has a role now; staff are not named to the public."""
    held = standing(events).members
    names = {} if audience == "public" else session.names(held)
    for person, member in held.items():
        if member.role != GLASS and (not member.until or member.until > session.head.at):
            yield Participant(member.role, clean(names.get(person, "")).strip())


def _signatures(session: Session) -> tuple[Signature, ...]:
    """Return those that speak of the record as it was read; its seal moves with each writing."""
    head = session.head
    found = session.store.signatures(session.assessment)
    return tuple(s for s in found if s.seq < head.seq or s.hash == head.hash)


def _title(session: Session, disclosure: Disclosure) -> str:
    if any(item.concept == TITLE for item in disclosure.withheld):
        return say("report", "title_withheld")
    return clean(session.title).strip() or session.assessment
