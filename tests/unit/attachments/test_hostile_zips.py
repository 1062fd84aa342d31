"""Office files that are no honest zip files: bombs, hidden parts, headers that disagree."""

import io
import struct
import zipfile
import zlib

import pytest

from answerable.record.attachments import examine

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


def test_a_part_whose_name_ends_early_is_refused(make, refused):
    body = make.docx(more={"word/a_b.xml": b"<a/>"})

    assert "damaged" in refused(body.replace(b"word/a_b.xml", b"word/a\0b.xml"))


@pytest.mark.parametrize(
    ("at", "changed"),
    [
        (3, b"\x05"), (8, b"\x00"), (14, b"\0\0\0\0"), (18, b"\1\0\0\0"), (22, b"\1\0\0\0"),
        (30, b"x"),
    ],
    ids=["sign", "method", "checksum", "packed", "size", "name"],
)  # fmt: skip
def test_two_headers_that_disagree_are_refused(make, refused, at, changed):
    body = bytearray(make.docx())
    second = body.index(b"word/document.xml") - 30
    body[second + at : second + at + len(changed)] = changed

    assert "damaged" in refused(bytes(body))


def test_a_part_with_more_or_less_than_its_words_is_refused(make, refused):
    held = b"<a/>" * 100
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    whole = squeezer.compress(held) + squeezer.flush()

    for packed, taken in ((whole, True), (whole + b"more", False), (whole[:-3], False)):
        body = bytearray(make.docx(more={"word/a.xml": packed}, method=zipfile.ZIP_STORED))
        local, central = body.index(b"word/a.xml") - 30, body.rindex(b"word/a.xml") - 46
        for method in (local + 8, central + 10):
            struct.pack_into("<H", body, method, zipfile.ZIP_DEFLATED)
            struct.pack_into("<III", body, method + 6, zlib.crc32(held), len(packed), len(held))
        if taken:
            assert examine("a", bytes(body)).kind == "docx"
        else:
            assert "damaged" in refused(bytes(body))


def test_a_stored_part_that_was_changed_is_refused(make, refused):
    body = make.docx(method=zipfile.ZIP_STORED)
    changed = body.replace(b">Hello<", b">Hullo<")
    assert changed != body

    assert "damaged" in refused(changed)


def test_a_comment_on_the_whole_is_refused(make, refused):
    kept = io.BytesIO(make.docx())
    with zipfile.ZipFile(kept, "a") as archive:
        archive.comment = b"%PDF-1.7"

    assert "two files in one" in refused(kept.getvalue())


def test_a_part_of_another_packing_or_content_is_refused(refused, make):
    body = make.packed({"[Content_Types].xml": b"<Types/>"}, zipfile.ZIP_BZIP2)
    held = make.docx()
    at = held.index(b"word/document.xml") + len(b"word/document.xml")

    assert "damaged" in refused(body)
    assert "damaged" in refused(held[:at] + bytes([held[at] ^ 0xFF]) + held[at + 1 :])


def test_a_list_of_contents_too_long_to_read_is_refused(make, refused):
    padded = make.docx(types=" " * MEBIBYTE)

    assert "damaged" in refused(padded)


def test_too_many_parts_are_refused(refused, make):
    assert "more than" in refused(make.docx(more={f"word/{i}.xml": b"" for i in range(5_001)}))
