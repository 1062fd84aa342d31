"""Content files to one `Bank`. Trusts the files; `bank.check` is where they are doubted."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from answerable import places
from answerable.bank.checks import Check
from answerable.bank.grid import Grid, grid
from answerable.bank.layers import Layers, layered, read_layers
from answerable.bank.library import cases, picks
from answerable.bank.model import (
    Answer,
    Bank,
    Choosing,
    Column,
    Concept,
    Document,
    Due,
    Field,
    Former,
    Group,
    Lens,
    Lift,
    Option,
    Reason,
    Route,
    Screening,
    Section,
    Stop,
    Task,
)
from answerable.bank.organisation import FILE as ORGANISATION
from answerable.bank.organisation import organisation
from answerable.bank.reference import LawSource, Term
from answerable.errors import ContentError
from answerable.wording import say

Data = Mapping[str, Any]
T = TypeVar("T")


def load_bank(folder: Path | None = None, overlays: tuple[Path, ...] | None = None) -> Bank:
    """Return the bank in `folder` with `overlays` over it, or the one that ships with those named.

    Over the bank that ships, `ANSWERABLE_CONTENT` names the overlays where none are given here.

    Raises:
        ContentError: a file cannot be read, does not have the shape of its kind or fits nowhere.
    """
    if overlays is None:
        overlays = () if folder else places.overlays()
    return _loaded(folder or places.content(), overlays)


@cache
def _loaded(folder: Path, overlays: tuple[Path, ...]) -> Bank:
    try:
        layers = read_layers(folder, overlays)
        if layers.problems:
            raise ContentError(layers.problems)
        return build_layers(layers)
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContentError([say("content", "unreadable", why=str(error))]) from error


def build_layers(layers: Layers) -> Bank:
    """Return the bank that `layers` describe; without overlays it is the bank of its files alone."""
    bank = build(layers.folder, layers.files)
    if not layers.overlays:
        return bank
    languages = [each.language for each in layers.overlays if each.language]
    return laid(
        bank,
        below=digest_of(layers.below),
        overlays=layers.overlays,
        language=languages[-1] if languages else bank.language,
        original=bank.language,
        translated=layers.translated,
    )


def laid(bank: Bank, **facts: Any) -> Bank:
    """Return the bank of files that overlays lie over; its hash is of them and of each overlay."""
    whole = replace(bank, **facts)
    return replace(whole, hash=digest([bank.hash, *(each.hash for each in whole.overlays)]))


def digest_of(files: Mapping[Path, Any]) -> str:
    """Return the hash of what parsed files say, by which a record knows its bank."""
    return digest([[path.name, data] for path, data in files.items()])


def digest(said: Any) -> str:
    """Return the hash of plain data."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def build(folder: Path, files: Mapping[Path, Any]) -> Bank:
    """Return the bank that the parsed `files` of `folder` describe."""
    about = files[folder / "bank.yml"]
    risk = files.get(folder / "risk.yml")
    graded = grid(risk) if risk else None
    library = files.get(folder / "library.yml", {})
    concepts = [
        concept(data, graded) for path, data in files.items() if path.parent.name == "concepts"
    ]
    lenses = [lens(data) for path, data in files.items() if path.parent.name == "lenses"]
    law = [LawSource(**data) for data in files[folder / "law.yml"]["sources"]]
    return Bank(
        id=about["id"],
        version=about["version"],
        language=about["language"],
        limits=MappingProxyType(about["limits"]),
        hash=digest_of(files),
        concepts=_by_id(concepts),
        lenses=_by_id(lenses),
        law=_by_id(law),
        tasks=tuple(
            Task(**{**data, "concepts": tuple(data["concepts"])})
            for data in files[folder / "journey.yml"]["tasks"]
        ),
        screening=screening(files[folder / "screening.yml"]),
        organisation=organisation(files.get(folder / ORGANISATION, {})),
        checks=tuple(
            check(data) for data in files.get(folder / "findings.yml", {}).get("findings", ())
        ),
        phrases=MappingProxyType(
            {
                name: tuple(phrases)
                for name, phrases in files.get(folder / "boilerplate.yml", {}).items()
            }
        ),
        grid=graded,
        library=picks(library.get("picks", {})),
        cases=cases(library.get("cases", ())),
        glossary=glossary(files.get(folder / "glossary.yml", {}).get("terms", ())),
    )


