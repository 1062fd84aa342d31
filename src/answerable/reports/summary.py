"""The first page: what this is, where it stands, why this route, and what matters most."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from answerable.bank.grid import AXES, Cell, Grid
from answerable.bank.model import Reason
from answerable.bank.risk import place
from answerable.bank.stopping import Lifted
from answerable.reports import grading, values
from answerable.reports.audience import disclose_reasons, may_know, may_read
from answerable.reports.citing import Cited, cite, cite_sources
from answerable.reports.material import HIGHLIGHTS, Material
from answerable.reports.otherroute import told_of_choice
from answerable.wording import say

MOST = 3  # of a kind, so that the summary stays one page
ABOUT_WORDS = 70


@dataclass(frozen=True)
class Top:
    """The first few rows of one register."""

    title: str
    items: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class Documents:
    """One document that is due, and why."""

    title: str
    reasons: tuple[Cited, ...]


@dataclass(frozen=True)
class Route:
    """Where the screening leads: the route, the stops and the documents, each with its reasons.

    `choice` says how the route came to be another than the one the answers ask for.
    """

    title: str
    summary: str
    reasons: tuple[Cited, ...]
    stops: tuple[Cited, ...]
    lifted: tuple[Cited, ...]
    choice: tuple[str, ...]
    documents: tuple[Documents, ...]
    boards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    route: Route
    tops: tuple[Top, ...]


def summarise(material: Material) -> Summary:
    """Return the first page of the report."""
    about = " ".join(material.highlight("about").paragraphs)
    return Summary(
        title=material.title,
        about=values.shorten(about, ABOUT_WORDS),
        facts=_facts(material),
        route=route(material),
        tops=tuple(_top(material, name) for name in ("harms", "measures", "actions")),
    )


def route(material: Material) -> Route:
    """Return what the screening says to this audience."""
    routing = material.path.routing
    return Route(
        title=routing.route.title if routing.route else say("report", "no_route"),
        summary=routing.route.summary if routing.route else say("report", "no_route_why"),
        reasons=_cited(material, routing.reasons),
        stops=_cited(material, routing.stops),
        lifted=tuple(_lifted(material, lifted) for lifted in _known(material, routing.lifted)),
        choice=told_of_choice(material.bank, routing, material.disclosure.answers),
        documents=tuple(
            Documents(due.document.title, _cited(material, due.reasons))
            for due in routing.documents
        ),
        boards=boards(material),
    )


def boards(material: Material) -> tuple[str, ...]:
    """Return the organisation's boards that the project goes to, each with what it is."""
    own = material.bank.organisation.boards_on(material.path.routing.id)
    return tuple(
        say("report", "board", title=board.title, about=board.about) if board.about else board.title
        for board in own
    )


def _known(material: Material, lifted: Iterable[Lifted]) -> Iterator[Lifted]:
    """Yield the lifted stops that this audience may know of."""
    for each in lifted:
        if may_know(material.bank, each.stop.when, material.audience):
            yield each


def _lifted(material: Material, lifted: Lifted) -> Cited:
    stop, lift, bank = lifted.stop.because, lifted.lift, material.bank
    rests_on = (bank.concepts[name] for name in lift.answers if name in material.path.visible)
    may = may_know(bank, lift.when, material.audience) and all(
        may_read(concept.audience, material.audience) for concept in rests_on
    )
    key = "lifted" if may else "lifted_withheld"
    because = say("report", key, because=lift.because, stop=stop)
    return Cited(because, cite_sources(bank, lift.source) if may else ())


def marking(material: Material) -> str:
    """Return the protective marking, or why there is none to show."""
    if material.withheld(HIGHLIGHTS["marking"]):
        return say("report", "marking_withheld")
    return material.highlight("marking").line or say("report", "no_marking")


def banner(material: Material) -> str:
    """Return what heads the page: the marking, or who it is for where that is not shown."""
    if material.withheld(HIGHLIGHTS["marking"]):
        return say("report", f"audience_{material.audience}")
    return marking(material)


def state(material: Material) -> str:
    """Return in words where the assessment stands."""
    path = material.path
    if path.routing.stops:
        return say("report", "state_stop")
    if path.routing.route is None:
        return say("report", "state_screening")
    return say("report", "state_open" if path.missing else "state_complete")


def _cited(material: Material, reasons: tuple[Reason, ...]) -> tuple[Cited, ...]:
    return cite(material.bank, disclose_reasons(material.bank, reasons, material.audience))


def _facts(material: Material) -> tuple[tuple[str, str], ...]:
    nobody = say("report", "not_answered")
    due = sum(task.due for task in material.path.tasks)
    done = sum(task.done for task in material.path.tasks)
    answered = say("report", "answered_of", done=done, due=due, open=due - done)
    unsure = len(material.path.unsure)
    return (
        (say("report", "fact_state"), state(material)),
        (say("report", "fact_answered"), answered),
        (say("report", "fact_unsure"), say("report", "unsure_count", count=unsure)),
        *_risk_left(material),
        (say("report", "fact_owner"), material.highlight("owner").line or nobody),
        (say("report", "fact_review"), material.highlight("review").line or nobody),
    )


def _risk_left(material: Material) -> tuple[tuple[str, str], ...]:
    """Return the fact that says how high a risk is left; none where no harm may be read of."""
    found = grading.graded(material)
    if not found.harms:
        return ()
    told = list(grading.overall(material, found, "residual"))
    return ((say("report", "fact_risk"), " ".join(told)),)


def _top(material: Material, name: str) -> Top:
    concept = HIGHLIGHTS[name]
    names = material.titles.get(concept, {})
    items = tuple(
        say("report", "graded_harm", harm=names[row], level=level) if level else names[row]
        for row, level in _worst_first(material, concept)
    )
    return Top(say("report", f"top_{name}"), items[:MOST], max(len(items) - MOST, 0))


def _worst_first(material: Material, concept: str) -> list[tuple[str, str]]:
    """Return each row of a register with its level in words; the highest risks come first."""
    grid = material.bank.grid
    if grid is None or place(grid, "inherent")[0] != concept:
        return [(row["id"], "") for row in material.answer(concept) or ()]
    cells = {harm.row: harm.cells["inherent"] for harm in grading.graded(material).harms}
    rows = sorted(cells, key=lambda row: _height(grid, cells[row]), reverse=True)
    return [(row, grid.said("levels", cell.level) if (cell := cells[row]) else "") for row in rows]


def _height(grid: Grid, cell: Cell | None) -> tuple[int, int, int]:
    if cell is None:
        return -1, -1, -1
    severity, likelihood = (
        AXES[axis].index(getattr(cell, axis)) for axis in ("severity", "likelihood")
    )
    return grid.height(cell.level), severity, likelihood
