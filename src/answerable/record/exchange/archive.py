"""A record as an RO-Crate: one zip with the record, its attachments, its documents, and what is what.

RO-Crate 1.3 (https://w3id.org/ro/crate/1.3). The same record and documents give the same bytes.
"""

import hashlib
import io
import json
import lzma
import mimetypes
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from answerable import __version__
from answerable.errors import NotARecord
from answerable.record.exchange.file import Read, read
from answerable.record.standing import standing
from answerable.record.store import Record
from answerable.wording import clean, say

RECORD = "record.json"
METADATA = "ro-crate-metadata.json"
ATTACHMENTS = "attachments/"
MAGIC = b"PK\x03\x04"
MOST_BYTES = 512 * 1024 * 1024
# What `zipfile` and what it unpacks with say of a file that somebody spoiled.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ValueError, RuntimeError,
    OSError, EOFError, LookupError, OverflowError,
)  # fmt: skip
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the time of a file in a zip is not the record's


def read_any(raw: bytes, file: str) -> Read:
    """Return the record in an exported JSON file or archive; nothing of it is proved yet.

    Raises:
        NotARecord: the file is something else.
        RecordTooNew: a later version of the program wrote it.
    """
    return read(_record_in(raw, file) if raw.startswith(MAGIC) else raw, file)


def _record_in(raw: bytes, file: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if why := _unfit(archive):
                raise NotARecord(file=file, why=why)
            return archive.read(RECORD)
    except DAMAGE as error:
        raise NotARecord(file=file, why=say("errors", "archive_damaged")) from error


def _unfit(archive: zipfile.ZipFile) -> str | None:
    """Return why this is no archive of ours; each attached file must be the one it is called."""
    names = archive.namelist()
    if RECORD not in names or METADATA not in names:
        return say("errors", "archive_without_record")
    if twice := sorted(name for name in set(names) if names.count(name) > 1):
        return say("errors", "record_twice", name=twice[0])
    if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
        return say("errors", "archive_too_large")
    for name in names:
        digest = name.removeprefix(ATTACHMENTS)
        if digest != name and hashlib.sha256(archive.read(name)).hexdigest() != digest:
            return say("errors", "archive_file", name=name)
    return None


def written(record: Record, raw: bytes, documents: Mapping[str, bytes]) -> bytes:
    """Return the archive of `record`, whose export is `raw`, with `documents` by file name."""
    files = {RECORD: raw}
    files |= {f"{ATTACHMENTS}{digest}": body for digest, body in record.attachments.items()}
    files |= {f"documents/{PurePosixPath(name).name}": body for name, body in documents.items()}
    files[METADATA] = _metadata(record, files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return made.getvalue()


def _metadata(record: Record, files: Mapping[str, bytes]) -> bytes:
    """Return what says what each file is, where it comes from and under which hash."""
    from rocrate.model.contextentity import ContextEntity  # noqa: PLC0415 - slow to import
    from rocrate.rocrate import ROCrate  # noqa: PLC0415

    now = standing(record.events)
    crate = ROCrate()
    crate.root_dataset["datePublished"] = now.updated_at
    crate.root_dataset["name"] = clean(now.title) or record.events[0].assessment
    crate.root_dataset["identifier"] = record.events[-1].hash
    crate.root_dataset["description"] = say("errors", "archive_description")
    program = {"@type": "SoftwareApplication", "name": "Answerable", "version": __version__}
    crate.add(ContextEntity(crate, "#answerable", properties=program))
    for name, described in _described(record, files):
        crate.add_file(dest_path=name, properties=described)
    told = crate.metadata.generate()
    return (json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _described(record: Record, files: Mapping[str, bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    attached = {
        event.payload["hash"]: event.payload
        for event in record.events
        if event.kind == "attached" and event.payload
    }
    for name in sorted(files):
        said = attached.get(PurePosixPath(name).name, {})
        kind = said.get("type") or mimetypes.guess_type(name)[0] or "application/octet-stream"
        yield (
            name,
            {
                "name": said.get("name") or PurePosixPath(name).name,
                "encodingFormat": kind,
                "contentSize": str(len(files[name])),
                "sha256": hashlib.sha256(files[name]).hexdigest(),
            },
        )
