"""Files that would harm whoever opens them, or that are not what they seem."""

import struct
import zipfile

import pytest

from answerable.record.attachments import examine


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "it is empty"),
        (b" \r\n\t\n", "it is empty"),
        (b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + b"\0" * 60, "it is a program"),
        (b"\x7fELF\2\1\1" + b"\0" * 60, "it is a program"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "an old Office file, or one with a pass",
        ),
        (b"GIF89a\1\0\1\0\0\0\0", r"looks like 'Graphics interchange format"),
        (b"Rar!\x1a\x07\x01\0\0\0", "RAR"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2", "MPEG-4 video"),
        (b"\0\1\2\3", "was not attached: only PDF"),
        (b"BM\0\0\0\0", "was not attached: only PDF"),  # two bytes are too few to guess from
        (b"{\\rtf1\\ansi{\\object}}", "RTF"),
        (b"%!PS-Adobe-3.0\nshowpage\n", "PostScript"),
        ("£5".encode("cp1252"), "not in UTF-8"),
        ("£5".encode("utf-16"), "not in UTF-8"),
        (b"some text\x00 and more", "only PDF"),
        (b"some text \x1b[2J that clears the screen", "only PDF"),
        (b"PK\5\6" + b"\0" * 18, "it is a zip file"),
    ],
)
def test_what_is_none_of_the_kinds_is_refused_with_a_cure(refused, body, said):
    sentence = refused(body)

    assert said in sentence
    assert sentence.startswith("'report.pdf' was not attached: ")


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>Hello",
        "<html><script>alert(1)</script></html>",
        '\ufeff\n <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        '<?xml version="1.0"?><a/>',
        "<!-- quiet --><script>alert(1)</script>",
        "Just text, then\n<script>alert(1)</script>",
        "Name,Count\n<svg onload=alert(1)>,5",
        "text < ScRiPt >alert(1)",
    ],
)
def test_markup_that_could_run_is_refused(refused, text):
    assert "SVG picture or other markup" in refused(text.encode(), "notes.txt")


@pytest.mark.parametrize("kind", ["png", "jpeg", "docx", "text", "json"])
def test_a_pdf_behind_something_else_is_refused(refused, make, kind):
    hidden = make.pdf()
    whole = {
        "png": make.png(more=make.chunk(b"tEXt", b"x\0" + hidden)),
        "jpeg": make.jpeg()[:2] + b"\xff\xfe" + struct.pack(">H", len(hidden) + 2) + hidden
        + make.jpeg()[2:],
        "docx": make.packed({"a.xml": hidden}, zipfile.ZIP_STORED),
        "text": b"junk\n" + hidden[:9] + b"\n1 0 obj\n",
        "json": b'{"a": "%PDF-1.7"}',
    }[kind]  # fmt: skip

    sentence = refused(whole)

    assert "two files in one" in sentence or (kind == "docx" and "it is a zip file" in sentence)


@pytest.mark.parametrize("kind", ["pdf", "png", "jpeg"])
def test_a_zip_file_behind_a_document_or_picture_is_refused(refused, make, kind):
    hidden = make.packed({"evil.js": b"1"})
    body = getattr(make, kind)()

    assert "two files in one" in refused(body + hidden)
    if kind == "png":
        inside = make.png(more=make.chunk(b"zzZz", hidden))
        assert "two files in one" in refused(inside)
    if kind == "pdf":
        assert "two files in one" in refused(make.pdf(more=hidden))


@pytest.mark.parametrize("kind", ["png", "jpeg", "docx", "xlsx", "odt", "ods"])
def test_anything_behind_the_end_is_refused(refused, make, kind):
    body = getattr(make, kind)()

    for more in (b"\0", b"<script>alert(1)</script>", body if kind != "jpeg" else make.png()):
        assert "two files in one" in refused(body + more)


