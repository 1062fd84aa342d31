"""Who is at this machine: the operating system's user."""

import getpass

from answerable.record.events import Person


def system_person(role: str = "author") -> Person:
    """Return the operating system's user, with the full name where the system knows it."""
    account = getpass.getuser()
    try:
        import pwd  # noqa: PLC0415 - not on every system

        name = pwd.getpwnam(account).pw_gecos.split(",")[0].strip()
    except (ImportError, KeyError):
        name = ""
    return Person(account, name or account, role)
