"""What a kernel is told about the world: an allow-list, and what our notebooks need."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from answerable.record import Person
from answerable.serving.settings import ServeSettings

KEPT = frozenset({
    # where things are and which words people use
    "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "PYTHONPATH",
    "VIRTUAL_ENV", "CONDA_PREFIX", "LD_LIBRARY_PATH", "XDG_DATA_HOME", "XDG_CACHE_HOME",
    "XDG_RUNTIME_DIR", "JUPYTER_RUNTIME_DIR", "ANSWERABLE_CONTENT",
    # the same on Windows
    "APPDATA", "LOCALAPPDATA", "COMSPEC", "PATHEXT", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE",
    # what Voila says about the request
    "QUERY_STRING", "SCRIPT_NAME", "VOILA_BASE_URL", "VOILA_SERVER_URL",
})  # fmt: skip


def without_secrets(offered: Mapping[str, str]) -> dict[str, str]:
    """Return what of the app's own environment any kernel may know."""
    return {name: said for name, said in offered.items() if name in KEPT or name.startswith("LC_")}


def kernel_environment(
    offered: Mapping[str, str],
    settings: ServeSettings,
    person: Person,
    addresses: Mapping[str, str],
    access: Mapping[str, str],
) -> dict[str, str]:
    """Return what a kernel of `person` finds in its environment.

    `access` is the way to the records: the service's address and this person's pass, or nothing.
    """
    return {
        **without_secrets(offered),
        **access,
        "ANSWERABLE_PERSON": json.dumps(asdict(person)),
        "ANSWERABLE_OUTPUTS": str(settings.outputs.resolve()),
        "ANSWERABLE_STATIC": json.dumps(dict(addresses)),
    }