@pytest.mark.parametrize("kind", ["pdf", "png", "jpeg", "docx", "xlsx", "odt", "ods"])
def test_anything_before_the_beginning_is_refused(refused, make, kind):
    body = getattr(make, kind)()

    refused(b"\0junk\n" + body)
    refused(b"junk\n" + body)


@pytest.mark.parametrize("kind", ["pdf", "png", "jpeg", "docx", "odt"])
def test_a_file_cut_short_is_refused(refused, make, kind):
    body = getattr(make, kind)()

    assert "damaged" in refused(body[: len(body) - 8])


@pytest.mark.parametrize(
    "flaw", ["checksum", "no header", "long header", "late header", "no dots", "no size", "no end"]
)
def test_a_png_that_is_not_whole_is_refused(refused, make, flaw):
    body = make.png()
    broken = {
        "checksum": body[:20] + b"\1" + body[21:],
        "no header": body[:8] + body[33:],
        "no dots": body[:33] + body[-12:],
        "no size": make.png(width=0),
        "no end": body[:-12],
        "long header": body[:8] + make.chunk(b"IHDR", body[16:29] + b"\0") + body[33:],
        "late header": body[:8] + make.chunk(b"tEXt", body[16:29]) + body[8:],
    }[flaw]

    assert "begins like PNG" in refused(broken)


@pytest.mark.parametrize(
    "flaw", ["no frame", "no scan", "begins twice", "short", "long", "junk", "low", "narrow"]
)
def test_a_jpeg_that_is_not_whole_is_refused(make, refused, flaw):
    body = make.jpeg()
    frame, scan = body.index(b"\xff\xc0"), body.index(b"\xff\xda")
    broken = {
        "no frame": body[:frame] + body[frame + 13 :],
        "no scan": body[:scan] + b"\xff\xd9",
        "begins twice": body[:2] + body,
        "short": body[:4] + b"\0\1" + body[6:],
        "long": body[:4] + b"\xff\xff" + body[6:],
        "junk": body[:frame] + b"junk" + body[frame:],
        "low": body[: frame + 5] + b"\0\0" + body[frame + 7 :],
        "narrow": body[: frame + 7] + b"\0\0" + body[frame + 9 :],
    }[flaw]

    assert "begins like JPEG" in refused(broken)


def test_a_small_picture_of_immense_size_is_refused(refused, make):
    wide = make.jpeg().replace(b"\xff\xc0\0\x0b\x08\0\1\0\1", b"\xff\xc0\0\x0b\x08\xff\xff\xff\xff")
    assert wide != make.jpeg()

    assert "100 million dots" in refused(make.png(width=60_000, height=60_000))
    assert "100 million dots" in refused(wide)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"trailer": b"/Encrypt 5 0 R "}, "protected with a password"),
        ({"trailer": b"/#45ncr#79pt<</V 4>> "}, "protected with a password"),
        ({"catalog": b"/OpenAction <</S /JavaScript /JS (1)>> "}, "runs a program"),
        ({"catalog": b"/OpenAction <</S/J#61vaScript/JS(1)>> "}, "runs a program"),
        ({"catalog": b"/OpenAction <</S /Launch /F (calc)>> "}, "runs a program"),
        ({"stream": b"5 0 <</S /JavaScript /JS (1)>>"}, "runs a program"),
    ],
)
def test_a_pdf_that_is_locked_or_runs_something_is_refused(refused, make, parts, said):
    assert examine("a.pdf", make.pdf()).kind == "pdf"
    assert said in refused(make.pdf(**parts))


@pytest.mark.parametrize("head", [b"%PDF-9.7", b"%PDF-x\n ", b"%PDF-1x7"])
def test_a_pdf_of_no_known_version_is_refused(make, refused, head):
    assert "damaged" in refused(head + make.pdf()[8:])


def test_a_pdf_that_speaks_of_such_things_is_taken(refused, make):
    said = b"BT (JavaScript, /Encrypted and /LaunchDate) Tj ET /EncryptMetadata true"

    assert examine("a.pdf", make.pdf(stream=said)).kind == "pdf"


