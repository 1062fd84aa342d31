"""What every request of the service works with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from fastapi.concurrency import run_in_threadpool

from answerable.bank.files import read_yaml
from answerable.errors import AnswerableError
from answerable.service.capabilities import Caller, Capabilities
from answerable.service.changes import Changes
from answerable.service.guarded import GuardedRecords
from answerable.service.presence import Presence

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Desk:
    """The records behind the access table, the passes, the news, who is there, who may issue passes."""

    records: GuardedRecords
    capabilities: Capabilities
    changes: Changes
    presence: Presence
    issuer: str
    people: str

    async def work(self, task: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do something that waits for the disk without keeping others waiting."""
        return await run_in_threadpool(task, *args, **kwargs)

    def roles_of(self, person: str) -> tuple[str, ...]:
        """Return the roles that the people file gives somebody in the organisation."""
        if not self.people:
            return ()
        told: dict[str, Any] = read_yaml(Path(self.people)) or {}
        return tuple(role for role, who in told.get("roles", {}).items() if person in who)

    async def still_sees(self, caller: Caller, assessment: str) -> bool:
        """Return whether the caller's line of passes and access still stand."""
        try:
            await self.work(self.capabilities.alive, caller.line)
            await self.work(self.records.head, caller, assessment)
        except AnswerableError:
            return False
        return True
