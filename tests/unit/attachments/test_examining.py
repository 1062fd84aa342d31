"""What a file is: decided by its content, under a name that is safe."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.errors import AttachmentRefused
from answerable.record.attachments import ATTACHMENT_LIMIT, KINDS, examine, words_in
from answerable.record.attachments.kinds import NAME_LIMIT
from answerable.record.attachments.naming import safe_name

PICTURES = sorted((Path(__file__).parents[3] / "docs" / "pictures").glob("*.png"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_known_by_its_content(make, kind):
    body = getattr(make, kind)()

    found = examine("whatever.exe", body)

    assert found.kind == kind
    assert found.name == f"whatever.{KINDS[kind].extensions[0]}"
    assert found.media_type == KINDS[kind].media_type
    assert (found.size, found.digest) == (len(body), hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_pictures_from_a_browser_are_pictures(path):
    assert examine(path.name, path.read_bytes()).kind == "png"


@pytest.mark.parametrize("how", ["progressive", "restarting"])
def test_a_jpeg_may_have_several_scans_and_marks_in_them(make, how):
    assert examine("photo.jpg", getattr(make, how)()).kind == "jpeg"


def test_several_pictures_in_one_file_as_cameras_write_them(make):
    assert examine("photo.jpg", make.jpeg() * 2).kind == "jpeg"


@pytest.mark.parametrize(
    "text",
    [
        "Name,Count\nStops,5\n",
        "BM is not a picture, and a < b is no tag",
        "x" * 2_000 + " and <script> is only a word here",
        "This is a text that some would take for a manual",
        "MZ is how programs begin",
        "\ufeffwith a mark in front",
        "[a link](https://example.org) at the start",
        "[1, 2, NaN]",
        "[" * 200_000,
        '{"a": ' + "9" * 5_000 + "}",
        "12",
        "if x < 3:\n\tpass\r\n",
        "page one\x0cpage two",
    ],
)
def test_prose_and_tables_are_text(text):
    assert examine("a.csv", text.encode()).kind == "text"


def test_an_embedded_sheet_may_come_with_a_document(make):
    held = make.docx(more={"word/embeddings/Sheet1.xlsx": make.xlsx()})

    assert examine("a.docx", held).kind == "docx"


@pytest.mark.parametrize(
    ("kind", "name", "held"),
    [
        ("odt", "Configurations2/images/", b""),
        ("odt", "layout-cache", b"\0"),
        ("odt", "ObjectReplacements/Object 1", b"\0"),
        ("xlsx", "xl/printerSettings/printerSettings1.bin", b"\0"),
        ("docx", "word/fonts/font1.odttf", b"\0"),
        ("docx", "word/media/Größe.png", b"\0"),
        ("docx", "word/media/image1.svg", b"<!DOCTYPE svg><svg/>"),
    ],
)
def test_what_office_programs_add_is_taken(make, kind, name, held):
    assert examine("a", getattr(make, kind)(more={name: held})).kind == kind


@pytest.mark.parametrize(
    "whole",
    [
        '{"nbformat": 4}',
        '{"cells": []}',
        '{"nbformat": "4", "cells": []}',
        '["nbformat"]',
        '{"nbformat": 4, "cells": {}}',
    ],
)
def test_json_that_is_no_notebook_is_json(whole):
    assert examine("a.ipynb", whole.encode()).name == "a.json"


def test_parts_may_be_stored_or_squeezed_and_sized_afterwards(make):
    import io
    import zipfile

    class NoSeeking(io.RawIOBase):
        def __init__(self):
            self.kept = b""

        def writable(self):
            return True

        def write(self, held):
            self.kept += bytes(held)
            return len(held)

    kept = NoSeeking()
    with zipfile.ZipFile(io.BytesIO(make.docx())) as whole, zipfile.ZipFile(kept, "w") as other:
        for name in whole.namelist():
            other.writestr(name, whole.read(name), compress_type=zipfile.ZIP_DEFLATED)

    assert examine("a.docx", kept.kept).kind == "docx"


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("report.pdf", "pdf", "report.pdf"),
        ("REPORT.PDF", "pdf", "REPORT.pdf"),
        ("report.pdf.exe", "pdf", "report.pdf.pdf"),
        ("photo.jpeg", "jpeg", "photo.jpeg"),
        ("notes v1.2", "text", "notes v1.2.txt"),
        ("table.csv", "text", "table.csv"),
        ("page.html", "text", "page.txt"),
        ("../../etc/passwd", "text", "passwd.txt"),
        ("C:\\Users\\ana\\plan.docx", "docx", "plan.docx"),
        ("a:b|c?.pdf", "pdf", "a_b_c_.pdf"),
        (".htaccess", "text", "htaccess.txt"),
        ("con.txt", "text", "_con.txt"),
        ("LPT1", "pdf", "_LPT1.pdf"),
        ("", "pdf", "attachment.pdf"),
        ("   ", "pdf", "attachment.pdf"),
        ("invoice\u202efdp.exe", "pdf", "invoicefdp.pdf"),
        ("one\ntwo\x1b[2J.pdf", "pdf", "one two[2J.pdf"),
        ("a\u200bb\u00a0c.pdf", "pdf", "ab c.pdf"),
        ("Nguye\u0302\u0303n.pdf", "pdf", "Nguyễn.pdf"),
        ("\udcff.pdf", "pdf", "pdf.pdf"),
        ("....", "pdf", "attachment.pdf"),
    ],
)
def test_a_name_is_made_safe(name, kind, safe):
    assert safe_name(name, KINDS[kind]) == safe


@settings(deadline=None, derandomize=True)
@given(name=st.text(max_size=400), kind=st.sampled_from(sorted(KINDS)))
def test_any_name_comes_out_safe(name, kind):
    safe = safe_name(name, KINDS[kind])

    assert 0 < len(safe) <= NAME_LIMIT
    assert len(safe.encode()) <= 255
    assert safe.isprintable()
    assert not set(safe) & set('/\\<>:"|?*')
    assert safe == safe.strip()
    assert safe[0] != "."
    assert safe.rpartition(".")[2] in KINDS[kind].extensions
    assert safe_name(safe, KINDS[kind]) == safe


def decided(body, name="a"):
    """Return the kind of `body`, or the sentence that refuses it; anything else fails the test."""
    try:
        return examine(name, body).kind
    except AttachmentRefused as refusal:
        return str(refusal)


@settings(deadline=None, derandomize=True)
@given(body=st.binary(max_size=2_000), name=st.text(max_size=20))
def test_arbitrary_bytes_get_a_decision(body, name):
    decision = decided(body, name)

    assert decision in KINDS or "was not attached: " in decision


@settings(deadline=None, derandomize=True)
@given(text=st.text(min_size=1, max_size=500))
def test_arbitrary_text_is_text_or_refused(text):
    decision = decided(text.encode("utf-8", "surrogatepass"))

    assert decision in ("text", "json") or "was not attached: " in decision


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, derandomize=True)
@given(data=st.data())
def test_a_damaged_file_gets_a_decision(make, kind, data):
    body = bytearray(getattr(make, kind)())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body) - 1))
        cut = data.draw(st.sampled_from(["change", "drop", "end"]))
        if cut == "change":
            body[at] = data.draw(st.integers(0, 255))
        elif cut == "drop":
            del body[at : at + data.draw(st.integers(1, 30))]
        else:
            del body[at:]
        if not body:
            break
    decision = decided(bytes(body))

    assert decision in KINDS or "was not attached: " in decision
    for reader in KINDS:
        words_in(bytes(body), reader)


def test_the_limit_is_the_one_that_is_set(make):
    assert ATTACHMENT_LIMIT == 10 * 1024 * 1024
    assert examine("a.txt", b"a" * ATTACHMENT_LIMIT).size == ATTACHMENT_LIMIT
    with pytest.raises(AttachmentRefused, match=r"it has 10\.0 MB, and the limit is 10 MB"):
        examine("a.txt", b"a" * (ATTACHMENT_LIMIT + 1))
    with pytest.raises(AttachmentRefused, match=r"the limit is 0\.5 MB"):
        examine("a.txt", b"a" * 600_000, limit=524_288)
