"""Files that people attach: what they are by their content, and the words in them."""

from answerable.record.attachments.examination import Attachment, examine, kind_of
from answerable.record.attachments.kinds import ATTACHMENT_LIMIT, KINDS, Kind, Unfit
from answerable.record.attachments.reading import words_in
from answerable.record.attachments.words import Words

__all__ = [
    "ATTACHMENT_LIMIT", "KINDS", "Attachment", "Kind", "Unfit", "Words", "examine", "kind_of",
    "words_in",
]  # fmt: skip
