"""What is said of a route that a team chose itself: which, by whose leave, or why it does not count."""

from collections.abc import Iterator, Mapping

from answerable.bank.model import Answers, Bank
from answerable.bank.screening import Routing
from answerable.reports import values
from answerable.wording import say


def told_of_choice(bank: Bank, routing: Routing, answers: Answers) -> tuple[str, ...]:
    """Return the sentences about a choice of route, with what `answers` may tell of it."""
    how, choice, verdict = bank.screening.choosing, routing.choice, routing.verdict
    if not how or not choice or not verdict or choice.way == "same":
        return ()
    facts = {"route": choice.route.title, "verdict": verdict.title}
    if not choice.counts:
        lacks = " ".join(_lacks(bank, choice.lacks))
        return (say("report", "choice_no_effect", lacks=lacks, **facts),)
    said = say("report", "choice_counts", **facts)
    if choice.way == "up":
        return (said,)
    reason, reviewer = (_line(bank, answers, name) for name in (how.reason, how.reviewer))
    return (
        said,
        say("report", "choice_reason", reason=reason),
        say("report", "choice_reviewer", reviewer=reviewer),
        say("report", "choice_by_law", **facts),
    )


def _lacks(bank: Bank, lacks: Mapping[str, str]) -> Iterator[str]:
    for name, problem in lacks.items():
        yield f"{bank.concepts[name].ask} {say('report', f'lacks_{problem}')}"


def _line(bank: Bank, answers: Answers, name: str) -> str:
    if name not in answers:
        return say("report", "choice_withheld")
    return values.read(bank.concepts[name].answer, answers[name], {}).line
