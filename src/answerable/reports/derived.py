"""What a document says without asking anybody: worked out from the record. One table of kinds.

Adding a kind: `DERIVED` in `bank/model.py`, the schema of lenses, and a row in `WORKED_OUT` here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from answerable.bank.model import Field, Lens
from answerable.governance.access import load_access
from answerable.reports import answering, grading, history, remarks, summary
from answerable.reports.answering import Register
from answerable.reports.citing import Cited
from answerable.reports.material import Material
from answerable.reports.values import Reading, long_date
from answerable.wording import clean, say

LATER: Mapping[str, str] = {
    "advice": "advised",
    "conditions": "condition_set",
    "decision": "decided",
    "review": "reviewed",
}
NO_WORDS = Reading()


@dataclass(frozen=True)
class Piece:
    """One part of what fills a field: words, a table or reasons, under a title if it needs one.

    `above` is the earlier field that says the same (id, heading, title there), where it is not said
    again.
    """

    title: str = ""
    reading: Reading = NO_WORDS
    register: Register | None = None
    reasons: tuple[Cited, ...] = ()
    above: tuple[str, str, str] | None = None

    @property
    def length(self) -> int:
        """How many letters it takes to say it."""
        rows = self.register.rows if self.register else ()
        told = [cell.reading.line for row in rows for cell in row.cells]
        return sum(map(len, [self.reading.line, *told, *(r.because for r in self.reasons)]))


def derive(material: Material, lens: Lens, field: Field) -> tuple[Piece, ...]:
    """Return what the record says in `field`; nothing where it says nothing yet."""
    return tuple(WORKED_OUT[field.derived](material, lens, field))


def concepts_of(lens: Lens) -> frozenset[str]:
    """Return the questions whose answers are in the document."""
    fields = (field for section in lens.sections for field in section.fields)
    return frozenset(fill.partition(".")[0] for field in fields for fill in field.fills)


def _line(*words: str) -> Piece:
    return Piece(reading=Reading(words))


def _documents(material: Material, lens: Lens, field: Field) -> Iterator[Piece]:
    """Yield each document that the field names, with its reasons; else the names of all others."""
    if material.path.routing.route is None:
        yield _line(say("report", "no_route_why"))
        return
    named = field.among or ((field.option,) if field.option else ())
    due = zip(material.path.routing.documents, summary.route(material).documents, strict=True)
    found = {each.document.id: read for each, read in due}
    others = tuple(read.title for name, read in found.items() if name != lens.id)
    if not named and others:
        yield Piece(reading=Reading((say("report", "documents_others"),), others))
        return
    wanted = [found[name] for name in named if name in found]
    for read in wanted:
        told = [] if read.reasons else [say("report", "reason_withheld")]
        if field.among:
            told.append(say("report", "document_as_of", date=long_date(material.head.at)))
        yield Piece(read.title, Reading(tuple(told)), reasons=read.reasons)
    if not wanted:
        key = "not_due" if field.option else "none_due" if field.among else "no_documents"
        yield _line(say("report", key))


def _route(material: Material, _: Lens, __: Field) -> Iterator[Piece]:
    route = summary.route(material)
    said = (say("report", "route_is", route=route.title), route.summary)
    yield Piece(reading=Reading((". ".join(said), *route.choice)), reasons=route.reasons)
    if route.stops:
        yield Piece(say("report", "stops_title"), reasons=route.stops)
    if route.lifted:
        yield Piece(say("report", "lifted_title"), reasons=route.lifted)


def _members(material: Material, _: Lens, field: Field) -> Iterator[Piece]:
    roles = load_access().roles
    told = []
    for member in material.members:
        if field.option in ("", member.role):
            own = material.bank.organisation.roles.get(member.role, "")
            known = roles[member.role].title if member.role in roles else clean(member.role)
            role = own or known
            named = say("report", "person", role=role, name=member.name)
            told.append(named if member.name else role)
    if told:
        yield Piece(reading=Reading(items=tuple(told)))


def _organisation(material: Material, _: Lens, __: Field) -> Iterator[Piece]:
    told = material.bank.organisation
    if told.name:
        yield _line(*(words for words in (told.name, told.capacity) if words))


def _history(material: Material, _: Lens, field: Field) -> Iterator[Piece]:
    if field.wants == "date":
        begun, changed = long_date(material.created_at), long_date(material.head.at)
        seq = material.head.seq
        yield _line(say("report", "begun_and_changed", begun=begun, changed=changed, event=seq))
        return
    yield Piece(reading=Reading(items=tuple(history.by_day(material))))


def _head(material: Material, _: Lens, __: Field) -> Iterator[Piece]:
    head = material.head
    at = say("report", "date_and_event", date=long_date(head.at), event=head.seq)
    yield _line(
        say("report", "head_is", assessment=material.assessment, at=at),
        say("report", "head_hash", hash=head.hash),
    )


def _today(material: Material, _: Lens, __: Field) -> Iterator[Piece]:
    """Tell the day as of which this is: the same record always gives the same document."""
    head = material.head
    yield _line(say("report", "date_and_event", date=long_date(head.at), event=head.seq))


def _findings(material: Material, _: Lens, __: Field) -> Iterator[Piece]:
    noticed = tuple(remarks.remarks(material))
    date = long_date(material.today.isoformat())
    yield _line(say("report", "findings_on" if noticed else "nothing_found", date=date))
    for group in noticed:
        told = tuple(f"{each.ask} {each.says}".strip() for each in group.found)
        rests_on = "; ".join(group.todo.sources)
        todo = say("report", "todo_rests_on", todo=group.todo.because, sources=rests_on)
        yield Piece(todo if rests_on else group.todo.because, Reading(items=told))


def _unanswered(material: Material, lens: Lens, field: Field) -> Iterator[Piece]:
    inside = frozenset(material.path.visible) if field.option else concepts_of(lens)
    path = material.path
    missing = tuple(each for each in path.missing if each.concept in inside)
    unsure = tuple(address for address in path.unsure if address.partition("/")[0] in inside)
    own = replace(material, path=replace(path, missing=missing, unsure=unsure))
    tasks = answering.unanswered(own)
    for task in tasks:
        items = tuple(f"{each.ask} {each.lacks}" for each in task.open)
        yield Piece(task.title, Reading(items=items))
    if not tasks:
        yield _line(
            say("report", "nothing_unanswered" if field.option else "nothing_unanswered_here")
        )
    if asked := tuple(each.ask for each in answering.unsure(own)):
        yield Piece(say("report", "unsure_title"), Reading(items=asked))


def _later(material: Material, _: Lens, field: Field) -> Iterator[Piece]:
    """Yield where the record holds it; what was said there has no form yet."""
    for event in material.events:
        if event.kind == LATER[field.derived]:
            facts = {"event": event.seq, "date": long_date(event.at)}
            yield _line(say("report", "later_held", role=clean(event.actor.role), **facts))


def _withheld(material: Material, _: Lens, __: Field) -> Iterator[Piece]:
    """Yield which answers are not for the public, by who may read them; never what they say."""
    closed = {held.concept for held in material.disclosure.withheld}
    closed |= material.disclosure.answers.keys()
    concepts = [concept for name, concept in material.bank.concepts.items() if name in closed]
    for audience in ("panel", "team"):
        asks = tuple(concept.ask for concept in concepts if concept.audience == audience)
        if asks:
            yield Piece(say("report", f"withheld_for_{audience}"), Reading(items=asks))
    yield _line(say("report", "names_not_public"))


def _risk(material: Material, lens: Lens, field: Field) -> Iterator[Piece]:
    found = grading.graded(material)
    if not found.harms:
        return
    duty = grading.obliged(material, found, lens)
    if field.option == "duty":
        yield Piece(reading=Reading(() if duty else (grading.no_duty(found),)), reasons=duty)
        return
    told = Reading(tuple(grading.overall(material, found, field.option)))
    yield Piece(reading=told, reasons=() if field.option == "inherent" else duty)
    yield Piece(register=grading.table(material, found, field.option))


WORKED_OUT: Mapping[str, Callable[[Material, Lens, Field], Iterator[Piece]]] = {
    "advice": _later,
    "conditions": _later,
    "decision": _later,
    "documents": _documents,
    "findings": _findings,
    "head": _head,
    "history": _history,
    "members": _members,
    "organisation": _organisation,
    "review": _later,
    "risk": _risk,
    "route": _route,
    "today": _today,
    "unanswered": _unanswered,
    "withheld": _withheld,
}
