"""Who uses this: the organisation's name, what it calls its roles, its boards, whom to tell. `organisation.yml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

FILE = "organisation.yml"


@dataclass(frozen=True)
class Board:
    """A panel or committee; `route` is the route on which projects go to it."""

    id: str
    title: str
    about: str = ""
    route: str = ""


@dataclass(frozen=True)
class Organisation:
    """`name` is the controller's, `capacity` what makes it one; both empty until somebody says so.

    Attributes:
        accessibility: how to reach whoever answers for accessibility: email, phone, post, days.
    """

    name: str = ""
    capacity: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    boards: tuple[Board, ...] = ()
    accessibility: Mapping[str, str] = field(default_factory=dict)

    def boards_on(self, route: str | None) -> Iterator[Board]:
        """Yield the boards that a project on `route` goes to."""
        return (board for board in self.boards if board.route and board.route == route)


def organisation(data: Mapping[str, Any]) -> Organisation:
    """Return the organisation from its file; nobody where there is none."""
    boards = tuple(Board(**board) for board in data.get("boards", ()))
    return Organisation(**{**data, "roles": dict(data.get("roles", {})), "boards": boards})
