"""Everything that can go wrong and is not a defect of the program.

    AnswerableError
    ├─ ContentError            the words or rules do not fit together; carries every problem found
    ├─ RecordError
    │  ├─ AssessmentNotFound   no assessment has this id
    │  ├─ AssessmentExists     another record already has this id
    │  ├─ AnswerRefused        this value can never be an answer to this question
    │  ├─ AnswerConflict       somebody answered meanwhile; carries both values
    │  ├─ AttachmentRefused    this file is not fit to be kept with a record
    │  ├─ NameNotSearchable    too little to look for
    │  ├─ RecordBroken         the hash chain does not hold
    │  ├─ RecordTooNew         written by a later version of the program
    │  └─ NotARecord           this file is something else
    ├─ StoreError
    │  ├─ StoreLocked          another program holds the database
    │  ├─ StoreReadOnly        the database cannot be written
    │  ├─ StoreFull            the disk is full
    │  └─ StoreBroken          the database cannot be read
    ├─ ReportError             a document could not be made
    └─ ServingRefused          the app must not start like this

Each has its sentence in `content/wording/errors.yml`, under the key in `wording`.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from answerable.wording import say


class AnswerableError(Exception):
    """The base: `except AnswerableError as error: print(error)` is always fit to show."""

    wording: ClassVar[str] = "unexpected"

    def __init__(self, **facts: Any) -> None:
        """Keep `facts`, and say what happened with them."""
        self.facts = facts
        super().__init__(say("errors", self.wording, **facts))


class ContentError(AnswerableError):
    wording = "content"

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep all `problems`, each one line that names file, place and cure."""
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems), problems="\n".join(self.problems))


class RecordError(AnswerableError):
    wording = "record"


class AssessmentNotFound(RecordError):
    wording = "assessment_not_found"


class AssessmentExists(RecordError):
    wording = "assessment_exists"


class AnswerRefused(RecordError):
    wording = "answer_refused"


class AnswerConflict(RecordError):
    wording = "answer_conflict"

    def __init__(self, *, address: str, yours: Any, theirs: Any, by: str, seq: int) -> None:
        """Keep both values of `address`; `seq` is the event that holds `theirs`."""
        self.address, self.yours, self.theirs, self.by, self.seq = address, yours, theirs, by, seq
        super().__init__(address=address, by=by)


class AttachmentRefused(RecordError):
    wording = "attachment_refused"


class NameNotSearchable(RecordError):
    wording = "name_not_searchable"


class RecordBroken(RecordError):
    wording = "record_broken"


class RecordTooNew(RecordError):
    wording = "record_too_new"


class NotARecord(RecordError):
    wording = "not_a_record"


class StoreError(AnswerableError):
    wording = "store"


class StoreLocked(StoreError):
    wording = "store_locked"


class StoreReadOnly(StoreError):
    wording = "store_read_only"


class StoreFull(StoreError):
    wording = "store_full"


class StoreBroken(StoreError):
    wording = "store_broken"


class ReportError(AnswerableError):
    wording = "report"


class ServingRefused(AnswerableError):
    wording = "serving_refused"
