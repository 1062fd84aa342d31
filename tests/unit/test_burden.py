"""What an assessment asks is counted by hand here, and must come out the same."""

import dataclasses
import json

import pytest

from answerable.bank.asking import asked
from answerable.bank.burden import burden
from answerable.bank.burden_told import figures, timed, verdicts
from answerable.bank.examples import examples
from answerable.bank.journey import path
from answerable.bank.load import lens, load_bank
from answerable.bank.model import WANTS
from answerable.bank.pace import Timed, load_pace, pace

YES, NO = {"choice": "yes"}, {"choice": "no"}
SCREENED = {"screen_personal": YES, "screen_scale": NO}
TWO = [
    {"id": "r-aaaa", "values": {"title": "Calls", "personal": YES}},
    {"id": "r-bbbb", "values": {"title": "Roads", "personal": NO}},
]
FIELDS = [
    {"id": "name", "title": "Its name", "fills": ["project_title", "detail"], "mandatory": True},
    {
        "id": "kept",
        "title": "Kept",
        "wants": "table",
        "fills": ["datasets.kept"],
        "mandatory": True,
    },
    {"id": "sources", "title": "Sources", "wants": "table", "fills": ["datasets"]},
    {"id": "detail", "title": "Detail", "fills": ["detail"], "mandatory": True},
    {"id": "made", "title": "Made on", "wants": "date", "derived": "today", "mandatory": True},
    {"id": "none", "title": "Nothing", "gap": "Nobody asks."},
    {"id": "full", "title": "Only there", "fills": ["stage"], "when": {"route": ["full"]}},
]
THOUGHTLESS = ("choice", "choices", "number", "date", "person", "refer", "risk", "rows")
PACE = pace(
    {
        "read_a_minute": 10,
        "typed_a_minute": 5,
        "think": dict.fromkeys(THOUGHTLESS, 0)
        | {"text": 60, "yes_no_unsure": 30},
        "typed": {"line": 5, "short": 10, "long": 20, "why": 15, "number": 0, "date": 0, "person": 0},
        "forms": {wants: {"kind": "choice"} for wants in WANTS} | {"date": {"kind": "text", "size": "line"}},
        "targets": {"shown": {"light": 8}, "share": 1.34},
    }
)  # fmt: skip


@pytest.fixture
def formed(bank):
    """The tiny bank, with a canvas of seven fields."""
    section = {"id": "all", "title": "All", "fields": FIELDS}
    form = lens({"id": "canvas", "title": "Canvas", "credit": "A test.", "sections": [section]})
    return dataclasses.replace(bank, lenses={"canvas": form})


def counted(bank, **answers):
    return burden(bank, {**SCREENED, **answers}, PACE)


def every(found):
    return (*found.questions, *found.offered)


def test_a_list_counts_once_for_each_column_that_any_row_is_asked(formed):
    found = counted(formed, datasets=TWO)
    rows = {one.address: one.rows for one in every(found) if one.address.startswith("datasets")}

    assert found.route == "light"
    assert rows == {
        "datasets": 1, "datasets.title": 2, "datasets.personal": 2, "datasets.kept": 1,
        "datasets.notes": 2,
    }  # fmt: skip
    assert (found.shown, found.shown_by_row) == (8, 10)


def test_what_is_optional_or_not_due_on_the_route_is_offered_and_not_counted(formed):
    found = counted(formed, datasets=TWO)
    offered = {one.address for one in found.offered}

    assert {"start", "people_count", "datasets.notes"} <= offered
    assert not offered & {one.address for one in found.questions}
    assert found.beside == len([one for one in found.offered if one.answer.kind != "rows"])


def test_a_column_is_asked_on_its_own_routes_alone(formed):
    answer = formed.concepts["datasets"].answer
    columns = tuple(
        dataclasses.replace(one, routes=("full",)) if one.id == "personal" else one
        for one in answer.columns
    )
    changed = dataclasses.replace(
        formed.concepts["datasets"], answer=dataclasses.replace(answer, columns=columns)
    )
    bank = dataclasses.replace(formed, concepts={**formed.concepts, "datasets": changed})
    due = {one.address for one in counted(bank, datasets=TWO).questions}

    assert "datasets.title" in due
    assert "datasets.personal" not in due


