"""Do the content files fit together? Each check yields lines that name file, place and cure."""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator

from answerable.bank import coverage
from answerable.bank.model import ROUTES, Answer, Bank, Concept, Field, Reason, Rule, Section
from answerable.bank.rules import operators, references
from answerable.wording import say

CLAUSE = re.compile(
    r"\b(?:ss?\.\s?\d|sections?\s\d|art(?:icle)?s?\.?\s\d|reg(?:ulation)?\.?\s\d"
    r"|sched(?:ule)?s?\.?\s\d|\d+[A-Z]?\(\d+\))",
    re.IGNORECASE,
)
PLAIN_VALUES = {"yes_no_unsure": ("yes", "no", "unsure")}


def sense_problems(bank: Bank) -> Iterator[str]:
    """Yield every problem of a bank whose files have the right shape."""
    for check in CHECKS:
        yield from check(bank)


def known(file: str, place: str, wanted: str, there: Collection[str]) -> Iterator[str]:
    """Yield a line when `wanted` is not `there`, with the nearest name as its cure."""
    if wanted in there:
        return
    near = difflib.get_close_matches(wanted, there, n=1)
    key = "unknown_near" if near else "unknown"
    yield say("content", key, file=file, place=place, name=wanted, near="".join(near))


def tasks_ask_each_concept_once(bank: Bank) -> Iterator[str]:
    asked = Counter(concept for task in bank.tasks for concept in task.concepts)
    for concept, times in asked.items():
        yield from known("journey.yml", "concepts", concept, bank.concepts)
        if times > 1:
            yield say("content", "asked_twice", file="journey.yml", name=concept)
    for concept in bank.concepts:
        if concept not in asked:
            yield say("content", "never_asked", file=f"concepts/{concept}.yml")


def conditions_look_back(bank: Bank) -> Iterator[str]:
    order = [concept for task in bank.tasks for concept in task.concepts]
    for place, concept_id in enumerate(order):
        concept = bank.concepts.get(concept_id)
        if concept is None:
            continue
        file = f"concepts/{concept.id}.yml"
        if concept.when:
            yield from rule_problems(bank, concept.when, file, "when", order[:place])
        if concept.due.when:
            yield from rule_problems(bank, concept.due.when, file, "due.when", order[:place])
        earlier: list[str] = []
        for column in concept.answer.columns:
            if column.when:
                spot = f"columns.{column.id}.when"
                yield from rule_problems(
                    bank, column.when, file, spot, order[:place], register=concept, columns=earlier
                )
            earlier.append(column.id)


def rule_problems(
    bank: Bank,
    rule: Rule,
    file: str,
    place: str,
    before: Collection[str],
    *,
    register: Concept | None = None,
    columns: Collection[str] = (),
) -> Iterator[str]:
    """Yield what is wrong with a rule that may see the concepts `before` it."""
    for operator, ref, value in references(rule):
        concept, _, column = ref.partition(".")
        owner = bank.concepts.get(concept) if concept else register
        if owner is None:
            yield from known(file, place, concept, bank.concepts)
            continue
        answer = _answer_at(owner, column)
        seen, name = (before, concept) if concept else (columns, column)
        if answer is None:
            yield from known(file, place, column, [c.id for c in owner.answer.columns])
        elif name not in seen:
            yield say("content", "looks_ahead", file=file, place=place, name=name)
        elif operator != "at_least":
            for wanted in value if operator == "in" else [value]:
                yield from _option_problems(answer, wanted, file, place)


def _answer_at(concept: Concept, column: str) -> Answer | None:
    if not column:
        return concept.answer
    return next((c.answer for c in concept.answer.columns if c.id == column), None)


def _option_problems(answer: Answer, wanted: object, file: str, place: str) -> Iterator[str]:
    options = PLAIN_VALUES.get(answer.kind) or [option.value for option in answer.options]
    if options:
        yield from known(file, place, str(wanted), options)


def answers_hang_together(bank: Bank) -> Iterator[str]:
    registers = [c.id for c in bank.concepts.values() if c.answer.kind == "rows"]
    for concept in bank.concepts.values():
        file = f"concepts/{concept.id}.yml"
        answers = [("answer", concept.answer)]
        answers += [(f"columns.{c.id}", c.answer) for c in concept.answer.columns]
        for place, answer in answers:
            if answer.kind == "refer":
                yield from known(file, place, answer.to, registers)
            own = () if answer.kind == "risk" else answer.options  # a risk's are the grid's
            twice = _twice([option.value for option in own])
            yield from (say("content", "twice", file=file, place=place, name=n) for n in twice)
        columns = [column.id for column in concept.answer.columns]
        twice = _twice(columns)
        yield from (say("content", "twice", file=file, place="columns", name=n) for n in twice)


