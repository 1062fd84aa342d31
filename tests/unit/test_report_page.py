import base64
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.reports import Report
from answerable.reports.html import ReportExporter
from answerable.reports.lint import lint
from answerable.reports.material import gather
from answerable.reports.templates import style

BANK = load_bank(Path(__file__).parents[1] / "data" / "reports" / "content")
PLAIN = "Plain words"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> \"'> <style>p{}</style> </section> <!-- "
    "{{ 7 * 7 }} {title} **bold** [x](javascript:x) &lt;b&gt; <a href='javascript:x'>y</a> \u202e"
)


def begin(tmp_path, words=PLAIN):
    """Make a record in which every field that takes words holds `words`."""
    store = open_store(f"sqlite:///{tmp_path}/records.db")
    session = Session.begin(store, words, Person("ana", words, words), BANK)
    rows = {c: session.add_row(c) for c in ("datasets", "harms", "measures")}
    unsure = {"choice": "unsure", "why": words}
    for address, value in {
        "screen_personal": {"choice": "yes", "why": words},
        "project_summary": f"{words}\n\n{words}",
        "owner": {"role": words, "name": words},
        "review_date": "2027-05-22",
        "marking": "official",
        "secret": f"CANARY {words}",
        "main_data": [rows["datasets"]],
        "people": 12500,
        "tools": ["x", "y"],
        f"datasets/{rows['datasets']}/title": words,
        f"datasets/{rows['datasets']}/owner": {"role": words, "name": f"NAMED {words}"},
        f"datasets/{rows['datasets']}/personal": unsure,
        f"harms/{rows['harms']}/title": words,
        f"harms/{rows['harms']}/a": words,
        f"harms/{rows['harms']}/b": [rows["datasets"]],
        f"measures/{rows['measures']}/title": words,
    }.items():
        session.answer(address, value)
    return session


def notebook(session, audience="team"):
    report = Report(gather(session, audience))
    parts = (report.summary(), report.canvas(), report.details())
    shown = [new_output("execute_result", data=part._repr_mimebundle_()) for part in parts]
    return new_notebook(cells=[new_code_cell("secret code", outputs=[each]) for each in shown])


def page(session, audience="team"):
    html, _ = ReportExporter().from_notebook_node(notebook(session, audience))
    return html


@pytest.fixture
def session(tmp_path):
    return begin(tmp_path)


@pytest.mark.parametrize("audience", ["team", "panel", "public"])
def test_our_page_has_no_findings(session, audience):
    assert lint(page(session, audience)) == ()


