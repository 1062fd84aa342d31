"""The journey cases that Python and the page share."""

from pathlib import Path

import pytest
import yaml

from answerable.bank import journey
from answerable.bank.load import concept, lens, screening
from answerable.bank.model import Bank, Task
from answerable.bank.texts import says_something

UNSAID = {"hint": "", "why": "", "good": "", "weak": ""}
FOLDER = Path(__file__).parents[1] / "data/cases"
SAYING = yaml.safe_load((FOLDER / "saying.yml").read_text("utf-8"))
CASES = [
    case
    for name in ("journey", "choosing")
    for case in yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
]


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
        lenses={name: lens_of(name, wanted) for name, wanted in told.get("demands", {}).items()},
        law={},
        phrases={"hollow": tuple(told.get("hollow", ()))},
    )


def lens_of(name, wanted):
    fields = [{"id": fill, "title": fill, "mandatory": True, "fills": [fill]} for fill in wanted]
    section = {"id": "all", "title": "All", "fields": fields}
    return lens({"id": name, "title": name, "credit": "", "sections": [section]})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_way_through(case):
    found = journey.path(bank_of(case["bank"]), case["answers"])

    assert found.routing.id == case["route"]
    assert list(found.visible) == case["visible"]
    assert {m.address: [m.problem] for m in found.missing} == case["lacking"]
    assert {t.task.id: t.state for t in found.tasks} == case["tasks"]
    assert list(found.unsure) == case.get("unsure", list(found.unsure))
    said = {"stops": [s.id for s in found.routing.stops]}
    said["lifted"] = [lifted.lift.id for lifted in found.routing.lifted]
    said["verdict"] = found.routing.verdict.id if found.routing.verdict else None
    choice = found.routing.choice
    said["choice"] = {"way": choice.way, "lacks": dict(choice.lacks)} if choice else None
    said["documents"] = [due.document.id for due in found.routing.documents]
    assert {**said, **{name: case[name] for name in said if name in case}} == said


@pytest.mark.parametrize("case", SAYING, ids=lambda case: case["name"])
def test_whether_a_text_says_anything(case):
    assert says_something(case["text"], case["hollow"], case["least"]) is case["says"]
