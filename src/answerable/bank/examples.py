"""The assessments that ship as examples, as their files tell them: answers, and no record."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from answerable import places
from answerable.bank.files import read_yaml
from answerable.bank.model import Answers


@dataclass(frozen=True)
class Example:
    id: str
    title: str
    answers: Answers


def examples(folder: Path | None = None) -> Iterator[Example]:
    """Yield every example in the content `folder`, in the order of their names."""
    for file in sorted((folder or places.content()).glob("examples/*/answers.yml")):
        told = read_yaml(file)
        yield Example(told["id"], told["title"], told["answers"])
