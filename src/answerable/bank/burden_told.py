"""A burden in words: the same lines for a terminal, for a page and, as plain figures, for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from answerable.bank.burden import Burden, Form
from answerable.bank.model import Bank
from answerable.bank.pace import Effort, Pace
from answerable.wording import say


def words(key: str, **facts: object) -> str:
    """Return a sentence of the burden's own table."""
    return say("burden", key, **facts)


def lines(found: Burden, bank: Bank) -> Iterator[str]:
    """Yield what was counted, a sentence each."""
    titles = {route.id: route.title for route in bank.screening.routes}
    yield words("about", route=titles.get(found.route, words("no_route")))
    yield words("shown", shown=found.shown, shown_by_row=found.shown_by_row)
    if found.forms:
        rest = found.shown - found.demanded
        yield words("demanded", demanded=found.demanded, alone=found.alone, rest=rest)
    yield words("words", words=found.words)
    yield words("here", **_parts(found.here))
    yield words("offered", count=found.beside, minutes=round(found.more.minutes))
    yield words("fields", **_totals(found))
    yield words("apart", **_parts(found.apart))
    asked = found.fields - sum(form.derived + form.gaps for form in found.forms)
    for key, questions, fields in (
        ("share", found.shown, found.fields),
        ("share_by_row", found.shown_by_row, found.fields),
        ("share_asked", found.shown, asked),
    ):
        yield words(key, share=f"{questions / fields:.2f}" if fields else words("none"))
    yield words("unasked", count=_named(found.forms, "unasked"))
    yield words("empty", count=_named(found.forms, "empty"))
    if found.formless:
        yield words("formless", titles=", ".join(found.formless))


def verdicts(found: Burden, pace: Pace) -> Iterator[str]:
    """Yield whether each target is met."""
    most = pace.most_shown.get(found.route)
    if most is None:
        yield words("target.no_shown")
    else:
        verdict = _verdict(met=found.shown <= most)
        yield words("target.shown", most=most, verdict=verdict, found=found.shown)
    if found.share is not None:
        verdict = _verdict(met=found.share <= pace.most_share)
        share = f"{found.share:.2f}"
        yield words("target.share", most=pace.most_share, verdict=verdict, found=share)
    empty = sum(len(form.empty) for form in found.forms)
    yield words("target.empty", verdict=_verdict(met=not empty), found=empty)


def form_heads() -> tuple[str, ...]:
    """Return the heads of the table of forms."""
    names = ("document", "fields", "mandatory", "derived", "gaps", "unasked", "empty")
    return tuple(words(f"head.{name}") for name in names)


def form_cells(form: Form) -> tuple[str, ...]:
    """Return one form's row of that table; mandatory fields that nothing fills by their names."""
    counts = (len(form.fields), form.mandatory, form.derived, form.gaps)
    named = (", ".join(ids) or words("none") for ids in (form.unasked, form.empty))
    return form.lens.title, *map(str, counts), *named


def formula(pace: Pace) -> Iterator[str]:
    """Yield how the minutes are worked out, with every figure."""
    yield words("formula", read=pace.read_a_minute, type=pace.typed_a_minute)
    yield words("formula.think", listed=_listed(pace.think))
    yield words("formula.typed", listed=_listed(pace.typed))
    yield words("formula.apart")


def timed(bank: Bank, pace: Pace) -> Iterator[str]:
    """Yield what has been timed: a walk by a program, which neither reads nor thinks."""
    if (walk := pace.timed) is None:
        return
    title = {route.id: route.title for route in bank.screening.routes}[walk.route]
    yield words("timed", **{**asdict(walk), "route": title, "date": _day(walk.date)})


def figures(found: Burden, pace: Pace) -> dict[str, Any]:
    """Return everything that was counted, for programs."""
    return {
        "route": found.route,
        "shown": found.shown,
        "shown_by_row": found.shown_by_row,
        "demanded": found.demanded,
        "alone": found.alone,
        "offered": found.beside,
        "words": found.words,
        "minutes": {
            name: {**asdict(effort), "all": effort.minutes}
            for name, effort in (
                ("here", found.here),
                ("offered", found.more),
                ("apart", found.apart),
            )
        },
        "fields": found.fields,
        "share": found.share,
        "most_shown": pace.most_shown.get(found.route),
        "most_share": pace.most_share,
        "formless": list(found.formless),
        "forms": [
            {
                "id": form.lens.id,
                "fields": len(form.fields),
                "mandatory": form.mandatory,
                "derived": form.derived,
                "gaps": form.gaps,
                "unasked": list(form.unasked),
                "empty": list(form.empty),
            }
            for form in found.forms
        ],
    }


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    said = say("report", f"month_{int(month)}")
    return say("report", "date", day=int(day), month=said, year=year)


def _totals(found: Burden) -> dict[str, int]:
    return {
        "fields": found.fields,
        "mandatory": sum(form.mandatory for form in found.forms),
        "derived": sum(form.derived for form in found.forms),
        "gaps": sum(form.gaps for form in found.forms),
    }


def _named(forms: tuple[Form, ...], which: str) -> str:
    ids = [f"{form.lens.id}.{field}" for form in forms for field in getattr(form, which)]
    return f"{len(ids)} ({', '.join(ids)})" if ids else "0"


def _parts(effort: Effort) -> dict[str, int]:
    return {
        name: round(part) for name, part in {**asdict(effort), "minutes": effort.minutes}.items()
    }


def _verdict(*, met: bool) -> str:
    return words("met" if met else "missed")


def _listed(amounts: Mapping[str, float]) -> str:
    return ", ".join(words("part", name=name, amount=amount) for name, amount in amounts.items())
