"""The page around a widget, and the pages that have none. Each function is one state."""

import re

from answerable.wording import say


def not_ready(page, desk, do):
    """What is there before the record is: the page is cut where it comes."""
    _cut(page)
    page.goto(f"{desk.server.url}assess?assessment={desk.begin().assessment}")
    page.get_by_text(say("serving", "preparing")).wait_for()


def slow(page, desk, do):
    not_ready(page, desk, do)
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    page.get_by_text(say("serving", "slow")).wait_for()


def connection_lost(page, desk, do):
    sockets = []
    page.route_web_socket("**/channels*", lambda one: sockets.append(one))  # noqa: PLW0108 - Playwright looks at it
    do.show(page, desk, desk.begin().assessment)
    page.wait_for_timeout(200)
    page.route("**/api/kernels/**", lambda route: route.abort())
    for one in sockets:
        one.close()
    page.locator("#host-status", has_text=say("serving", "link_lost")).wait_for()


def no_such_assessment(page, desk, do):
    page.goto(f"{desk.server.url}assess?assessment=nothing-here")
    page.get_by_text("There is no assessment 'nothing-here'").wait_for()


def no_page(page, desk, do):
    page.goto(f"{desk.server.url}nowhere")
    do.heading(page, say("serving", "title_404"))


def no_report_yet(page, desk, do):
    page.goto(f"{desk.server.url}report?assessment={desk.begin().assessment}")
    page.get_by_text("answerable run").first.wait_for()


def statement(page, desk, do):
    page.goto(f"{desk.server.url}nowhere")
    page.get_by_role("link", name=say("accessibility", "link")).click()
    do.heading(page, say("accessibility", "title"))
    assert page.get_by_role("heading", level=2).count() == 8


def _cut(page):
    def answer(route):
        whole = route.fetch().text()
        route.fulfill(content_type="text/html", body=whole.partition('<div class="page-widget"')[0])

    page.route(re.compile("/assess"), answer)
