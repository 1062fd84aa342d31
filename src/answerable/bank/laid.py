"""One folder laid over the bank, as a bank and a record remember it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Overlay:
    """A folder laid over the bank: whose it is, for which bank it was made, what its words are worth.

    `status` is empty when its words have been checked. `language` is empty when it adds none.
    """

    id: str
    title: str
    version: str
    hash: str
    lays_over: Mapping[str, str]
    language: str = ""
    status: str = ""

    @property
    def pin(self) -> dict[str, str]:
        """What a record keeps of it."""
        return {"id": self.id, "version": self.version, "hash": self.hash}
