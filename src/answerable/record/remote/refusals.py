"""What the service answered, or the error that it told."""

import httpx

from answerable.errors import StoreBroken, named
from answerable.wording import say


def understood(answer: httpx.Response) -> httpx.Response:
    """Return a good answer, or raise the error that the service told."""
    if answer.is_success:
        return answer
    try:
        told = answer.json()
        met = named(told["wording"])(**told["facts"])
    except (ValueError, KeyError, TypeError) as error:
        store, why = say("errors", "remote_store"), f"HTTP {answer.status_code}"
        raise StoreBroken(store=store, why=why) from error
    raise met
