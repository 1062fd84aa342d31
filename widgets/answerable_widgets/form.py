"""The page people answer on: one assessment, one person, every change durable before it is *saved*."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import traitlets as t

from answerable.bank.browser import payload
from answerable.bank.values import LARGEST
from answerable.errors import AnswerableError
from answerable.record import Session
from answerable.record.pagestate import assigned, now, opening
from answerable.record.presence import Here
from answerable.record.session import Outcome
from answerable_widgets.commenting import Commenting
from answerable_widgets.earlier import Earlier
from answerable_widgets.findings_told import FindingsTold
from answerable_widgets.hosted import HostedWidget
from answerable_widgets.together import Together
from answerable_widgets.watching import watch

HERE = Path(__file__).parent
CHANGES_AT_ONCE = 2000
LOOK_AFTER = 0.05  # seconds; what is sent in one go is looked at once
CHANGING = ("answers", "based", "head", "assigned")
CLIENT = re.compile(r"[\w-]{1,80}", re.ASCII)


class Form(HostedWidget):
    """Shows one assessment, takes patches, and acknowledges each after the durable write.

    Messages from the page: `bank`, `patch`, `hello`, `history`, `here`, `colleagues`, `threads`, `comment`. To the
    page: `bank`, `ack`, `refused`, `changed`, `state`, `history`, `findings`, `here`, `colleagues`, `threads`,
    `commented`, `comments`. A patch sent twice (same client and number) is written once, and so is a comment.
    """

    source = HERE / "form" / "form.js"
    style = HERE / "form.css"

    assessment = t.Unicode().tag(sync=True)
    title = t.Unicode().tag(sync=True)
    person = t.Dict().tag(sync=True)
    example = t.Bool().tag(sync=True)
    marking = t.Unicode().tag(sync=True)
    answers = t.Dict().tag(sync=True)
    based = t.Dict().tag(sync=True)
    drafts: t.List[Any] = t.List().tag(sync=True)
    head = t.Int().tag(sync=True)
    notices: t.List[Any] = t.List().tag(sync=True)
    findings: t.List[Any] = t.List().tag(sync=True)
    earlier: t.List[Any] = t.List().tag(sync=True)
    comments = t.Dict().tag(sync=True)
    assigned = t.Dict().tag(sync=True)
    bank_url = t.Unicode().tag(sync=True)
    help_url = t.Unicode().tag(sync=True)
    late_url = t.Unicode().tag(sync=True)
    bank_hash = t.Unicode().tag(sync=True)
    keep_key = t.Unicode().tag(sync=True)
    links = t.Dict().tag(sync=True)
    start = t.Dict().tag(sync=True)

    def __init__(
        self, session: Session, static: Mapping[str, str], start: Mapping[str, str] | None = None
    ) -> None:
        """Show `session`; `static` holds the app's addresses and is empty in JupyterLab.

        `start` is the page to open with, as `form/nav.js` names it; without it the list of tasks.
        """
        self.session = session
        self.history, self.told = Earlier(session), FindingsTold(session)
        self.talk = Commenting(session)
        self.together = Together(session)
        self._looking = False
        super().__init__(
            start=dict(start or {}),
            findings=self.told.all(),
            comments=self.talk.counts(),
            **opening(session, static),
        )
        self.on_msg(self._receive)
        self._unwatch = watch(self)

    def close(self) -> None:
        """Show no more, and hear no more of what others write."""
        self._unwatch()
        super().close()

    def others_wrote(self) -> None:
        """Tell the page of answers that were given elsewhere."""
        before = self.session.head.seq
        try:
            fresh = self.session.refresh()
        except AnswerableError:
            return  # the next patch says what is wrong
        if fresh:
            self._tell_changes(before)
            self._remember()
            self._look_soon()

    def others_are(self, here: Sequence[Here]) -> None:
        """Tell the page who else has the record open."""
        self.together.others(here)
        self._tell_of_others()

    def _tell_of_others(self) -> None:
        self.send({"op": "here", "people": self.together.people})

    def _look_soon(self) -> None:
        """Look at the answers anew, after what is being said to the page and never before it."""
        if self._looking:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # outside a kernel nobody waits
            self._tell_findings()
            return
        self._looking = True
        loop.call_later(LOOK_AFTER, self._tell_findings)

    def _tell_findings(self) -> None:
        self._looking = False
        if news := self.told.news():
            self._trait_values["findings"] = self.told.lines()
            self.send({"op": "findings", **news})

    def _now(self) -> dict[str, Any]:
        """Return what changes while people work."""
        return {**now(self.session), "comments": self.talk.counts()}

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        op = message.get("op") if isinstance(message, dict) else None
        if op == "bank":
            self.send({"op": "bank", "bank": payload(self.session.bank)})
        elif op == "hello":
            self._reread()
            state = {key: said for key, said in self._now().items() if key != "title"}
            self.send({"op": "state", **state, "findings": self.told.all()})
        elif op == "history":
            self.send({"op": "history", **self.history.reply(message)})
        elif op == "threads":
            self.send({"op": "threads", **self.talk.reply(message)})
        elif op == "comment":
            self._comment(message)
        elif op == "here":
            self.together.said(message)
            if type(head := message.get("head")) is int and head < self.session.head.seq:
                self._tell_changes(head)  # what was told before the page could hear
            self._tell_of_others()
        elif op == "colleagues":
            self.send({"op": "colleagues", "people": self.together.colleagues()})
        elif op == "patch" and _is_patch(message):
            self._patch(message["client"], message["seq"], message["changes"])

    def _patch(self, client: str, seq: int, changes: Sequence[Mapping[str, Any]]) -> None:
        stamp = {"client": client, "seq": seq}
        try:
            before = self.session.head.seq
            if self.session.refresh():
                self._tell_changes(before)
            before = self.session.head.seq
            outcome = self.session.apply(client, seq, changes)
        except AnswerableError as error:
            problem = {"key": error.wording, "sentence": str(error)}
            self.send({"op": "refused", **stamp, "problem": problem})
            return
        at = f"{datetime.now().astimezone():%H:%M}"
        results = [dict(result) for result in outcome.results]
        asked = any(change.get("do") == "assign" for change in changes)
        news = {"assigned": assigned(self.session)} if asked else {}
        told = {"at": at, "head": outcome.head.seq, "results": results, **news}
        self.send({"op": "ack", **stamp, **told})
        self._remember()
        moved = any(change.get("do") == "move_row" for change in changes)
        if moved or _others_between(before, outcome):  # where rows end is for the record to say
            self._tell_changes(before)
        self._look_soon()

    def _comment(self, message: Mapping[str, Any]) -> None:
        before = self.session.head.seq
        self.send({"op": "commented", **self.talk.take(message)})
        if self.session.head.seq > before + 1:  # others have answered meanwhile
            self._tell_changes(before)
            self._look_soon()
        self._remember()

    def _reread(self) -> None:
        self.session.refresh()
        self._remember()

    def _tell_changes(self, before: int) -> None:
        """Tell the page all answers, and whose those past event `before` are."""
        state, by = now(self.session), self.together.answered_since(before)
        self.send({"op": "changed", **{key: state[key] for key in CHANGING}, "by": by})

    def _remember(self) -> None:
        """Keep the traits true for a page that asks again, without sending them to this one."""
        self._trait_values.update(self._now())
        if news := self.talk.news():
            self.send({"op": "comments", **news})


def _others_between(before: int, outcome: Outcome) -> bool:
    """Return whether events of others came in with a patch, past event `before`."""
    own = {each["seq"] for each in outcome.results if each["seq"] and each["seq"] > before}
    return outcome.head.seq - before > len(own)


def _is_patch(message: Mapping[str, Any]) -> bool:
    client, seq, changes = (message.get(name) for name in ("client", "seq", "changes"))
    return (
        isinstance(client, str)
        and bool(CLIENT.fullmatch(client))
        and type(seq) is int  # a bool is no number here
        and 0 < seq <= LARGEST
        and isinstance(changes, list)
        and len(changes) <= CHANGES_AT_ONCE
        and all(isinstance(change, dict) for change in changes)
    )
