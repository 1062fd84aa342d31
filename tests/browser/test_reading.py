"""Every state of the page: axe finds nothing, nothing sticks out at 320 pixels, markup is text."""

import re

import pytest

from answerable.wording import say

HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "<b>bold</b> javascript:alert(1) {{7*7}} ${7*7}"
)


def fits(page):
    wide = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    found, room = page.evaluate(wide)
    return found <= room


def heading(page, text):
    page.get_by_role("heading", name=text).first.wait_for()


def home(page, desk, do):
    page.goto(desk.server.url)
    heading(page, say("page", "home_title"))


def home_error(page, desk, do):
    home(page, desk, do)
    page.get_by_role("button", name=say("page", "home_create")).click()
    page.get_by_text(say("page", "home_title_needed")).first.wait_for()


def new_tasks(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment={desk.begin().assessment}")
    heading(page, say("page", "route_unknown_title"))


def screening(page, desk, do):
    session = desk.begin()
    do.open_task(page, desk.server.url, session.assessment, "screening")
    asked = set(session.path.visible) & set(session.bank.screening.questions)
    assert 0 < len(asked) < len(session.bank.screening.questions)  # some wait for earlier ones
    assert page.get_by_role("radio").count() == 3 * len(asked)  # yes, no, not sure


def errors_shown(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "screening")
    page.get_by_role("button", name=say("page", "save_and_continue")).click()
    heading(page, say("page", "error_summary_title"))


def help_open(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "purpose")
    page.get_by_text(say("page", "help_summary")).first.click()
    page.get_by_text(say("page", "good_example")).first.wait_for()
    page.get_by_text(say("page", "enough")).first.wait_for()


def new_row(page, desk, do):
    do.open_task(page, desk.server.url, desk.begin().assessment, "data")
    page.get_by_role("button", name="Add a new dataset").click()
    page.get_by_role("textbox", name=re.compile("What is this dataset called")).wait_for()


def full_tasks(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment={desk.example()}")
    heading(page, "Your route: Full")
    assert page.get_by_text("Done", exact=True).count() >= 10


def open_rows(page, desk, do):
    do.open_task(page, desk.server.url, desk.example(), "harms")
    for _ in range(2):
        page.get_by_role("button", name=say("page", "row_open")).first.click()
    page.get_by_text("How likely is this harm, and how bad would it be?").first.wait_for()


def removing_a_row(page, desk, do):
    do.open_task(page, desk.server.url, desk.example(), "harms")
    page.get_by_role("button", name="Remove this harm").first.click()
    page.get_by_role("button", name=say("page", "row_remove_yes")).wait_for()


def check_answers(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment={desk.example()}#answers")
    heading(page, say("page", "answers_title"))
    page.get_by_role("button", name=say("page", "answers_open")).click()
    page.get_by_text("94.3% are one of a kind").first.wait_for()


def canvas(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment={desk.example()}#canvas")
    page.locator(".ans-box").last.wait_for()
    heading(page, "Data ethics canvas")
    assert page.locator("main li:has(h2), main li:has(h3)").count() >= 15


def offered_open(page, desk, do):
    do.open_task(page, desk.server.url, desk.example("absence-board"), "purpose")
    page.get_by_text(say("page", "offered_why")).click()
    page.get_by_role("textbox", name=re.compile("What other ways did you look at")).wait_for()


def row_offered_open(page, desk, do):
    do.open_task(page, desk.server.url, desk.example("absence-board"), "data")
    page.locator(".ans-card .ans-fold > summary").first.click()
    assert page.locator(".ans-card .ans-fold .ans-question").first.is_visible()


def words_open(page, desk, do):
    do.open_task(page, desk.server.url, desk.example("gang-list"), "equality")
    page.get_by_text("Words used here").first.click()
    page.locator(".ans-terms dd").first.wait_for()


def noted_answers(page, desk, do):
    do.open_task(page, desk.server.url, desk.example("gang-list"), "law")
    assert page.get_by_text(say("page", "noticed_label")).count() >= 2


def noted_tasks(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment={desk.example('gang-list')}")
    page.get_by_text("things to look at").first.wait_for()


def noted_list(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment={desk.example('gang-list')}#answers")
    heading(page, say("page", "noticed_title"))
    assert page.locator(".ans-noticed-list li li a").count() > 20


def all_questions(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment={desk.example('gang-list')}#all")
    heading(page, say("page", "all_title"))
    assert page.locator(".ans-question").count() > 150


def workshop(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment={desk.example()}#workshop")
    page.locator(".ans-workshop-box").last.wait_for()
    heading(page, say("page", "workshop_title"))
    assert page.locator(".ans-workshop-box").count() == 16


def workshop_box(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment={desk.example()}#workshop?box=negative")
    heading(page, "7. Negative effects on people")
    page.get_by_text("A false all-clear").first.wait_for()


def not_there(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment=nothing-here")
    page.get_by_text("There is no assessment 'nothing-here'").wait_for()


def no_report_yet(page, desk, do):
    page.goto(f"{desk.server.url}report?assessment={desk.begin().assessment}")
    page.get_by_text("answerable run").first.wait_for()


STATES = [home, home_error, new_tasks, screening, errors_shown, help_open, new_row, full_tasks,
          open_rows, removing_a_row, check_answers, canvas, offered_open, row_offered_open,
          words_open, noted_answers, noted_tasks, noted_list, all_questions, workshop, workshop_box,
          not_there, no_report_yet]  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_page_fits(browser, desk, do, state, scheme):
    context = browser.new_context(locale="en-GB", color_scheme=scheme)
    context.set_default_timeout(30_000)
    page = context.new_page()
    state(page, desk, do)

    assert do.faults(page) == []

    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(100)
    assert fits(page)
    assert page.locator("h1").count() == 1
    context.close()


def test_axe_would_find_a_fault(desk, do, page):
    home(page, desk, do)
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
        page.locator("h1").wait_for()
        page.wait_for_timeout(200)
        assert page.title() != "owned"
        assert page.locator(".answerable script, .answerable img, .answerable b").count() == 0
    page.goto(desk.server.url)
    page.get_by_text("<b>bold</b>").first.wait_for()

    assert said == []


def test_the_page_asks_nothing_of_anybody_else(desk, do, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    full_tasks(page, desk, do)

    assert 3 <= len(asked) <= 8
    assert all(url.startswith((desk.server.url, "data:")) for url in asked)


def test_the_canvas_is_a_list_of_fifteen_in_reading_order(desk, do, page):
    canvas(page, desk, do)

    heads = page.locator("main li h2, main li h3").all_inner_texts()
    numbers = [int(found[1]) for head in heads if (found := re.match(r"(\d+)\.", head))]

    assert numbers == sorted(numbers) == list(range(1, 16))