def test_macros_are_refused_wherever_they_are(refused, make):
    macro = make.docx(main="application/vnd.ms-word.document.macroEnabled.main+xml")
    typed = '<Override PartName="/word/x.xml" ContentType="application/vnd.ms-office.vbaProject"/>'

    for body in (
        macro,
        make.docx(types=typed),
        make.docx(more={"word/vbaProject.bin": b"\xd0\xcf"}),
        make.docx(more={"word/VBAPROJECT.BIN": b"\xd0\xcf"}),
        make.docx(more={"word/vbaData.xml": "<a/>"}),
        make.docx(more={"word/activeX/activeX1.xml": "<a/>"}),
        make.xlsx(more={"xl/macrosheets/sheet1.xml": "<a/>"}),
        make.odt(more={"Basic/Standard/Module1.xml": "<a/>"}),
        make.ods(more={"Scripts/python/evil.xml": "<a/>"}),
        make.docx(more={"word/embeddings/Sheet.xlsx": make.xlsx(more={"xl/vbaProject.bin": b"x"})}),
    ):
        assert "it holds macros" in refused(body, "plan.docx")


@pytest.mark.parametrize(
    "name",
    [
        "word/embeddings/oleObject1.bin", "word/embeddings/deck.pptx", "word/media/film.mp4",
        "word/afchunk.html", "word/embeddings/run.exe", "word/media/nothing", "evil/",
    ],
)  # fmt: skip
def test_what_cannot_be_checked_inside_a_document_is_refused(refused, make, name):
    assert f"something that cannot be checked: '{name}'" in refused(make.docx(more={name: b"x"}))


def test_a_document_in_a_sheet_in_a_document_is_refused(refused, make):
    inner = make.xlsx(more={"xl/embeddings/a.docx": make.docx()})

    assert "cannot be checked" in refused(make.docx(more={"word/embeddings/b.xlsx": inner}))


def test_other_zip_files_are_refused(refused, make):
    template = b"application/vnd.oasis.opendocument.text-template"

    for body in (
        make.packed({"a.txt": b"hello"}),
        make.docx(main="application/vnd.ms-powerpoint.presentation.main+xml"),
        make.packed({"mimetype": template, "content.xml": b"<a/>"}),
        make.packed({"mimetype": template[:-9], "META-INF/manifest.xml": b"<a/>"}),
        make.packed({"mimetype": template[:-9], "content.xml": b"<a/>"}),
        make.odt(mimetype=zipfile.ZIP_DEFLATED),
        make.packed(
            {"content.xml": b"<a/>", "mimetype": b"application/vnd.oasis.opendocument.text"}
        ),
    ):
        assert "it is a zip file" in refused(body)


def test_a_document_that_is_two_kinds_is_refused(refused, make):
    both = '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'

    assert "two files in one" in refused(make.docx(types=both))
    assert "two files in one" in refused(make.docx(more={"mimetype": "application/zip"}))
    assert "two files in one" in refused(make.docx(more={"WORD/document.xml": "<a/>"}))


def test_a_document_type_is_refused_in_every_encoding(refused, make):
    bomb = '<?xml version="1.0" encoding="{}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'

    for encoding in ("utf-8", "utf-16"):
        part = bomb.format(encoding).encode(encoding)
        assert "DOCTYPE" in refused(make.docx(more={"word/comments.xml": part}))
        assert "DOCTYPE" in refused(make.packed({"[Content_Types].xml": part}))


def test_a_locked_office_file_is_refused(refused, make):
    entry = '<manifest:encryption-data manifest:checksum-type="SHA1/1K"/>'
    body = bytearray(make.docx())
    body[6] |= 1

    assert "protected with a password" in refused(make.odt(entry=entry))
    assert "protected with a password" in refused(bytes(body))


def test_a_refusal_shows_a_hostile_name_without_its_tricks(refused):
    sentence = refused(b"", "../../x\x1b[2J\u202egpj.exe")

    assert sentence.startswith("'x[2Jgpj.exe' was not attached")
