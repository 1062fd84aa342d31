"""Each task by itself, answered and complained of. All kinds stand on one page in `lists.py` too."""

from answerable.bank.load import load_bank
from answerable.wording import say

ONLY_LONG = True


def _answered(task):
    def reach(page, desk, do):
        do.open_task(page, desk.server.url, desk.example("live-faces"), task)
        assert page.locator(".ans-question").count() > 0

    return reach


def _in_error(task):
    def reach(page, desk, do):
        do.open_task(page, desk.server.url, do.screened(desk), task)
        page.get_by_role("button", name=say("page", "save_and_continue")).click()
        page.locator(".ans-summary:focus, h1:focus").wait_for()

    return reach


TASKS = [task.id for task in load_bank().tasks]
globals().update({f"answered_{task}": _answered(task) for task in TASKS})
globals().update({f"in_error_{task}": _in_error(task) for task in TASKS})
