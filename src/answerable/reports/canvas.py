"""The canvas: fifteen boxes on one page, each with what the answers say to it in a few words."""

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.bank.model import Field, Lens, Section
from answerable.reports import values
from answerable.reports.material import Material
from answerable.reports.picking import by_concept
from answerable.wording import say

WORDS_IN_A_BOX = 62  # what fits in one of fifteen boxes on a printed page, headings aside


@dataclass(frozen=True)
class Note:
    """One field of a box; `state` is answered, open, withheld or not_asked."""

    title: str
    text: str
    state: str


@dataclass(frozen=True)
class Box:
    id: str
    number: int
    title: str
    group: str
    group_title: str
    row: int
    column: int
    status: str
    state: str
    notes: tuple[Note, ...]


def boxes(material: Material, lens: Lens) -> tuple[Box, ...]:
    """Return the boxes of `lens` in reading order."""
    groups = {group.id: group.title for group in lens.groups}
    return tuple(_box(material, section, groups[section.group]) for section in lens.sections)


def _box(material: Material, section: Section, group_title: str) -> Box:
    room = WORDS_IN_A_BOX // max(len(section.fields), 1)
    notes = tuple(_note(material, field, room) for field in section.fields)
    state, status = _status(notes)
    return Box(
        id=section.id,
        number=section.number,
        title=section.title,
        group=section.group,
        group_title=group_title,
        row=section.row,
        column=section.column,
        status=status,
        state=state,
        notes=notes,
    )


def _status(notes: tuple[Note, ...]) -> tuple[str, str]:
    asked = [note for note in notes if note.state != "not_asked"]
    answered = sum(note.state == "answered" for note in asked)
    if not asked:
        state = "not_asked"
    elif all(note.state == "withheld" for note in asked):
        state = "withheld"
    elif answered == len(asked):
        state = "answered"
    else:
        state = "partly" if answered else "open"
    return state, say("report", f"box_{state}", answered=answered, asked=len(asked))


def _note(material: Material, field: Field, room: int) -> Note:
    words = [words for words in dict.fromkeys(_words(material, field)) if words]
    if words:
        return Note(field.title, values.shorten(values.run_on(words, ";"), room), "answered")
    state = _state(material, field)
    return Note(field.title, say("report", f"topic_{state}"), state)


def _state(material: Material, field: Field) -> str:
    concepts = by_concept(field)
    if any(material.withheld(concept) for concept in concepts):
        return "withheld"
    asked = any(concept in material.path.visible for concept in concepts)
    return "open" if asked else "not_asked"


def _words(material: Material, field: Field) -> Iterator[str]:
    for concept, asked in by_concept(field).items():
        if material.answer(concept) is None:
            continue
        if asked == ("",):
            yield material.reading(concept).line
        else:
            yield from _rows(material, concept, asked)


def _rows(material: Material, concept: str, asked: tuple[str, ...]) -> Iterator[str]:
    """Yield one piece for each row: its name, unless there is only one, then its answers."""
    register = material.bank.concepts[concept].answer
    answers = {column.id: column.answer for column in register.columns}
    rows = material.answer(concept)
    for row in rows:
        held = ((column, row["values"].get(column)) for column in asked if column)
        lines = [
            values.read(answers[column], value, material.titles).line
            for column, value in held
            if value is not None
        ]
        said = ", ".join(line for line in lines if line)
        if "" not in asked and (len(rows) == 1 or not said):
            yield said
        elif said:
            title = values.row_title(register, row)
            yield say("report", "row_in_short", row=title, said=said)
        else:
            yield values.row_title(register, row)
