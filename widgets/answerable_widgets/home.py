"""The first page: every assessment, and a way to start one."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import traitlets as t

from answerable.bank.model import Bank
from answerable.bank.values import text_problem
from answerable.errors import AnswerableError, AssessmentExists
from answerable.record import Person, Session, Store
from answerable.record.changes import problem
from answerable.wording import words
from answerable_widgets.hosted import HostedWidget

HERE = Path(__file__).parent


def is_ours(key: str) -> bool:
    """Return whether this page says the sentence under `key`; the rest belong to the form."""
    return key.startswith("home_") or key == "signed_in_as"


class Home(HostedWidget):
    """Lists what is in `store`; the page asks for a new one by the message `create`."""

    source = HERE / "home" / "home.js"
    style = HERE / "form.css"  # one look for both

    assessments: t.List[Any] = t.List().tag(sync=True)
    person = t.Dict().tag(sync=True)
    words = t.Dict().tag(sync=True)
    store_place = t.Unicode().tag(sync=True)
    assess_url = t.Unicode().tag(sync=True)

    def __init__(self, store: Store, person: Person, bank: Bank, static: Mapping[str, str]) -> None:
        """Show what `person` finds in `store`."""
        self.store, self.bank, self.who = store, bank, person
        super().__init__(
            assessments=self._listed(),
            person=asdict(person),
            words={key: said for key, said in words("page").items() if is_ours(key)},
            store_place=store.place,
            assess_url=f"{static['assess']}?assessment=" if "assess" in static else "",
        )
        self.on_msg(self._receive)

    def _listed(self) -> list[dict[str, Any]]:
        return [
            {
                "id": line.id,
                "title": line.title,
                "updated": line.updated_at,
                "example": line.example,
            }
            for line in self.store.list()
        ]

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        if not isinstance(message, dict):
            return
        if message.get("op") == "create":
            self._create(message)
        elif message.get("op") == "hello":
            self.assessments = self._listed()

    def _create(self, message: Mapping[str, Any]) -> None:
        stamp = (message.get("client"), message.get("seq"))
        told = {"client": stamp[0], "seq": stamp[1]}
        title = message.get("title")
        key = text_problem(title, self.bank.limits["line"])
        if key is None and not str(title).strip():
            key = "required"
        if key:
            facts = {"length": len(str(title)), "limit": self.bank.limits["line"]}
            self.send({"op": "refused", **told, "problem": problem(key, **facts)})
            return
        try:
            begun = self._begin(str(title).strip(), stamp)
        except AnswerableError as error:
            sentence = {"key": error.wording, "sentence": str(error)}
            self.send({"op": "refused", **told, "problem": sentence})
            return
        self.send({"op": "created", **told, "id": begun})
        self.assessments = self._listed()

    def _begin(self, title: str, stamp: tuple[Any, Any]) -> str:
        """Begin once, however often and to however many kernels the page sends it."""
        token = hashlib.sha256(repr((stamp, self.who.id)).encode()).hexdigest()[:8]
        try:
            return Session.begin(self.store, title, self.who, self.bank, token=token).assessment
        except AssessmentExists as error:
            return str(error.facts["assessment"])
