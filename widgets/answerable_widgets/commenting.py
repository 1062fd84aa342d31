"""What people say about the answers of one record, told to one page: how much at first, words when asked."""

from collections.abc import Iterator, Mapping
from typing import Any

from answerable.errors import AnswerableError, CommentRefused, StoreError, TooOften
from answerable.governance.access import load_access
from answerable.record import Actor, Session
from answerable.record.comments import Remark, Settled, Thread
from answerable.wording import say
from answerable_widgets.earlier import LONGEST_ADDRESS

LONGEST_MARK = 40
TITLE = "title"  # the column that names a row


class Commenting:
    """Counts the comments of a session, looks threads up, and takes what a page says."""

    def __init__(self, session: Session) -> None:
        """Follow what `session` reads."""
        self.session = session
        self._heard: Any = session.state.comments
        self._last = session.head.seq

    def counts(self) -> dict[str, list[int]]:
        """Return for each address with comments how many are open, and how many there are."""
        found = self.session.state.comments.by_address()
        return {a: [sum(each.open for each in there), len(there)] for a, there in found.items()}

    def news(self) -> dict[str, Any] | None:
        """Return the counts and what others have said since this was asked last, if anything."""
        before, since = self._heard, self._last
        self._heard, self._last = self.session.state.comments, self.session.head.seq
        if before is self._heard:
            return None
        return {"counts": self.counts(), "news": list(self._said_by_others(since))}

    def _said_by_others(self, since: int) -> Iterator[dict[str, str]]:
        mine = self.session.person.id
        said = [
            (thread.address, each)
            for thread in self.session.comments()
            for each in (thread, *thread.replies)
            if each.id > since and each.by.id != mine and not each.erased
        ]
        names = self.session.names(each.by.id for _, each in said)
        for address, each in said:
            yield {"address": address, "by": each.by.id, "name": names.get(each.by.id, "")}

    def reply(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return the threads at the address that is `asked` for.

        Those on rows that were taken out come with their register, and say which row it was.
        """
        address = asked.get("address")
        if not isinstance(address, str) or not 0 < len(address) <= LONGEST_ADDRESS:
            return {"address": "", "threads": []}
        threads = [
            each for each in self.session.comments(address) if self._stands_at(each, address)
        ]
        people = {who.id for each in threads for who in _people(each)}
        names = self.session.names(people)
        return {"address": address, "threads": [self._told(each, names) for each in threads]}

    def _stands_at(self, thread: Thread, address: str) -> bool:
        register, _, rest = thread.address.partition("/")
        gone = rest.partition("/")[0] not in self.session.state.rows.get(register, ())
        return thread.address == address or ("/" not in address and gone)

    def _told(self, thread: Thread, names: Mapping[str, str]) -> dict[str, Any]:
        settled = thread.settled
        return {
            **self._remark(thread, names),
            "address": thread.address,
            "about": self._row(thread.address),
            "replies": [self._remark(each, names) for each in thread.replies],
            "settled": settled and {"at": settled.at, **self._who(settled, names)},
        }

    def _remark(self, said: Remark, names: Mapping[str, str]) -> dict[str, Any]:
        return {"id": said.id, "at": said.at, "text": said.text, **self._who(said, names)}

    def _who(self, said: Remark | Settled, names: Mapping[str, str]) -> dict[str, str]:
        by, titles = said.by, load_access().roles
        usual = titles[by.role].title if by.role in titles else by.role
        role = self.session.bank.organisation.roles.get(by.role, usual)
        return {"by": by.id, "name": names.get(by.id, ""), "role": role}

    def _row(self, address: str) -> str:
        """Return what the row at `address` was called, if it was called anything."""
        held = self.session.state.held.get("/".join([*address.split("/")[:2], TITLE]))
        return held.value if held and isinstance(held.value, str) else ""

    def take(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Do what a page asks for, and return what became of it; the same `id` twice is done once."""
        mark = said.get("id")
        if not isinstance(mark, str) or len(mark) > LONGEST_MARK:
            return {"id": "", "problem": None}
        try:
            self._do(said, mark)
        except AnswerableError as error:
            again = isinstance(error, StoreError | TooOften)  # the page keeps trying
            problem = {"key": error.wording, "sentence": str(error), "again": again}
            return {"id": mark, "problem": problem}
        return {"id": mark, "problem": None}

    def _do(self, said: Mapping[str, Any], mark: str) -> None:
        text: Any = said.get("text")  # whatever it is, the session looks at it
        do, address = said.get("do"), said.get("address")
        to = given if type(given := said.get("to")) is int else 0
        if do == "comment":
            self.session.comment(str(address)[:LONGEST_ADDRESS], text, mark=mark)
        elif do == "reply":
            self.session.reply(to, text, mark=mark)
        elif do == "resolve":
            self.session.resolve(to, mark=mark)
        elif do == "reopen":
            self.session.reopen(to, mark=mark)
        else:
            raise CommentRefused(why=say("errors", "comment_odd"))


def _people(thread: Thread) -> Iterator[Actor]:
    yield from (each.by for each in (thread, *thread.replies))
    if thread.settled:
        yield thread.settled.by
