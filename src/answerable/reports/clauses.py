"""The number of a field: that of its form, or its clauses as the law file names them."""

from answerable.bank.model import Bank, Field, Section
from answerable.wording import say


def numbered(bank: Bank, part: Field | Section) -> str:
    """Return the title of `part` with its number; a clause that nobody confirmed says so."""
    number = part.official or "; ".join(_clause(bank, source) for source in part.law)
    if not number:
        return part.title
    return say(
        "report", "field_numbered", official=number[0].upper() + number[1:], title=part.title
    )


def _clause(bank: Bank, source: str) -> str:
    clause = bank.law[source]
    if clause.confidence == "confirmed":
        return clause.section
    return say("report", "clause_unconfirmed", clause=clause.section)
