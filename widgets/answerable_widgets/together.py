"""Who else is at work on one record: where they are now, who answered last."""

import re
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from answerable.errors import AnswerableError
from answerable.record import Session
from answerable.record.pagestate import known_names
from answerable.record.presence import Here, Place
from answerable.record.shapes import ADDRESS, LONGEST_ADDRESS

PAGE = re.compile(r"[\w-]{1,80}", re.ASCII)
TASK = re.compile(r"[a-z0-9_]{0,80}")
MOST_PEOPLE = 50  # a page names no more of those who took part


class Together:
    """Tells the store where a page is, without keeping the page waiting, and the page of others."""

    def __init__(self, session: Session) -> None:
        """Follow what `session` reads; nobody else is known yet."""
        self.session = session
        self.people: list[dict[str, str]] = []
        self._next: Place | None = None
        self._telling = False
        self._lock = threading.Lock()

    def said(self, message: Mapping[str, Any]) -> None:
        """Pass on where a page says it is; the last word counts, and what is none is left."""
        page, task, at = (message.get(name, "") for name in ("page", "task", "at"))
        if not all(isinstance(word, str) for word in (page, task, at)):
            return
        known = PAGE.fullmatch(page) and TASK.fullmatch(task) and len(at) <= LONGEST_ADDRESS
        if known and ADDRESS.fullmatch(at):
            self._tell(Place(page, task, at, here=message.get("here", True) is True))

    def others(self, here: Sequence[Here]) -> None:
        """Keep who is there, as the store told."""
        self.people = [vars(each) for each in here]

    def colleagues(self) -> list[dict[str, str]]:
        """Return who took part so far, apart from this person: account and name."""
        others = sorted(self.session.state.people - {self.session.person.id})[:MOST_PEOPLE]
        names = known_names(self.session, others)
        return [{"id": each, "name": names.get(each, "")} for each in others]

    def answered_since(self, seq: int) -> dict[str, dict[str, str]]:
        """Return whose answers came after event `seq`, by address."""
        fresh = {at: each.by for at, each in self.session.state.held.items() if each.seq > seq}
        names = known_names(self.session, fresh.values())
        return {at: {"by": by, "name": names.get(by, "")} for at, by in fresh.items()}

    def _tell(self, place: Place) -> None:
        with self._lock:
            self._next = place
            if self._telling:
                return
            self._telling = True
        threading.Thread(target=self._tell_all, name="answerable-here", daemon=True).start()

    def _tell_all(self) -> None:
        while (place := self._taken()) is not None:
            try:
                self.session.store.present(self.session.assessment, place)
            except AnswerableError:
                continue  # the page says it again in a few seconds

    def _taken(self) -> Place | None:
        with self._lock:
            place, self._next = self._next, None
            self._telling = place is not None
        return place
