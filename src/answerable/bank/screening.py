"""The route through the assessment, worked out from the screening answers and said in reasons."""

from dataclasses import dataclass

from answerable.bank.model import Answers, Bank, Document, Reason, Route
from answerable.bank.rules import Scope, evaluate, plain


@dataclass(frozen=True)
class DueDocument:
    document: Document
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Routing:
    """What the screening says; `route` is None until every question that is asked is answered."""

    route: Route | None
    reasons: tuple[Reason, ...]
    stops: tuple[Reason, ...]
    documents: tuple[DueDocument, ...]

    @property
    def id(self) -> str | None:
        return self.route.id if self.route else None


def _holding(reasons: tuple[Reason, ...], scope: Scope) -> tuple[Reason, ...]:
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
    """Return the highest route with a reason that holds, the stops, and the documents due.

    A screening question that is hidden is not asked, and what it holds does not count.
    """
    screening = bank.screening
    questions, counted = asked(bank, answers)
    stops = _holding(screening.stops, Scope(counted))
    if any(plain(counted.get(question)) is None for question in questions):
        return Routing(None, (), stops, ())
    route, reasons = screening.routes[0], _holding(screening.routes[0].reasons, Scope(counted))
    for higher in screening.routes:
        if held := _holding(higher.reasons, Scope(counted)):
            route, reasons = higher, held
    scope = Scope(counted, route.id)
    due = [DueDocument(doc, _holding(doc.reasons, scope)) for doc in screening.documents]
    return Routing(route, reasons, stops, tuple(item for item in due if item.reasons))
