"""Everything that can go wrong and is not a defect of the program.

    AnswerableError
    ├─ ContentError            the words or rules do not fit together; carries every problem found
    ├─ BankNotFound            no bank of this version, or in this file, is here
    ├─ RecordError
    │  ├─ AssessmentNotFound   no assessment has this id
    │  ├─ AssessmentExists     another record already has this id
    │  ├─ AnswerRefused        this value can never be an answer to this question
    │  ├─ AnswerConflict       somebody answered meanwhile; carries both values
    │  ├─ EventNotFound        the record has no event of this number
    │  ├─ EventsOutOfOrder     the first event asked for comes after the second
    │  ├─ AddressNotFound      there is no question at this address, and no answer either
    │  ├─ CommentRefused       this can never be a comment
    │  ├─ CommentNotFound      the record has no comment of this number
    │  ├─ QuestionNotFound     the bank has no such question, or the register no such row
    │  ├─ TaskNotFound         the journey has no such task
    │  ├─ AttachmentRefused    this file is not fit to be kept with a record
    │  ├─ NameNotSearchable    too little to look for
    │  ├─ RecordBroken         the hash chain does not hold
    │  ├─ RecordNotSealed      it is of the first format, whose end nothing vouches for
    │  ├─ StrangeKey           everything fits, but nobody here knows the key it is sealed with
    │  ├─ RecordTooNew         written by a later version of the program
    │  ├─ RecordDisposed       its words were disposed of; only the tombstone is left
    │  ├─ RecordHeld           a hold keeps it from disposal
    │  ├─ EventNotErasable     these events hold nothing that can be erased
    │  ├─ AnswerOvertaken      somebody answered since it was read, so it is not put right
    │  ├─ AttachmentNotFound   the record has no such attachment
    │  └─ NotARecord           this file is something else
    ├─ StoreError
    │  ├─ StoreLocked          another program holds the database
    │  ├─ StoreReadOnly        the database cannot be written
    │  ├─ StoreFull            the disk is full
    │  ├─ StoreUnreachable     nobody answers there
    │  ├─ StoreOutdated        an earlier version of the program made it
    │  ├─ StoreNotEmpty        there is something already where a copy should go
    │  ├─ StoreBroken          the database cannot be read
    │  └─ KeyTrouble           the signing key cannot be read or made
    ├─ AccessError
    │  ├─ NotAllowed           this person may not do this here
    │  ├─ CapabilityRefused    the pass to the record service is unknown, expired or taken back
    │  ├─ TooLarge             more at once than the service takes
    │  ├─ TooOften             more requests than the service takes from one person
    │  └─ NotUnderstood        the request does not have its shape
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


class BankNotFound(AnswerableError):
    wording = "bank_not_found"


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


class EventNotFound(RecordError):
    wording = "event_not_found"


class EventsOutOfOrder(RecordError):
    wording = "events_out_of_order"


class AddressNotFound(RecordError):
    wording = "address_not_found"


class CommentRefused(RecordError):
    wording = "comment_refused"


class CommentNotFound(RecordError):
    wording = "comment_not_found"


class QuestionNotFound(RecordError, KeyError):
    wording = "question_not_found"
    __str__ = Exception.__str__  # a KeyError puts its sentence in quotes


class TaskNotFound(RecordError):
    wording = "task_not_found"


class AttachmentRefused(RecordError):
    wording = "attachment_refused"


class NameNotSearchable(RecordError):
    wording = "name_not_searchable"


class RecordBroken(RecordError):
    wording = "record_broken"


class RecordNotSealed(RecordError):
    wording = "record_not_sealed"


class StrangeKey(RecordError):
    wording = "strange_keys"


class RecordTooNew(RecordError):
    wording = "record_too_new"


class RecordDisposed(RecordError):
    wording = "record_disposed"


class RecordHeld(RecordError):
    wording = "record_held"


class EventNotErasable(RecordError):
    wording = "event_not_erasable"


class AnswerOvertaken(RecordError):
    wording = "answer_overtaken"


class AttachmentNotFound(RecordError):
    wording = "attachment_not_found"


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


class StoreUnreachable(StoreError):
    wording = "store_unreachable"


class StoreOutdated(StoreError):
    wording = "store_outdated"


class StoreNotEmpty(StoreError):
    wording = "store_not_empty"


class StoreBroken(StoreError):
    wording = "store_broken"


class KeyTrouble(StoreError):
    wording = "key_trouble"


class AccessError(AnswerableError):
    wording = "access"


class NotAllowed(AccessError):
    wording = "not_allowed"


class CapabilityRefused(AccessError):
    wording = "capability_refused"


class TooLarge(AccessError):
    wording = "too_large"


class TooOften(AccessError):
    wording = "too_often"


class NotUnderstood(AccessError):
    wording = "not_understood"


class ReportError(AnswerableError):
    wording = "report"


class ServingRefused(AnswerableError):
    wording = "serving_refused"


def named(wording: str) -> type[AnswerableError]:
    """Return the error whose sentence is under the key `wording`; KeyError when there is none."""
    found = [AnswerableError]
    for kind in found:
        found.extend(kind.__subclasses__())
    return {kind.wording: kind for kind in found}[wording]
