"""What an automatic accessibility check lets through: our own look at a finished report.

`lint(html)` says in sentences what is wrong; a report with findings is not fit to hand out.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup, Tag

from answerable.wording import say

HEADING = re.compile(r"h[1-6]")
FILLER = re.compile(r"no description|image$|chart$|figure$|plot$|$", re.IGNORECASE)
OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//|\s*(?!data:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
IN_STYLE = re.compile(r"@import[^;]*|url\((?!\s*['\"]?data:)[^)]*\)", re.IGNORECASE)
LOOSE = re.compile(r"'unsafe-|(?:default|script|style)-src[^;]*(?:\*|https?:)")
LOADING = {
    "img": "src", "link": "href", "source": "src", "audio": "src", "video": "src",
    "input": "src", "track": "src", "image": "href", "use": "href",
}  # fmt: skip
EMBEDDING = ("iframe", "object", "embed", "frame", "form", "base")
WIDGET = re.compile(r"widget-(?:state|view)|jupyter-widget", re.IGNORECASE)
RUN = re.compile(r"papermill|output_error|jp-\w+|ansi-\w+", re.IGNORECASE)


def lint(html: str) -> tuple[str, ...]:
    """Return every finding about a report page, as sentences; none for one that may go out."""
    page = BeautifulSoup(html, "html.parser")
    return tuple(
        say("report", f"lint_{key}", **facts) for rule in RULES for key, facts in rule(page)
    )


Finding = tuple[str, dict[str, object]]


def _language(page: BeautifulSoup) -> Iterator[Finding]:
    root = page.find("html")
    if root is None or not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", _value(root, "lang")):
        yield "language", {}


def _policy(page: BeautifulSoup) -> Iterator[Finding]:
    found = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    stated = _value(found, "content") if found else ""
    if not stated:
        yield "no_policy", {}
    elif "default-src 'none'" not in stated or LOOSE.search(stated):
        yield "loose_policy", {}


def _headings(page: BeautifulSoup) -> Iterator[Finding]:
    headings = page.find_all(HEADING)
    if (count := sum(h.name == "h1" for h in headings)) != 1:
        yield "headings", {"count": count}
    before = 0
    for heading in headings:
        level = int(heading.name[1])
        if level > before + 1:
            text = heading.get_text(" ", strip=True)[:40]
            yield "jump", {"text": text, "before": before, "level": level}
        before = level


def _pictures(page: BeautifulSoup) -> Iterator[Finding]:
    for picture in page.find_all("img"):
        words = _value(picture, "alt").strip()
        decorative = picture.get("alt") == "" and picture.find_parent("figure") is None
        if not decorative and FILLER.match(words):
            yield "picture_words", {}
    for drawing in page.find_all("svg"):
        named = drawing.get("role") == "img" and drawing.find("title")
        if drawing.get("aria-hidden") != "true" and not named:
            yield "drawing_words", {}


def _outside(page: BeautifulSoup) -> Iterator[Finding]:
    for tag, attribute in LOADING.items():
        for element in page.find_all(tag):
            address = _value(element, attribute)
            if OUTSIDE.match(address) or (tag in ("img", "link") and not _inside(address)):
                yield "outside", {"what": address[:60]}
    for sheet in page.find_all("style"):
        for found in IN_STYLE.findall(sheet.get_text()):
            yield "outside", {"what": found[:60]}


def _links(page: BeautifulSoup) -> Iterator[Finding]:
    ids = Counter(_value(element, "id") for element in page.find_all(id=True))
    for found, count in ids.items():
        if count > 1:
            yield "same_id", {"what": found}
    for link in page.find_all("a", href=re.compile("^#")):
        if _value(link, "href")[1:] not in ids:
            yield "dead_link", {"what": _value(link, "href")}


def _tables(page: BeautifulSoup) -> Iterator[Finding]:
    for table in page.find_all("table"):
        if table.find("caption") is None:
            yield "caption", {}
        if any(not heading.get("scope") for heading in table.find_all("th")):
            yield "scope", {}


def _code(page: BeautifulSoup) -> Iterator[Finding]:
    for script in page.find_all("script"):
        if _value(script, "type") != "application/ld+json":
            yield "script", {}
    for element in page.find_all(EMBEDDING):
        yield "embedded", {"what": element.name}
    for element in _elements(page):
        for name in element.attrs:
            if name.lower().startswith("on"):
                yield "handler", {"what": name}
            elif name.lower() == "style":
                yield "inline_style", {}


def _leaks(page: BeautifulSoup) -> Iterator[Finding]:
    """Look at attributes only: somebody's own words may well speak of widgets."""
    for element in _elements(page):
        if element.name == "meta":
            continue
        for name, held in element.attrs.items():
            if name in ("href", "data-label", "alt"):
                continue
            text = " ".join([name, *([held] if isinstance(held, str) else held)])
            if WIDGET.search(text):
                yield "widget", {}
            elif found := RUN.search(text):
                yield "run", {"what": found.group()}
    for block in page.find_all("pre"):
        if "Traceback (most recent call last)" in block.get_text():
            yield "run", {"what": "Traceback"}


def _elements(page: BeautifulSoup) -> Iterator[Tag]:
    return (element for element in page.descendants if isinstance(element, Tag))


def _inside(address: str) -> bool:
    return address.lower().startswith(("data:", "#"))


def _value(element: Tag, attribute: str) -> str:
    held = element.get(attribute) or ""
    return held if isinstance(held, str) else " ".join(held)


RULES: tuple[Callable[[BeautifulSoup], Iterator[Finding]], ...] = (
    _language,
    _policy,
    _headings,
    _pictures,
    _outside,
    _links,
    _tables,
    _code,
    _leaks,
)
