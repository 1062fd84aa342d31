"""Everything that is wrong with a content folder, found in one go: first shape, then sense."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from answerable import places
from answerable.bank.files import content_files, read_yaml
from answerable.bank.layers import Layers, lay_over
from answerable.bank.load import build_layers
from answerable.wording import say

SCHEMAS = {"concepts": "concept", "lenses": "lens"}
MAY_BE_MISSING = ("copying.yml", "burden.yml")


def check_content(folder: Path | None = None, overlays: Iterable[Path] = ()) -> tuple[str, ...]:
    """Return one line for each problem, naming file, place and cure; empty when all is well."""
    folder, overlays = folder or places.content(), tuple(overlays)
    renewal_file, pace_file = (folder / name for name in MAY_BE_MISSING)
    more = [path for path in (renewal_file, pace_file) if path.exists()]
    files, problems = read_files((*content_files(folder), *more))
    for path, data in files.items():
        problems += shape_problems(path, data)
    if problems:
        return tuple(problems)
    layers = lay_over(folder, files, overlays)
    if layers.problems:
        return layers.problems
    for path in layers.touched:
        problems += shape_problems(path, layers.files[path])
    if problems:
        return tuple(problems)
    return tuple(_sense(layers, renewal_file, pace_file, overlays))


def _sense(
    layers: Layers, renewal_file: Path, pace_file: Path, overlays: Iterable[Path]
) -> Iterator[str]:
    """Yield what does not make sense in files of the right shape."""
    from answerable.bank.choosing_sense import choosing_problems  # noqa: PLC0415 - sense presumes shape
    from answerable.bank.findings_sense import finding_problems  # noqa: PLC0415
    from answerable.bank.glossary import glossary_problems  # noqa: PLC0415
    from answerable.bank.grid_sense import grid_problems  # noqa: PLC0415
    from answerable.bank.library_sense import library_problems  # noqa: PLC0415
    from answerable.bank.narrowing import narrowing_problems  # noqa: PLC0415
    from answerable.bank.overlays import wording_problems  # noqa: PLC0415
    from answerable.bank.renewal import renewal_problems  # noqa: PLC0415
    from answerable.bank.sense import sense_problems  # noqa: PLC0415

    files = dict(layers.files)
    renewals = files.pop(renewal_file, {})
    files.pop(pace_file, None)  # whoever has its shape makes sense
    bank = build_layers(replace(layers, files=files))
    yield from sense_problems(bank)
    yield from choosing_problems(bank)
    yield from narrowing_problems(bank)
    yield from finding_problems(bank)
    yield from grid_problems(bank)
    yield from library_problems(bank)
    yield from glossary_problems(files.get(layers.folder / "glossary.yml", {}), bank)
    yield from renewal_problems(renewals, bank)
    yield from wording_problems(overlays)


def read_files(paths: Iterable[Path]) -> tuple[dict[Path, Any], list[str]]:
    """Return what each file says, and one line for each that cannot be read."""
    files: dict[Path, Any] = {}
    problems: list[str] = []
    for path in paths:
        try:
            files[path] = read_yaml(path)
        except FileNotFoundError:
            problems.append(say("content", "no_file", file=path.name))
        except OSError as error:
            problems.append(say("content", "no_access", file=name_of(path), why=error.strerror))
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            why = " ".join(str(error).split())
            problems.append(say("content", "not_yaml", file=name_of(path), why=why))
    return files, problems


def name_of(path: Path) -> str:
    """Return the file's name as its author knows it, such as `concepts/owner.yml`."""
    return f"{path.parent.name}/{path.name}" if path.parent.name in SCHEMAS else path.name


def shape_problems(path: Path, data: Any) -> Iterator[str]:
    """Yield what JSON Schema finds wrong with one file."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to import
    from jsonschema.exceptions import best_match  # noqa: PLC0415

    kind = SCHEMAS.get(path.parent.name, path.stem)
    schema = json.loads((places.content() / "schema" / f"{kind}.schema.json").read_text("utf-8"))
    for outer in Draft202012Validator(schema).iter_errors(data):
        error = (
            best_match([outer]) or outer
        )  # the innermost cause reads better than "none of these"
        place = ".".join(str(part) for part in error.absolute_path) or "-"
        bare = error.validator == "type" and not isinstance(error.instance, str | list | dict)
        key = "bare" if bare and "string" in error.validator_value else "shape"
        read = str(error.instance).lower()
        yield say("content", key, file=name_of(path), place=place, why=error.message, read=read)
    if path.parent.name == "concepts" and isinstance(data, dict) and data.get("id") != path.stem:
        yield say("content", "file_name", file=name_of(path), id=data.get("id"))
