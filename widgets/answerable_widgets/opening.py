"""From a notebook's one call to its widget: which assessment, whose, from which store."""

import json
import os
from collections.abc import Mapping

from answerable import places
from answerable.bank.load import load_bank
from answerable.errors import AnswerableError
from answerable.record import Person, Session, open_store
from answerable.record.account import system_person
from answerable.record.pagestate import asked_for
from answerable_widgets.form import Form
from answerable_widgets.home import Home


class Notice:
    """A sentence in the place of a widget, when it cannot be shown."""

    def __init__(self, sentence: str) -> None:
        """Keep what is to be said."""
        self.sentence = sentence

    def __repr__(self) -> str:
        return self.sentence


def home(store: str = "") -> Home | Notice:
    """Return the list of assessments in `store`, or the usual store when none is named."""
    try:
        return Home(open_store(store or places.store_url()), person(), load_bank(), static())
    except AnswerableError as error:
        return Notice(str(error))


def assess(assessment: str = "", store: str = "") -> Form | Home | Notice:
    """Return the form of one assessment; with none named here or in the address, the list of all.

    The app passes the page's address on.
    """
    wanted = assessment or asked_for(os.environ.get("QUERY_STRING", ""))
    if not wanted:
        return home(store)
    try:
        records = open_store(store or places.store_url())
        return Form(Session.open(records, wanted, person(), load_bank()), static())
    except AnswerableError as error:
        return Notice(str(error))


def person() -> Person:
    """Return who the server says is here, else the operating system's user."""
    told = os.environ.get("ANSWERABLE_PERSON")
    return Person(**json.loads(told)) if told else system_person()


def static() -> Mapping[str, str]:
    """Return the addresses of the app's static files by name; empty outside the app."""
    found: Mapping[str, str] = json.loads(os.environ.get("ANSWERABLE_STATIC") or "{}")
    return found
