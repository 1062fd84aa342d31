"""What a page starts from: one record as one person finds it, in plain JSON.

The page's widget starts from it, and before its kernel is ready the app itself prints it.
"""

import urllib.parse
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from answerable.bank.values import label_of
from answerable.errors import AnswerableError
from answerable.record.notices import notices
from answerable.record.session import Session
from answerable.record.store import Draft


def asked_for(query: str) -> str:
    """Return the assessment that a page's address names; empty when it names none."""
    return urllib.parse.parse_qs(query).get("assessment", [""])[0]


def opening(session: Session, static: Mapping[str, str]) -> dict[str, Any]:
    """Return all that a page needs to show `session`; `static` holds the app's addresses."""
    return {
        "assessment": session.assessment,
        "person": asdict(session.person),
        "example": session.example,
        "bank_url": static.get("bank", ""),
        "help_url": static.get("help", ""),
        "late_url": static.get("late", ""),
        "bank_hash": session.bank.hash,
        "keep_key": session.keep_key(),
        "links": _links(static, session.assessment),
        **now(session),
    }


def now(session: Session) -> dict[str, Any]:
    """Return what changes while people work."""
    return {
        "title": session.title,
        "marking": label_of(session.bank, session.answers, "marking"),
        "answers": dict(session.answers),
        "based": dict(session.based),
        "drafts": [_draft(session, draft) for draft in session.drafts],
        "head": session.head.seq,
        "notices": list(notices(session)),
        "earlier": sorted(session.state.repeated),
        "assigned": assigned(session),
    }


def assigned(session: Session) -> dict[str, Any]:
    """Return what was asked of whom, by address, with the names that are known."""
    asked = session.state.assigned
    names = known_names(session, {who for each in asked.values() for who in (each.person, each.by)})
    return {
        address: {
            **vars(each),
            "name": names.get(each.person, ""),
            "by_name": names.get(each.by, ""),
        }
        for address, each in asked.items()
    }


def known_names(session: Session, people: Iterable[str]) -> Mapping[str, str]:
    """Return the names of those of `people` whose name is known; none where they cannot be had."""
    try:
        return session.names(people)
    except AnswerableError:
        return {}  # a name is a kindness; the account stands in for it


def _draft(session: Session, draft: Draft) -> dict[str, Any]:
    """Return a draft, with the answer that somebody gave in its place meanwhile, if any."""
    held = session.state.held.get(draft.address)
    overtaken = held is not None and held.seq > draft.based_on and held.value != draft.value
    met = session.conflict(draft.address, held.seq) if held and overtaken else None
    if met is None and (rival := session.rival(draft)):
        own = {"by": session.person.id, "draft": True}
        met = {"theirs": rival.value, "seq": draft.based_on, **own}
    shown = {name: getattr(draft, name) for name in ("address", "value", "based_on", "at")}
    return {**shown, "conflict": met}


def _links(static: Mapping[str, str], assessment: str) -> dict[str, str]:
    report = static.get("report", "")
    return {
        "home": static.get("home", ""),
        "report": f"{report}?assessment={assessment}" if report else "",
    }
