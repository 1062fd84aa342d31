"""The words in an attachment: what a person would read, whole words, and no silence about the rest."""

import json

import pytest

from answerable.record.attachments import KINDS, kind_of, words_in
from answerable.record.attachments.words import TEXT_LIMIT


def read(body):
    found = words_in(body, kind_of(body))
    return [line.strip() for line in found.text.splitlines() if line.strip()]


def run(text):
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_every_kind_can_be_asked_for_its_words(make):
    for kind in KINDS:
        assert words_in(getattr(make, kind)(), kind)


@pytest.mark.parametrize(("kind", "why"), [("pdf", "pdf"), ("png", "picture"), ("jpeg", "picture")])
def test_what_is_not_read_is_said(make, kind, why):
    found = words_in(getattr(make, kind)(), kind)

    assert (found.text, found.missed) == ("", (why,))


def test_text_is_read_without_its_mark():
    assert words_in("\ufeffName,Count\n".encode(), "text").text == "Name,Count\n"


def test_a_word_cut_by_runs_links_and_changes_is_whole(make):
    body = (
        f"<w:p>{run('Sean O')}<w:proofErr/>{run('&#8217;')}"
        '<w:hyperlink><w:ins w:author="Carl Itor">'
        f"{run('Ne')}</w:ins></w:hyperlink>{run('il')}{run(' ')}{run('came')}</w:p>"
        f"<w:p>{run('Next')}<w:r><w:br/></w:r>{run('line')}</w:p>"
        "<w:p><w:del><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>"
    )

    lines = read(make.docx(body))

    assert "Sean O’Neil came" in lines
    assert "Next line" in lines
    assert "Gone" in lines
    assert "Carl Itor" in lines


def test_cells_paragraphs_and_facts_about_the_file_stand_apart(make):
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    core = (
        '<cp:coreProperties xmlns:cp="p" xmlns:dc="d">'
        "<dc:creator>Ana Lyst</dc:creator><cp:lastModifiedBy>Ben Efit</cp:lastModifiedBy>"
        "</cp:coreProperties>"
    )
    body = f"<w:tbl><w:tr>{cell.format('Ana')}{cell.format('Lyst')}</w:tr></w:tbl>"
    comment = f'<w:comments xmlns:w="w"><w:comment w:author="Dee Tail"><w:p>{run("Why?")}</w:p></w:comment></w:comments>'
    more = {"docProps/core.xml": core, "word/comments.xml": comment}

    lines = read(make.docx(body, more))

    assert lines[:2] == ["Ana", "Lyst"]
    assert {"Ana Lyst", "Ben Efit", "Dee Tail", "Why?"} <= set(lines)


def test_spaces_of_a_tidy_layout_are_no_words(make):
    body = f"<w:p>\n    {run('Ly')}\n    {run('st')}\n  </w:p>"

    assert "Lyst" in read(make.docx(body))


def test_a_sheet_is_read_row_by_row(make):
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>2</v></c><c><v>1</v></c></row>'
        '<row><c t="s"><f>0</f><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>99</v></c></row>'
        '<row><c t="s"><v>x</v></c></row>'
        '<row><c t="inlineStr"><is><r><t>In</t></r><r><t>side</t></r></is></c></row>'
    )
    more = {"xl/comments1.xml": "<comments><authors><author>Dee Tail</author></authors></comments>"}

    rich = "An</t></r><r><t>a"
    lines = read(make.xlsx([f"<r><t>{rich}</t></r>", "Ben", "Lyst"], rows, more))

    told = " ".join(lines)
    assert "Ana Lyst 1 0 Ben Lyst 99 x Inside" in told
    assert "Dee Tail" in lines
    assert "Staff" in lines
    assert lines.count("Ana") == 2  # in the list of strings, and in its row


def test_spaces_and_lines_of_the_words_themselves_are_kept(make):
    about = "<p:about xmlns:p='p'><p:description>Ana Lyst\nand</p:description></p:about>"
    spans = "<text:p><text:span>Ben</text:span>\n<text:span>Efit</text:span></text:p>"

    assert "Ana Lyst\nand" in words_in(make.docx(more={"docProps/core.xml": about}), "docx").text
    assert "Ben\nEfit" in words_in(make.odt(spans), "odt").text
    assert (
        "Dee\nTail"
        in words_in(make.docx(f"<w:p>{run('Dee')}{run(chr(10))}{run('Tail')}</w:p>"), "docx").text
    )


def test_an_open_document_is_read(make):
    body = (
        "<text:p>Ngu<text:span>y</text:span>ễn<text:s/>Văn An"
        "<office:annotation><dc:creator xmlns:dc='d'>Dee Tail</dc:creator></office:annotation></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Ana</text:p></table:table-cell>"
        "<table:table-cell><text:p>Lyst</text:p></table:table-cell></table:table-row></table:table>"
    )

    for maker in (make.odt, make.ods):
        assert read(maker(body))[:4] == ["Nguyễn Văn An", "Dee Tail", "Ana", "Lyst"]


