"""What a forked kernel finds done: importing this does it, once, before anybody has opened a page."""

from contextlib import suppress

import answerable_widgets  # noqa: F401 - what the pages' notebooks import
from answerable.bank.load import load_bank
from answerable.errors import AnswerableError
from answerable.record.remote.address import Address
from answerable.record.remote.client import RemoteStore  # noqa: F401 - how a kernel finds its record
from answerable.wording import words

for _table in ("page", "problems", "errors"):
    words(_table)
with suppress(AnswerableError):  # the page that needs the bank says what is wrong with it
    load_bank()
with Address.of("http://127.0.0.1").client(1.0):  # asks nobody; what a client needs is imported
    pass
