"""The bank as pages for people, in Markdown: questions, documents, words, findings, the library.

`make catalogue` writes them to `docs/catalogue`.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from answerable.bank import findings_page, glossary_page, library_page
from answerable.bank.coverage import Filling, fillings
from answerable.bank.glossary import question_text
from answerable.bank.glossary_page import explained
from answerable.bank.law import clauses_of
from answerable.bank.load import load_bank
from answerable.bank.model import Bank, Column, Concept, Field, Lens
from answerable.bank.page_parts import cited, sources, table, top, words


def published_pages(bank: Bank) -> dict[str, str]:
    """Return each page about the bank by the name of its file."""
    return {
        "questions.md": questions_page(bank),
        "coverage.md": coverage_page(bank),
        glossary_page.NAME: glossary_page.glossary_page(bank),
        findings_page.NAME: findings_page.findings_page(bank),
        library_page.NAME: library_page.library_page(bank),
    }


def questions_page(bank: Bank) -> str:
    """Return every question, task by task, with why it is asked and what the law has to do with it."""
    parts = [top("questions"), words("questions.intro", count=len(bank.concepts))]
    for number, task in enumerate(bank.tasks, 1):
        parts += [f"## {number}. {task.title}", task.intro]
        parts += [_question(bank, bank.concepts[concept]) for concept in task.concepts]
    parts += sources(bank, (s for concept in bank.concepts.values() for s in concept.due.source))
    return "\n\n".join(parts) + "\n"


def _question(bank: Bank, concept: Concept) -> str:
    due = concept.due
    lines = [
        f"### {concept.ask}",
        f"{concept.hint} *{concept.why}*",
        words(
            "question.about",
            id=concept.id,
            kind=words(f"kind.{concept.answer.kind}"),
            level=words(f"level.{due.level}"),
            where=_where(due.routes, some=bool(due.when)),
            audience=concept.audience,
        )
        + cited(due.source),
    ]
    if concept.answer.columns:
        lines.append("\n".join(_column(column) for column in concept.answer.columns))
    lines += [words("question.good", text=concept.good), words("question.weak", text=concept.weak)]
    if concept.enough:
        lines.append(words("question.enough", text=concept.enough))
    if terms := explained(bank.glossary, question_text(concept)):
        lines.append(terms)
    return "\n\n".join(lines)


def _column(column: Column) -> str:
    about = [words(f"kind.{column.answer.kind}")]
    if column.optional or column.routes:
        about.append(_where(column.routes))
    return f"- {column.ask} {column.hint}".rstrip() + f" `{column.id}` ({', '.join(about)})"


def _where(routes: tuple[str, ...], *, some: bool = False) -> str:
    """Return the routes on which a question is asked; with none it is only offered."""
    if not routes:
        return words("question.offered")
    return words("question.asked_of_some" if some else "question.asked", routes=", ".join(routes))


def coverage_page(bank: Bank) -> str:
    """Return each field of each document with what fills it; gaps are shown, with their reason."""
    parts = [top("coverage"), words("coverage.intro"), _summary(bank)]
    for lens in bank.lenses.values():
        parts += [f"## {lens.title}", *_about(lens), _fields(bank, lens)]
    lenses = bank.lenses.values()
    parts += sources(bank, {s for lens in lenses for s in (*lens.source, *clauses_of(lens))})
    return "\n\n".join(parts) + "\n"


def _summary(bank: Bank) -> str:
    heads = ("document", "fields", "mandatory", "answered", "derived", "gap")
    rows = [
        _counts(lens, [f for f in fillings(bank) if f.lens is lens])
        for lens in bank.lenses.values()
    ]
    return table(heads, rows)


def _counts(lens: Lens, found: list[Filling]) -> tuple[str, ...]:
    how = Counter(filling.how for filling in found)
    mandatory = sum(filling.field.mandatory for filling in found)
    counts = (len(found), mandatory, how["answered"], how["derived"], how["gap"])
    return lens.title, *map(str, counts)


def _about(lens: Lens) -> Iterator[str]:
    if lens.version:
        yield words("lens.version", version=lens.version)
    yield lens.credit + cited(lens.source)


def _fields(bank: Bank, lens: Lens) -> str:
    rows = (
        (
            filling.field.official or _clauses(bank, filling.field) or words("none"),
            filling.section,
            filling.field.title + words("must") * filling.field.mandatory,
            words(f"wants.{filling.field.wants}"),
            _filled(filling),
        )
        for filling in fillings(bank)
        if filling.lens is lens
    )
    return table(("official", "section", "field", "wants", "filled"), rows)


def _clauses(bank: Bank, field: Field) -> str:
    return "; ".join(bank.law[source].section for source in field.law)


def _filled(filling: Filling) -> str:
    field = filling.field
    parts = [words("only.part", part=field.part)] if field.part else []
    parts += [f"`{address}`" for address in field.fills]
    if field.named_by:
        parts.append(words("only.named_by", place=field.named_by))
    parts += [words("only.rows", column=c, value=v) for c, v in (field.rows or {}).items()]
    if field.option:
        parts.append(words("only.option", option=field.option))
    parts += [words("only.option", option=document) for document in field.among]
    if field.derived:
        parts.append(words(f"derived.{field.derived}"))
    if field.gap:
        parts.append(words("gap.why", why=field.gap))
    return ", ".join(parts)


def write(folder: Path) -> None:
    """Write the pages about the bank to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in published_pages(load_bank()).items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
