"""The keys a deployment signs with: made on first use, in a folder outside the store.

One private key is in use at a time (`NAME.private.pem`, for its owner alone). Its public half
(`NAME.public.pem`) stays after a rotation, so that old signatures can still be checked. Public
keys of other organisations are in `trusted/`. Ed25519 (RFC 8032); keys are PEM (RFC 8410).
"""

import hashlib
import hmac
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from answerable import places
from answerable.errors import KeyTrouble

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

PRIVATE, PUBLIC = ".private.pem", ".public.pem"
NAME_LENGTH = 16
LOCK_SECONDS = 10


def name_of(key: "Ed25519PublicKey") -> str:
    """Return a key's name: the first 16 hex digits of the SHA-256 of its 32 bytes."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:NAME_LENGTH]


def read_public(pem: str) -> "Ed25519PublicKey":
    """Return the public key in `pem`; ValueError when it is none of ours."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - when needed
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    try:
        key = load_pem_public_key(pem.encode())
    except Exception as error:  # many kinds, none of them of use to a reader
        raise ValueError(pem[:40]) from error
    if isinstance(key, ed25519.Ed25519PublicKey):
        return key
    raise ValueError(pem[:40])


def write_public(key: "Ed25519PublicKey") -> str:
    """Return `key` as PEM."""
    from cryptography.hazmat.primitives import serialization as s  # noqa: PLC0415 - when needed

    return key.public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo).decode()


def is_key(name: str, pem: str) -> bool:
    """Return whether `pem` is the public key called `name`, written as this program writes it."""
    try:
        key = read_public(pem)
    except ValueError:
        return False
    return (name_of(key), write_public(key)) == (name, pem)


@dataclass(frozen=True)
class Signer:
    """The private key in use; `name` is its public name, `public` its public half as PEM."""

    name: str
    public: str
    _private: "Ed25519PrivateKey"

    def secret(self, purpose: str) -> bytes:
        """Return 32 bytes that only the holder of this key can derive, the same for a purpose."""
        return hmac.digest(self._private.private_bytes_raw(), purpose.encode(), "sha256")

    def sign(self, statement: bytes) -> str:
        """Return the signature over `statement`, in hex."""
        return self._private.sign(statement).hex()


class Keyring:
    """The keys of one deployment, in `folder`."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use `folder`, or the usual one; nothing is made before it is needed."""
        self.folder = folder or places.keys()
        self._signer: Signer | None = None

    @property
    def signer(self) -> Signer:
        """The key in use, made now if there is none; another one after somebody rotated it."""
        try:
            if self._signer is None or not self._private(self._signer.name).exists():
                with self._locked():
                    found = sorted(self.folder.glob(f"*{PRIVATE}"))
                    self._signer = _load(found[0]) if found else self._make()
        except (OSError, ValueError, TypeError) as error:
            raise KeyTrouble(folder=str(self.folder), why=str(error)) from error
        return self._signer

    def _private(self, name: str) -> Path:
        return self.folder / f"{name}{PRIVATE}"

    def rotate(self) -> Signer:
        """Make a new key and use it from now on; the old one's public half is kept."""
        old = self.signer
        with self._locked():
            new = self._make()
            self._private(old.name).unlink(missing_ok=True)
        self._signer = new
        return new

    def trust(self, pem: str) -> str:
        """Keep the public key of another organisation; return its name, ValueError if it is none."""
        key = read_public(pem)
        folder = self.folder / "trusted"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name_of(key)}{PUBLIC}").write_text(write_public(key), "ascii")
        return name_of(key)

    def known(self) -> Mapping[str, str]:
        """Return the public keys, own and trusted, as PEM by name; names are computed, not read."""
        found: dict[str, str] = {}
        for file in (*self.folder.glob(f"*{PUBLIC}"), *self.folder.glob(f"trusted/*{PUBLIC}")):
            pem = file.read_text("ascii", errors="replace")
            try:
                found[name_of(read_public(pem))] = pem
            except ValueError as error:
                raise KeyTrouble(folder=str(self.folder), why=file.name) from error
        return found

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one process at a time look for the key and make it."""
        from filelock import FileLock  # noqa: PLC0415 - only where a key is needed

        for folder in (*reversed(self.folder.parents), self.folder):
            folder.mkdir(exist_ok=True, mode=0o700)
        with FileLock(self.folder / "keys.lock", timeout=LOCK_SECONDS):
            yield

    def _make(self) -> Signer:
        from cryptography.hazmat.primitives import serialization as s  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

        private = ed25519.Ed25519PrivateKey.generate()
        made = _signer(private)
        pem = private.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())
        (self.folder / f"{made.name}{PUBLIC}").write_text(made.public, "ascii")
        handle = os.open(self._private(made.name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        return made


def _load(file: Path) -> Signer:
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    private = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(private, ed25519.Ed25519PrivateKey):
        raise TypeError(file.name)
    return _signer(private)


def _signer(private: "Ed25519PrivateKey") -> Signer:
    public = private.public_key()
    return Signer(name_of(public), write_public(public), private)
