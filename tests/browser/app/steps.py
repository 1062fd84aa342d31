"""What a person does on the real page, as verbs; and what the record then holds."""

import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from axe_playwright_python.sync_playwright import Axe

from answerable import places
from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.record.account import system_person
from answerable.record.example import load_example
from answerable.wording import say

SERVE = Path(__file__).parent / "serve_app.py"
SAVED = re.compile(r"^Saved at \d\d:\d\d")
PROBLEM = "problem_statement"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}


@dataclass
class Desk:
    """A server of the real app and the records behind it."""

    server: Any

    @property
    def store(self):
        return open_store(f"sqlite:///{self.server.folder / 'answerable.db'}")

    def begin(self, title="A project"):
        return Session.begin(self.store, title, system_person(), load_bank())

    def example(self, name="who-is-stopped"):
        return load_example(self.store, load_bank(), name)

    def session(self, assessment, person: Person | None = None):
        return Session.open(self.store, assessment, person or system_person(), load_bank())

    def kept(self, assessment, address=PROBLEM):
        """Return what the record or this person's draft holds at an address: the newer of both.

        Both as of one moment: a draft that became an answer meanwhile is in neither otherwise.
        """
        session = self.session(assessment)
        drafts = session.drafts
        while session.refresh():
            drafts = session.drafts
        for draft in drafts:
            if draft.address == address:
                return draft.value
        held = session.state.held.get(address)
        return held.value if held else None


def open_task(page, url, assessment, task):
    """Open one task of an assessment."""
    page.goto(f"{url}assess?assessment={assessment}#task?task={task}")
    page.get_by_role("button", name="Save and continue").wait_for()


def notebooks_with(folder, source, at=0):
    """Return a copy of our notebooks in which the page first runs `source`, as cell `at`."""
    copied = shutil.copytree(places.shipped("notebooks"), folder / "notebooks")
    path = copied / "assess.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(at, nbformat.v4.new_code_cell(source.strip(), id="inserted"))
    nbformat.write(notebook, path)
    return str(copied)


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


def screened(desk, yes=None):
    """Begin an assessment with the screening answered: yes to those named, or to all."""
    session = desk.begin("Screened")
    for question in session.bank.screening.questions:
        said = "yes" if yes is None or question.removeprefix("screen_") in yes else "no"
        session.answer(question, {"choice": said, "why": ""})
    return session.assessment


def show(page, desk, assessment, view="tasks"):
    """Open a view of an assessment, such as `task?task=data`."""
    page.goto(f"{desk.server.url}assess?assessment={assessment}#{view}")
    page.locator(".answerable:not([aria-busy]) h1").wait_for()


def heading(page, text):
    """Wait until a heading with these words is there."""
    page.get_by_role("heading", name=text).first.wait_for()


def faults(page, within=None, rules=None):
    """Return what axe finds on the page, or within one part of it; all it knows, or some `rules`."""
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else OPTIONS
    found = Axe().run(page, context=within, options=options).response
    assert len(found["passes"]) > (0 if rules else 10), "axe looked at nothing"
    return [
        (rule["id"], node["target"], node.get("failureSummary"))
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def press(page, *keys):
    """Press keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def push(form, page, key):
    """Press a button of the form by keyboard."""
    form.get_by_role("button", name=say("page", key)).first.focus()
    press(page, "Enter")


def follow(form, page, name, heading=None):
    """Follow a link of the form by keyboard, and wait for the page it leads to."""
    form.get_by_role("link", name=name).first.focus()
    press(page, "Enter")
    form.get_by_role("heading", name=heading or name, level=1).wait_for()


def sees_saved(form):
    """Wait until the form says that all is saved."""
    form.get_by_text(SAVED).first.wait_for()


def watch_alarms(page):
    """Take down everything that the page says about words it could not save."""
    page.evaluate(
        """() => {
          window.alarms = [];
          const place = document.querySelector(".answerable .ans-not-saved");
          new MutationObserver(() => window.alarms.push(place.textContent))
            .observe(place, { childList: true, characterData: true, subtree: true });
        }"""
    )