def glossary(items: Iterable[Data]) -> Mapping[str, Term]:
    """Return each term of `glossary.yml` by its id."""
    return _by_id(
        Term(
            **{**item, "also": tuple(item.get("also", ())), "source": tuple(item.get("source", ()))}
        )
        for item in items
    )


def check(data: Data) -> Check:
    """Return one thing to look for from its entry in `findings.yml`."""
    where, source = tuple(data.get("where", ())), tuple(data.get("source", ()))
    return Check(**{**data, "where": where, "source": source})


def read_own(folder: Path | None, file: str, build: Callable[[Data], T]) -> T:
    """Return what `build` makes of one content file in `folder`, or of the one that ships.

    Raises:
        ContentError: the file cannot be read or does not have its shape.
    """
    try:
        return build(layered(file, folder))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise ContentError([say("content", "unreadable", why=str(error))]) from error


def concept(data: Data, graded: Grid | None = None) -> Concept:
    """Return one concept from its file; `graded` is the grid that risks are chosen from."""
    due = data["due"]
    return Concept(
        **{
            **data,
            "answer": answer(data["answer"], graded),
            "due": Due(
                due["level"],
                tuple(due.get("source", ())),
                tuple(due["routes"]),
                due.get("when"),
            ),
        }
    )


def answer(data: Data, graded: Grid | None = None) -> Answer:
    """Return the description of an answer, a register's columns included."""
    if data["kind"] == "risk" and graded:
        cells = tuple(Option(cell.id, graded.label(cell)) for cell in graded.cells)
        return Answer("risk", options=cells, scales=(*graded.likelihood, *graded.severity))
    options = tuple(Option(**option) for option in data.get("options", ()))
    columns = tuple(_column(column, graded) for column in data.get("columns", ()))
    return Answer(**{**data, "options": options, "columns": columns})


def _column(data: Data, graded: Grid | None) -> Column:
    was = tuple(Former(**former) for former in data.get("was", ()))
    routes = tuple(data.get("routes", ()))
    return Column(
        **{**data, "answer": answer(data["answer"], graded), "routes": routes, "was": was}
    )


def screening(data: Data) -> Screening:
    """Return the screening from its file."""
    return Screening(
        questions=tuple(data["questions"]),
        routes=tuple(
            Route(item["id"], item["title"], item["summary"], _reasons(item.get("reasons", ())))
            for item in data["routes"]
        ),
        stops=tuple(_stop(item) for item in data["stops"]),
        documents=tuple(
            Document(item["id"], item["title"], _reasons(item["reasons"]))
            for item in data["documents"]
        ),
        choosing=Choosing(**data["choosing"]) if "choosing" in data else None,
    )


def lens(data: Data) -> Lens:
    """Return one document's view of the bank."""
    return Lens(
        **{
            **data,
            "groups": tuple(Group(**group) for group in data.get("groups", ())),
            "source": tuple(data.get("source", ())),
            "sections": tuple(
                Section(**{**_listed(item, "law"), "fields": tuple(map(_field, item["fields"]))})
                for item in data["sections"]
            ),
        }
    )


def _field(data: Data) -> Field:
    return Field(**_listed(data, "fills", "law", "among"))


def _listed(data: Data, *names: str) -> dict[str, Any]:
    """Return `data` with the lists of these names as tuples."""
    return {**data, **{name: tuple(data[name]) for name in names if name in data}}


def _stop(data: Data) -> Stop:
    lifts = tuple(
        Lift(**{**lift, "answers": tuple(lift["answers"]), "source": tuple(lift["source"])})
        for lift in data.get("lifts", ())
    )
    return Stop(**{**data, "lifts": lifts, "source": tuple(data.get("source", ()))})


def _reasons(items: Iterable[Data]) -> tuple[Reason, ...]:
    return tuple(Reason(**{**item, "source": tuple(item.get("source", ()))}) for item in items)


def _by_id(items: Iterable[Any]) -> Mapping[str, Any]:
    return MappingProxyType({item.id: item for item in items})
