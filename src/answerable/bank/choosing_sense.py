"""Whether a team can choose another route, and whether a stop can be lifted by what is asked."""

from collections.abc import Iterator

from answerable.bank.model import ROUTES, Bank
from answerable.bank.sense import known
from answerable.wording import say

FILE = "screening.yml"
WANTS = {"route": "choice", "left": "choice", "reason": "text", "reviewer": "person", "apart_from": "person"}  # fmt: skip


def choosing_problems(bank: Bank) -> Iterator[str]:
    """Yield a line for each question of `choosing` or of a lift that is not there or not of its kind."""
    for part, kind in WANTS.items() if bank.screening.choosing else ():
        name = getattr(bank.screening.choosing, part)
        yield from known(FILE, f"choosing.{part}", name, bank.concepts)
        concept = bank.concepts.get(name)
        if concept is None:
            continue
        if concept.answer.kind != kind:
            yield say("content", "choosing_kind", file=FILE, place=part, name=name, wants=kind)
        elif kind == "choice" and tuple(o.value for o in concept.answer.options) != ROUTES:
            routes = ", ".join(ROUTES)
            yield say("content", "choosing_routes", file=FILE, place=part, name=name, routes=routes)
    for stop in bank.screening.stops:
        for lift in stop.lifts:
            for name in lift.answers:
                yield from known(FILE, f"stops.{stop.id}.{lift.id}.answers", name, bank.concepts)
