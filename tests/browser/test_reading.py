"""What the page makes of what people type, and what it asks of others. Its states are in `states/`."""

import re

from answerable.wording import say

HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "<b>bold</b> javascript:alert(1) {{7*7}} ${7*7}"
)


def test_axe_would_find_a_fault(desk, do, page):
    page.goto(desk.server.url)
    do.heading(page, say("page", "home_title"))
    page.evaluate(
        "() => document.querySelector('main').append(document.createElement('input'), "
        "Object.assign(document.createElement('img'), {width: 9, height: 9}))"
    )

    assert {rule for rule, *_ in do.faults(page)} >= {"label", "image-alt"}


def test_markup_in_any_answer_is_text_on_every_view(desk, do, page):
    session = desk.begin(HOSTILE)
    session.answer("project_summary", HOSTILE)
    session.answer("owner", {"role": HOSTILE, "name": HOSTILE})
    session.answer("screen_personal", {"choice": "yes", "why": HOSTILE})
    row = session.add_row("datasets")
    session.answer(f"datasets/{row}/title", HOSTILE)
    said = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("pageerror", lambda error: said.append(str(error)))

    address = f"{desk.server.url}assess?assessment={session.assessment}"
    for view in ("", "#answers", "#canvas", "#task?task=project", "#task?task=data"):
        page.goto("about:blank")
        page.goto(address + view)
        page.locator(".answerable h1").wait_for()
        page.wait_for_timeout(200)
        assert page.title() != "owned"
        assert page.locator(".answerable script, .answerable img, .answerable b").count() == 0
    page.goto(desk.server.url)
    page.get_by_text("<b>bold</b>").first.wait_for()

    assert said == []


def test_the_page_asks_nothing_of_anybody_else(desk, do, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    do.show(page, desk, desk.example())

    assert 3 <= len(asked) <= 8
    assert all(url.startswith((desk.server.url, "data:")) for url in asked)


def test_the_canvas_is_a_list_of_fifteen_in_reading_order(desk, do, page):
    do.show(page, desk, desk.example(), "canvas")
    page.locator(".ans-box").last.wait_for()

    heads = page.locator("main li h2, main li h3").all_inner_texts()
    numbers = [int(found[1]) for head in heads if (found := re.match(r"(\d+)\.", head))]

    assert numbers == sorted(numbers) == list(range(1, 16))