def test_hostile_words_show_as_words_and_change_nothing_else(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    shown = HOSTILE.replace("\u202e", "").strip()
    harmless = re.sub(r"\S", "x", shown)
    plain = BeautifulSoup(page(begin(tmp_path / "a", harmless)), "html.parser")
    hostile = BeautifulSoup(page(begin(tmp_path / "b", HOSTILE)), "html.parser")
    assert [tag.name for tag in hostile.find_all()] == [tag.name for tag in plain.find_all()]
    assert lint(str(hostile)) == ()
    assert hostile.h1.get_text() == shown
    assert hostile.title.get_text().startswith(shown)
    assert hostile.get_text().count(shown) > 15


def test_the_policy_allows_the_one_style_and_nothing_else(session):
    html = BeautifulSoup(page(session), "html.parser")
    stated = html.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    (sheet,) = html.find_all("style")
    digest = base64.b64encode(hashlib.sha256(sheet.string.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in stated
    assert stated.startswith("default-src 'none'; ")
    assert "unsafe" not in stated
    assert "</" not in style()


def test_the_page_says_which_record_it_shows(session):
    html = BeautifulSoup(page(session), "html.parser")
    meta = {tag.get("name"): tag.get("content") for tag in html.find_all("meta")}
    assert meta["answerable-assessment"] == session.assessment
    assert meta["answerable-record-hash"] == session.head.hash
    footer = html.footer.get_text()
    for said in (session.head.hash, BANK.hash, BANK.version, "OFFICIAL", str(session.head.seq)):
        assert said in footer


def test_every_line_of_the_contents_leads_somewhere(session):
    html = BeautifulSoup(page(session), "html.parser")
    targets = [link["href"][1:] for link in html.nav.find_all("a")]
    assert targets == [
        "summary", "canvas", "route", "answers", "task-screening", "task-project", "task-data",
        "unanswered", "evidence", "history", "sources", "about",
    ]  # fmt: skip
    assert all(html.find(id=target) for target in targets)


def test_examples_from_the_questions_are_never_printed(session):
    assert "-EXAMPLE" not in page(session)


def test_hidden_answers_are_not_printed(session):
    session.answer("screen_personal", {"choice": "no", "why": ""})
    session.answer("hidden", "HIDDEN WORDS")
    assert "HIDDEN WORDS" in page(session)
    session.answer("screen_personal", {"choice": "yes", "why": ""})
    assert "HIDDEN WORDS" not in page(session)


def test_drafts_are_not_printed(session):
    draft = {"do": "draft", "address": "project_summary", "value": "DRAFT", "based_on": 0}
    session.apply("page", 1, [draft])
    assert "DRAFT" not in page(session)


def test_the_public_page_lists_what_it_leaves_out(session):
    public, team = page(session, "public"), page(session)
    for told in ("CANARY", "NAMED", "OFFICIAL"):
        assert told in team
        assert told not in public
    left_out = BeautifulSoup(public, "html.parser").find(id="withheld").parent.get_text()
    assert "What must stay inside?" in left_out
    assert "For the team and the panel only" in left_out
    assert "Names of members of staff are left out" in left_out


def test_unconfirmed_sources_are_marked_in_words_and_only_safe_links_are_made(session):
    html = BeautifulSoup(page(session), "html.parser")
    listed = [item.get_text() for item in html.find(class_="sources").find_all("li")]
    assert len(listed) == 2
    assert "Checked on 1 November 2026" in listed[0]
    assert "Not confirmed" in listed[1]
    assert [link["href"] for link in html.main.find_all("a")] == ["https://example.org/a"]


def test_open_questions_and_unsure_answers_are_listed(session):
    part = BeautifulSoup(page(session), "html.parser").find(id="unanswered").parent.get_text()
    assert f"How long is {PLAIN} kept?" not in part
    assert "Plain words: C?" in part
    assert f"Is {PLAIN} about people?" in part


def test_wide_registers_are_read_row_by_row_and_narrow_ones_as_tables(session):
    html = BeautifulSoup(page(session), "html.parser")
    narrow = html.find(id="answer-datasets").parent
    assert narrow.table.caption
    assert [cell["scope"] for cell in narrow.find_all("th")] == ["col"] * 4 + ["row"]
    assert "each dataset" in narrow.thead.get_text()
    assert "Does not apply" in narrow.tbody.get_text()
    wide = html.find(id="answer-harms").parent
    assert wide.table is None
    assert "C?" in wide.dl.get_text()
    assert "D?" not in wide.dl.get_text()


def test_history_tells_what_happened_without_the_words(session):
    part = BeautifulSoup(page(session), "html.parser").find(id="history").parent
    first = part.find_all("tr")[1].get_text(" ", strip=True)
    assert "Began the assessment." in first
    assert "Gave or changed" in part.get_text()
    assert "ana" not in part.get_text(" ", strip=True).split()


def test_the_same_record_gives_the_same_bytes_in_another_process(session, tmp_path):
    code = f"""
import sys
from pathlib import Path
from answerable.bank.load import load_bank
from answerable.record import Person, Session, open_store
from answerable.reports.document import Report
from answerable.reports.material import gather
bank = load_bank(Path({str(Path(__file__).parents[1] / "data" / "reports" / "content")!r}))
store = open_store("sqlite:///{tmp_path}/records.db")
report = Report(gather(Session.open(store, {session.assessment!r}, Person("x"), bank), "team"))
sys.stdout.write(report.summary().html + report.canvas().html + report.details().html)
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, check=True, text=True, env={"PYTHONHASHSEED": "7"},
    )  # fmt: skip
    report = Report(gather(session, "team"))
    assert run.stdout == report.summary().html + report.canvas().html + report.details().html
    assert page(session) == page(session)


def test_the_exporter_takes_only_clean_html():
    data = {
        "text/html": "<section><h2 style='x' onclick='y'>Kept</h2><script>GONE</script>"
        "<iframe src='//x'></iframe><img src='https://x/y.png' alt='z'><a href='data:x'>w</a></section>",
        "application/vnd.jupyter.widget-view+json": {"model_id": "GONE"},
    }
    outputs = [
        new_output("display_data", data=data),
        new_output("display_data", data={"application/javascript": "GONE"}),
        new_output("display_data", data={"text/plain": "GONE"}),
        new_output("stream", name="stderr", text="GONE"),
    ]
    nb = new_notebook(cells=[new_code_cell("GONE", outputs=outputs), new_markdown_cell("GONE")])
    nb.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"state": "GONE"}}
    nb.metadata.papermill = {"parameters": {"store": "GONE"}}
    html, _ = ReportExporter().from_notebook_node(nb)
    main = re.sub(r"\s+", " ", str(BeautifulSoup(html, "html.parser").main.section))
    assert main == '<section><h2>Kept</h2><img alt="z"/><a>w</a></section>'
    assert "GONE" not in html


def test_a_part_that_failed_is_said_in_words_and_not_shown():
    failed = new_output("error", ename="E", evalue="GONE", traceback=["GONE"])
    html, _ = ReportExporter().from_notebook_node(
        new_notebook(cells=[new_code_cell("x", outputs=[failed])])
    )
    assert "could not be produced" in html
    assert "GONE" not in html


def test_a_record_with_nothing_in_it_can_be_read(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/records.db")
    empty = Session.begin(store, "A title", Person("ana"), BANK)
    html = page(empty, "public")
    assert lint(html) == ()
    assert "Screening is not finished" in html


@pytest.mark.parametrize("audience", ["team", "panel", "public"])
def test_what_a_hidden_column_holds_is_nowhere_in_a_report(tmp_path, audience):
    store = open_store(f"sqlite:///{tmp_path}/records.db")
    hidden = Session.begin(store, "Hidden", Person("ana"), load_bank())
    row = f"harms/{hidden.add_row('harms')}"
    for column, value in {"title": "A harm", "disposition": "monitor", "instead": "CANARY"}.items():
        hidden.answer(f"{row}/{column}", value)
    assert "CANARY" in page(hidden, audience)

    hidden.answer(f"{row}/disposition", "act")

    assert "CANARY" not in page(hidden, audience)
