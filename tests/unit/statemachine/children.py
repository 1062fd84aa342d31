"""Processes that may be killed at any moment: writers, migrations and record services.

Run as a script it waits with its imports done, and forks a child for each line that it reads. A
child counts what it says to its database and ends itself by SIGKILL when it is told to: at the
same point each time, wherever that is. What it was told is durable it has written to a file.
"""

import json
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, event

from answerable.bank.load import load_bank
from answerable.record.database import upkeep
from answerable.record.database.local import LocalStore
from answerable.record.events import Actor
from answerable.record.remote import wire
from answerable.service import __main__ as serving
from answerable.service import app, settings
from answerable.service.models import BatchModel


class Countdown:
    """Ends this process when it has been called `left` times; the number may come from a file."""

    def __init__(self, left=0, mark=None):
        self.left, self.mark = left, mark

    def __call__(self, *_, **__):
        if self.mark is not None and self.mark.exists():
            with suppress(FileNotFoundError, ValueError):
                self.left = int(self.mark.read_text())
                self.mark.unlink()
        if self.left:
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)


def count_down(tick):
    for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, moment, tick)
    written = LocalStore.write

    def write(*args, **kwargs):
        done = written(*args, **kwargs)
        tick()  # on the disk, and nobody knows
        return done

    LocalStore.write = write


def write(told, bank):
    store = LocalStore(told["store"], bank)
    count_down(Countdown(told["die_at"]))
    with Path(told["acknowledged"]).open("a") as file:
        for batch, actor in told["batches"]:
            made = BatchModel(**batch).made()
            made = type(made)(**{**vars(made), "actor": Actor(**actor)})
            done = store.write(told["assessment"], made)
            print(json.dumps(wire.written_told(done)), file=file, flush=True)


def migrate(told, _):
    count_down(Countdown(told["die_at"]))
    upkeep.migrate(told["store"])


class Stdin:
    """The settings in one line, then an end of input when the parent ends."""

    def __init__(self, line):
        self.readline = lambda: line
        self.read = lambda: os.read(0, 1)


def serve(told, bank):
    mark = Path(told["mark"])
    count_down(Countdown(mark=mark))
    given = settings.ServiceSettings.read(json.dumps(told["settings"]))
    build = app.build
    serving.build = lambda found: build(found, bank)
    os.dup2(told["end"], 0)
    sys.stdin = Stdin(given.told())
    sys.exit(serving.main())


DO = {"write": write, "migrate": migrate, "serve": serve}


def run(told, bank):
    """Do `told` in a child; return how it ended, or its id where it goes on."""
    told["end"], ours = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(ours)
            os.environ["ANSWERABLE_KEYS"] = told["keys"]
            if told.get("fault"):
                sys.path.insert(0, str(Path(__file__).parent))
                import faults

                faults.plant(told["fault"], setattr)
            DO[told["do"]](told, bank)
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(told["end"])
    if told["do"] == "serve":
        return child  # `ours` stays open for as long as this process lives
    os.close(ours)
    if told.get("kill_after") is not None:
        time.sleep(told["kill_after"])
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main():
    bank = load_bank(Path(sys.argv[1]))
    for line in sys.stdin:
        told = json.loads(line)
        if "reap" in told:
            done = os.waitstatus_to_exitcode(os.waitpid(told["reap"], 0)[1])
        else:
            done = run(told, bank)
        sys.stdout.write(json.dumps(done) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
