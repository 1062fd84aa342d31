"""The route through the assessment, worked out from the screening answers and said in reasons.

The screening's own verdict stands. A team may choose a higher route, or with a reason and a reviewer
a lower one; docs/decisions/0016 says what that changes and what it does not.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from answerable.bank.choosing import Choice, choice_of
from answerable.bank.model import ROUTES, Answers, Bank, Concept, Document, Reason, Route, Stop
from answerable.bank.rules import Scope, evaluate, plain
from answerable.bank.stopping import Lifted, lifted_by

R = TypeVar("R", bound=Reason)


@dataclass(frozen=True)
class DueDocument:
    document: Document
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Routing:
    """What the screening says; `route` is None until every question that is asked is answered.

    `verdict` is the route that the answers ask for, with its `reasons`; `route` is the one taken,
    which is another only by a `choice` that counts. `bound` are the questions that a document which
    is due in spite of a lower route demands.
    """

    route: Route | None
    reasons: tuple[Reason, ...]
    stops: tuple[Stop, ...]
    documents: tuple[DueDocument, ...] = ()
    verdict: Route | None = None
    choice: Choice | None = None
    lifted: tuple[Lifted, ...] = ()
    bound: frozenset[str] = frozenset()

    @property
    def id(self) -> str | None:
        return self.route.id if self.route else None

    @property
    def strictest(self) -> str | None:
        """The higher of the route taken and the one that the answers ask for."""
        ids = [route.id for route in (self.route, self.verdict) if route]
        return max(ids, key=ROUTES.index, default=None)

    def asking(self, concept: Concept) -> str | None:
        """Return the route by which `concept` is asked: a lower one drops nothing that must be said."""
        kept = concept.due.level == "law" or concept.id in self.bound
        return self.strictest if kept else self.id

    def scope(self, answers: Answers, route: str | None = None) -> Scope:
        """Return what a rule sees of `answers` and the route, which is the one taken or `route`."""
        return Scope(answers, route or self.id, verdict=self.verdict.id if self.verdict else None)


def _holding(reasons: Iterable[R], scope: Scope) -> tuple[R, ...]:
    return tuple(reason for reason in reasons if evaluate(reason.when, scope))


def asked(bank: Bank, answers: Answers) -> tuple[tuple[str, ...], Answers]:
    """Return the screening questions whose condition holds, and what counts of `answers`.

    A condition sees only earlier screening answers that count themselves: the route comes later.
    """
    found: list[str] = []
    counted = {k: v for k, v in answers.items() if k not in bank.screening.questions}
    for question in bank.screening.questions:
        when = bank.concepts[question].when
        if when is None or evaluate(when, Scope(counted)):
            found.append(question)
            if question in answers:
                counted[question] = answers[question]
    return tuple(found), counted


def routing(bank: Bank, answers: Answers) -> Routing:
    """Return the highest route with a reason that holds, the choice of another, and every stop.

    A screening question that is hidden is not asked, and what it holds does not count. Documents
    and what lifts a stop hang on later answers: `conclude` adds them.
    """
    screening = bank.screening
    questions, counted = asked(bank, answers)
    stops = _holding(screening.stops, Scope(counted))
    if any(plain(counted.get(question)) is None for question in questions):
        return Routing(None, (), stops)
    verdict, reasons = screening.routes[0], _holding(screening.routes[0].reasons, Scope(counted))
    for higher in screening.routes:
        if held := _holding(higher.reasons, Scope(counted)):
            verdict, reasons = higher, held
    choice = choice_of(bank, counted, verdict)
    route = choice.route if choice and choice.counts else verdict
    return Routing(route, reasons, stops, verdict=verdict, choice=choice)


def bind(bank: Bank, found: Routing, shown: Answers) -> Routing:
    """Return `found` with the questions that a lower route does not drop, as documents demand them."""
    due = (item.document.id for item in _due(bank, found, shown))
    return replace(found, bound=frozenset().union(*(demanded_by(bank, name) for name in due)))


def demanded_by(bank: Bank, document: str) -> frozenset[str]:
    """Return the questions that fill fields which must be filled in `document`."""
    lens = bank.lenses.get(document)
    fields = [field for section in lens.sections for field in section.fields] if lens else []
    wanted = (field for field in fields if field.mandatory and not field.derived)
    return frozenset(fill.partition(".")[0] for field in wanted for fill in field.fills)


def _due(bank: Bank, found: Routing, shown: Answers) -> tuple[DueDocument, ...]:
    scope = found.scope(shown)
    documents = bank.screening.documents if found.route else ()
    due = (DueDocument(document, _holding(document.reasons, scope)) for document in documents)
    return tuple(item for item in due if item.reasons)


def conclude(bank: Bank, found: Routing, visible: Collection[str], shown: Answers) -> Routing:
    """Return `found` with what follows from later answers: documents that are due, stops that are lifted."""
    scope = found.scope(shown)
    lifts = {stop.id: lifted_by(bank, stop, visible, scope) for stop in found.stops}
    return replace(
        found,
        documents=_due(bank, found, shown),
        stops=tuple(stop for stop in found.stops if lifts[stop.id] is None),
        lifted=tuple(lift for lift in lifts.values() if lift),
    )
