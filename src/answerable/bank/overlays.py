"""What is to be said of overlays that can be read: do they fit the bank, can their words be said?"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from answerable import places
from answerable.bank.files import read_yaml
from answerable.bank.model import Bank
from answerable.bank.sense import known
from answerable.wording import say


def overlay_warnings(bank: Bank) -> tuple[str, ...]:
    """Return one sentence for each overlay that was made for another bank than the one below it."""
    return tuple(
        say(
            "content",
            "overlay_over_another",
            title=overlay.title,
            made_for="{id} {version}".format_map(overlay.lays_over),
            bank=f"{bank.id} {bank.version}",
        )
        for overlay in bank.overlays
        if dict(overlay.lays_over) != {"id": bank.id, "version": bank.version}
    )


def wording_problems(overlays: Iterable[Path]) -> Iterator[str]:
    """Yield a line for each sentence in an overlay's wording that the program cannot say."""
    for overlay in overlays:
        for path in sorted(overlay.glob("wording/*.yml")):
            file = f"{overlay.name}/wording/{path.name}"
            ours = places.content() / "wording" / path.name
            if not ours.is_file():
                yield say("content", "overlay_file", file=file)
                continue
            try:
                yield from _sentence_problems(file, read_yaml(ours), read_yaml(path))
            except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
                why = " ".join(str(error).split())
                yield say("content", "not_yaml", file=file, why=why)


def _sentence_problems(file: str, ours: Mapping[str, str], theirs: Any) -> Iterator[str]:
    if not isinstance(theirs, Mapping):
        yield say("content", "overlay_no_map", file=file)
        return
    for key, sentence in theirs.items():
        if key not in ours:
            yield from known(file, "-", str(key), ours)
        elif not isinstance(sentence, str):
            yield say("content", "overlay_no_text", file=file, part=key)
        else:
            yield from _fact_problems(file, key, ours[key], sentence)


def _fact_problems(file: str, key: str, ours: str, theirs: str) -> Iterator[str]:
    try:
        said = facts(theirs)
    except ValueError:
        said = {"{"}
    for name in sorted(said - facts(ours)):
        there = ", ".join(f"{{{fact}}}" for fact in sorted(facts(ours))) or "-"
        yield say("content", "overlay_fact", file=file, part=key, name=f"{{{name}}}", there=there)


def facts(sentence: str) -> set[str]:
    """Return the names of the facts that a sentence has room for."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
