"""Whatever breaks while somebody types, no word is lost: the real page, kernel, service and store.

What *lost* means is in `app/words.py`. Which test shows what:

| what breaks | test |
|---|---|
| tab close, reload, navigate away | `test_saving.py`: leaving at once; here: *Stay* |
| kernel killed, server killed, record service killed | here, once each; `test_kills.py`: at random |
| network cut while typing (6 s; the whole minute is `long`) | here |
| laptop asleep: the clock jumps and the connections are dead | here |
| two editors; two tabs of one person | here, and `test_saving.py` on choosing |
| slow store, store that refuses | `test_troubled_stores.py` |
| 200 KB, 300 rows, markup, null signs, 10,000 lines | `test_kept_as_typed.py` |
| signing off a shared computer | `test_finishing.py` |
"""

import signal

import pytest

from answerable.record import Person
from answerable.wording import say

LASTING = {"gone_after": 60, "unclaimed_after": 60, "kernels_per_person": 20}


def link_is(page, state):
    page.wait_for_function("(state) => document.documentElement.dataset.link === state", arg=state)


def test_stay_leaves_the_page_at_work(desk, page, at_work, between):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    network = between(desk.server.port)
    words = at_work(page, desk, network.url)
    words.type("Before. ")
    words.until_saved()
    network.down()
    link_is(page, "lost")
    words.type("Typed with no connection. ")

    with page.expect_event("dialog"):
        page.close(run_before_unload=True)

    assert asked == ["beforeunload"]
    words.are_safe("stay")
    words.type("Typed after staying.")
    words.are_safe("typing on")
    network.up()
    words.until_saved(60)
    assert "record" in words.are_safe("the line is back")


def test_what_is_killed_takes_no_word_along(own_desk, page, at_work):
    desk = own_desk(settings=LASTING)
    words = at_work(page, desk)
    words.type("Saved. ")
    words.until_saved()
    for victim in ("kernel", "server", "records"):
        words.type(f"On its way to the {victim}. ")
        if victim == "kernel":
            desk.server.kernels()[0].send_signal(signal.SIGKILL)
        elif victim == "records":
            desk.server.records().kill()
        else:
            desk.server.stop(signal.SIGKILL)
        words.are_safe(victim)
        words.type(f"Typed after the {victim} was killed. ")
        words.are_safe(f"{victim}, typing on")
        if victim == "server":
            desk.server.start()

        words.until_saved(60)
        assert "record" in words.are_safe(f"{victim}, and it is back")
    page.reload()
    words.box.wait_for()
    assert words.box.input_value() == words.typed


def cut_while_typing(page, words, network, seconds, watch_alarms):
    """Type through a cut of so many seconds; return what the page said about its words."""
    words.type("Before. ")
    words.until_saved()
    watch_alarms(page)
    network.down()
    for second in range(seconds):
        words.type(f"Second {second}. ")
        page.wait_for_timeout(900)
    page.get_by_text(say("page", "status_late")).wait_for()
    assert words.look()["status"] == ""
    words.are_safe("cut")
    assert words.promised == "Before. "
    network.up()
    words.until_saved(60)
    assert "record" in words.are_safe("back")
    return page.evaluate("window.alarms")


def test_a_cut_while_typing_is_said_once_and_loses_nothing(desk, do, page, at_work, between):
    network = between(desk.server.port)
    words = at_work(page, desk, network.url)

    said = cut_while_typing(page, words, network, 6, do.watch_alarms)

    assert said == [say("page", "status_late"), ""]


@pytest.mark.long
def test_a_minute_without_a_network_loses_nothing(desk, do, page, at_work, between):
    network = between(desk.server.port)
    words = at_work(page, desk, network.url)

    said = cut_while_typing(page, words, network, 60, do.watch_alarms)

    assert said == [say("page", "status_late"), ""]


def test_a_tab_that_ends_during_a_cut_offers_its_words_where_they_belong(
    desk, do, page, at_work, between
):
    network = between(desk.server.port)
    words = at_work(page, desk, network.url)
    words.type("Saved. ")
    words.until_saved()
    network.down()
    words.type("Typed in a tunnel.")
    page.wait_for_timeout(300)
    page.close()
    network.up()

    words.page = page.context.new_page()
    words.page.goto(f"{network.url}assess?assessment={words.assessment}#task?task=purpose")
    panel = words.page.get_by_role("region", name=say("page", "found_title"))
    panel.wait_for()
    assert words.are_safe("a new page") == ["screen", "browser"]
    ask = words.page.locator(f"[data-address={words.address}] label").inner_text()
    assert panel.locator(".ans-label").all_inner_texts() == [ask]
    assert do.faults(words.page) == []

    panel.get_by_role("button", name=say("page", "found_use")).click()
    words.until_saved()
    assert words.are_safe("used") == ["record", "screen"]
    assert not panel.is_visible()


def test_a_laptop_that_slept_loses_nothing(desk, page, at_work, between):
    page.clock.install()
    network = between(desk.server.port)
    words = at_work(page, desk, network.url)
    words.type("Before the lid was closed. ")
    words.until_saved()
    network.swallows = True
    words.type("Just before. ")
    network.forget()
    network.swallows = False
    page.clock.fast_forward("08:00:00")

    words.are_safe("waking")
    words.type("In the morning.")
    words.are_safe("typing on")
    words.until_saved(60)

    assert "record" in words.are_safe("awake")


def test_two_editors_lose_no_word_of_either(desk, page, at_work):
    ben = Person("ben", "Ben")
    words = at_work(page, desk)
    words.type("Mine, saved as a draft. ")
    words.until_saved()
    desk.session(words.assessment, ben).answer(words.address, "Ben's answer")
    words.type("Mine, typed on. ")
    page.keyboard.press("Tab")

    page.get_by_text(say("page", "conflict_title")).first.wait_for()
    words.look()
    words.are_safe("two answers")
    assert "Ben's answer" in words.recorded()
    page.reload()
    page.get_by_text(say("page", "conflict_title")).first.wait_for()
    words.are_safe("reloaded")
    page.get_by_role("button", name=say("page", "conflict_join")).first.click()

    both = f"{words.typed}\n\nBen's answer"
    assert words.box.input_value() == both
    words.typed = both
    words.until_saved()
    assert "record" in words.are_safe("joined")


def test_two_tabs_of_one_person_lose_no_word_of_either(desk, page, at_work, run):
    one = at_work(page, desk)
    other = at_work(page.context.new_page(), desk, assessment=one.assessment)
    one.type("From the first tab. ")
    other.type("From the second. ")
    for words in (one, other):
        words.until_saved()
        words.are_safe("both saved")

    one.page.close()
    other.page.close()
    one.page = other.page = page.context.new_page()
    one.page.goto(f"{desk.server.url}assess?assessment={one.assessment}#task?task=purpose")
    one.page.get_by_text(say("page", "conflict_title")).first.wait_for()

    one.are_safe("one tab later")
    other.are_safe("one tab later")
    shown = one.page.locator(".answerable").inner_text()
    assert "first tab" in shown
    assert "second" in shown
    one.page.get_by_role("button", name=say("page", "conflict_keep_theirs")).first.click()
    one.page.get_by_text(say("page", "conflict_title")).first.wait_for(state="hidden")
    chosen = one.box.input_value()
    assert chosen in (one.typed, other.typed)
    run.until(lambda: desk.session(one.assessment).answers.get(one.address) == chosen, "the choice")
