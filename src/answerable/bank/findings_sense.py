"""Whether the findings make sense: known kinds, places, lists and laws, and all they need."""

from collections import Counter
from collections.abc import Iterable, Iterator
from string import Formatter

from answerable.bank.checks import Check
from answerable.bank.coverage import answer_at
from answerable.bank.model import Bank
from answerable.bank.noticing import KINDS, Kind
from answerable.bank.sense import known, rule_problems
from answerable.wording import say

FILE = "findings.yml"
LISTS = (
    "words",
    "named",
    "deny",
    "persons",
    "checks",
    "about",
)  # names of lists in boilerplate.yml


def finding_problems(bank: Bank) -> Iterator[str]:
    """Yield a line for each thing in `findings.yml` that the bank or the program does not have."""
    for check in bank.checks:
        yield from known(FILE, f"{check.id}.kind", check.kind, KINDS)
        if check.kind in KINDS:
            yield from _given(check, KINDS[check.kind])
            yield from _facts(check, KINDS[check.kind])
            yield from _places(bank, check, KINDS[check.kind])
        yield from _lists(bank, check)
        yield from _rules(bank, check)
        for source in check.source:
            yield from known(FILE, f"{check.id}.source", source, bank.law)
    for name, times in Counter(check.id for check in bank.checks).items():
        if times > 1:
            yield say("content", "twice", file=FILE, place="findings", name=name)


def _given(check: Check, kind: Kind) -> Iterator[str]:
    """Yield what the kind needs and is not given, and what it is given and does not know."""
    for name in sorted(kind.needs - set(check.given)):
        yield say("content", "finding_needs", file=FILE, place=check.id, kind=check.kind, name=name)
    for name in check.given:
        yield from known(FILE, f"{check.id}.given", name, kind.needs | kind.may)
    if kind.reads and not check.where:
        yield say(
            "content", "finding_needs", file=FILE, place=check.id, kind=check.kind, name="where"
        )


def _facts(check: Check, kind: Kind) -> Iterator[str]:
    for _, name, _, _ in Formatter().parse(check.says):
        if name is not None:
            yield from known(
                FILE, f"{check.id}.says", f"{{{name}}}", [f"{{{f}}}" for f in kind.facts]
            )


def _places(bank: Bank, check: Check, kind: Kind) -> Iterator[str]:
    """Yield a line for each address that is not there, or holds what the kind does not read."""
    more = [check.given[name] for name in ("actions", "measures", "belongs") if name in check.given]
    others = (*check.given.get("or", ()), *check.given.get("talks", ()))
    for place in (*check.where, *others, *more):
        yield from place_problems(bank, f"{check.id}.where", place)
    for place in check.where:
        answer = answer_at(bank, place)
        if answer and kind.reads and answer.kind not in kind.reads:
            facts = {"name": place, "kind": check.kind, "reads": ", ".join(sorted(kind.reads))}
            yield say("content", "finding_reads", file=FILE, place=f"{check.id}.where", **facts)
        if answer and "values" in check.given:
            options = [option.value for option in answer.options]
            for value in check.given["values"]:
                yield from known(FILE, f"{check.id}.values", value, options)


def place_problems(bank: Bank, spot: str, place: str) -> Iterator[str]:
    """Yield a line when there is no `concept` or `register.column` of this name."""
    concept, _, column = place.partition(".")
    yield from known(FILE, spot, concept, bank.concepts)
    if column and concept in bank.concepts:
        yield from known(FILE, spot, column, [c.id for c in bank.concepts[concept].answer.columns])


def _lists(bank: Bank, check: Check) -> Iterator[str]:
    for name in LISTS:
        if name in check.given:
            yield from known(FILE, f"{check.id}.{name}", check.given[name], bank.phrases)


def _rules(bank: Bank, check: Check) -> Iterator[str]:
    if check.when:
        yield from rule_problems(bank, check.when, FILE, f"{check.id}.when", bank.concepts)
    if check.rows:
        for name in _registers(check):
            register = bank.concepts.get(name)
            if register is not None:
                columns = [column.id for column in register.answer.columns]
                yield from rule_problems(
                    bank, check.rows, FILE, f"{check.id}.rows", bank.concepts,
                    register=register, columns=columns,
                )  # fmt: skip


def _registers(check: Check) -> Iterable[str]:
    places = [check.given["actions"]] if "actions" in check.given else [*check.where]
    return sorted({place.partition(".")[0] for place in places})