def test_a_sheet_inside_a_document_is_read_and_what_is_in_that_is_said(make):
    inner = make.xlsx(["Ana Lyst"])
    deep = make.xlsx(more={"xl/embeddings/a.docx": make.docx()})

    assert "Ana Lyst" in read(make.docx(more={"word/embeddings/a.xlsx": inner}))
    found = words_in(make.docx(more={"word/embeddings/a.xlsx": deep}), "docx")
    assert found.missed == ("depth",)


def test_pictures_inside_are_said(make):
    body = make.docx(more={"word/media/image1.png": make.png(), "docProps/thumbnail.jpeg": b"x"})

    assert words_in(body, "docx").missed == ("pictures",)
    assert words_in(make.docx(more={"docProps/thumbnail.jpeg": b"x"}), "docx").missed == ()


def test_empty_parts_are_no_damage_but_broken_ones_are(make):
    assert words_in(make.odt(more={"Configurations2/a.xml": b""}), "odt").missed == ()
    broken = make.docx(more={"word/footer1.xml": "<w:p><w:t>Half"})
    assert words_in(broken, "docx").missed == ("damaged",)
    assert "Hello" in words_in(broken, "docx").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_entity_is_ever_expanded_or_fetched(make, tmp_path, encoding):
    secret = tmp_path / "secret.txt"
    secret.write_text("swordfish")
    part = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{secret}"><!ENTITY c "laugh">]><a>&b;&c;</a>'
    )

    found = words_in(make.docx(more={"word/footer1.xml": part.encode(encoding)}), "docx")

    assert found.missed == ("damaged",)
    assert "swordfish" not in found.text
    assert "laugh" not in found.text


def test_json_is_read_by_its_values():
    raw = json.dumps({"who": {"first": "Ana", "last": "Nguyễn"}, "n": [12345, None, True]})
    assert "\\u" in raw

    assert read(raw.encode()) == ["who", "n", "first", "last", "Ana", "Nguyễn", "12345", "True"]


def test_a_notebook_is_read_with_its_pages_but_not_its_pictures(make):
    page = ["<style>b {}</style><p>Sean <b>O</b>&#8217;Neil</p>", "<img alt='Ana Lyst' src='x'>"]
    outputs = [
        {"output_type": "display_data", "data": {"text/html": page, "image/png": "QW5hIEx5c3Q="}}
    ]

    body = make.notebook(["# About\n", "Ben Efit"], outputs)
    found = words_in(body, "notebook")

    assert {"# About", "Ben Efit", "Sean O’Neil"} <= set(read(body))
    assert "alt='Ana Lyst'" in found.text
    assert "QW5h" not in found.text
    assert found.missed == ("pictures",)


@pytest.mark.parametrize(
    "page",
    [
        "<![if! Ana Lyst <p>there",
        "<!-- Ana Lyst",
        "<script>var who = 'Ana Lyst'; if (a<b) {}</script>",
        '<a href="mailto:x" title="Ana Lyst">x</a>',
        "<p title='a > b'>Ana Lyst",
        "<style>b {}</style>Ana Lyst",
        "Ana&nbsp;<i class='x'>L</i>yst".replace("&nbsp;", " "),
    ],
)
def test_every_corner_of_a_page_is_read(make, page):
    output = [{"data": {"text/html": page}}]

    assert "Ana Lyst" in words_in(make.notebook(outputs=output), "notebook").text


@pytest.mark.parametrize(
    ("page", "missed"),
    [("<p><img src=x>", ("pictures",)), ("<p>Ana", ()), (["<p>", 5], ()), (7, ())],
)
def test_pictures_in_a_page_are_said_and_what_is_no_page_is_a_value(make, page, missed):
    body = make.notebook(outputs=[{"data": {"text/html": page}}])

    assert words_in(body, "notebook").missed == missed


@pytest.mark.parametrize(
    "sign", ["<a ", "<!--", "</", "<a b='", "<![CDATA[", "<style>", "&#", "<" + "a" * 50]
)
def test_a_page_of_tags_that_never_end_is_read_in_one_look(make, sign):
    body = make.notebook(outputs=[{"data": {"text/html": sign * 200_000 + " Ana Lyst"}}])

    found = words_in(body, "notebook")

    assert "Ana Lyst" in found.text


def test_reading_stops_at_a_bound_and_says_so(make):
    swollen = '<row><c t="s"><v>0</v></c></row>' * 300

    found = words_in(make.xlsx(["x" * 100_000], swollen), "xlsx")

    assert len(found.text) <= TEXT_LIMIT
    assert "long" in found.missed


def test_more_xml_than_can_be_read_in_time_is_said(make):
    body = make.docx(more={"word/a.xml": f"<a><!--{' ' * 41 * 1024 * 1024}--></a>"})

    assert words_in(body, "docx").missed == ("long",)
