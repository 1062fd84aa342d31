"""From home to where nothing is left, by keyboard alone, with the answers of an example."""

import re

from answerable.bank.burden import burden
from answerable.bank.examples import examples
from answerable.bank.load import load_bank
from answerable.bank.pace import load_pace


def answered(answers):
    """Return what stands at each address, a row by its place and not by the id it has."""
    found = {}
    for name, value in answers.items():
        rows = value if isinstance(value, list) and isinstance(value[0], dict) else []
        for at, row in enumerate(rows):
            found |= {f"{name}/{at}/{column}": said(each) for column, each in row["values"].items()}
        if not rows:
            found[name] = said(value)
    return found


def said(value):
    """Return an answer without the parts that say nothing."""
    return {k: v for k, v in value.items() if v} if isinstance(value, dict) else value


def differing(given, wanted):
    """Return where what was given is not what was wanted; rows that are named by id count by number."""

    def plain(value):
        named = isinstance(value, list) and any(str(one).startswith("r-") for one in value)
        return len(value) if named else sorted(value) if isinstance(value, list) else value

    return [
        (at, given.get(at), wanted.get(at))
        for at in wanted | given
        if plain(given.get(at)) != plain(wanted.get(at))
    ]


def test_the_full_route_and_all_that_is_offered_on_it_are_walked_to_the_end_by_keyboard(
    desk, page, walk
):
    example = next(one for one in examples() if one.id == "example-who-is-stopped")

    met = walk(page, desk.server.url, example.answers, whole=True)

    session = desk.session(re.search(r"assessment=([a-z0-9-]+)", page.url)[1])
    given, wanted = (answered(one) for one in (session.answers, example.answers))
    assert differing(given, wanted) == []
    assert session.path.routing.id == "full"
    assert session.path.missing == ()
    assert len(met) > 300


def test_the_light_route_is_walked_to_its_end_by_keyboard(desk, page, walk):
    example = next(one for one in examples() if one.id == "example-absence-board")

    met = walk(page, desk.server.url, example.answers)

    session = desk.session(re.search(r"assessment=([a-z0-9-]+)", page.url)[1])
    given, wanted = (answered(one) for one in (session.answers, example.answers))
    assert {**wanted, **given} == wanted
    assert session.path.routing.id == "light"
    assert session.path.missing == ()
    assert len(met) == len(given) == burden(load_bank(), example.answers, load_pace()).shown_by_row
