"""Static files: bundled, named after their content, compressed once."""

import gzip
import hashlib
import json
import re

import brotli
import pytest

from answerable import places
from answerable.serving import assets


@pytest.fixture
def built(run):
    widgets = run.TOY.parent / "widgets"
    return assets.build(widgets, {"id": "toy", "ask": "Why “now”?"})


def test_each_widget_and_the_host_have_a_file(built):
    urls = built.urls("/base/")
    assert set(urls) == {
        "host",
        "form",
        "home",
        "page",
        "bank",
        "help",
    }  # the toys need nothing later
    assert all(url.startswith("/base/static/") for url in urls.values())


def test_a_name_holds_the_hash_of_the_content(built):
    for url in built.urls("/").values():
        file = url.rpartition("/")[2]
        asset = built.get(file)
        assert hashlib.sha256(asset.body).hexdigest()[:16] in file
        assert gzip.decompress(asset.packed["gzip"]) == asset.body
        assert brotli.decompress(asset.packed["br"]) == asset.body


def test_the_same_content_gives_the_same_files(run, built):
    again = assets.build(run.TOY.parent / "widgets", {"id": "toy", "ask": "Why “now”?"})
    assert again.urls("/") == built.urls("/")
    other = assets.build(run.TOY.parent / "widgets", {"id": "another"})
    assert other.urls("/")["bank"] != built.urls("/")["bank"]
    assert other.urls("/")["form"] == built.urls("/")["form"]


def test_the_looks_of_page_and_widgets_are_one_file(built):
    body = built.get(built.urls("")["page"].removeprefix("static/")).body.decode()
    assert "page-skip" in body
    assert "textarea" in body


def test_the_bank_is_what_was_given(built):
    body = built.get(built.urls("")["bank"].removeprefix("static/")).body
    assert json.loads(body) == {"id": "toy", "ask": "Why “now”?"}


def test_what_only_some_people_open_is_a_file_of_its_own(run):
    bank = {"id": "toy", "help": {"questions": {"a": "Because."}}}
    built = assets.build(run.TOY.parent / "widgets", bank)
    bodies = {
        name: json.loads(built.get(url.removeprefix("static/")).body)
        for name, url in built.urls("").items()
        if name in {"bank", "help"}
    }
    assert bodies == {"bank": {"id": "toy"}, "help": {"questions": {"a": "Because."}}}


def test_scripts_are_sent_without_comments_and_indents(built):
    body = built.get(built.urls("")["host"].removeprefix("static/")).body.decode()
    assert len(body) > 5000
    assert not [line for line in body.splitlines() if line.startswith(("//", " "))]


@pytest.fixture
def scripts():
    """The real form's two scripts, by their short names."""
    ours = assets.build(places.shipped("widgets") / "answerable_widgets", {"id": "none"})
    urls = ours.urls("")
    return {
        name: (url, ours.get(url.removeprefix("static/")).body.decode())
        for name, url in urls.items()
        if name in {"form", "late", "latelooks", "page"}
    }


def test_what_few_open_is_a_second_script_that_imports_the_first_by_its_name(scripts):
    url, first = scripts["form"]
    _, second = scripts["late"]
    head, _, rest = second.partition("\n")
    assert second.split("\n")[1] == (
        f'LATE.look = "./{scripts["latelooks"][0].removeprefix("static/")}";'
    )
    names = re.fullmatch(r'import \{([\w,]+)\} from "\./(form-[0-9a-f]+\.js)";', head)

    assert url == f"static/{names[2]}"
    assert first.endswith(f"export {{{names[1]}}};\n")
    assert "canvasBox" in rest
    assert "canvasBox" not in first
    assert "import {" not in first


def test_the_first_script_never_names_the_second_or_its_hash(scripts):
    late = scripts["late"][0].rpartition("/")[2]
    assert late not in scripts["form"][1]


def test_how_late_pages_look_is_no_part_of_a_first_visit(scripts):
    assert ".ans-pile" in scripts["latelooks"][1]
    assert ".ans-pile" not in scripts["page"][1]
    assert ".ans-question" in scripts["page"][1]


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.9", "br"),
        ("broad, gzip;q=0.000", ""),
        ("", ""),
    ],
)
def test_a_browser_gets_the_smallest_form_that_it_takes(built, accepted, sent):
    asset = built.get(built.urls("")["bank"].removeprefix("static/"))
    way, body = asset.accepted(accepted)
    assert way == sent
    assert body == asset.packed.get(sent, asset.body)


def test_an_unknown_file_is_not_there(built):
    assert built.get("host-0000000000000000.js") is None
