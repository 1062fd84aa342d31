"""What a report page may contain: an allow-list for its HTML and a policy for the browser."""

import base64
import hashlib
from collections.abc import Mapping

import nh3

NAMED = {"id", "class", "lang", "role", "aria-label", "aria-labelledby"}
PLAIN = """
    article b br caption code dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 i ins li ol p
    section small span strong sub sup table tbody tfoot thead tr ul
"""
MORE: Mapping[str, set[str]] = {
    "a": {"href"},
    "span": {"aria-hidden"},
    "td": {"data-label", "colspan", "rowspan"},
    "th": {"scope", "colspan", "rowspan"},
    "img": {"src", "alt", "width", "height"},
}
GONE_WITH_ITS_WORDS = {"script", "style", "iframe", "object", "template", "textarea", "title"}


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep `data:` to pictures, and pictures to `data:`."""
    data = value.strip().lower().startswith("data:")
    if (tag, name) == ("img", "src"):
        return value if value.lower().startswith("data:image/") else None
    return None if name == "href" and data else value


CLEANER = nh3.Cleaner(
    tags={*PLAIN.split(), *MORE},
    attributes={"*": NAMED, **MORE},
    clean_content_tags=GONE_WITH_ITS_WORDS,
    url_schemes={"https", "mailto", "data"},
    attribute_filter=_attribute,
    link_rel=None,
    strip_comments=True,
)


def safe_html(html: str) -> str:
    """Return `html` with everything that is not on the list left out."""
    return CLEANER.clean(html)


def policy(style: str) -> str:
    """Return the policy under which a page with this one inline `style` runs: nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
