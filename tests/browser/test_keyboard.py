"""The whole way with the keyboard alone: no mouse, no touch, from the first page to the last."""

import re

from answerable.wording import say

MOST_TABS = 400


class Keys:
    """Presses keys, and sees where the focus is as a screen reader would name it."""

    def __init__(self, page):
        self.page = page

    def focused(self):
        return self.page.evaluate(
            """() => {
              const e = document.activeElement;
              if (!e || e === document.body) return { role: "", name: "", seen: false };
              const label = e.labels?.[0]?.textContent || e.getAttribute("aria-label") || e.textContent || "";
              const box = e.getBoundingClientRect();
              return { role: e.type || e.tagName.toLowerCase(), name: label.trim().replace(/\\s+/g, " "),
                       seen: box.width > 0 && box.height > 0 };
            }"""
        )

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, name, *, back=False):
        """Press Tab until the focus is on something called `name`; each stop must be seen."""
        passed = []
        for _ in range(MOST_TABS):
            self.press("Shift+Tab" if back else "Tab")
            here = self.focused()
            passed.append(here["name"][:40])
            if re.search(name, here["name"]):
                assert here["seen"], here
                return here
        raise AssertionError(f"never came to {name!r}: {passed}")

    def heading(self, text):
        self.page.get_by_role("heading", name=text, level=1).wait_for()
        self.page.wait_for_timeout(150)


def begin(keys, page, desk):
    page.goto(desk.server.url)
    keys.heading(say("page", "home_title"))
    keys.press("Tab")
    assert keys.focused()["name"] == say("serving", "skip")
    keys.tab_to(re.escape(say("page", "home_title_label")))
    page.keyboard.type("Keyboard only")
    keys.press("Enter")
    keys.heading("Keyboard only")
    return re.search(r"assessment=([a-z0-9-]+)", page.url)[1]


def find_the_route(keys, page):
    keys.tab_to(f"^{say('page', 'route_unknown_start')}$")
    keys.press("Enter")
    keys.heading("Find your route")
    for _ in range(12):
        assert keys.tab_to("^(Yes|No)")["role"] == "radio"
        keys.press("ArrowDown", "ArrowUp", "Space")
    keys.tab_to(f"^{say('page', 'save_and_continue')}")
    keys.press("Enter")
    page.get_by_role("heading", name="Your route").wait_for()


def write_two_lines(keys, page):
    keys.tab_to("^The project")
    keys.press("Enter")
    keys.heading("The project")
    keys.tab_to("^In three sentences")
    page.keyboard.type("A list of children missing from care. It is for the night team.")
    keys.press("Enter")
    page.keyboard.type("It has two lines.")


def meet_the_errors_and_leave(keys, page):
    keys.tab_to(f"^{say('page', 'save_and_continue')}")
    keys.press("Enter")
    page.get_by_role("heading", name=say("page", "error_summary_title")).wait_for()
    summary = page.evaluate("document.activeElement.textContent")
    assert say("page", "error_summary_title") in summary
    keys.press("Tab", "Enter")
    assert keys.focused()["role"] in {"radio", "text", "textarea"}
    keys.tab_to(f"^{say('page', 'save_and_leave')}")
    keys.press("Enter")
    keys.heading(say("page", "comeback_title"))
    keys.tab_to(re.escape(say("page", "back_to_tasks")))
    keys.press("Enter")
    keys.heading("Keyboard only")


def add_a_row(keys, page):
    keys.tab_to("^The data")
    keys.press("Enter")
    keys.heading("The data")
    keys.tab_to("^Add a new dataset")
    keys.press("Enter")
    assert keys.focused()["role"] == "text"
    page.keyboard.type("Missing person reports")
    keys.tab_to("^Us$")
    keys.press("Space")
    keys.tab_to(re.escape(say("page", "back_to_tasks")), back=True)
    keys.press("Enter")
    keys.heading("Keyboard only")


def check_and_change(keys, page):
    keys.tab_to(f"^{say('page', 'look_answers')}")
    keys.press("Enter")
    keys.heading(say("page", "answers_title"))
    keys.tab_to(f"^{say('page', 'answers_open')}")
    keys.press("Enter")
    keys.tab_to(f"^{say('page', 'change')}")
    keys.press("Enter")
    page.get_by_role("button", name=say("page", "save_and_continue")).wait_for()


def test_an_assessment_is_begun_filled_in_and_checked_by_keyboard_alone(desk, run, page):
    keys = Keys(page)
    assessment = begin(keys, page, desk)
    find_the_route(keys, page)
    write_two_lines(keys, page)
    meet_the_errors_and_leave(keys, page)
    add_a_row(keys, page)
    check_and_change(keys, page)

    answers = desk.session(assessment).answers
    assert answers["project_summary"].endswith("night team.\nIt has two lines.")
    assert answers["datasets"][0]["values"] == {
        "title": "Missing person reports",
        "collected_by": "us",
    }
    assert desk.session(assessment).path.routing.id


def test_the_skip_link_leads_past_the_header(desk, page):
    keys = Keys(page)
    page.goto(desk.server.url)
    keys.heading(say("page", "home_title"))

    keys.press("Tab", "Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_skip_link_of_a_task_stays_on_the_task(desk, do, page):
    keys = Keys(page)
    do.open_task(page, desk.server.url, desk.begin().assessment, "purpose")
    address = page.url
    page.evaluate("document.activeElement.blur()")

    keys.press("Tab", "Enter")
    page.wait_for_timeout(200)

    assert page.get_by_role("heading", name="Why do it", level=1).is_visible()
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.url == address


def test_the_browsers_own_back_button_goes_back_one_view(desk, do, page):
    assessment = desk.begin("There and back").assessment
    page.goto(f"{desk.server.url}assess?assessment={assessment}")
    page.get_by_role("link", name="The project").click()
    page.get_by_role("heading", name="The project", level=1).wait_for()

    page.go_back()

    page.get_by_role("heading", name="There and back", level=1).wait_for()
    assert "There and back" in page.title()


def test_a_removed_row_leaves_the_focus_in_a_sensible_place(desk, do, page):
    do.open_task(page, desk.server.url, desk.example(), "harms")
    keys = Keys(page)
    keys.tab_to("^Remove this harm")
    keys.press("Enter")
    keys.tab_to(f"^{say('page', 'row_remove_no')}")
    keys.press("Enter")

    assert keys.focused()["name"] != ""
