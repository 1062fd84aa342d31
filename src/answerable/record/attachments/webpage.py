"""The words of a web page: its text, comments, scripts and styles, and what its tags say.

Python's own parser takes quadratic time over tags that never end: minutes for 100 KB that somebody
attached. To find words it is enough to know where tags are, and that takes one look at each sign.
"""

import html
import re

from answerable.record.attachments.words import Gathering

TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})([^<>]*)>")
PACKED = re.compile(r"data:[^\s\"'<>]*")  # a picture written as letters
PICTURES = frozenset({"img", "image", "picture", "canvas", "video", "object", "embed"})
# What may stand in the middle of a word. Every other tag ends a line.
IN_A_WORD = """
    a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span
    strong sub sup time tspan tt u var wbr
"""
INLINE = frozenset(IN_A_WORD.split())


def read_page(markup: str, gathering: Gathering) -> None:
    """Add the words of `markup`, which may be HTML, SVG or XML, to `gathering`.

    What tags say (titles, descriptions, addresses) comes after the text, so as to cut no word.
    """
    told: list[str] = []
    at = 0
    for tag in TAG.finditer(markup):
        gathering.add(html.unescape(markup[at : tag.start()]))
        at, name, said = tag.end(), tag.group(1).lower(), tag.group(2)
        if name not in INLINE:
            gathering.add("\n")
        if name in PICTURES:
            gathering.miss("pictures")
        if said.strip(" /"):
            told.append(html.unescape(PACKED.sub(" ", said)))
    gathering.line(html.unescape(markup[at:]))
    gathering.line("\n".join(told))
