"""`answerable search`: where a person's name stands, for a request for access or erasure."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from answerable import places
from answerable.cli.options import FAILED, app, words
from answerable.wording import clean

if TYPE_CHECKING:
    from answerable.record import Store
    from answerable.record.namesearch import Name, Place, Result

SHOWN_HERE, SHOWN_MISSED = 3, 10  # excerpts of one place, places for one reason
FAILURES = frozenset({"broken", "unreadable"})


@app.command(help=words("search"))
def search(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help=words("search.names"), show_default=False)],
    outputs: Annotated[Path | None, typer.Option(help=words("search.outputs"))] = None,
) -> None:
    from answerable.record.namesearch import joined, parse_name, search_folder, search_store

    wanted = [parse_name(name) for name in names]
    folder = outputs or places.outputs()
    store = context.obj.open_store()
    result = joined(
        [
            search_store(store, wanted, reader=context.obj.who().id, **_everything(store)),
            search_folder(folder, wanted),
        ]
    )
    if context.obj.as_json:
        typer.echo(json.dumps(_told(result, wanted), indent=1))
    else:
        for text in _shown(result, wanted, folder):
            typer.echo(clean(text))
    if any(missed.why in FAILURES for missed in result.missed):
        raise typer.Exit(FAILED)


def _everything(store: "Store") -> dict[str, Any]:
    """Return the ways to what only whoever holds the database may read."""
    from answerable.record.database import whole
    from answerable.record.database.local import LocalStore

    if not isinstance(store, LocalStore):
        return {}
    return {
        "drafts_of_everybody": partial(whole.drafts_of_everybody, store),
        "attachments_of": partial(whole.attachments_of, store),
    }


def _told(result: "Result", names: "list[Name]") -> dict[str, Any]:
    return {
        "names": [name.typed for name in names],
        "found": [
            {**asdict(hit), "exact": hit.exact, "place": _said(hit.place)} for hit in result.hits
        ],
        "not_searched": [{"place": _said(m.place), "why": m.why} for m in result.missed],
        "searched": _counts(result),
    }


def _counts(result: "Result") -> dict[str, int]:
    kinds = ("records", "events", "drafts", "attachments", "files", "erased")
    return {kind: result.searched.get(kind, 0) for kind in kinds}


def _said(place: "Place") -> dict[str, Any]:
    return {key: value for key, value in asdict(place).items() if value}


def _shown(result: "Result", names: "list[Name]", folder: Path) -> Iterator[str]:
    for place, found in groupby(result.hits, key=lambda hit: hit.place):
        hits = list(found)
        yield _where(place)
        yield from (
            words("search.hit", how=words(f"search.how_{hit.how}"), excerpt=hit.excerpt)
            for hit in hits[:SHOWN_HERE]
        )
        if len(hits) > SHOWN_HERE:
            yield words("search.more", count=len(hits) - SHOWN_HERE)
    yield from _summed_up(result, names, folder)
    yield from _not_searched(result)
    yield words("search.limits")


def _summed_up(result: "Result", names: "list[Name]", folder: Path) -> Iterator[str]:
    exact = sum(hit.exact for hit in result.hits)
    for name in names:
        if all(hit.name != name.typed for hit in result.hits):
            yield words("search.none", name=name.typed)
    if result.hits:
        yield words("search.count", exact=exact, likely=len(result.hits) - exact)
    counts = _counts(result)
    yield words("search.searched", outputs=folder, **counts)
    if counts["erased"]:
        yield words("search.erased", **counts)


def _not_searched(result: "Result") -> Iterator[str]:
    if result.missed:
        yield words("search.missed")
    by_reason = sorted(result.missed, key=lambda missed: missed.why)
    for why, found in groupby(by_reason, key=lambda missed: missed.why):
        missing = [missed.place for missed in found]
        yield words("search.why", why=words(f"unread.{why}"))
        for place in missing[:SHOWN_MISSED]:
            if place.assessment or place.file:
                yield words("search.place", where=_where(place))
        if len(missing) > SHOWN_MISSED:
            yield words("search.more_missed", count=len(missing) - SHOWN_MISSED)


def _where(place: "Place") -> str:
    """Name a place so that `erase` or a person can go there."""
    at = words("search.at", address=place.address) if place.address else ""
    part = words("search.part", part=place.part) if place.part else ""
    return words(f"search.in_{place.what}", **asdict(place) | {"at": at, "part": part})
