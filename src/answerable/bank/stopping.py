"""What lifts a stop: a later answer, as long as it is complete and says what the law asks for."""

from collections.abc import Collection
from dataclasses import dataclass

from answerable.bank import values
from answerable.bank.model import Bank, Lift, Stop
from answerable.bank.rules import Scope, evaluate
from answerable.bank.texts import HOLLOW, says_something

LEAST_WORDS = 8  # of a text that lifts a stop


@dataclass(frozen=True)
class Lifted:
    """A stop that no longer stands, and what lifted it."""

    stop: Stop
    lift: Lift


def lifted_by(bank: Bank, stop: Stop, visible: Collection[str], scope: Scope) -> Lifted | None:
    """Return what lifts `stop`, or None while it stands."""
    return next(
        (
            Lifted(stop, lift)
            for lift in stop.lifts
            if evaluate(lift.when, scope) and _answered(bank, lift, visible, scope)
        ),
        None,
    )


def _answered(bank: Bank, lift: Lift, visible: Collection[str], scope: Scope) -> bool:
    """Return whether the first of the lift's answers is asked, and each that is asked is complete."""
    asked = [name for name in lift.answers if name in visible]
    return lift.answers[0] in asked and all(_complete(bank, name, scope) for name in asked)


def _complete(bank: Bank, name: str, scope: Scope) -> bool:
    answer, value = bank.concepts[name].answer, scope.answers.get(name)
    if values.lacking(answer, value):
        return False
    hollow = bank.phrases.get(HOLLOW, ())
    return answer.kind != "text" or says_something(str(value), hollow, LEAST_WORDS)


def where_lifted(stop: Stop, visible: Collection[str]) -> tuple[str, ...]:
    """Return the questions whose answers can lift `stop`, of those that are asked."""
    named = dict.fromkeys(name for lift in stop.lifts for name in lift.answers)
    return tuple(name for name in named if name in visible)
