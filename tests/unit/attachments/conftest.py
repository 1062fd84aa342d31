"""Small files of every kind, made from their parts as a program would make them."""

import base64
import io
import json
import struct
import zipfile
import zlib
from types import SimpleNamespace

import pytest

from answerable.errors import AttachmentRefused
from answerable.record.attachments import examine

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document.main+xml"
SHEET = f"{OFFICE}.spreadsheetml.sheet.main+xml"
TEXT = "application/vnd.oasis.opendocument.text"
TABLE = "application/vnd.oasis.opendocument.spreadsheet"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////"
    "////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAA"
    "AAAAAAAAAAD/2gAIAQEAAD8AR//Z"
)
PROGRESSIVE = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1td"
    "hbWGkJ6jq62rZ4C8ybqmx5moq6T/wgALCAAQABABAREA/8QAFgABAQEAAAAAAAAAAAAAAAAABAMF/9oACAEBAAAAATaB"
    "7f/EABgQAAMBAQAAAAAAAAAAAAAAAAABAgMS/9oACAEBAAEFAoRCIRpXGf8A/8QAFxAAAwEAAAAAAAAAAAAAAAAAAAEQ"
    "Yf/aAAgBAQAGPwK6z//EABgQAAIDAAAAAAAAAAAAAAAAAAABEDFR/9oACAEBAAE/IZVqskf/2gAIAQEAAAAQv//EABsQ"
    "AAEFAQEAAAAAAAAAAAAAAAABESExUUGB/9oACAEBAAE/EKoKoKoH17U6ymr4ndY//9k="
)
RESTARTING = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqM"
    "yP/L2u71////m8H////6/+b9//j/wAALCAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABAD/xAAgEAAABQMFAAAA"
    "AAAAAAAAAAAAAQMEMQIRURIUImHw/90ABAAB/9oACAEBAAA/ABt04H//0Et04H//0ZunA//SQ8W2zQ9J2Ur405LJ+6H/"
    "2Q=="
)


def packed(parts, method=zipfile.ZIP_DEFLATED, mimetype=zipfile.ZIP_STORED):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, held in parts.items():
            how = mimetype if name == "mimetype" else method
            archive.writestr(name, held, compress_type=how)
    return kept.getvalue()


def content_types(main, part, more=""):
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/>{more}</Types>'
    )


def docx(body="<w:p><w:r><w:t>Hello</w:t></w:r></w:p>", more=None, main=WORD, types="", **how):
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    parts = {"[Content_Types].xml": content_types(main, "word/document.xml", types)}
    return packed(parts | {"word/document.xml": document} | (more or {}), **how)


def xlsx(strings=(), rows="", more=None, main=SHEET):
    shared = "".join(
        f"<si>{text}</si>" if "<" in text else f"<si><t>{text}</t></si>" for text in strings
    )
    parts = {
        "[Content_Types].xml": content_types(main, "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {S}><sheets><sheet name="Staff"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f"<worksheet {S}><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {S}>{shared}</sst>",
    }
    return packed(parts | (more or {}))


def open_document(kind, body, more=None, entry="", **how):
    parts = {
        "mimetype": kind,
        "content.xml": f"<office:document-content {OPEN}><office:body>{body}</office:body>"
        "</office:document-content>",
        "META-INF/manifest.xml": "<manifest:manifest "
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/">{entry}</manifest:file-entry>'
        "</manifest:manifest>",
    }
    return packed(parts | (more or {}), **how)


def odt(body="<text:p>Hello</text:p>", **more):
    return open_document(TEXT, body, **more)


def ods(body="<table:table/>", **more):
    return open_document(TABLE, body, **more)


def chunk(name, held):
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))


def png(width=1, height=1, more=b""):
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    dots = zlib.compress(b"\0\0")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + more
        + chunk(b"IDAT", dots)
        + chunk(b"IEND", b"")
    )


def pdf(catalog=b"", stream=b"", more=b"", trailer=b""):
    squeezed = zlib.compress(stream)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b">>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(squeezed)
        + squeezed
        + b"\nendstream",
    ]
    body, places = b"%PDF-1.7\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + held + b"\nendobj\n"
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    end = (
        b"trailer\n<< /Size 4 /Root 1 0 R " + trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )
    return body + more + table + end


def notebook(source="# Notes", outputs=()):
    cells = [{"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": {}}]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


@pytest.fixture(scope="session")
def make():
    """Give the makers of small files, by kind."""
    return SimpleNamespace(
        chunk=chunk, progressive=lambda: PROGRESSIVE, restarting=lambda: RESTARTING, docx=docx, jpeg=lambda: JPEG, json=lambda: b'{"a": [1, 2]}', notebook=notebook,
        ods=ods, odt=odt, packed=packed, pdf=pdf, png=png, text="£5 – no\n".encode,
        xlsx=xlsx,
    )  # fmt: skip


@pytest.fixture(scope="session")
def refused():
    """Give a function that returns the sentence with which a file is refused; it fails if it is not."""

    def sentence(body, name="report.pdf"):
        with pytest.raises(AttachmentRefused) as told:
            examine(name, body)
        return str(told.value)

    return sentence
