"""What a page holds before its kernel is ready: the record, read by the app with the page's own pass.

Whoever may not read the record gets nothing here, and the kernel then says why. A restricted record
waits for its kernel too: each reading of it is noted, and this would be noted as a second one.
"""

import json
import logging
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from answerable.bank.load import load_bank
from answerable.errors import AnswerableError
from answerable.record import Person, Session
from answerable.record.pagestate import opening
from answerable.record.remote.client import RemoteStore

State = Mapping[str, Any]


def early_state(
    access: Mapping[str, str], assessment: str, person: Person, static: Mapping[str, str]
) -> State | None:
    """Return what `person` may see of `assessment`, or nothing; a page needs no more to be drawn.

    `access` is the way to the records that the page's kernel has: its `url` and `capability`.
    """
    if not (assessment and access):
        return None
    try:
        with closing(RemoteStore(**access)) as store:
            if store.line(assessment).restricted:
                return None
            state = opening(Session.open(store, assessment, person, load_bank()), static)
            told: State = json.loads(json.dumps(state))
            return told
    except AnswerableError:
        return None  # the page's notebook meets it too, and says so
    except Exception:  # the page comes without
        logging.getLogger(__name__).exception("Nothing can be shown before the kernel is ready")
        return None


def goes_on(state: State, early: State | None) -> bool:
    """Return whether a widget's `state` is of the record that is shown already."""
    return early is not None and state.get("assessment") == early["assessment"]


def beyond(state: State, early: State | None) -> State:
    """Return what of `state` the page does not hold yet."""
    if early is None or not goes_on(state, early):
        return state
    return {key: value for key, value in state.items() if key not in early or early[key] != value}
