"""What answering takes, as a page for people: every example, target by target.

`make catalogue` writes it to `docs/burden.md`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from answerable.bank.burden import Burden, burden
from answerable.bank.burden_told import (
    form_cells,
    form_heads,
    formula,
    lines,
    timed,
    verdicts,
    words,
)
from answerable.bank.examples import examples
from answerable.bank.load import load_bank
from answerable.bank.model import Bank
from answerable.bank.pace import Pace, load_pace

NAME = "burden.md"


def burden_page(bank: Bank, pace: Pace) -> str:
    """Return the page about every example that ships."""
    parts = [f"# {words('title')}", words("made"), words("intro")]
    for example in examples():
        parts.append(f"## {words('example', title=example.title)}")
        parts += _measured(burden(bank, example.answers, pace), bank, pace)
    parts += [f"## {words('formula.title')}", *formula(pace), *timed(bank, pace)]
    return "\n\n".join(parts) + "\n"


def _measured(found: Burden, bank: Bank, pace: Pace) -> Iterator[str]:
    yield _bullets(lines(found, bank))
    yield f"### {words('targets')}"
    yield _bullets(verdicts(found, pace))
    yield f"### {words('forms')}"
    rows = [form_heads(), ("---",) * len(form_heads()), *map(form_cells, found.forms)]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _bullets(said: Iterator[str]) -> str:
    return "\n".join(f"- {sentence}" for sentence in said)


def write(folder: Path) -> None:
    """Write the page to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(burden_page(load_bank(), load_pace()), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
