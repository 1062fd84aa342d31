"""How long it takes to read, to think and to type: the formula of `content/burden.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from answerable.bank.load import read_own
from answerable.bank.model import Answer

FILE = "burden.yml"
MINUTE = 60


@dataclass(frozen=True)
class Effort:
    """Minutes by what they are spent on."""

    reading: float = 0.0
    thinking: float = 0.0
    typing: float = 0.0

    @property
    def minutes(self) -> float:
        return self.reading + self.thinking + self.typing

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(
            self.reading + other.reading,
            self.thinking + other.thinking,
            self.typing + other.typing,
        )


@dataclass(frozen=True)
class Timed:
    """Walks through an example that were really timed: by a program, so the page's own share."""

    example: str
    route: str
    date: str
    seconds: float  # the middle of `runs`
    runs: int
    questions: int
    cores: int
    load: float


@dataclass(frozen=True)
class Pace:
    """The formula, and the targets that its figures are held against."""

    read_a_minute: float
    typed_a_minute: float
    think: Mapping[str, float]
    typed: Mapping[str, float]
    forms: Mapping[str, Answer]
    most_shown: Mapping[str, int]
    most_share: float
    timed: Timed | None = None

    def reading(self, words: int) -> Effort:
        return Effort(reading=words / self.read_a_minute)

    def thinking(self, answer: Answer, times: int = 1) -> Effort:
        return Effort(thinking=self.think[answer.kind] * times / MINUTE)

    def typing(self, answer: Answer, times: int = 1) -> Effort:
        return Effort(typing=self.words_typed(answer) * times / self.typed_a_minute)

    def words_typed(self, answer: Answer) -> float:
        """Return how many words one answer takes; only a reason that must be given is counted."""
        if answer.kind == "text":
            return self.typed[answer.size]
        if answer.kind == "yes_no_unsure":
            return self.typed["why"] if answer.why == "required" else 0.0
        return self.typed.get(answer.kind, 0.0)


@cache
def load_pace(folder: Path | None = None) -> Pace:
    """Return what `burden.yml` in `folder` says, or the one that ships.

    Raises:
        ContentError: the file cannot be read or does not have its shape.
    """
    return read_own(folder, FILE, pace)


def pace(data: Mapping[str, Any]) -> Pace:
    """Return the formula from its file."""
    return Pace(
        read_a_minute=data["read_a_minute"],
        typed_a_minute=data["typed_a_minute"],
        think=data["think"],
        typed=data["typed"],
        forms={wants: Answer(**answer) for wants, answer in data["forms"].items()},
        most_shown=data["targets"]["shown"],
        most_share=data["targets"]["share"],
        timed=Timed(**data["timed"]) if "timed" in data else None,
    )
