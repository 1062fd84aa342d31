"""Words gathered from a file, within a bound, and what of the file they do not cover."""

import io
from dataclasses import dataclass

from answerable.record.attachments.kinds import MEBIBYTE

TEXT_LIMIT = 20 * MEBIBYTE  # characters


@dataclass(frozen=True)
class Words:
    """The readable text of a file. What was not read is named in `missed`, none of it in `text`.

    `missed` holds keys of `unread.` in `content/wording/cli.yml`: `pdf` and `picture` for whole
    files, `pictures` for those inside, `damaged`, `long` and `depth` where reading stopped.
    """

    text: str
    missed: tuple[str, ...] = ()

    @property
    def read(self) -> bool:
        """Whether the file was read, if only in part."""
        return bool(self.text) or not self.missed


class Gathering:
    """Collects text up to `room` characters."""

    def __init__(self, room: int = TEXT_LIMIT) -> None:
        """Begin with nothing."""
        self.room = room
        self._text = io.StringIO()
        self._missed: dict[str, None] = {}

    def add(self, text: str) -> None:
        """Add `text` as it is."""
        if len(text) > self.room:
            self.miss("long")
        self.room -= self._text.write(text[: self.room])

    def line(self, text: str) -> None:
        """Add `text` so that it does not run into what comes next."""
        self.add(text if text.endswith("\n") else text + "\n")

    def miss(self, key: str) -> None:
        """Say that something was not read, and why."""
        self._missed[key] = None

    def words(self) -> Words:
        """Return what was gathered."""
        return Words(self._text.getvalue(), tuple(self._missed))
