"""What the program notices in the answers, told to one page: all of it at first, then what changes."""

import datetime as dt
from typing import Any

from answerable.bank.findings import beyond_missing, findings
from answerable.record import Session


class FindingsTold:
    """Looks at the answers of a session, and knows what its page has heard."""

    def __init__(self, session: Session) -> None:
        """Follow what `session` reads."""
        self.session = session
        self._told: dict[tuple[str, str], str] = {}
        self._explained: set[str] = set()
        self._checks = {check.id: check for check in session.bank.checks}

    def all(self) -> list[dict[str, Any]]:
        """Return every finding that says more than what is missing, and count it as told."""
        self._told = self._found()
        return self.lines()

    def lines(self) -> list[dict[str, Any]]:
        """Return what the page has heard, as it stands."""
        self._explained.clear()
        return [self._line(*one) for one in self._told.items()]

    def news(self) -> dict[str, Any] | None:
        """Return which findings have come (`add`) and which are no longer true (`gone`), if any."""
        before, now = self._told, self._found()
        self._told = now
        add = [self._line(*one) for one in now.items() if before.get(one[0]) != one[1]]
        gone = [list(key) for key in before if key not in now]
        return {"add": add, "gone": gone} if add or gone else None

    def _found(self) -> dict[tuple[str, str], str]:
        today = dt.datetime.now(dt.UTC).date()
        found = findings(self.session.bank, self.session.path, today)
        return {(one.id, one.address): one.says for one in beyond_missing(self.session.bank, found)}

    def _line(self, key: tuple[str, str], says: str) -> dict[str, Any]:
        """Return one finding for the page; the first of its kind also says what to do and why."""
        line: dict[str, Any] = {"id": key[0], "address": key[1], "says": says}
        if key[0] in self._explained:
            return line
        self._explained.add(key[0])
        check = self._checks[key[0]]
        return {**line, "todo": check.todo, "source": list(check.source)}