def _twice(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def columns_are_due_where_their_register_is(bank: Bank) -> Iterator[str]:
    for concept in bank.concepts.values():
        for column in concept.answer.columns:
            place = {"file": f"concepts/{concept.id}.yml", "place": f"columns.{column.id}.routes"}
            if column.optional and column.routes:
                yield say("content", "optional_and_due", **place)
            for route in sorted(set(column.routes) - set(concept.due.routes)):
                yield say("content", "due_without_its_register", **place, name=route)


def sources_are_in_the_law_file(bank: Bank) -> Iterator[str]:
    for concept in bank.concepts.values():
        for source in concept.due.source:
            yield from known(f"concepts/{concept.id}.yml", "due.source", source, bank.law)
        if concept.due.level == "law" and not concept.due.source:
            yield say("content", "law_without_source", file=f"concepts/{concept.id}.yml")
    for place, reason in _screening_reasons(bank):
        for source in reason.source:
            yield from known("screening.yml", f"{place}.{reason.id}.source", source, bank.law)


def _screening_reasons(bank: Bank) -> Iterator[tuple[str, Reason]]:
    screening = bank.screening
    for route in screening.routes:
        yield from ((f"routes.{route.id}", reason) for reason in route.reasons)
    yield from (("stops", reason) for reason in screening.stops)
    yield from ((f"stops.{stop.id}", lift) for stop in screening.stops for lift in stop.lifts)
    for document in screening.documents:
        yield from ((f"documents.{document.id}", reason) for reason in document.reasons)


def verdict_is_looked_at_where_it_is_known(bank: Bank) -> Iterator[str]:
    """Yield a line for each rule about the verdict outside of questions and the documents due."""
    rules = [
        (f"concepts/{concept.id}.yml", f"columns.{column.id}.when", column.when)
        for concept in bank.concepts.values()
        for column in concept.answer.columns
    ]
    rules += [
        (f"lenses/{lens.id}.yml", f"{field.id}.when", field.when)
        for lens in bank.lenses.values()
        for section in lens.sections
        for field in section.fields
    ]
    rules += [("findings.yml", f"{check.id}.when", check.when) for check in bank.checks]
    for file, place, rule in rules:
        if rule and "verdict" in operators(rule):
            yield say("content", "verdict_here", file=file, place=place)


def screening_decides_the_route(bank: Bank) -> Iterator[str]:
    screening = bank.screening
    if tuple(route.id for route in screening.routes) != ROUTES:
        yield say("content", "routes", file="screening.yml", routes=", ".join(ROUTES))
    for number, question in enumerate(screening.questions):
        yield from known("screening.yml", "questions", question, bank.concepts)
        yield from _condition_problems(bank, question, screening.questions[:number])
    for place, reason in _screening_reasons(bank):
        spot = f"{place}.{reason.id}"
        late = place.startswith(("documents.", "stops."))
        before = bank.concepts if late else screening.questions
        yield from rule_problems(bank, reason.when, "screening.yml", spot, before)
    ids = [reason.id for _, reason in _screening_reasons(bank)]
    for name in _twice(ids):
        yield say("content", "twice", file="screening.yml", place="reasons", name=name)


def _condition_problems(bank: Bank, question: str, before: Collection[str]) -> Iterator[str]:
    """Yield what a screening question's condition sees, but for earlier screening questions."""
    concept = bank.concepts.get(question)
    if concept is None or concept.when is None:
        return
    file = f"concepts/{question}.yml"
    if {"route", "verdict"} & set(operators(concept.when)):
        yield say("content", "before_route", file=file, place="when")
    for _, ref, _ in references(concept.when):
        name = ref.partition(".")[0]
        if name in bank.concepts and name not in before:
            yield say("content", "not_screening", file=file, place="when", name=name)


def lenses_point_at_the_bank(bank: Bank) -> Iterator[str]:
    for lens in bank.lenses.values():
        file = f"lenses/{lens.id}.yml"
        groups = [group.id for group in lens.groups]
        for source in lens.source:
            yield from known(file, "source", source, bank.law)
        for section in lens.sections:
            if groups or section.group:
                yield from known(file, f"{section.id}.group", section.group, groups)
            yield from _number_problems(bank, section, file)
            for field in section.fields:
                yield from _number_problems(bank, field, file)
                for fill in field.fills:
                    yield from _fill_problems(bank, file, field.id, fill)
                for name in ("when", "yes_if"):
                    if rule := getattr(field, name):
                        spot = f"{field.id}.{name}"
                        yield from rule_problems(bank, rule, file, spot, bank.concepts)
        for name in _twice([field.id for section in lens.sections for field in section.fields]):
            yield say("content", "twice", file=file, place="fields", name=name)


def _number_problems(bank: Bank, part: Section | Field, file: str) -> Iterator[str]:
    """Yield what is wrong with the number of a field: the law file alone knows those of clauses."""
    for source in part.law:
        yield from known(file, f"{part.id}.law", source, bank.law)
    for name in ("official", "title"):
        if found := CLAUSE.search(getattr(part, name)):
            place = f"{part.id}.{name}"
            yield say("content", "clause_typed", file=file, place=place, name=found[0])


def _fill_problems(bank: Bank, file: str, place: str, fill: str) -> Iterator[str]:
    concept, _, column = fill.partition(".")
    yield from known(file, place, concept, bank.concepts)
    if column and concept in bank.concepts:
        columns = [c.id for c in bank.concepts[concept].answer.columns]
        yield from known(file, place, column, columns)


def clauses_stay_in_the_law_file(bank: Bank) -> Iterator[str]:
    for concept in bank.concepts.values():
        for field in ("ask", "hint", "why"):
            if found := CLAUSE.search(getattr(concept, field)):
                file = f"concepts/{concept.id}.yml"
                yield say("content", "clause", file=file, place=field, name=found[0])
    for place, reason in _screening_reasons(bank):
        if found := CLAUSE.search(reason.because):
            spot = f"{place}.{reason.id}"
            yield say("content", "clause", file="screening.yml", place=spot, name=found[0])


CHECKS: tuple[Callable[[Bank], Iterator[str]], ...] = (
    tasks_ask_each_concept_once,
    conditions_look_back,
    answers_hang_together,
    columns_are_due_where_their_register_is,
    sources_are_in_the_law_file,
    verdict_is_looked_at_where_it_is_known,
    screening_decides_the_route,
    lenses_point_at_the_bank,
    *coverage.CHECKS,
    clauses_stay_in_the_law_file,
)
