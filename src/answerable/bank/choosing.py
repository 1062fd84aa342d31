"""Another route than the one the answers ask for: a higher one freely, a lower one with two things.

Held together with `form/choosing.js` by `tests/data/cases/choosing.yml`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from answerable.bank import values
from answerable.bank.model import ROUTES, Answers, Bank, Choosing, Route, Value
from answerable.bank.rules import plain
from answerable.bank.texts import HOLLOW, says_something


@dataclass(frozen=True)
class Choice:
    """The route somebody chose. `way` is up, down or same.

    `lacks` holds what keeps a downward choice from counting: questions, each with its problem.
    """

    route: Route
    way: str
    lacks: Mapping[str, str]

    @property
    def counts(self) -> bool:
        return not self.lacks


def choice_of(bank: Bank, answers: Answers, verdict: Route) -> Choice | None:
    """Return what was chosen in place of `verdict`; None where nobody chose a route."""
    how = bank.screening.choosing
    chosen = plain(answers.get(how.route)) if how else None
    route = next((route for route in bank.screening.routes if route.id == chosen), None)
    if how is None or route is None:
        return None
    down = ROUTES.index(route.id) < ROUTES.index(verdict.id)
    way = "down" if down else "same" if route.id == verdict.id else "up"
    return Choice(route, way, dict(_lacks(bank, how, answers, verdict)) if down else {})


def _lacks(
    bank: Bank, how: Choosing, answers: Answers, verdict: Route
) -> Iterator[tuple[str, str]]:
    left = plain(answers.get(how.left))
    if left not in ROUTES:
        yield how.left, "required"
    elif ROUTES.index(left) < ROUTES.index(verdict.id):
        yield how.left, "route_lapsed"
    reason, reviewer = answers.get(how.reason), answers.get(how.reviewer)
    if problem := values.lacking(bank.concepts[how.reason].answer, reason):
        yield how.reason, problem
    elif not says_something(str(reason), bank.phrases.get(HOLLOW, ()), how.least_words):
        yield how.reason, "says_nothing"
    if problem := values.lacking(bank.concepts[how.reviewer].answer, reviewer):
        yield how.reviewer, problem
    elif same_person(reviewer, answers.get(how.apart_from)):
        yield how.reviewer, "same_person"


def same_person(one: Value, other: Value) -> bool:
    """Return whether two answers name the same person: by name, or by role where a name is missing."""
    names = [_plain_words(person, "name") for person in (one, other)]
    if not all(names):
        names = [_plain_words(person, "role") for person in (one, other)]
    return bool(names[0]) and names[0] == names[1]


def _plain_words(person: Value, part: str) -> str:
    return " ".join(str((person or {}).get(part) or "").casefold().split())
