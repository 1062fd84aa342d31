"""The words of a web page, as a reader or a screen reader would meet them, and what is hidden."""

import html.parser

from answerable.record.attachments.words import Gathering

# What may stand in the middle of a word. The end of everything else ends a line.
IN_A_WORD = """
    a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span
    strong sub sup time tspan tt u var wbr
"""
INLINE = frozenset(IN_A_WORD.split())
TELLING = frozenset({"alt", "title", "aria-label", "content", "href", "value", "placeholder"})
PICTURES = frozenset({"img", "image", "picture", "canvas", "video", "object", "embed"})


class WebWords(html.parser.HTMLParser):
    """Gathers text, comments and scripts, and the attributes that may hold a name; no styles."""

    def __init__(self, gathering: Gathering) -> None:
        """Add what is fed to `gathering`."""
        super().__init__()
        self._gathering = gathering
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        self._in_style = tag == "style"
        if tag in PICTURES:
            self._gathering.miss("pictures")
        for name, value in attrs:
            if name in TELLING and value and not value.startswith("data:"):
                self._gathering.line("\n" + value)

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self._gathering.add(data)

    def handle_comment(self, data: str) -> None:
        self._gathering.line("\n" + data)

    def _break(self, tag: str) -> None:
        if tag not in INLINE:
            self._gathering.add("\n")


def read_page(markup: str, gathering: Gathering) -> None:
    """Add the words of `markup`, which may be HTML, SVG or XML, to `gathering`."""
    reader = WebWords(gathering)
    try:
        reader.feed(markup)
        reader.close()
    except AssertionError:  # how Python's parser gives up on some broken declarations
        gathering.line("\n" + markup)
