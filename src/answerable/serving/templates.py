"""The HTML around a page, from `templates/voila/answerable`: compiled once, not for each visit."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from answerable.bank.statement import Statement
from answerable.record import Person
from answerable.serving.assets import template_folder
from answerable.wording import say, words

LINK_PREFIX = "link_"
HOST_WORDS = ("trouble_title", "trouble_text", "widget_trouble")


@dataclass(frozen=True)
class Surroundings:
    """What every page has around it, whoever asks for it."""

    base_url: str
    static: Mapping[str, str]
    statement: Statement | None = None


class Templates:
    """Writes pages and the messages that stand in for them."""

    def __init__(self, around: Surroundings) -> None:
        """Compile for pages `around` which these things stand."""
        self.around = around
        self._streaming = _environment(streaming=True)
        self._whole = _environment(streaming=False)

    def page(self, *, title: str, module: str, person: Person, **work: Any) -> AsyncIterator[str]:
        """Return the pieces of a page as they are made; `work` starts the kernel and runs cells."""
        template = self._streaming.get_template("index.html.j2")
        facts = self._facts(title, person) | {"module": module, "host_words": _host_words()}
        return template.generate_async(**facts, **work)

    def ending(self) -> str:
        """Return what closes a page that could not be finished."""
        template = self._whole.get_template("broken.html.j2")
        return template.render(words=words("serving"), **self._foot())

    def message(self, *, title: str, text: str, person: Person | None) -> str:
        """Return a whole page with one message."""
        template = self._whole.get_template("message.html.j2")
        return template.render(**self._facts(title, person), text=text)

    def statement(self, *, person: Person | None) -> str | None:
        """Return the page of the accessibility statement, None where there is none."""
        told = self.around.statement
        if told is None:
            return None
        template = self._whole.get_template("statement.html.j2")
        return template.render(**self._facts(told.title, person), told=told)

    def _facts(self, title: str, person: Person | None) -> dict[str, Any]:
        signed_in = say("serving", "signed_in", name=person.name) if person else ""
        return {
            "words": words("serving"),
            "title": title,
            "signed_in": signed_in,
            "static": self.around.static,
            **self._foot(),
        }

    def _foot(self) -> dict[str, Any]:
        link = say("accessibility", "link") if self.around.statement else ""
        return {"base_url": self.around.base_url, "statement_link": link}


def _host_words() -> dict[str, Any]:
    table = words("serving")
    states = {
        key.removeprefix(LINK_PREFIX): sentence
        for key, sentence in table.items()
        if key.startswith(LINK_PREFIX)
    }
    return {"states": states, **{key: table[key] for key in HOST_WORDS}}


def _environment(*, streaming: bool) -> Environment:
    return Environment(
        loader=FileSystemLoader(template_folder()),
        autoescape=True,
        enable_async=streaming,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
