"""One entry of `findings.yml`: what to look for in the answers, and what to say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Check:
    """One thing to look for in the answers, and what is said when it is there.

    `kind` is one of `noticing.KINDS`, `where` the addresses it looks at, `when` the assessments it
    is for, `rows` the rows of a register it is for, and `given` what else the kind wants to know.
    """

    id: str
    kind: str
    says: str
    todo: str
    where: tuple[str, ...] = ()
    when: Mapping[str, Any] | None = None
    rows: Mapping[str, Any] | None = None
    source: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
