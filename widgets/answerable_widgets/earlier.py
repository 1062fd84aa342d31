"""What stood before at the questions of one record, told one question at a time."""

from collections.abc import Mapping
from typing import Any

from answerable.bank.values import LARGEST
from answerable.errors import AnswerableError
from answerable.record import Session
from answerable.record.history import Version, versions_at

AT_ONCE = 20
LONGEST_ADDRESS = 200


class Earlier:
    """Looks earlier answers up when a page asks."""

    def __init__(self, session: Session) -> None:
        """Follow what `session` reads."""
        self.session = session

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
        names = self.session.names(version.by.id for version in given[-AT_ONCE:])
        shown = [_told(version, names) for version in reversed(given[-AT_ONCE:])]
        return {"address": address, "versions": shown, "more": len(given) > AT_ONCE}


def _told(version: Version, names: Mapping[str, str]) -> dict[str, Any]:
    said = {"value": version.value, "erased": version.erased}
    by = {"by": version.by.id, "name": names.get(version.by.id, ""), "role": version.by.role}
    return {"seq": version.seq, "at": version.at, **by, **said}
