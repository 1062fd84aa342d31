"""Whether the library makes sense: registers, groups, harms, laws and cases that there are."""

from collections import Counter
from collections.abc import Iterator

from answerable.bank.coverage import answer_at
from answerable.bank.library import Pick
from answerable.bank.model import Bank, Column
from answerable.bank.sense import known
from answerable.bank.values import refused
from answerable.wording import say

FILE = "library.yml"
KINDS = "groups.kinds"  # what `kinds` of a pick are among
FILLED = ("title", "how")


def library_problems(bank: Bank) -> Iterator[str]:
    """Yield a line for each thing in `library.yml` that the bank does not have or cannot take."""
    registers = [c.id for c in bank.concepts.values() if c.answer.kind == "rows"]
    for register, picks in bank.library.items():
        yield from known(FILE, "picks", register, registers)
        for name, times in Counter(pick.id for pick in picks).items():
            if times > 1:
                yield say("content", "twice", file=FILE, place=register, name=name)
        for pick in picks:
            yield from _pick_problems(bank, register, pick)
    cited = {case for picks in bank.library.values() for pick in picks for case in pick.cases}
    for case in bank.cases:
        if case not in cited:
            yield say("content", "case_unused", file=FILE, place="cases", name=case)


def _pick_problems(bank: Bank, register: str, pick: Pick) -> Iterator[str]:
    spot = f"{register}.{pick.id}"
    others = {p.id for name, picks in bank.library.items() if name != register for p in picks}
    kinds = answer_at(bank, KINDS)
    named = (
        ("kinds", pick.kinds, [option.value for option in kinds.options] if kinds else ()),
        ("harms", pick.harms, others),
        ("source", pick.source, bank.law),
        ("cases", pick.cases, bank.cases),
    )
    for place, names, there in named:
        for name in names:
            yield from known(FILE, f"{spot}.{place}", name, there)
    if not pick.source and not pick.cases:
        yield say("content", "pick_without_source", file=FILE, place=spot)
    for column in bank.concepts[register].answer.columns if register in bank.concepts else ():
        yield from _too_long(bank, spot, column, pick)


def _too_long(bank: Bank, spot: str, column: Column, pick: Pick) -> Iterator[str]:
    if column.id in FILLED and refused(column.answer, getattr(pick, column.id), bank.limits):
        yield say("content", "pick_refused", file=FILE, place=f"{spot}.{column.id}")
