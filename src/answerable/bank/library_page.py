"""The grid of risk and the rows to pick from as a page for people, in Markdown."""

from collections.abc import Iterator

from answerable.bank.coverage import answer_at
from answerable.bank.grid import Grid
from answerable.bank.library import Pick
from answerable.bank.library_sense import KINDS
from answerable.bank.model import Bank
from answerable.bank.page_parts import cited, laid, sources, table, top, words

BREAK = "<br>"
NAME = "library.md"


def library_page(bank: Bank) -> str:
    """Return the grid with its reasons, and each row to pick with where it comes from."""
    parts = [top("library")]
    if bank.grid:
        parts += _grid(bank, bank.grid)
    for register, picks in bank.library.items():
        parts += [f"## {bank.concepts[register].ask}", words("library.intro", count=len(picks))]
        parts.append(_picks(bank, picks))
    if bank.cases:
        parts += [f"## {words('library.cases')}", words("library.cases_intro")]
        told = [f"- {words('library.case', **vars(case))}" for case in bank.cases.values()]
        parts.append("\n".join(told))
    return "\n\n".join([*parts, *sources(bank, _used(bank))]) + "\n"


def _used(bank: Bank) -> set[str]:
    used = {source for picks in bank.library.values() for pick in picks for source in pick.source}
    for duty in bank.grid.duties if bank.grid else ():
        used |= set(duty.source)
    return used


def _grid(bank: Bank, grid: Grid) -> Iterator[str]:
    yield f"## {words('library.grid')}"
    yield words("library.grid_intro")
    rows = (
        (
            f"**{likelihood.label}**",
            *(
                f"**{grid.label_of(cell.level)}.** {cell.because}"
                for cell in grid.cells
                if cell.likelihood == likelihood.id
            ),
        )
        for likelihood in grid.likelihood
    )
    yield laid([words("head.likelihood"), *(degree.label for degree in grid.severity)], rows)
    if grid.duties:
        yield f"### {words('library.duties')}"
        yield "\n".join(_duties(bank, grid))


def _duties(bank: Bank, grid: Grid) -> Iterator[str]:
    for duty in grid.duties:
        facts = {
            "document": bank.lenses[duty.document].title,
            "level": grid.said("levels", duty.level),
            "because": duty.because,
        }
        yield f"- {words(f'library.duty.{duty.stage}', **facts)}{cited(duty.source)}"


def _picks(bank: Bank, picks: tuple[Pick, ...]) -> str:
    answer = answer_at(bank, KINDS)
    kinds = {option.value: option.label for option in answer.options} if answer else {}
    titles = {pick.id: pick.title for each in bank.library.values() for pick in each}
    about = "answers" if any(pick.harms for pick in picks) else "kinds"
    rows = []
    for pick in picks:
        named = [titles[harm] for harm in pick.harms] or [kinds[kind] for kind in pick.kinds]
        comes = [f"[{source}]" for source in pick.source] + [f"`{case}`" for case in pick.cases]
        rows.append((f"**{pick.title}.** {pick.how}", BREAK.join(named), " ".join(comes)))
    return table(("pick", about, "from"), rows)
