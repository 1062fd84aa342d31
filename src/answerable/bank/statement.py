"""The accessibility statement: what was tested and how, what was not, and whom to tell.

Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. The app
shows it, and `make catalogue` writes it to `docs/accessibility.md`.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from answerable.bank.load import load_bank
from answerable.bank.model import Bank
from answerable.wording import say, words

NAME = "accessibility.md"
LAW = "si2018-952"
SECTIONS = ("about", "standing", "tested", "untested", "problems", "report", "law", "prepared")
LINE = re.compile(r"_a(\d+|_[a-z]+)$")  # a line of a list
CONTACT = ("email", "phone", "post")


@dataclass(frozen=True)
class Block:
    """A paragraph, or the lines of a list."""

    text: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Statement:
    title: str = ""
    sections: tuple[Section, ...] = field(default=())


def statement(bank: Bank) -> Statement:
    """Return the statement for the organisation of `bank`."""
    facts = _facts(bank)
    sections = (Section(_said(name, facts), tuple(_blocks(name, facts))) for name in SECTIONS)
    return Statement(_said("title", facts), tuple(sections))


def _facts(bank: Bank) -> dict[str, str]:
    source = bank.law[LAW]
    contact = {key: value for key, value in bank.organisation.accessibility.items() if value}
    return contact | {
        "law": f"{source.title} ({source.section})",
        "date": say("accessibility", "prepared_date"),
        "name": bank.organisation.name,
        "unconfirmed": "" if source.confidence == "confirmed" else source.id,
        "unreachable": "" if set(contact) & set(CONTACT) else "yes",
    }


# What is said only if a fact is there.
NEEDS = {
    "about_named": "name",
    "report_none": "unreachable",
    "report_days": "days",
    "law_unconfirmed": "unconfirmed",
    **{f"report_a_{key}": key for key in CONTACT},
}


def _blocks(section: str, facts: dict[str, str]) -> Iterator[Block]:
    """Yield what a section says, in the order of its words; neighbouring lines are one list."""
    lines: list[str] = []
    for key in words("accessibility"):
        wanted = key.startswith(f"{section}_") and key != "prepared_date"
        if not wanted or not facts.get(NEEDS.get(key, "law")):
            continue
        if LINE.search(key):
            lines.append(_said(key, facts))
            continue
        if lines:
            yield Block(lines=tuple(lines))
            lines = []
        yield Block(text=_said(key, facts))
    if lines:
        yield Block(lines=tuple(lines))


def _said(key: str, facts: dict[str, str]) -> str:
    return say("accessibility", key, **facts)


def page(bank: Bank) -> str:
    """Return the statement as a page of the project's own papers."""
    told = statement(bank)
    parts = [f"# {told.title}", say("accessibility", "made")]
    for section in told.sections:
        parts.append(f"## {section.title}")
        parts += [
            block.text or "\n".join(f"- {one}" for one in block.lines) for block in section.blocks
        ]
    return "\n\n".join(parts) + "\n"


def write(folder: Path) -> None:
    """Write the page to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(page(load_bank()), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
