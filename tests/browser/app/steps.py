"""What a person does on the real page, as verbs; and what the record then holds."""

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.account import system_person
from answerable.record.example import load_example

SERVE = Path(__file__).parent / "serve_app.py"
SAVED = re.compile(r"^Saved at \d\d:\d\d")
PROBLEM = "problem_statement"


@dataclass
class Desk:
    """A server of the real app and the records behind it."""

    server: Any

    @property
    def store(self):
        return open_store(f"sqlite:///{self.server.folder / 'answerable.db'}")

    def begin(self, title="A project"):
        return Session.begin(self.store, title, system_person(), load_bank())

    def example(self):
        return load_example(self.store, load_bank())

    def session(self, assessment, person: Person | None = None):
        return Session.open(self.store, assessment, person or system_person(), load_bank())

    def kept(self, assessment, address=PROBLEM):
        """Return what the record or this person's draft holds at an address: the newer of both."""
        session = self.session(assessment)
        for draft in session.drafts:
            if draft.address == address:
                return draft.value
        held = session.state.held.get(address)
        return held.value if held else None


def open_task(page, url, assessment, task):
    """Open one task of an assessment."""
    page.goto(f"{url}assess?assessment={assessment}#task?task={task}")
    page.get_by_role("button", name="Save and continue").wait_for()


def problem_box(page):
    """Return the box of the question about the problem."""
    return page.get_by_role("textbox", name=re.compile("What problem are you trying to fix"))


def says(page):
    """Return the words of the save status and of the box, seen in one moment."""
    return page.evaluate(
        """() => {
          const box = [...document.querySelectorAll(".answerable textarea")][0];
          const said = [...document.querySelectorAll(".answerable [role=status]")]
            .map((e) => e.textContent).join(" ");
          return { text: box ? box.value : null, status: said };
        }"""
    )


def is_saved(page):
    return "Saved at" in says(page)["status"]


def wait_saved(page, seconds=30):
    """Wait until the page calls everything saved."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_saved(page):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never saved: {says(page)}")
