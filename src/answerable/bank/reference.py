"""What the bank cites, and what it explains: sources in law and guidance, and words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LawSource:
    id: str
    title: str
    section: str
    url: str
    valid_from: str
    valid_to: str
    checked_by: str
    checked_on: str
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class Term:
    """A word that not everybody knows, in plain ones; `also` are other forms of it."""

    id: str
    term: str
    means: str
    also: tuple[str, ...] = ()
    source: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Return every form under which the word is met."""
        return (self.term, *self.also)
