"""What a person says to the others about an answer: comments, replies, and when one is resolved."""

import hashlib
import secrets
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from answerable.bank.model import Bank
from answerable.bank.values import text_problem
from answerable.errors import AddressNotFound, CommentNotFound, CommentRefused
from answerable.record.changes import asked_at
from answerable.record.comments import COMMENTED, REOPENED, REPLIED, RESOLVED, Thread
from answerable.record.events import Actor, Event, NewEvent
from answerable.record.fold import State
from answerable.record.shapes import LONGEST_COMMENT, MARK
from answerable.record.store import Batch, Stamp, Store
from answerable.wording import say

REFUSALS = {"too_long": "comment_too_long", "not_text": "comment_odd"}


class Discussing(ABC):
    """The part of a session that comments; it needs no right to answer, only the one to comment.

    `mark` is the page's own name for what it sends: the same twice is one comment.
    """

    store: Store
    assessment: str
    bank: Bank

    @property
    @abstractmethod
    def state(self) -> State: ...

    @property
    @abstractmethod
    def actor(self) -> Actor: ...

    @abstractmethod
    def refresh(self) -> bool: ...

    @abstractmethod
    def _carry_on(self, fresh: Sequence[Event]) -> bool: ...

    def comments(self, address: str = "") -> tuple[Thread, ...]:
        """Return the threads at `address` and below, or of the whole record; the first one first.

        Those on rows that were taken out, and on questions that are not asked any more, are there.
        """
        return tuple(
            thread
            for thread in self.state.comments.threads.values()
            if not address or thread.address == address or thread.address.startswith(f"{address}/")
        )

    def comment(self, address: str, text: str, *, mark: str = "") -> int:
        """Comment on an answer, a row or a register; return the id of the new thread.

        Raises:
            AddressNotFound: there is no such question, and no such row was ever there.
            CommentRefused: it says nothing, too much, or what cannot be stored.
            NotAllowed: this person may read here and not comment.
        """
        if not self._is_place(address):
            raise AddressNotFound(assessment=self.assessment, address=address)
        return self._say(COMMENTED, address, text, mark)

    def reply(self, thread: int, text: str, *, mark: str = "") -> int:
        """Reply to a comment, which opens it again if it was resolved; return the reply's id.

        Raises:
            CommentNotFound: there is no such thread.
            CommentRefused: it says nothing, too much, or what cannot be stored.
            NotAllowed: this person may read here and not comment.
        """
        return self._say(REPLIED, self._thread(thread).address, text, mark, to=thread)

    def resolve(self, thread: int, *, mark: str = "") -> None:
        """Call a comment resolved; nothing happens when it is already.

        Raises:
            CommentNotFound: there is no such thread.
            NotAllowed: this person may read here and not comment.
        """
        if not self._thread(thread).resolved:
            self._settle(RESOLVED, thread, mark)

    def reopen(self, thread: int, *, mark: str = "") -> None:
        """Call a resolved comment open again; raises as `resolve` does."""
        if self._thread(thread).resolved:
            self._settle(REOPENED, thread, mark)

    def _is_place(self, address: str) -> bool:
        """Return whether somebody could ever answer here; a row may have been taken out since."""
        register, _, rest = address.partition("/")
        row = rest.partition("/")[0]
        if asked_at(address, self.bank, {register: (row,)}) is None:
            return False
        below = f"{register}/{row}"
        known = (*self.state.held, *(each.address for each in self.comments()))
        there = row in self.state.rows.get(register, ())
        return not row or there or any(f"{each}/".startswith(f"{below}/") for each in known)

    def _thread(self, number: int) -> Thread:
        found = self.state.comments.threads.get(number)
        if found is None and self.refresh():
            found = self.state.comments.threads.get(number)
        if found is None:
            raise CommentNotFound(assessment=self.assessment, comment=number)
        return found

    def _say(self, kind: str, address: str, text: str, mark: str, **to: int) -> int:
        mark = mark or _new_mark()
        if key := _refused(text, mark):
            facts = {"length": len(str(text)), "limit": LONGEST_COMMENT}
            raise CommentRefused(why=say("errors", key, **facts))
        said = self.state.comments.said.get((self.actor.id, mark, text))
        return said or self._note(kind, address, {"id": mark, "text": text, **to}, mark)

    def _settle(self, kind: str, thread: int, mark: str) -> None:
        self._note(kind, self._thread(thread).address, {"to": thread}, mark or _new_mark())

    def _note(self, kind: str, address: str, payload: Mapping[str, Any], mark: str) -> int:
        """Append one event and return its number; sent again under one mark, it is there once."""
        own = hashlib.sha256(self.actor.id.encode()).hexdigest()[:16]  # marks are there to be read
        batch = Batch(
            stamp=Stamp(f"{mark}-{own}", 1),
            actor=self.actor,
            events=[NewEvent(kind, address, payload)],
            seen=self.state.head.seq,
        )
        written = self.store.write(self.assessment, batch)
        self._carry_on(written.fresh)
        return written.seqs[0] or 0


def _refused(text: str, mark: str) -> str | None:
    """Return the key of the sentence that says why this can be no remark, if it cannot."""
    key = text_problem(text, LONGEST_COMMENT)
    if key or not MARK.fullmatch(mark):
        return REFUSALS[key or "not_text"]
    return None if text.strip() else "comment_empty"


def _new_mark() -> str:
    return f"c-{secrets.token_hex(6)}"
