"""Who is at this machine: the operating system's user."""

import getpass
import os

from answerable.record.events import Person


def system_person(role: str = "author") -> Person:
    """Return the operating system's user, with the full name where the system knows it."""
    try:
        import pwd  # noqa: PLC0415 - not on every system

        entry = pwd.getpwuid(os.getuid())  # not $USER, which anybody may set to anything
        account, name = entry.pw_name, entry.pw_gecos.split(",")[0].strip()
    except ImportError:
        account, name = getpass.getuser(), ""
    except KeyError:  # an account without an entry, as in some containers
        account, name = f"uid-{os.getuid()}", ""
    return Person(account, name or account, role)
