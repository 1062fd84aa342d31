"""Who has a record open, and where in it: no evidence, in no event and on no disk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a page is: in which task, at which address it is written in now, or no longer `here`."""

    page: str
    task: str = ""
    at: str = ""
    here: bool = True


@dataclass(frozen=True)
class Here:
    """Somebody who has a record open, as others are told of them."""

    person: str
    name: str
    task: str = ""
    at: str = ""
