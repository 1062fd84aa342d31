"""An assessment beside somebody's own analysis: read and answered by code, shown where it is asked for."""

from collections.abc import Mapping
from typing import Any

from answerable import places
from answerable.bank.load import load_bank
from answerable.errors import TaskNotFound
from answerable.record import Session, open_store
from answerable.record.assessment import Assessment
from answerable_widgets.form import Form
from answerable_widgets.opening import person, static


class OpenAssessment(Assessment):
    """An `Assessment` that a notebook shows as its form: all of it, one task, or one question.

    Each view reads the record by itself, so what one of them or any code writes is seen in all.
    """

    def __init__(self, session: Session, *, task: str = "", question: str = "") -> None:
        """Use `open_assessment`."""
        super().__init__(session)
        self._start = self._place(task, question)

    def form(self) -> Form:
        """Return the form, open at the list of tasks."""
        return self._form({})

    def task(self, task: str) -> Form:
        """Return the form, open at one task, named by its id or title.

        Raises:
            TaskNotFound: there is none; it says which there are.
        """
        return self._form(self._place(task, ""))

    def question(self, address: str) -> Form:
        """Return one question alone, at `data_limits` or at `datasets/ROW/title`.

        Raises:
            QuestionNotFound: there is no such question or row.
        """
        return self._form(self._place("", address))

    def _place(self, task: str, question: str) -> dict[str, str]:
        """Return the page to open with, as `form/nav.js` names it."""
        if question:
            self._asked(question)
            return {"view": "question", "at": question}
        return {"view": "task", "task": self._task(task)} if task else {}

    def _task(self, named: str) -> str:
        tasks = self._session.bank.tasks
        wanted = named.strip().casefold()
        for task in tasks:
            if wanted in {task.id.casefold(), task.title.casefold()}:
                return task.id
        known = ", ".join(f"{each.id} ({each.title})" for each in tasks)
        raise TaskNotFound(task=named, tasks=known)

    def _form(self, start: Mapping[str, str]) -> Form:
        now = self._session
        own = Session.open(now.store, now.assessment, now.person, now.bank)
        return Form(own, static(), start)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return self._form(self._start)._repr_mimebundle_(**kwargs)


def open_assessment(
    assessment: str, *, task: str = "", question: str = "", store: str = ""
) -> OpenAssessment:
    """Return an assessment to read, answer and show; as a cell's last line it is the form.

    With `task` or `question` that is what is shown. `store` is a database's or a record service's
    address, the usual one when there is none.

    Raises:
        AssessmentNotFound: there is none with this id.
        TaskNotFound: there is no such task.
        QuestionNotFound: there is no such question.
    """
    records = open_store(store or places.store_url())
    session = Session.open(records, assessment, person(), load_bank())
    return OpenAssessment(session, task=task, question=question)
