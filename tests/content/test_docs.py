"""The pages in docs and the README say what is so: links, commands, tests, files, sources, sentences."""

import re
from pathlib import Path

import pytest
import typer.main

from answerable.bank.load import load_bank
from answerable.bank.readability import grade
from answerable.bank.sense import CLAUSE
from answerable.cli import app
from answerable.record.database import tables
from answerable.service.capabilities import Lifetimes
from answerable.service.housekeeping import OUTCOMES_KEPT
from answerable.wording import say, words

ROOT = Path(__file__).parents[2]
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAPERS = sorted((ROOT / "docs/papers").glob("*.md"))
GUIDES = [ROOT / "docs/guide" / f"{name}.md" for name in ("check-a-record", "keep-the-store")]
LAW = load_bank().law
GRADE = 8.0
NOT_YET = "*(not there yet)*"
FENCE = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`( \*\(not there yet\)\*)?")
CALL = re.compile(r"\banswerable((?: --[a-z]+ \S+)*)((?: [a-z][a-z-]+)+)(.*)")
HOMES = [ROOT, ROOT / "src/answerable", ROOT / "src/answerable/content"]


def named(path):
    return str(path.relative_to(ROOT))


each_page = pytest.mark.parametrize("page", DOCS, ids=named)
each_paper = pytest.mark.parametrize("page", PAPERS, ids=named)


def text(page):
    return page.read_text("utf-8")


def prose(page):
    return FENCE.sub("", text(page))


def test_there_are_pages():
    assert len(DOCS) > 15
    assert {page.stem for page in PAPERS} == {
        "dpia", "privacy-notice", "retention-schedule", "threat-model",
    }  # fmt: skip


def anchors(page):
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", head.lower()) for head in heads]
    return {head.strip().replace(" ", "-") for head in plain}


@each_page
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)\s]+)\)", prose(page))
    broken = []
    for link in links:
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not re.match(r"https?://", link):
            there = target.exists() and (not anchor or anchor in anchors(target))
            broken += [] if there else [link]

    assert broken == []


def commands():
    """Return every command by its name, groups as `store check`, each with its options."""
    found = {}
    for name, command in typer.main.get_command(app).commands.items():
        for path, one in {
            name: command,
            **{f"{name} {sub}": each for sub, each in getattr(command, "commands", {}).items()},
        }.items():
            found[path] = {option for param in one.params for option in param.opts}
    return found


COMMANDS = commands()
GROUPS = {path.split()[0] for path in COMMANDS if " " in path}


def command_in(said):
    """Return the command that `said` names: its words up to the first that is none of it."""
    path = said.split()
    return " ".join(path[:2]) if path[0] in GROUPS and len(path) > 1 else path[0]


def calls(page):
    """Yield each command line on a page: the command, its options, whether it is not there yet."""
    spans = [(code, bool(later)) for code, later in CODE.findall(prose(page))]
    fenced = "\n".join(FENCE.findall(text(page)))
    spans += [(line, False) for line in fenced.splitlines()]
    for code, later in spans:
        for name in code.split(" · ") if " · " in code else ():
            yield name.removeprefix("answerable "), [], later
        if " · " not in code and (call := CALL.search(code)):
            yield command_in(call[2]), re.findall(r"(?<!\S)--[a-z-]+", call[3]), later


def test_there_are_commands_and_pages_that_name_them():
    assert {"store check", "keys rotate", "erase"} <= COMMANDS.keys()
    assert len([call for page in DOCS for call in calls(page)]) > 80


@each_page
def test_every_command_that_is_named_is_there_with_its_options(page):
    wrong = [
        f"{command} {' '.join(options)}"
        for command, options, later in calls(page)
        if not later and (command not in COMMANDS or set(options) - COMMANDS[command] - {"--help"})
    ]
    assert wrong == []


@each_page
def test_what_is_said_to_be_not_there_yet_is_not(page):
    come = [command for command, _, later in calls(page) if later and command in COMMANDS]

    assert come == [], f"It is there now: take out {NOT_YET} and say what it does"


@each_page
def test_every_test_that_is_named_is_there(page):
    there = {
        name
        for file in (ROOT / "tests").rglob("*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    }
    said = [code for code, _ in CODE.findall(text(page)) if re.fullmatch(r"test_\w+", code)]

    assert [name for name in said if name not in there] == []
    assert page.stem != "threat-model" or len(said) > 30


@each_page
def test_every_file_that_is_named_is_there(page):
    said = [code for code, _ in CODE.findall(prose(page))]
    files = [code for code in said if re.fullmatch(r"[\w./-]+/[\w.-]+\.(py|yml|json|md)", code)]

    assert [f for f in files if not any((home / f).is_file() for home in HOMES)] == []


@each_paper
def test_a_paper_says_its_version_its_day_and_whom_it_is_for(page):
    title, empty, first = text(page).splitlines()[:3]

    assert title.startswith("# ")
    assert empty == ""
    assert re.match(r"\*Version \d+, \d{1,2} \w+ 20\d\d\. For ", first)


def cited(page):
    body = text(page).partition("\n## Sources\n")[0]
    found = re.findall(r"\[([a-z][a-z0-9-]*)\](?!\()", body)
    return [source for source in found if "-" in source or source in LAW]


@each_paper
def test_a_source_of_a_paper_is_in_the_law_file_and_doubtful_ones_say_so(page):
    assert [source for source in cited(page) if source not in LAW] == []
    doubtful = [source for source in cited(page) if LAW[source].confidence != "confirmed"]
    unmarked = [s for s in doubtful if text(page).count(f"[{s}]") - 1
                != len(re.findall(rf"\[{s}\]\s\(\*unconfirmed\*\)", text(page)))]  # fmt: skip
    assert unmarked == []


@each_paper
def test_a_paper_lists_its_sources_as_the_catalogue_does(page):
    lines = [f"- {say('catalogue', 'source', **vars(LAW[s]))}" for s in sorted(set(cited(page)))]
    listed = text(page).partition("\n## Sources\n")[2].strip()

    assert listed == "\n".join(lines)


@each_paper
def test_a_paper_leaves_clauses_to_its_sources(page):
    assert not CLAUSE.search(text(page).partition("\n## Sources\n")[0])


def test_the_assessment_names_every_table_of_the_store():
    page = text(ROOT / "docs/papers/dpia.md")

    assert [name for name in tables.metadata.tables if f"`{name}`" not in page] == []


def test_the_assessment_leaves_to_the_controller_what_is_the_controllers():
    assert text(ROOT / "docs/papers/dpia.md").count("[Fill in") > 15


def test_the_schedule_repeats_no_period_and_the_program_keeps_those_it_names():
    page = text(ROOT / "docs/papers/retention-schedule.md")

    assert "(../catalogue/retention.md)" in page
    assert not re.search(r"\d+ (months|years)", page)
    assert f"| {OUTCOMES_KEPT.days} days | The record service forgets them by itself" in page
    assert (Lifetimes().line_seconds, "| twelve hours at most |" in page) == (12 * 3600, True)


def test_the_privacy_notice_is_in_plain_words():
    body = text(ROOT / "docs/papers/privacy-notice.md").partition("\n## Sources\n")[0]
    plain = re.sub(r"[*|`\[\]]", " ", re.sub(r"\]\([^)]*\)|\[[a-z0-9-]+\]", " ", body))
    parts = plain.split("\n## ")

    assert len(parts) > 4
    for part in parts:
        assert grade(part) <= GRADE, part[:80]


def sayings():
    tables_of_words = [words(name) for name in ("cli", "errors", "serving", "problems")]
    return [said for table in tables_of_words for said in table.values() if isinstance(said, str)]


def is_said(quoted, sentence):
    """Return whether `quoted`, with … for what differs, is part of `sentence`."""
    pieces = [re.escape(piece.strip()) for piece in quoted.split("…")]
    return bool(re.search(".*".join(pieces), sentence, re.DOTALL))


@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_what_the_program_says_according_to_a_guide_it_does_say(page):
    said = [*sayings(), *FENCE.findall(text(page))]
    quoted = re.findall(r"“([^”]+)”", prose(page))

    assert len(quoted) > 10
    assert [one for one in quoted if not any(is_said(one, each) for each in said)] == []
