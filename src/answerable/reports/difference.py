"""The page that shows what changed between two events: one self-contained file, for the team.

It holds words that somebody took back or replaced, and nobody was asked who else may read those.
So nothing here takes an audience, and the page says for whom it is: other audiences cannot be asked for.
"""

from typing import Any

from markupsafe import Markup

from answerable import __version__
from answerable.bank.model import Answers, Bank
from answerable.record import Head, Session
from answerable.record.history import Difference
from answerable.reports import templates
from answerable.reports.marked import read_difference
from answerable.reports.material import HIGHLIGHTS
from answerable.reports.safety import policy, safe_html
from answerable.reports.values import long_date
from answerable.wording import clean, say

AUDIENCE = "team"


def difference_page(session: Session, found: Difference) -> str:
    """Return the page for `found` between two events of the record of `session`."""
    title = clean(session.title).strip() or session.assessment
    tasks = read_difference(found, session.bank)
    mark = marking(session.bank, found.start.answers, found.end.answers, session.answers)
    section = templates.render(
        "difference",
        title=title,
        example=session.example,
        audience=say("report", f"audience_{AUDIENCE}"),
        start=found.start.head,
        span=span(found),
        tasks=tasks,
        count=sum(len(task.questions) for task in tasks),
    )
    page = {
        "style": Markup(templates.style()),  # noqa: S704 - our own file
        "policy": policy(templates.style()),
        "parts": [Markup(safe_html(section))],  # noqa: S704 - cleaned
        "contents": [{"id": f"task-{task.id}", "title": task.title, "inner": ()} for task in tasks],
        "about": {
            "page_title": "difference_page_title",
            "assessment": session.assessment,
            "audience": AUDIENCE,
            "hash": found.end.head.hash,
            "seal": "",
            "banner": mark,
            "title": title,
            "provenance": _provenance(session, found, mark),
        },
        "broken": False,
    }
    return templates.environment().get_template("index.html.j2").render(page=page)


def marking(bank: Bank, *states: Answers) -> str:
    """Return the strictest marking the record had in any of `states`: the words may be of any.

    The options of the question stand in the bank from the least to the most strict.
    """
    concept = HIGHLIGHTS["marking"]
    options = bank.concepts[concept].answer.options if concept in bank.concepts else ()
    had = [option.label for option in options if option.value in [s.get(concept) for s in states]]
    return had[-1] if had else say("report", "no_marking")


def span(found: Difference) -> str:
    """Return from which event to which the difference goes, with their days."""
    return say(
        "report", "difference_span", start=_point(found.start.head), end=_point(found.end.head)
    )


def _point(head: Head) -> str:
    if not head.seq:
        return say("report", "difference_from_nothing")
    return say("report", "difference_point", event=head.seq, date=long_date(head.at))


def _provenance(session: Session, found: Difference, mark: str) -> tuple[tuple[str, str], ...]:
    bank = session.bank
    known = say("report", "bank", id=bank.id, version=bank.version, hash=bank.hash)
    lines: dict[str, Any] = {
        "about_marking": mark,
        "about_audience": say("report", f"audience_{AUDIENCE}"),
        "difference_about_start": _point(found.start.head),
        "difference_about_end": _point(found.end.head),
        "about_hash": found.end.head.hash,
        "about_program": say("report", "program", version=__version__),
        "about_bank": known,
        "about_verify": say("report", "difference_verify"),
    }
    return tuple((say("report", key), told) for key, told in lines.items())
