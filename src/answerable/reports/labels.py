"""What people read in the place of addresses and values: the question, the name of the row, the words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.bank.model import Answer, Answers, Bank, Value
from answerable.bank.values import readable
from answerable.record.history import Version
from answerable.reports import values
from answerable.wording import clean, say


@dataclass(frozen=True)
class Labels:
    """One bank, and what the rows of one record are called."""

    bank: Bank
    titles: values.Titles

    def answer_at(self, address: str) -> Answer | None:
        """Return what kind of answer the bank wants at `address`; None when it asks nothing there."""
        concept, _, rest = address.partition("/")
        asked = self.bank.concepts.get(concept)
        if asked is None or not rest:
            return asked.answer if asked else None
        columns = {column.id: column.answer for column in asked.answer.columns}
        return columns.get(rest.partition("/")[2])

    def ask(self, address: str) -> str:
        """Return the question at `address`; where it does not name its row, the row comes first."""
        register, _, rest = address.partition("/")
        title, ask = self.row(register, rest.partition("/")[0]), self.short_ask(address)
        if not rest or ask == address or title in ask:
            return ask
        return say("report", "question_of_row", row=title, ask=ask)

    def short_ask(self, address: str) -> str:
        """Return the question at `address` as it is asked within its row; the address if none is."""
        register, _, rest = address.partition("/")
        row, _, column_id = rest.partition("/")
        asked = self.bank.concepts.get(register)
        if asked is None or not rest:
            return asked.ask if asked else address
        columns = {column.id: column.ask for column in asked.answer.columns}
        return columns.get(column_id, address).replace("{row}", self.row(register, row))

    def row(self, register: str, row: str) -> str:
        """Return what a row is called."""
        return self.titles.get(register, {}).get(row) or say("report", "row_not_here")

    def read(self, address: str, value: Value) -> values.Reading:
        """Return `value` in words; as it is stored where it is no answer to the bank's question."""
        answer = self.answer_at(address)
        if value is None:
            return values.Reading()
        if answer is None or not readable(answer, value):
            return values.Reading((clean(json.dumps(value, ensure_ascii=False)),))
        return values.read(answer, value, self.titles)


def labels_of(bank: Bank, *answers: Answers) -> Labels:
    """Return the labels for rows in any of `answers`; the last of them that has a row names it."""
    titles: dict[str, dict[str, str]] = {}
    for said in answers:
        for register, named in values.row_titles(bank, said).items():
            titles.setdefault(register, {}).update(named)
    return Labels(bank, titles)


def labels_ever(bank: Bank, given: Mapping[str, Sequence[Version]]) -> Labels:
    """Return the labels for every row that ever was, by the last title it had."""
    titles: dict[str, dict[str, str]] = {}
    for address, there in given.items():
        register, _, rest = address.partition("/")
        row, _, column = rest.partition("/")
        if not rest or register not in bank.concepts:
            continue
        said = [version.value for version in there if isinstance(version.value, str)]
        named = {"title": said[-1]} if said and column == "title" else {}
        name = values.row_title(bank.concepts[register].answer, {"values": named})
        known = titles.setdefault(register, {})
        known[row] = name if named else known.get(row, name)
    return Labels(bank, titles)
