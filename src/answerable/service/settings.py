"""How the record service runs: one frozen description, told to it by whoever starts it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from answerable import places

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the service takes from one person.

    Attributes:
        burst: requests at once, before they must slow down.
        per_second: requests a second after that.
        body: bytes of an ordinary request; `file` of an attachment, `record` of an import.
    """

    burst: int = 300
    per_second: float = 60.0
    body: int = 8 * MEBIBYTE
    file: int = 14 * MEBIBYTE
    record: int = 256 * MEBIBYTE


@dataclass(frozen=True, kw_only=True)
class ServiceSettings:
    """Where the service keeps records and listens, and what it trusts.

    Attributes:
        socket: a file on this machine; otherwise `ip` and `port`, on loopback or behind TLS.
        issuer: whoever knows this may have passes issued for people: the app, never a kernel.
        everybody: the role that each person has on every record (`governance/access.py`).
        people: a YAML file that names who holds which roles in the organisation.
        certificate: a PEM file, with its `certificate_key`: without one, only loopback is served.
        pass_seconds: how long a pass is good for; `line_seconds` how long it can be renewed.
    """

    store: str = field(default_factory=places.store_url)
    keys: str = field(default_factory=lambda: str(places.keys()))
    socket: str = ""
    ip: str = "127.0.0.1"
    port: int = 8867
    issuer: str = ""
    everybody: str = "reader"
    people: str = ""
    certificate: str = ""
    certificate_key: str = ""
    pass_seconds: float = 10 * 60
    line_seconds: float = 12 * 3600
    limits: Limits = Limits()

    def told(self) -> str:
        """Return the settings as one line, for the standard input of the service."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, line: str) -> "ServiceSettings":
        """Return the settings in one line."""
        given = json.loads(line)
        return cls(**{**given, "limits": Limits(**given["limits"])})

    @property
    def keys_folder(self) -> Path:
        return Path(self.keys)
