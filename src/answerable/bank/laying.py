"""The one rule by which an overlay is laid over what stands below it.

Maps are laid key by key, and null takes a key out. Lists of things with an id are laid thing by
thing: a new one stands last, or where its `after` says. All else is replaced as a whole.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

NAMES = ("id", "value")  # of things in a list; options have a value
AFTER = "after"
FIRST = "first"  # `after: first` is before all others


@dataclass(frozen=True)
class Stray:
    """A name in an overlay that nothing below has; `place` is where, `there` what there is."""

    place: str
    name: str
    there: tuple[str, ...]


def lay(below: Any, above: Any, strays: list[Stray], place: str = "") -> Any:
    """Return `above` laid over `below`; both stay as they are. What fits nowhere goes to `strays`."""
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        return _lay_map(below, above, strays, place)
    if isinstance(below, list) and isinstance(above, list) and above and all(map(_name, above)):
        return _lay_list(below, above, strays, place)
    return above


def _lay_map(
    below: Mapping[str, Any], above: Mapping[str, Any], strays: list[Stray], place: str
) -> dict[str, Any]:
    laid = dict(below)
    for key, value in above.items():
        if value is None:
            laid.pop(key, None)
        elif key in laid:
            laid[key] = lay(laid[key], value, strays, f"{place}.{key}".strip("."))
        else:
            laid[key] = value
    return laid


def _lay_list(
    below: list[Any], above: list[Mapping[str, Any]], strays: list[Stray], place: str
) -> list[Any]:
    laid = list(below)
    for item in above:
        name, after = _name(item), item.get(AFTER)
        bare = {key: value for key, value in item.items() if key != AFTER}
        names = [_name_in_list(each) for each in laid]
        if name in names:
            at = names.index(name)
            old = laid[at]
            new = lay(old, bare, strays, f"{place}.{name}") if isinstance(old, Mapping) else old
        elif _is_stray(below, bare):
            strays.append(Stray(place, name, tuple(names)))
            continue
        else:
            new = name if _is_plain(below) else bare
        if name in names and after is None:
            laid[names.index(name)] = new
            continue
        rest = [each for each in laid if _name_in_list(each) != name]
        laid = _put(rest, new, after, strays, place)
    return laid


def _is_plain(below: list[Any]) -> bool:
    """Return whether a list holds ids alone, as a task does."""
    return bool(below) and all(isinstance(each, str) for each in below)


def _is_stray(below: list[Any], bare: Mapping[str, Any]) -> bool:
    """Return whether a new thing lacks what all others have: it was meant to be there."""
    maps = [each for each in below if isinstance(each, Mapping)]
    if not maps:
        return False
    common = set.intersection(*(set(each) for each in maps))
    inner = (key for key in common if isinstance(bare.get(key), Mapping))
    return bool(common - set(bare)) or any(
        _is_stray([each[key] for each in maps], bare[key]) for key in inner
    )


def _put(rest: list[Any], new: Any, after: Any, strays: list[Stray], place: str) -> list[Any]:
    names = [_name_in_list(each) for each in rest]
    if after is None:
        return [*rest, new]
    if after == FIRST:
        return [new, *rest]
    if after not in names:
        strays.append(Stray(f"{place}.{AFTER}".strip("."), str(after), tuple(names)))
        return [*rest, new]
    at = names.index(after) + 1
    return [*rest[:at], new, *rest[at:]]


def _name(item: Any) -> str:
    """Return the id of a thing in a list; empty when it has none."""
    found = [item[key] for key in NAMES if key in item] if isinstance(item, Mapping) else []
    return found[0] if found and isinstance(found[0], str) else ""


def _name_in_list(item: Any) -> str:
    return item if isinstance(item, str) else _name(item)


def texts(data: Any, keys: Collection[str]) -> list[str]:
    """Return every text that stands under one of `keys` anywhere in `data`."""
    if isinstance(data, Mapping):
        own = [value for key, value in data.items() if key in keys and isinstance(value, str)]
        return own + [text for value in data.values() for text in texts(value, keys)]
    return [text for item in data for text in texts(item, keys)] if isinstance(data, list) else []