def test_a_list_that_is_due_has_a_first_row_to_come(formed):
    rows = {one.address: one.rows for one in every(counted(formed))}

    assert rows["datasets.title"] == rows["datasets.personal"] == rows["datasets.notes"] == 1
    assert "datasets.kept" not in rows


def test_a_list_that_is_not_due_asks_no_column_until_it_has_a_row(formed):
    due = dataclasses.replace(formed.concepts["datasets"].due, routes=("full",))
    free = dataclasses.replace(formed.concepts["datasets"], due=due)
    bank = dataclasses.replace(formed, concepts={**formed.concepts, "datasets": free})

    assert not [one for one in every(counted(bank)) if one.address.startswith("datasets.")]
    assert "datasets.title" in [one.address for one in counted(bank, datasets=TWO).offered]


def test_the_options_are_read_and_the_help_is_not(formed):
    (stage,) = [one for one in asked(formed, path(formed, SCREENED)) if one.address == "stage"]

    assert " ".join(stage.text.split()) == "What about stage? Say it in short words. New Running"
    assert stage.words == 10


def test_fields_are_counted_where_their_condition_holds(formed):
    (form,) = counted(formed, datasets=TWO).forms

    assert " ".join(field.id for field in form.fields) == "name kept sources detail made none"
    assert (form.mandatory, form.derived, form.gaps) == (4, 1, 1)


def test_a_mandatory_field_is_unasked_or_empty_by_name(formed):
    begun, whole = counted(formed), counted(formed, datasets=TWO, project_title="Calls")

    assert begun.forms[0].unasked == ("kept", "detail")
    assert begun.forms[0].empty == ("name", "kept", "detail")
    assert whole.forms[0].unasked == ("detail",)
    assert whole.forms[0].empty == ("kept", "detail")


def test_what_alone_fills_a_mandatory_field_is_told_from_what_helps_to(formed):
    found = counted(formed, datasets=TWO)
    fillers = dict(zip(("name", "kept", "detail"), found.forms[0].fillers, strict=True))

    assert fillers == {"name": {"project_title"}, "kept": {"datasets.kept"}, "detail": set()}
    assert (found.demanded, found.alone) == (2, 2)


def test_a_list_by_itself_fills_a_field_with_the_names_of_its_rows(formed):
    section = {"id": "all", "title": "All", "fields": [{**FIELDS[2], "mandatory": True}]}
    form = lens({"id": "canvas", "title": "Canvas", "credit": "A test.", "sections": [section]})
    bank = dataclasses.replace(formed, lenses={"canvas": form})

    assert counted(bank, datasets=TWO).forms[0].fillers == ({"datasets.title"},)


def test_a_lower_route_leaves_no_field_out_of_a_document_that_the_law_asks_for():
    bank = load_bank()
    answers = next(one for one in examples() if one.id == "example-who-is-stopped").answers
    lower = {
        "route_choice": "light",
        "route_left": "full",
        "route_reason": "The same figures were looked at in full by others last May.",
        "route_reviewer": {"role": "Adviser", "name": "M. Hale"},
    }
    before, after = (burden(bank, {**answers, **more}, load_pace()) for more in ({}, lower))
    by_law = [form for form in before.forms if form.lens.id.startswith("dpia")]
    fields = {form.lens.id: form.fields for form in after.forms}

    assert (before.route, after.route, len(by_law)) == ("full", "light", 2)
    assert [fields[form.lens.id] for form in by_law] == [form.fields for form in by_law]


def test_a_hidden_answer_fills_no_field(formed):
    assert "detail" in counted(formed, detail="Words nobody asked for.").forms[0].empty


def test_a_document_without_fields_is_named(formed):
    found = counted(formed, screen_scale=YES)

    assert found.route == "full"
    assert found.formless == ("Data protection impact assessment",)


