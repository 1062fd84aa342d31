"""What is typed is kept sign by sign and shown as text, however odd, long or many it is."""

import pytest

from answerable.wording import say

DATASETS = 300
ODD = {
    "markup": "<img src=x onerror=\"document.title='run'\"> <script>alert(1)</script> &lt;b&gt; {{x}}",
    "right to left": "האם נעלם \u202e مرحبا \u2067x\u2069",
    "emoji": "👩🏽‍⚕️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿 e\u0301 \ufeff\u2028",
    "null signs": "a\x00b\x00\x00",
    "ten thousand lines": "\n" * 9_999 + "x",
}
# Playwright itself cannot pass half a sign on.
HALF = """(box) => {
  box.value = "Before it. \\ud83d after it.";
  box.dispatchEvent(new Event("input", { bubbles: true }));
}"""


@pytest.fixture
def at_work(desk, do, page, words_of):
    assessment = desk.begin().assessment
    do.open_task(page, desk.server.url, assessment, "purpose")
    return words_of(page, desk, assessment)


def test_odd_texts_are_kept_sign_by_sign_and_shown_as_text(desk, do, run, page, at_work):
    words, alarms = at_work, []
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    for name, text in ODD.items():
        words.put(text)
        page.keyboard.press("Tab")
        run.until(lambda: desk.session(words.assessment).answers.get(words.address) == text, name)  # noqa: B023 - at once
        words.until_saved()
        assert words.are_safe(name) == ["record", "screen"]

    words.put("".join(ODD.values()))
    page.keyboard.press("Tab")
    words.until_saved()
    page.reload()
    words.box.wait_for()
    assert words.box.input_value() == words.typed
    page.goto(f"{desk.server.url}assess?assessment={words.assessment}#answers")
    said = page.locator(".ans-answers .ans-user-text").all_text_contents()
    assert ODD["markup"] in "\n".join(said)
    assert page.locator(".answerable img, .answerable script").count() == 0
    assert alarms == []


def test_half_a_sign_is_told_and_all_around_it_is_kept(desk, do, run, page, at_work):
    words = at_work
    words.box.focus()
    words.box.evaluate(HALF)
    page.keyboard.press("Tab")

    page.get_by_text(say("problems", "half_sign")).wait_for()

    words.typed = "Before it. \ufffd after it."
    words.until_saved()
    assert words.are_safe("half a sign") == ["record", "screen"]
    assert do.faults(page) == []


def test_two_hundred_kilobytes_outlive_a_reload(desk, page, at_work):
    words = at_work
    words.put("A line of é, 漢字 and 😀.\n" * 7_000)
    assert len(words.typed.encode()) > 200_000
    words.until_saved()
    assert words.are_safe("typed") == ["record", "screen"]
    words.type("And the end.")

    page.reload()

    words.box.wait_for()
    assert words.box.input_value() == words.typed
    words.are_safe("a reload")


def test_a_table_of_three_hundred_rows_keeps_every_row(desk, do, run, page, words_of):
    session = desk.begin()
    rows = [f"r-row{number:05}" for number in range(DATASETS)]
    changes = [{"do": "add_row", "address": f"datasets/{row}"} for row in rows]
    changes += [
        {"do": "answer", "address": f"datasets/{row}/title", "value": f"Data {row}", "based_on": 0}
        for row in rows
    ]
    session.apply("rows", 1, changes)
    do.open_task(page, desk.server.url, session.assessment, "data")
    card = page.locator(f'[data-address="datasets/{rows[-1]}"]')
    card.get_by_role("button", name=say("page", "row_open")).click()
    last = words_of(page, desk, session.assessment, f"datasets/{rows[-1]}/title")
    last.typed = last.promised = f"Data {rows[-1]}"
    last.box.focus()
    page.keyboard.press("End")
    last.type(", the last")
    page.get_by_role("button", name="Add a new dataset").click()
    page.keyboard.type("One more")

    page.reload()

    def kept():
        held = desk.session(session.assessment).answers["datasets"]
        return {row["id"]: row["values"].get("title") for row in held}

    run.until(lambda: "One more" in kept().values(), "the new row and its name")
    last.are_safe("a reload")
    assert len(kept()) == DATASETS + 1
    assert {row: kept()[row] for row in rows[:-1]} == {row: f"Data {row}" for row in rows[:-1]}
    assert kept()[rows[-1]] == last.typed
