"""Where things are: the same in a checkout and in an installed wheel."""

import importlib.util
import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parents[1]


def content() -> Path:
    """Return the folder of the words that ship with the program."""
    return PACKAGE / "content"


def overlays() -> tuple[Path, ...]:
    """Return the folders laid over those words, in order: `ANSWERABLE_CONTENT`."""
    named = os.environ.get("ANSWERABLE_CONTENT", "").split(os.pathsep)
    return tuple(overlay(name.strip()) for name in named if name.strip())


def overlay(name: str) -> Path:
    """Return the folder `name`; the plain name of an overlay that ships will do."""
    shipped = content() / "overlays" / name
    plain = not {"/", os.sep} & {*name} and shipped.is_dir() and not Path(name).is_dir()
    return shipped if plain else Path(name)


def shipped(folder: str) -> Path:
    """Return `notebooks` or `templates`: beside the sources, else where the wheel put them."""
    beside = CHECKOUT / folder
    if (CHECKOUT / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    return Path(sys.prefix) / "share" / "answerable" / folder


def widget_sources() -> Path:
    """Return the folder of the user interface's modules, found without importing them."""
    spec = importlib.util.find_spec("answerable_widgets")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("answerable_widgets")
    return Path(spec.origin).parent


def outputs() -> Path:
    """Return the folder that runs write to: `ANSWERABLE_OUTPUTS`, else `outputs` here."""
    return Path(os.environ.get("ANSWERABLE_OUTPUTS") or Path.cwd() / "outputs")


def store_url() -> str:
    """Return the database address: `ANSWERABLE_STORE`, else a file in the user's data folder."""
    if named := os.environ.get("ANSWERABLE_STORE"):
        return named
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed when a store is named

    return f"sqlite:///{user_data_path('answerable') / 'answerable.db'}"


def keys() -> Path:
    """Return the folder of the signing keys: `ANSWERABLE_KEYS`, else beside the user's data."""
    if named := os.environ.get("ANSWERABLE_KEYS"):
        return Path(named)
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed when a folder is named

    return user_data_path("answerable") / "keys"
