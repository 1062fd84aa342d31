"""A person's name as accounts shorten it: `alyst`, `lysta`, `ana.lyst2`."""

import re
from collections.abc import Iterator

from answerable.record.namesearch.folding import fold
from answerable.record.namesearch.names import Reading

LONGEST = 64  # what may stand before the @, RFC 5321
LEAST = 3  # letters: with two, every second account would do
BEFORE_AT = re.compile(r"[\w.+'\u2019-]+$")
DOMAIN = re.compile(r".*[\\/]|@.*")


def accounts_in(text: str, reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Give each e-mail address in `text` whose first half is the name, shortened or run together."""
    wanted = account_names(reading)
    at = text.find("@")
    while at >= 0:
        found = BEFORE_AT.search(text[max(0, at - LONGEST) : at])
        if found and _bare(found.group()) in wanted:
            yield at - len(found.group()), at, "account"
        at = text.find("@", at + 1)


def is_account(account: str, reading: Reading) -> bool:
    """Return whether a whole `account`, such as an actor's id, is the name, shortened."""
    return _bare(DOMAIN.sub("", account)) in account_names(reading)


def account_names(reading: Reading) -> frozenset[str]:
    """Return how an account of this name may be called."""
    words = [part.letters for part in reading.parts]
    if len(words) == 1:
        return frozenset(words)
    made = {"".join(words), "".join(reversed(words))}
    for surname, others in ((words[-1], words[:-1]), (words[0], words[1:])):
        initials = "".join(word[0] for word in others)
        for given in (*others, initials, initials[0]):
            made |= {given + surname, surname + given}
    return frozenset(name for name in made if len(name) >= LEAST)


def _bare(account: str) -> str:
    return fold(account).rstrip("0123456789")
