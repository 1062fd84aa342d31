"""The bank's questions as stock ipywidgets: what a notebook's author writes who has nothing else.

A tab for each task, a widget for each answer, and a label that says *Saved* once the file is on the
disk. Registers and risks have one row here, where our page has as many as people add.
"""

import json
import os
from pathlib import Path

import ipywidgets as w

from answerable.bank.load import load_bank

FILE = Path(os.environ["STOCK_FILE"])
COUNT = int(os.environ["STOCK_COUNT"])
WIDE = w.Layout(width="100%")
LATER = {"continuous_update": False}  # sent when the field is left, as ours is


class Answers:
    """Keeps every answer in one file."""

    def __init__(self):
        """Start with none."""
        self.values, self.said = {}, w.Label("")

    def watch(self, key, widget):
        """Save whenever `widget` has another value."""
        widget.observe(lambda change: self.save(key, change["new"]), "value")
        return widget

    def save(self, key, value):
        self.values[key] = value
        with FILE.open("w", encoding="utf-8") as file:
            json.dump(self.values, file, default=str)
            file.flush()
            os.fsync(file.fileno())
        self.said.value = f"Saved {key}"


def form():
    """Return the page with the first `STOCK_COUNT` questions in the order of the tasks."""
    bank, answers, left, tabs = load_bank(), Answers(), COUNT, []
    for task in bank.tasks:
        asked = [bank.concepts[key] for key in task.concepts][:left]
        left -= len(asked)
        if asked:
            tabs.append((task.title, w.VBox([question(answers, one) for one in asked])))
    shown = w.Tab([body for _, body in tabs], titles=[title for title, _ in tabs])
    return w.VBox([answers.said, shown])


def question(answers, concept):
    """Return label, hint and field of one question."""
    label = w.HTML(f"<b>{concept.ask}</b><br>{concept.hint}")
    return w.VBox([label, field(answers, concept.id, concept.answer)])


def field(answers, key, answer):  # noqa: PLR0911 - one for each kind
    """Return the widget for one kind of answer."""
    watch = answers.watch
    labels = [(option.label, option.value) for option in answer.options]
    match answer.kind:
        case "choice":
            return watch(key, w.RadioButtons(options=labels, value=None))
        case "choices":
            boxes = [watch(f"{key}/{one}", w.Checkbox(description=said)) for said, one in labels]
            return w.VBox(boxes)
        case "yes_no_unsure":
            radio = w.RadioButtons(options=["Yes", "No", "Unsure"], value=None)
            return w.VBox(
                [watch(key, radio), watch(f"{key}/why", w.Textarea(layout=WIDE, **LATER))]
            )
        case "number":
            return watch(key, w.FloatText(**LATER))
        case "date":
            return watch(key, w.DatePicker())
        case "rows":
            cells = [field(answers, f"{key}/{one.id}", one.answer) for one in answer.columns]
            return w.VBox(cells)
        case "text" if answer.size != "line":
            return watch(key, w.Textarea(layout=WIDE, **LATER))
        case _:
            return watch(key, w.Text(layout=WIDE, **LATER))
