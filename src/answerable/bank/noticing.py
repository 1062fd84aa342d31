"""The kinds of finding: each looks at the answers in one way, with the parameters of its entry.

Adding a kind: a function here and its row in `KINDS`, then its parameters in
`content/schema/findings.schema.json`, a case in `tests/data/cases/findings.yml`, and its sentence
`fires.…` in `content/wording/catalogue.yml`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from answerable.bank.checks import Check
from answerable.bank.model import Field
from answerable.bank.noticing_risk import high_left, less_for_nothing
from answerable.bank.reading import (
    Look,
    Noticed,
    Said,
    everywhere,
    is_hollow,
    row_name,
    rows_of,
    said,
    text_of,
)
from answerable.bank.rules import Scope, evaluate, plain
from answerable.bank.texts import affirms, heard, holds, likeness, sentences, topics, words_of
from answerable.bank.values import is_answered

PROSE = frozenset({"text", "yes_no_unsure"})
TOLD = frozenset({"text", "person"})


def _phrases(look: Look, check: Check, name: str) -> tuple[str, ...]:
    return look.bank.phrases[check.given[name]] if name in check.given else ()


def not_sure(look: Look, check: Check) -> Iterator[Noticed]:
    """An answer of *not sure* and no open action to which it is tied.

    Tied means: title and owner of the action share `shared` longer words with question and reason.
    A choice that holds no reason is tied by one, and the names of the law behind it count too.
    """
    register = check.given["actions"]
    told = [c.id for c in look.bank.concepts[register].answer.columns if c.answer.kind in TOLD]
    actions = [
        topics(text_of(row["values"].get(column)) for column in told)
        for row in rows_of(look, register, check.rows)
    ]
    for one in said(look, everywhere(look)):
        if plain(one.value) == "unsure":
            bare = one.answer.kind not in PROSE
            about = topics([_asked(look, one), one.name, one.text, *_law(look, one) * bare])
            shared = 1 if bare else check.given["shared"]
            if not any(len(about & action) >= shared for action in actions):
                yield Noticed(one.address)


def _law(look: Look, one: Said) -> list[str]:
    concept = look.bank.concepts[one.address.partition("/")[0]]
    return [look.bank.law[source].title for source in concept.due.source]


def _asked(look: Look, one: Said) -> str:
    concept, *rest = one.address.split("/")
    asked = look.bank.concepts[concept]
    return next((c.ask for c in asked.answer.columns if c.id in rest[1:]), asked.ask)


def same_text(look: Look, check: Check) -> Iterator[Noticed]:
    """A text that is nearly the same as an earlier one; each later copy is noticed once."""
    copies: set[str] = set()
    texts = [(one, heard(one.text)) for one in said(look, check.where, check.rows) if one.text]
    for (one, first), (other, second) in combinations(texts, 2):
        alike = likeness(first, second, check.given["from_words"])
        if other.address not in copies and alike * 100 >= check.given["share"]:
            copies.add(other.address)
            yield Noticed(other.address, {"other": one.name})


def unsaid(look: Look, check: Check) -> Iterator[Noticed]:
    """Nothing said at an address, nor in any place that stands in for it (`or`).

    An empty answer that is not due owes nothing. With `words`, a sentence must hold one of them, and none of `deny` before it, to count.
    """
    if any(_tells(look, check, other.text) for other in said(look, check.given.get("or", ()))):
        return
    for one in said(look, check.where, check.rows):
        owed = one.text.strip() or one.address.partition("/")[0] in look.path.due
        if owed and not _tells(look, check, one.text):
            yield Noticed(one.address, {"name": one.name})


def _tells(look: Look, check: Check, text: str) -> bool:
    wanted, denied = _phrases(look, check, "words"), _phrases(look, check, "deny")
    return not is_hollow(look, text) and any(
        not wanted or affirms(part, wanted, denied) for part in sentences(text)
    )


def only_check(look: Look, check: Check) -> Iterator[Noticed]:
    """A text in which every sentence says that a person checks, and none gives a figure."""
    for one in said(look, check.where, check.rows):
        if _person_checks(look, check, one.text):
            yield Noticed(one.address)


def _person_checks(look: Look, check: Check, text: str) -> bool:
    persons, checks = _phrases(look, check, "persons"), _phrases(look, check, "checks")
    parts = sentences(text)
    return bool(parts) and all(
        holds(part, persons) and holds(part, checks) and not holds(part, ("#",)) for part in parts
    )


def only_measure(look: Look, check: Check) -> Iterator[Noticed]:
    """A row about bias, and no measure that points at it but that a person checks."""
    register = check.where[0].partition(".")[0]
    columns = [place.partition(".")[2] for place in check.where]
    for row in rows_of(look, register, check.rows):
        told = ". ".join(text_of(row["values"].get(column)) for column in columns)
        against = tuple(_measures(look, check, row["id"]))
        alone = against and all(_person_checks(look, check, measure) for measure in against)
        if alone and holds(told, _phrases(look, check, "about")):
            facts = {"name": row_name(look, register, row)}
            yield Noticed(f"{register}/{row['id']}/{columns[0]}", facts)


def _measures(look: Look, check: Check, row_id: str) -> Iterator[str]:
    """Yield the name of each measure that points at a row."""
    measures, _, column = check.given["measures"].partition(".")
    for measure in rows_of(look, measures):
        if row_id in (measure["values"].get(column) or ()):
            yield row_name(look, measures, measure)


def past(look: Look, check: Check) -> Iterator[Noticed]:
    """A day that has passed; the day itself has not."""
    for one in said(look, check.where, check.rows):
        if one.value and date.fromisoformat(one.value) < look.today:
            yield Noticed(one.address, {"name": one.name})


def no_row(look: Look, check: Check) -> Iterator[Noticed]:
    """A register that is due, with rows, but none for some of the options in `values`."""
    place = check.where[0]
    register, _, column = place.partition(".")
    there = {row["values"].get(column) for row in rows_of(look, register)}
    wanted = [value for value in check.given["values"] if value not in there]
    if register in look.path.due and there and wanted:
        columns = look.bank.concepts[register].answer.columns
        options = next(c.answer.options for c in columns if c.id == column)
        labels = [option.label for option in options if option.value in wanted]
        yield Noticed(register, {"options": ", ".join(labels)})


def too_little(look: Look, check: Check) -> Iterator[Noticed]:
    """A text that is too short for the room it has, or made of phrases that say nothing."""
    least = check.given["least"]
    for one in said(look, check.where or tuple(everywhere(look)), check.rows):
        if one.address in look.named or one.answer.kind not in PROSE or not one.text.strip():
            continue
        wanted = least.get(_room(one), 0)
        if len(words_of(one.text)) < wanted or is_hollow(look, one.text):
            yield Noticed(one.address)


def _room(one: Said) -> str:
    """Return how much room a text has: its size, `row` in a register, `reason` beside a choice."""
    if one.answer.kind == "text":
        return "row" if "/" in one.address and one.answer.size != "line" else one.answer.size
    return "reason" if one.answer.why == "required" else ""


def no_effect(look: Look, check: Check) -> Iterator[Noticed]:
    """A lower route that does not count, for this one problem."""
    choice = look.path.routing.choice
    for name, problem in choice.lacks.items() if choice else ():
        if problem == check.given["problem"] and name in look.path.visible:
            yield Noticed(name)


def missing(look: Look, _: Check) -> Iterator[Noticed]:
    """An answer that is due and not complete, unless an earlier finding speaks of it."""
    for each in look.path.missing:
        if each.address not in look.named:
            yield Noticed(each.address)


def empty_field(look: Look, _: Check) -> Iterator[Noticed]:
    """A field that a due document must have and nothing visible fills, for no reason named yet."""
    named = {_place(address) for address in look.named}
    for due in look.path.routing.documents:
        for field in _wanted(look, due.document.id):
            registers = {fill.partition(".")[0] for fill in field.fills}
            if not named & registers.union(field.fills) and not _filled(look, field):
                facts = {"document": due.document.title, "field": field.title}
                yield Noticed(f"{due.document.id}:{field.id}", facts)


def _wanted(look: Look, document: str) -> Iterator[Field]:
    """Yield the fields that answers must fill in a document, if it is one that has fields."""
    scope = Scope(look.path.shown, look.path.routing.strictest)
    lens = look.bank.lenses.get(document)
    for section in lens.sections if lens else ():
        for field in section.fields:
            applies = field.when is None or evaluate(field.when, scope)
            if field.mandatory and not field.derived and applies:
                yield field


def _place(address: str) -> str:
    """Return the `concept` or `register.column` of an address."""
    concept, *rest = address.split("/")
    return f"{concept}.{rest[1]}" if rest[1:] else concept


def _filled(look: Look, field: Field) -> bool:
    """Return whether something fills `field`, or no row of its register is asked for it."""
    named = set(_named(look, field))
    for fill in field.fills:
        register = fill.partition(".")[0]
        found = tuple(said(look, [fill]))
        there = [one for one in found if not field.named_by or _row_id(one) in named]
        if any(is_answered(one.value) for one in there):
            return True
        if not there and look.path.shown.get(register):
            return True
    return False


def _row_id(one: Said) -> str:
    return (*one.address.split("/"), "")[1]


def _named(look: Look, field: Field) -> Iterator[str]:
    """Yield the rows that another register points at, where the field is about those alone."""
    register, _, column = field.named_by.partition(".")
    for row in rows_of(look, register):
        yield from row["values"].get(column) or ()


@dataclass(frozen=True)
class Kind:
    """How one kind looks, what its entry must give and may give, and what its words may name."""

    notice: Callable[[Look, Check], Iterator[Noticed]]
    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()  # kinds of answer; none where the kind looks everywhere


PERSON = frozenset({"persons", "checks"})
NAME = frozenset({"name"})
KINDS = {
    "not_sure": Kind(not_sure, frozenset({"actions", "shared"})),
    "same_text": Kind(same_text, frozenset({"share", "from_words"}), facts=frozenset({"other"}), reads=PROSE),
    "unsaid": Kind(unsaid, may=frozenset({"words", "deny", "or"}), facts=NAME, reads=PROSE),
    "only_check": Kind(only_check, PERSON, reads=PROSE),
    "only_measure": Kind(only_measure, PERSON | {"measures", "about"}, facts=NAME, reads=PROSE),
    "past": Kind(past, facts=NAME, reads=frozenset({"date"})),
    "no_row": Kind(no_row, frozenset({"values"}), facts=frozenset({"options"}), reads=frozenset({"choice"})),
    "less_for_nothing": Kind(less_for_nothing, facts=NAME, reads=frozenset({"risk", "refer"})),
    "high_left": Kind(high_left, frozenset({"actions", "belongs", "talks", "named", "shared"}), facts=NAME, reads=frozenset({"risk", "refer"})),
    "too_little": Kind(too_little, frozenset({"least"})),
    "no_effect": Kind(no_effect, frozenset({"problem"})),
    "missing": Kind(missing),
    "empty_field": Kind(empty_field, facts=frozenset({"document", "field"})),
}  # fmt: skip
