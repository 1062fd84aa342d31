"""Finished on a shared computer: all is saved, then the browser forgets this person, and says so."""

import pytest

from answerable.wording import say

LEFT = """async () => {
  const done = (request) => new Promise((good) => { request.onsuccess = () => good(request.result); });
  const database = await done(indexedDB.open("answerable", 1));
  const waiting = await done(database.transaction("unsaved").objectStore("unsaved").count());
  database.close();
  return [waiting, Object.keys(localStorage)];
}"""


def words_for(key):
    return say("page", key)


@pytest.fixture
def at_work(desk, do, page, between, words_of):
    network = between(desk.server.port)
    assessment = desk.begin().assessment
    do.open_task(page, network.url, assessment, "purpose")
    return words_of(page, desk, assessment), network


def finish(page):
    page.evaluate("location.hash = '#finish'")
    page.get_by_role("heading", name=words_for("look_finish"), level=1).wait_for()
    page.get_by_role("button", name=words_for("finish_begin")).click()


def test_it_saves_wipes_and_says_so(desk, do, page, at_work):
    words, _ = at_work
    words.type("The last words before going home.")
    page.evaluate("localStorage.setItem('answerable-page|' + 'nobody', 'compact')")

    finish(page)

    page.get_by_text(words_for("finish_done"), exact=True).wait_for()
    assert desk.session(words.assessment).answers[words.address] == words.typed
    assert page.evaluate(LEFT) == [0, ["answerable-page|nobody"]]
    assert do.faults(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_could_not_be_saved_is_shown_and_nothing_is_wiped_unasked(desk, do, page, at_work):
    words, network = at_work
    page.get_by_role("button", name=words_for("save_and_leave")).wait_for()
    words.box.focus()
    page.wait_for_function(
        "() => document.querySelector('link[href*=latelooks]')?.sheet"
        " && performance.getEntriesByType('resource').some((one) => /help-/.test(one.name))"
    )
    network.down()
    words.type("Typed without a network.")

    finish(page)

    page.get_by_role("heading", name=words_for("finish_unsaved_title")).wait_for()
    assert words.are_safe("asked") == ["screen", "browser"]
    assert do.faults(page) == []
    network.up()
    page.wait_for_function("() => document.documentElement.dataset.link === 'open'")
    page.get_by_role("button", name=words_for("finish_again")).click()
    page.get_by_text(words_for("finish_done"), exact=True).wait_for()
    assert words.are_safe("tried again") == ["record"]
    assert page.evaluate(LEFT)[0] == 0
