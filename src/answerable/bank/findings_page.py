"""Every finding as a page for people: when it is made, what it says, what to do, what it rests on."""

from collections.abc import Iterator
from string import Formatter

from answerable.bank.checks import Check
from answerable.bank.model import Bank
from answerable.bank.page_parts import cited, sources, top, words
from answerable.bank.rules_told import asked, rule_told

NAME = "findings.md"
ROOMS = ("line", "short", "long", "row", "reason")


def findings_page(bank: Bank) -> str:
    """Return every finding in the order in which they are looked for."""
    parts = [top("findings"), words("findings.intro", count=len(bank.checks))]
    parts += [_finding(bank, check) for check in bank.checks]
    parts += sources(bank, (source for check in bank.checks for source in check.source))
    return "\n\n".join(parts) + "\n"


def _finding(bank: Bank, check: Check) -> str:
    about = words("finding.about", id=check.id, kind=check.kind) + cited(check.source)
    lines = "\n".join(f"- {line}" for line in _lines(bank, check))
    return "\n\n".join([f"### {_says(check)}", about, lines])


def _says(check: Check) -> str:
    """Return what is said, with an ellipsis for what differs from one project to the next."""
    parts = Formatter().parse(check.says)
    return "".join(text + (words("differs") if name else "") for text, name, _, _ in parts)


def _lines(bank: Bank, check: Check) -> Iterator[str]:
    yield words("finding.when", what=_looks(bank, check))
    if check.where:
        places = words("rule.next").join(_place(bank, place) for place in check.where)
        yield words("finding.where", places=places)
    if check.when:
        yield words("finding.only", rule=rule_told(bank, check.when))
    if check.rows:
        register = str(check.given.get("actions") or check.where[0].partition(".")[0])
        yield words("finding.rows", rule=rule_told(bank, check.rows, register))
    yield words("finding.todo", todo=check.todo)


def _looks(bank: Bank, check: Check) -> str:
    """Return in words what this kind of finding looks for, with what its entry gives it."""
    given = {name: value for name, value in check.given.items() if isinstance(value, int)}
    said = [words(f"fires.{check.kind}", **given)]
    if "words" in check.given:
        said.append(words("fires.words", what=words(f"list.{check.given['words']}")))
    if "or" in check.given:
        places = words("rule.next").join(_place(bank, place) for place in check.given["or"])
        said.append(words("fires.or", places=places))
    if "least" in check.given:
        least = check.given["least"]
        rooms = [words(f"room.{room}", count=least[room]) for room in ROOMS if room in least]
        said.append(words("fires.least", rooms=words("rule.next").join(rooms)))
    if "values" in check.given:
        said.append(words("fires.values", labels=_labels(bank, check)))
    return " ".join(said)


def _place(bank: Bank, place: str) -> str:
    return words("place", ask=asked(bank, place), address=place)


def _labels(bank: Bank, check: Check) -> str:
    register, _, name = check.where[0].partition(".")
    columns = bank.concepts[register].answer.columns
    options = next(column.answer.options for column in columns if column.id == name)
    return ", ".join(option.label for option in options if option.value in check.given["values"])
