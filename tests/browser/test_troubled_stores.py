"""A store that is slow, and one that refuses: every word waits, and the page says for what."""

import pytest

LASTING = {"gone_after": 60, "unclaimed_after": 60, "kernels_per_person": 20}
# A cell before the page's own: the store is slow, or refuses, as long as a file says so.
TROUBLED = """
import pathlib, time
from answerable.errors import StoreFull
from answerable.record.remote.client import RemoteStore
written, signs = RemoteStore.write, pathlib.Path({folder!r})
def write(*args):
    if (signs / "refuses").exists():
        raise StoreFull(store="the store")
    if (signs / "slow").exists():
        time.sleep(2)
    return written(*args)
RemoteStore.write = write
"""


@pytest.fixture
def troubled(tmp_path, do):
    """The notebooks, with a store that can be told to be slow or to refuse."""
    notebooks = do.notebooks_with(tmp_path, TROUBLED.format(folder=str(tmp_path)), -1)
    return {**LASTING, "notebooks": notebooks}


def test_a_slow_store_is_waited_for(own_desk, page, tmp_path, at_work, troubled, run):
    desk = own_desk(settings=troubled)
    words = at_work(page, desk)
    (tmp_path / "slow").touch()
    for number in range(6):
        words.type(f"Words {number}. ")
        page.wait_for_timeout(500)
        words.are_safe("slow")
    words.until_saved()
    words.are_safe("saved slowly")
    words.type("The last words.")

    page.reload()

    run.until(lambda: words.typed in words.recorded(), "the last words are in the record")
    assert all(told["alarm"] == "" for told in words.seen)


def test_a_store_that_refuses_is_quoted_and_asked_again(
    own_desk, do, page, tmp_path, at_work, troubled
):
    desk = own_desk(settings=troubled)
    words = at_work(page, desk)
    words.type("Saved. ")
    words.until_saved()
    do.watch_alarms(page)
    (tmp_path / "refuses").touch()
    words.type("Refused. ")
    page.locator(".ans-not-saved", has_text="is full").wait_for()
    words.type("Typed on. ")
    page.wait_for_timeout(3000)

    assert words.are_safe("refused") == ["screen", "browser"]
    assert do.faults(page) == []
    (tmp_path / "refuses").unlink()
    words.until_saved(60)
    assert "record" in words.are_safe("taken at last")
    said = page.evaluate("window.alarms")
    assert len(said) == 2
    assert said[1] == ""
