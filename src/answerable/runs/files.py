"""Files that are either the old ones or the new ones, whatever happens in between."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, text: str) -> int:
    """Put `text` at `path` in one step; return its size in bytes."""
    data = text.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101 - mkstemp is stricter than its neighbours
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return len(data)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
