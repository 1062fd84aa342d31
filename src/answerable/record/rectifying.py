"""Putting an answer right for good: the right one is given, and every earlier one goes.

UK GDPR Art 16 and DPA 2018 s.46 give people the right to have what is wrong about them put right.
Whoever merely answers anew leaves the wrong words in the history.
"""

from typing import Any

from answerable.errors import AnswerRefused
from answerable.record.changes import plan
from answerable.record.events import Actor, Head, NewEvent
from answerable.record.session import Session
from answerable.record.store import Erasure

GROUND = "rectification"


def put_right(
    session: Session, address: str, value: Any, reason: str, actor: Actor
) -> tuple[tuple[int, ...], Head]:
    """Return the events whose words went for `value`, and where the record ends now.

    All of it is one step, or none of it is done. What was never answered is only answered.

    Raises:
        AnswerRefused: this can never be an answer here.
        AnswerOvertaken: somebody answered since `session` read the record.
    """
    asked = {"do": "answer", "address": address, "value": value}
    (result,) = plan([asked], session.state, session.bank).results
    if result["problem"]:
        raise AnswerRefused(address=address, why=result["problem"]["sentence"])
    told = session.events()
    before = tuple(e.seq for e in told if (e.kind, e.address) == ("answered", address))
    if not before:
        session.answer(address, value)
        return (), session.head
    right = NewEvent("answered", address, {"value": value}, before[-1])
    erasure = Erasure(before, GROUND, reason, (right,))
    return before, session.store.erase(session.assessment, erasure, actor)
