"""Office files that are no honest zip files: bombs, hidden parts, headers that disagree."""

import io
import struct
import zipfile

import pytest

MEBIBYTE = 1024 * 1024


def test_a_bomb_that_declares_its_size_is_refused_unread(refused, make):
    bomb = make.docx(more={f"word/{i}.xml": b"\0" * 30 * MEBIBYTE for i in range(4)})
    assert len(bomb) < MEBIBYTE

    assert "more than 100 MB" in refused(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused(refused, make):
    body = make.docx(more={"word/big.xml": b"\0" * MEBIBYTE})
    lie = body.replace(struct.pack("<I", MEBIBYTE), struct.pack("<I", 10))
    assert lie != body

    assert "more than it says" in refused(lie)


def test_a_bomb_inside_a_document_inside_is_counted_with_the_rest(refused, make):
    sheet = make.xlsx(more={"xl/big.xml": b"\0" * 30 * MEBIBYTE})

    body = make.docx(more={f"word/embeddings/{i}.xlsx": sheet for i in range(4)})

    assert "more than 100 MB" in refused(body)


def test_parts_that_share_their_bytes_are_refused(refused, make):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.xml", b"<a/>" * 100)
        archive.writestr("two.xml", b"<a/>" * 100)
        archive.infolist()[1].header_offset = 0
        archive.infolist()[1].filename = "one.xml"

    assert "damaged" in refused(kept.getvalue())


def test_a_part_that_no_directory_lists_is_refused(refused, make):
    kept = io.BytesIO(make.docx())
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("word/hidden.xml", b"<a/>" * 100)
        archive.filelist.pop()

    assert "two files in one" in refused(kept.getvalue())


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "a\\..\\evil.xml", "a//b.xml"])
def test_a_part_that_leaves_its_folder_is_refused(refused, make, name):
    assert "damaged" in refused(make.docx(more={name: b"<a/>"}))


def test_two_headers_that_disagree_are_refused(refused, make):
    body = make.docx()
    renamed = body.replace(b"word/document.xml", b"word/documenz.xml", 1)
    assert renamed != body

    assert "damaged" in refused(renamed)


def test_a_part_of_another_packing_or_content_is_refused(refused, make):
    body = make.packed({"[Content_Types].xml": b"<Types/>"}, zipfile.ZIP_BZIP2)
    held = make.docx()
    at = held.index(b"word/document.xml") + len(b"word/document.xml")

    assert "damaged" in refused(body)
    assert "damaged" in refused(held[:at] + bytes([held[at] ^ 0xFF]) + held[at + 1 :])


def test_too_many_parts_are_refused(refused, make):
    assert "more than" in refused(make.docx(more={f"word/{i}.xml": b"" for i in range(5_001)}))
