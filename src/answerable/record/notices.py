"""What everybody who opens a record must be told first, in sentences."""

from collections.abc import Iterator

from answerable.record.fold import State
from answerable.wording import clean, say


def notices(state: State) -> tuple[str, ...]:
    """Return what to tell of a record: that it is a copy nobody vouches for, who broke the glass."""
    return tuple(clean(sentence) for sentence in _notices(state))


def _notices(state: State) -> Iterator[str]:
    if state.copy.get("proved") is False:
        said = {name: str(state.copy.get(name, ""))[:500] for name in ("of", "file", "why")}
        yield say("notices", "unproved_copy", **said)
    for opened in state.opened:
        yield say("notices", "glass_broken", **vars(opened))
