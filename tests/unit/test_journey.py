"""The journey cases that Python and the page share."""

from pathlib import Path

import pytest
import yaml

from answerable.bank import journey
from answerable.bank.load import concept, screening
from answerable.bank.model import Bank, Task

UNSAID = {"hint": "", "why": "", "good": "", "weak": ""}
CASES = yaml.safe_load((Path(__file__).parents[1] / "data/cases/journey.yml").read_text("utf-8"))


def bank_of(told):
    concepts = {n: concept({**UNSAID, **data, "id": n}) for n, data in told["concepts"].items()}
    tasks = [Task(t["id"], t["title"], "", tuple(t["concepts"])) for t in told["tasks"]]
    return Bank(
        id="case",
        version="1",
        language="en-GB",
        hash="",
        concepts=concepts,
        tasks=tuple(tasks),
        screening=screening(told["screening"]),
        lenses={},
        law={},
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_way_through(case):
    found = journey.path(bank_of(case["bank"]), case["answers"])

    assert found.routing.id == case["route"]
    assert list(found.visible) == case["visible"]
    assert {m.address: [m.problem] for m in found.missing} == case["lacking"]
    assert {t.task.id: t.state for t in found.tasks} == case["tasks"]
    assert list(found.unsure) == case.get("unsure", list(found.unsure))
    said = {"stops": [s.id for s in found.routing.stops]}
    said["documents"] = [due.document.id for due in found.routing.documents]
    assert {**said, **{name: case[name] for name in said if name in case}} == said
