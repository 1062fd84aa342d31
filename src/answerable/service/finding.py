"""Which records somebody may find without being named on them, said so that a database can look.

The access table decides in Python, one record at a time. A list of fifty out of ten thousand
cannot ask it ten thousand times: so it is asked once for every situation there is, and the
database looks only at records in those where it said yes.
"""

from functools import lru_cache, partial
from itertools import product

from answerable.governance.access import Access, Case
from answerable.record.database.lines import Finder, Situation

STRICTEST = "official_sensitive"
MOST_ROLES = 256


class Finding:
    """Turns roles into what the database looks for."""

    def __init__(self, access: Access, everybody: str) -> None:
        """Ask `access`; `everybody` is the role that each person has on every record."""
        self._access, self._everybody = access, everybody
        self._found = lru_cache(maxsize=MOST_ROLES)(self._situations)

    def finder(self, person: str, roles: tuple[str, ...]) -> Finder:
        """Return what `person` surely or perhaps may find, who holds `roles` in the organisation."""
        return Finder(person, self._found(roles), tuple(self._access.markings), STRICTEST)

    def _situations(self, roles: tuple[str, ...]) -> frozenset[Situation]:
        access, both = self._access, (False, True)
        outsider = partial(Case, organisation_roles=roles, default_role=self._everybody)
        every = (Situation(*e) for e in product(access.states, access.markings, both, both))
        return frozenset(each for each in every if "list" in access.may(outsider(**vars(each))))
