"""What changed between two events: in a terminal, and for other programs."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from answerable.cli.listing import line, words
from answerable.record import Head, Session
from answerable.record.history import Difference
from answerable.record.worddiff import ADDED, KEPT, REMOVED, Piece
from answerable.reports.difference import marking, span
from answerable.reports.marked import Marked, Passage, QuestionRead, read_difference
from answerable.wording import clean

MARKS = {KEPT: "{}", ADDED: "{{+{}+}}", REMOVED: "[-{}-]"}
SIGNS = {KEPT: "  ", ADDED: "+ ", REMOVED: "- "}
STYLES = {KEPT: "", ADDED: "green", REMOVED: "red"}


def print_difference(session: Session, found: Difference) -> None:
    """Print what changed: `+` and `-` before what came or went, marks around words in a text."""
    console = Console(highlight=False)
    tasks = read_difference(found, session.bank)
    line(console, marking(session.bank, found.start.answers, found.end.answers, session.answers))
    line(console, words("diff.title", title=session.title))
    line(console, span(found))
    line(console, words("diff.legend") if tasks else words("diff.none"))
    for task in tasks:
        line(console, "")
        line(console, words("diff.task", task=task.title))
        for question in task.questions:
            line(console, "")
            _print_question(console, question)


def _print_question(console: Console, question: QuestionRead) -> None:
    line(console, question.ask)
    if question.passage:
        _print_passage(console, question.passage, "  ")
        return
    line(console, "  " + _sentence(question.told, question.note))
    for row in question.rows:
        line(console, f"  {row.ask}")
        line(console, "    " + _sentence(row.told, row.by))
        for passage in row.passages:
            line(console, f"    {passage.ask}")
            _print_passage(console, passage, "      ")


def _print_passage(console: Console, passage: Passage, indent: str) -> None:
    line(console, indent + _sentence(passage.told, passage.by))
    for pieces in (*passage.paragraphs, *((item,) for item in passage.items)):
        for marked in _marked(pieces):
            console.print(Text(indent) + marked, soft_wrap=True)
    for note in passage.notes:
        line(console, indent + note)


def _sentence(told: str, more: str) -> str:
    return f"{told}. {more}" if more else told


def _marked(pieces: tuple[Piece, ...]) -> Iterator[Text]:
    """Yield a paragraph with marks in it; what came or went as a whole has a sign before it."""
    if len(pieces) == 1 or all(piece.what != KEPT for piece in pieces):
        yield from (Text(SIGNS[p.what] + clean(p.text), STYLES[p.what]) for p in pieces)
        return
    text = Text(SIGNS[KEPT])
    for piece in pieces:
        whole = clean(piece.text)
        bare = whole.rstrip()
        text.append(MARKS[piece.what].format(bare), STYLES[piece.what]).append(whole[len(bare) :])
    yield text


def difference_told(session: Session, found: Difference) -> dict[str, Any]:
    """Return the same for programs, with the values as they are stored."""
    return {
        "assessment": session.assessment,
        "marking": marking(session.bank, found.start.answers, found.end.answers, session.answers),
        "from": _head_told(found.start.head),
        "to": _head_told(found.end.head),
        "changes": [
            told
            for task in read_difference(found, session.bank)
            for question in task.questions
            for told in _question_told(question)
        ],
    }


def _head_told(head: Head) -> dict[str, Any]:
    return {"event": head.seq, "at": head.at, "hash": head.hash}


def _question_told(question: QuestionRead) -> Iterator[dict[str, Any]]:
    if question.passage:
        yield _passage_told(question.passage)
        return
    yield {**_told(question), "note": question.note}
    for row in question.rows:
        yield _told(row)
        yield from (_passage_told(passage) for passage in row.passages)


def _told(marked: Marked) -> dict[str, Any]:
    told: dict[str, Any] = {"address": marked.address, "ask": marked.ask, "what": marked.what}
    if step := marked.step:
        by = {"id": step.by.id, "role": step.by.role}
        told |= {"event": step.seq, "at": step.at, "by": by}
    return told


def _passage_told(passage: Passage) -> dict[str, Any]:
    found = passage.source
    before, after = (
        version.value if version and counted else None
        for version, counted in zip((found.before, found.after), found.counted, strict=True)
    )
    pieces = [*passage.paragraphs, *((item,) for item in passage.items)]
    marked = [[[piece.what, piece.text] for piece in line_] for line_ in pieces]
    said = {"before": before, "after": after, "words": marked, "notes": list(passage.notes)}
    return {**_told(passage), **said}
