"""The report's own templates: plain HTML pieces in which everything is escaped unless it is ours."""

from functools import cache
from pathlib import Path

import jinja2

from answerable import places
from answerable.wording import say


def folder() -> Path:
    """Return where the report's templates and its style sheet are."""
    return places.shipped("templates") / "nbconvert" / "answerable"


@cache
def style() -> str:
    """Return the one style sheet of a report."""
    return (folder() / "static" / "report.css").read_text("utf-8").strip()


def wording(key: str, **facts: object) -> str:
    """Return one of the report's sentences; templates call it `say`."""
    return say("report", key, **facts)


@cache
def environment() -> jinja2.Environment:
    """Return the environment that every section is rendered in."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["say"] = wording
    return made


def render(template: str, **facts: object) -> str:
    """Return `sections/<template>.html.j2` filled in."""
    return environment().get_template(f"sections/{template}.html.j2").render(facts)
