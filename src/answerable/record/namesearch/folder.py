"""Names in the files of a folder, such as reports that were made and still lie there."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from answerable.record.attachments import Unfit, Words, kind_of, words_in
from answerable.record.attachments.kinds import MEBIBYTE
from answerable.record.attachments.webpage import read_page
from answerable.record.attachments.words import Gathering
from answerable.record.namesearch.names import Name
from answerable.record.namesearch.results import Missed, Place, Result, joined
from answerable.record.namesearch.texts import search_texts

PAGES = frozenset({".html", ".htm", ".xhtml", ".svg", ".xml"})
FILE_LIMIT = 50 * MEBIBYTE


def search_folder(folder: Path, names: Sequence[Name]) -> Result:
    """Return where `names` stand in the files under `folder`, and in what they are called.

    Links are not followed. A folder that is not there has no files.
    """
    lost: list[OSError] = []
    results = [_search_file(folder, file, names) for file in _files(folder, lost)]
    missed = tuple(Missed(Place("file", file=str(e.filename)), "unreadable") for e in lost)
    return joined([*results, Result(missed=missed)])


def search_body(place: Place, words: Words, names: Sequence[Name]) -> Result:
    """Return where `names` stand in the words of one file, with what was not read of it."""
    missed = tuple(Missed(place, why) for why in words.missed)
    return joined([search_texts({place: words.text}, names), Result(missed=missed)])


def body_words(body: bytes) -> Words:
    """Return the words of a file whose kind nobody vouches for; none when it is no kind we read."""
    try:
        return words_in(body, kind_of(body, FILE_LIMIT)) if body else Words("")
    except Unfit as unfit:
        return _page(body) if unfit.key == "markup" else Words("", ("kind",))


def _files(folder: Path, lost: list[OSError]) -> Iterator[Path]:
    if not folder.exists():
        return
    for root, folders, files in os.walk(folder, onerror=lost.append):
        folders.sort()
        links = [name for name in folders if Path(root, name).is_symlink()]
        yield from (Path(root, name) for name in sorted([*files, *links]))


def _search_file(folder: Path, file: Path, names: Sequence[Name]) -> Result:
    called = str(file.relative_to(folder))
    place = Place("file", file=str(file))
    named = search_texts({Place("file", file=str(file), part="name"): called}, names)
    words = _words_of(file)
    counted = Result(searched={"files": int(words.read)})
    return joined([named, search_body(place, words, names), counted])


def _words_of(file: Path) -> Words:
    if file.is_symlink():
        return Words("", ("link",))
    try:
        if not file.is_file():
            return Words("", ("kind",))
        if file.stat().st_size > FILE_LIMIT:
            return Words("", ("long",))
        body = file.read_bytes()
    except OSError:
        return Words("", ("unreadable",))
    return _page(body) if file.suffix.lower() in PAGES else body_words(body)


def _page(body: bytes) -> Words:
    gathering = Gathering()
    read_page(body.decode("utf-8-sig", "replace"), gathering)
    return gathering.words()
