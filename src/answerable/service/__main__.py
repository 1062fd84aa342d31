"""`python -m answerable.service`: reads its settings from standard input, one line, and serves.

What it must know and nobody else may (the store's address, the issuer's word) is in no argument
and no environment. It ends when whoever started it ends: its standard input closes.
"""

import sys

from answerable.errors import AnswerableError
from answerable.service.running import run
from answerable.service.settings import ServiceSettings


def main() -> int:
    """Serve until stopped; return the exit code."""
    settings = ServiceSettings.read(sys.stdin.readline())
    try:
        run(settings, until=sys.stdin.read)
    except AnswerableError as error:
        print(error, file=sys.stderr)  # noqa: T201 - whoever started it reads this
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
