"""The words in an XML part of an office file.

Expat is used directly: it is the one parser here that can be told to stop at a document type, and
without one there are no entities to expand and nothing to fetch. A part is parsed in one go, as
feeding a long token piece by piece takes quadratic time in older versions.
"""

import re
import xml.parsers.expat as xml
from collections.abc import Collection, Sequence

from answerable.record.attachments.kinds import Unfit
from answerable.record.attachments.words import Gathering

# What may stand in the middle of a word: runs of one look, changes, links. All else ends a line.
IN_A_WORD = """
    t r delText instrText ins del moveFrom moveTo hyperlink smartTag sdt sdtContent fldSimple
    span a ruby ruby-base
"""
JOINED = frozenset(IN_A_WORD.split())
GAPS = frozenset({"br", "cr", "tab", "s", "line-break"})
SPACED = re.compile(r"text:|(?:.*:)?(?:t|delText)$")  # where blanks are the words' own
ABOUT = "author name displayName userId title descr Target href creator lastModifiedBy"
TELLING = frozenset(ABOUT.split())


def attributes(held: bytes, wanted: Collection[str]) -> list[str]:
    """Return every value of the `wanted` attributes; `Unfit` when `held` is not plain XML."""
    found: list[str] = []

    def begin(_: str, given: dict[str, str]) -> None:
        found.extend(value for name, value in given.items() if _local(name) in wanted)

    parser = _parser()
    parser.StartElementHandler = begin
    _parse(parser, held)
    return found


class XmlWords:
    """Gathers the text of one part, line by line, then the attributes that may hold a name.

    `shared` are the strings that the cells of a sheet refer to by number.
    """

    def __init__(self, gathering: Gathering, shared: Sequence[str] = ()) -> None:
        """Add what is read to `gathering`."""
        self._gathering, self._shared = gathering, shared
        self._open: list[str] = []
        self._lines = self._spoken = 0  # open elements that end a line, and those with words
        self._by_number = False
        self._told: list[str] = []

    def read(self, held: bytes) -> None:
        """Gather the words of `held`; `Unfit` when it is not plain XML."""
        parser = _parser()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        _parse(parser, held)
        self._gathering.line("\n" + "\n".join(self._told))

    def _begin(self, name: str, given: dict[str, str]) -> None:
        local = _local(name)
        self._open.append(name)
        self._told += [value for key, value in given.items() if _local(key) in TELLING]
        if local == "c":
            self._by_number = given.get("t") == "s"
        if local in GAPS:
            self._gathering.add(" ")
        elif local not in JOINED:
            self._lines += 1

    def _say(self, text: str) -> None:
        at = self._open[-1]
        if text.isspace() and not SPACED.match(at):
            return
        if self._spoken < self._lines:
            self._gathering.add("\n")
            self._spoken = self._lines
        by_number = self._by_number and _local(at) == "v"
        self._gathering.add(self._shared_string(text) if by_number else text)

    def _end(self, _: str) -> None:
        if _local(self._open.pop()) in JOINED | GAPS:
            return
        if self._spoken == self._lines:
            self._gathering.add("\n")
            self._spoken -= 1
        self._lines -= 1

    def _shared_string(self, number: str) -> str:
        at = int(number) if number.strip().isdecimal() and len(number) < len("1000000000") else -1
        return self._shared[at] if 0 <= at < len(self._shared) else number


class SharedStrings(XmlWords):
    """Gathers the strings of a workbook, each by itself."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__(Gathering())
        self.strings: list[str] = []

    def _begin(self, name: str, given: dict[str, str]) -> None:
        super()._begin(name, given)
        if _local(name) == "si":
            self._gathering = Gathering()

    def _end(self, name: str) -> None:
        super()._end(name)
        if _local(name) == "si":
            self.strings.append(self._gathering.words().text.strip("\n"))


def _parser() -> xml.XMLParserType:
    parser = xml.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise Unfit("doctype")


def _parse(parser: xml.XMLParserType, held: bytes) -> None:
    try:
        parser.Parse(held, True)  # noqa: FBT003 - expat takes it by place only
    except (xml.ExpatError, ValueError, LookupError) as error:
        raise Unfit("damaged", kind="XML") from error


def _local(name: str) -> str:
    return name.rpartition(":")[2]
