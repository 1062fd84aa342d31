"""The route through the assessment, worked out from the screening answers and said in reasons."""

from dataclasses import dataclass

from answerable.bank.model import Answers, Document, Reason, Route, Screening
from answerable.bank.rules import Scope, evaluate, plain


@dataclass(frozen=True)
class DueDocument:
    document: Document
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Routing:
    """What the screening says; `route` is None until every question is answered."""

    route: Route | None
    reasons: tuple[Reason, ...]
    stops: tuple[Reason, ...]
    documents: tuple[DueDocument, ...]

    @property
    def id(self) -> str | None:
        return self.route.id if self.route else None


def _holding(reasons: tuple[Reason, ...], scope: Scope) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if evaluate(reason.when, scope))


def routing(screening: Screening, answers: Answers) -> Routing:
    """Return the highest route with a reason that holds, the stops, and the documents due."""
    stops = _holding(screening.stops, Scope(answers))
    if any(plain(answers.get(question)) is None for question in screening.questions):
        return Routing(None, (), stops, ())
    route, reasons = screening.routes[0], _holding(screening.routes[0].reasons, Scope(answers))
    for higher in screening.routes:
        if held := _holding(higher.reasons, Scope(answers)):
            route, reasons = higher, held
    scope = Scope(answers, route.id)
    due = [DueDocument(doc, _holding(doc.reasons, scope)) for doc in screening.documents]
    return Routing(route, reasons, stops, tuple(item for item in due if item.reasons))
