"""What stood before at the questions of one record, told one question at a time."""

from collections.abc import Mapping
from typing import Any

from answerable.bank.values import LARGEST
from answerable.errors import AnswerableError
from answerable.record import Session
from answerable.record.history import Version, versions, versions_at

AT_ONCE = 20
LONGEST_ADDRESS = 200


class Earlier:
    """Knows which questions have earlier answers, and looks those up when a page asks."""

    def __init__(self, session: Session) -> None:
        """Read the record of `session` once; from then on, follow what the session reads."""
        self.session = session
        given = versions(session.events())
        self._found = {address for address, there in given.items() if len(there) > 1}
        self._based = dict(session.based)

    def addresses(self) -> list[str]:
        """Return every address whose answer was once another, as far as the session has read."""
        now = dict(self.session.based)
        self._found |= {a for a, seq in self._based.items() if now.get(a) != seq}
        self._based = now
        return sorted(self._found)

    def reply(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return up to `AT_ONCE` answers at the address that is `asked` for, the latest first.

        With `before`, those given before that event; `more` says whether there are older ones.
        """
        address, before = asked.get("address"), asked.get("before")
        if not isinstance(address, str) or len(address) > LONGEST_ADDRESS:
            return {"address": "", "versions": [], "more": False}
        last = before if type(before) is int else LARGEST
        try:
            given = [v for v in versions_at(self.session.events(), address) if v.seq < last]
        except AnswerableError as error:
            problem = {"key": error.wording, "sentence": str(error)}
            return {"address": address, "problem": problem}
        shown = [_told(version) for version in reversed(given[-AT_ONCE:])]
        return {"address": address, "versions": shown, "more": len(given) > AT_ONCE}


def _told(version: Version) -> dict[str, Any]:
    said = {"value": version.value, "erased": version.erased}
    by = {"by": version.by.id, "role": version.by.role}
    return {"seq": version.seq, "at": version.at, **by, **said}
