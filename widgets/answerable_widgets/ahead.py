"""What a forked kernel finds done: importing this does it, once, before anybody has opened a page."""

from contextlib import suppress

import answerable_widgets  # noqa: F401 - what the pages' notebooks import
from answerable.bank.load import load_bank
from answerable.errors import AnswerableError
from answerable.wording import words

for _table in ("page", "problems", "errors"):
    words(_table)
with suppress(AnswerableError):  # the page that needs the bank says what is wrong with it
    load_bank()
