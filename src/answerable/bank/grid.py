"""The grid of risk: how likelihood and severity make a level, each place with its reason.

Its words and levels are data (`content/risk.yml`); how many steps a scale has is not, since answers
hold them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

AXES: Mapping[str, tuple[str, ...]] = {
    "likelihood": ("remote", "possible", "probable"),
    "severity": ("minimal", "significant", "severe"),
}
LEVELS = ("low", "medium", "high")
STAGES = ("inherent", "residual")


@dataclass(frozen=True)
class Degree:
    """One step of a scale: `label` stands alone, `said` inside a sentence."""

    id: str
    label: str
    said: str
    hint: str = ""


@dataclass(frozen=True)
class Cell:
    """One place in the grid: the level of risk there, and the sentence that says why."""

    likelihood: str
    severity: str
    level: str
    because: str

    @property
    def id(self) -> str:
        """What a rule compares, such as `probable_severe`."""
        return f"{self.likelihood}_{self.severity}"


@dataclass(frozen=True)
class Duty:
    """What a document says when the highest risk at a stage, inherent or residual, is `level`."""

    document: str
    stage: str
    level: str
    because: str
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """The whole grid; `reads` is how a cell is read, `places` where the answers stand."""

    likelihood: tuple[Degree, ...]
    severity: tuple[Degree, ...]
    levels: tuple[Degree, ...]
    cells: tuple[Cell, ...]
    reads: str
    places: Mapping[str, str] = field(default_factory=dict)
    duties: tuple[Duty, ...] = ()

    def cell(self, value: Any) -> Cell | None:
        """Return the place that an answer names; None where it names none, or half of one."""
        if not isinstance(value, Mapping):
            return None
        wanted = (value.get("likelihood"), value.get("severity"))
        return next((c for c in self.cells if (c.likelihood, c.severity) == wanted), None)

    def height(self, level: str) -> int:
        """Return how high a level stands, from 0."""
        return LEVELS.index(level)

    def said(self, scale: str, step: str) -> str:
        """Return how a step of a scale (likelihood, severity or levels) is said in a sentence."""
        degrees: tuple[Degree, ...] = getattr(self, scale)
        return next((degree.said for degree in degrees if degree.id == step), step)

    def label_of(self, level: str) -> str:
        """Return what a level is called where it stands alone."""
        return next((degree.label for degree in self.levels if degree.id == level), level)

    def label(self, cell: Cell) -> str:
        """Return a cell in words, such as `Likely, serious: high risk`."""
        return self.reads.format(
            likelihood=self.said("likelihood", cell.likelihood),
            severity=self.said("severity", cell.severity),
            level=self.said("levels", cell.level),
        )


def grid(data: Mapping[str, Any]) -> Grid:
    """Return the grid from its file."""
    scales = {
        name: tuple(Degree(**degree) for degree in data[name])
        for name in ("likelihood", "severity", "levels")
    }
    duties = tuple(
        Duty(**{**duty, "source": tuple(duty.get("source", ()))}) for duty in data.get("duties", ())
    )
    cells = tuple(Cell(**cell) for cell in data["cells"])
    return Grid(
        **scales, cells=cells, reads=data["reads"], places=data.get("places", {}), duties=duties
    )