def test_minutes_are_the_formula_and_nothing_else(formed):
    found = counted(formed, datasets=TWO)

    assert found.here.reading == pytest.approx(found.words / 10)
    # Thought about: two screening answers, title; in rows two titles, two choices, one kept.
    assert found.here.thinking == pytest.approx(0.5 * (2 + 2) + 1 * (1 + 2 + 1))
    # Typed: title 5; in rows two titles of 5, two reasons of 15, one kept of 10.
    assert found.here.typing == pytest.approx((5 + 2 * 5 + 2 * 15 + 10) / 5)


def test_minutes_of_what_is_offered_are_counted_apart(formed):
    found = counted(formed, datasets=TWO)

    assert found.more.thinking == pytest.approx(2)
    assert found.more.typing == pytest.approx(2 * 10 / 5)


def test_a_form_takes_its_titles_and_what_fills_it_again_by_row(formed):
    found = counted(formed, datasets=TWO)

    assert found.apart.reading == pytest.approx(sum(map(len, (
        ["Its", "name"], ["Kept"], ["Sources"], ["Detail"], ["Made", "on"], ["Nothing"],
    ))) / 10)  # fmt: skip
    # Name 1, kept 1, two row names 2, and the date as its kind of answer 1.
    assert found.apart.thinking == pytest.approx(5)
    assert found.apart.typing == pytest.approx((5 + 10 + 2 * 5 + 5) / 5)


def test_a_thought_is_counted_once_and_its_words_each_time(formed):
    twice = dataclasses.replace(formed.lenses["canvas"], id="dpia")
    bank = dataclasses.replace(formed, lenses={**formed.lenses, "dpia": twice})
    one = counted(formed, screen_scale=YES, datasets=TWO, detail="x").apart
    two = counted(bank, screen_scale=YES, datasets=TWO, detail="x").apart

    assert two.typing == pytest.approx(2 * one.typing)
    assert two.thinking == pytest.approx(one.thinking + 1)  # the date is no thought asked here


def test_targets_are_held_against_what_was_counted(formed):
    met = list(verdicts(counted(formed, datasets=TWO), PACE))
    more = dataclasses.replace(PACE, most_shown={"light": 7}, most_share=1.3)
    missed = list(verdicts(counted(formed, datasets=TWO), more))

    assert [line.count(": met, ") for line in met] == [1, 1, 0]
    assert [line.count(": missed, ") for line in missed] == [1, 1, 1]


def test_before_the_screening_there_is_no_route_and_no_form(formed):
    found = burden(formed, {}, PACE)

    assert (found.route, found.forms, found.share) == ("", (), None)
    assert figures(found, PACE)["most_shown"] is None


def test_the_command_measures_the_examples_when_no_id_is_given(cli):
    plain, named = (
        json.loads(cli("--json", "burden", *more).stdout) for more in ((), ("--example",))
    )

    assert plain == named
    assert "example-who-is-stopped" in [one["id"] for one in plain["assessments"]]
    assert all(one["minutes"]["here"]["all"] > 0 for one in plain["assessments"])


def test_the_command_measures_an_assessment_by_its_id(cli):
    name = json.loads(cli("--json", "new", "Missing people").stdout)["id"]
    (found,) = json.loads(cli("--json", "burden", name).stdout)["assessments"]

    assert (found["id"], found["route"], found["forms"]) == (name, "", [])
    assert (found["shown"], found["offered"] > 0) == (6, True)
    assert "Questions asked: 6" in cli("burden", name).stdout


def test_an_unknown_id_is_told(cli):
    assert cli("burden", "nobody").exit_code == 1


def test_what_was_timed_is_told_with_its_day_and_that_no_person_took_it(bank):
    route = bank.screening.routes[0]
    walk = Timed("example-board", route.id, "2026-11-04", 9.5, 3, 26, 2, 6.5)

    (sentence,) = timed(bank, dataclasses.replace(PACE, timed=walk))

    told = ("4 November 2026", "26 questions", f"the {route.title} route", "9.5 seconds", "3 runs",
            "2 cores", "load of 6.5", "not by a person")  # fmt: skip
    assert not [part for part in told if part not in sentence]


def test_where_nothing_was_timed_nothing_is_told(bank):
    assert PACE.timed is None
    assert list(timed(bank, PACE)) == []
