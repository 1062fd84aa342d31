import pytest

from answerable.reports.lint import lint
from answerable.wording import words

CLEAN = """<!DOCTYPE html><html lang="en-GB"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:">
<title>Report</title></head><body><a href="#main">Skip</a><main id="main"><h1>Report</h1>
<h2>Part</h2><p>Words about papermill, onclick= and a Traceback (most recent call last).</p>
<table><caption>Rows</caption><tr><th scope="col">A</th></tr><tr><td>1</td></tr></table>
<img alt="" src="data:image/png;base64,AA"><a href="https://example.org/">Out</a>
<script type="application/ld+json">{}</script>HERE</main></body></html>"""

DEFECTS = {
    "headings": "<h1>Second</h1>",
    "jump": "<h4>Too deep</h4>",
    "picture_words": '<figure><img alt="" src="data:image/png;base64,AA"></figure>',
    "outside": '<img alt="A map" src="https://example.org/a.png">',
    "drawing_words": "<svg></svg>",
    "dead_link": '<a href="#nowhere">x</a>',
    "same_id": '<p id="main">x</p>',
    "caption": "<table><tr><td>1</td></tr></table>",
    "scope": "<table><caption>c</caption><tr><th>A</th></tr></table>",
    "script": "<script>1</script>",
    "handler": '<p onclick="x()">x</p>',
    "inline_style": '<p style="color:red">x</p>',
    "embedded": "<iframe></iframe>",
    "widget": '<script type="application/ld+json" class="widget-state"></script>',
    "run": '<span id="papermill-error-cell">x</span>',
}
REPLACED = {
    "language": (' lang="en-GB"', ' lang="English"'),
    "no_policy": ("Content-Security-Policy", "Refresh"),
    "loose_policy": ("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'"),
}


def sentence(key):
    return words("report")[f"lint_{key}"].partition("{")[0]


def test_a_clean_page_has_no_findings():
    assert lint(CLEAN.replace("HERE", "")) == ()


@pytest.mark.parametrize("key", DEFECTS)
def test_each_defect_is_found_and_nothing_else(key):
    findings = lint(CLEAN.replace("HERE", DEFECTS[key]))
    assert len(findings) == 1
    assert findings[0].startswith(sentence(key))


@pytest.mark.parametrize("key", REPLACED)
def test_each_defect_of_the_page_itself_is_found(key):
    findings = lint(CLEAN.replace("HERE", "").replace(*REPLACED[key]))
    assert [finding for finding in findings if finding.startswith(sentence(key))]


@pytest.mark.parametrize(
    "outside",
    [
        '<link rel="stylesheet" href="//example.org/a.css">',
        '<link rel="icon" href="a.ico">',
        '<img alt="A map" src="map.png">',
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>p{background:url(https://example.org/a.png)}</style>",
        '<video src="https://example.org/a.mp4"></video>',
    ],
)
def test_whatever_would_be_loaded_is_found(outside):
    assert any(
        finding.startswith(sentence("outside")) for finding in lint(CLEAN.replace("HERE", outside))
    )


def test_filler_instead_of_words_for_a_picture_is_found():
    filler = (
        '<img alt="No description has been provided for this image" src="data:image/png;base64,AA">'
    )
    assert lint(CLEAN.replace("HERE", filler)) == (words("report")["lint_picture_words"],)


def test_details_of_a_crash_are_found():
    crash = "<pre>Traceback (most recent call last): x</pre>"
    assert lint(CLEAN.replace("HERE", crash))[0].startswith(sentence("run"))


def test_every_finding_has_a_test_here():
    known = {key.removeprefix("lint_") for key in words("report") if key.startswith("lint_")}
    assert known == {*DEFECTS, *REPLACED}
