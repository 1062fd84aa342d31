"""Whatever breaks between a person and the record, what was typed arrives, and the page says so.

The page under test is `Subject`: its server, its field, and how to see what is stored.
"""

import json
import signal
import time
from dataclasses import dataclass
from typing import Any

import pytest

from answerable.wording import say


@dataclass
class Subject:
    """An open page, its server and the network between them."""

    page: Any
    server: Any
    network: Any
    run: Any

    @property
    def field(self):
        return self.page.locator("#text")

    @property
    def status(self):
        return self.page.locator("#host-status")

    def link(self):
        return self.page.evaluate("document.documentElement.dataset.link")

    def open(self, path="assess?assessment=a"):
        self.page.goto(f"{self.network.url}{path}")
        self.field.wait_for()
        self.reaches("open")

    def type(self, text):
        self.field.fill(text)

    def stored(self):
        file = self.server.outputs / "toy.json"
        return json.loads(file.read_text("utf-8"))["text"] if file.exists() else ""

    def arrives(self, text, seconds=30):
        self.run.until(lambda: self.stored() == text, f"{text!r} is stored", seconds)
        self.page.locator("#saved", has_text="Saved").wait_for()

    def reaches(self, state, seconds=30):
        self.run.until(lambda: self.link() == state, f"the link is {state}", seconds)

    def kernel(self):
        return self.page.locator("#toy").get_attribute("data-kernel")


@pytest.fixture
def subject(serve, run, page, between):
    server = serve(settings={"gone_after": 60, "unclaimed_after": 60})
    return Subject(page, server, between(server.port), run)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory, run):
    """One server for the tests that do it no harm."""
    with run.serving(tmp_path_factory.mktemp("lasting"), settings={"gone_after": 1}) as server:
        yield server


@pytest.fixture
def calm(lasting, run, page, between):
    (lasting.outputs / "toy.json").unlink(missing_ok=True)
    return Subject(page, lasting, between(lasting.port), run)


def test_what_is_typed_is_stored(calm):
    calm.open()
    calm.type("the first words")
    calm.arrives("the first words")
    assert calm.status.text_content() == ""


def test_a_page_loads_little_and_all_of_it_from_here(calm):
    asked, said = [], []
    calm.page.on("request", lambda request: asked.append(request.url))
    calm.page.on("console", lambda message: said.append(message.text))
    calm.page.on("pageerror", lambda error: said.append(str(error)))
    calm.open()
    calm.type("words")
    calm.arrives("words")
    assert len(asked) <= 8
    assert all(url.startswith((calm.network.url, "data:")) for url in asked)
    assert said == []


def test_the_page_is_drawn_before_the_socket_is_open(calm):
    calm.page.route_web_socket("**/channels*", lambda _: None)
    calm.page.goto(f"{calm.network.url}assess")
    calm.field.wait_for()
    assert calm.page.evaluate("document.documentElement.dataset.host") == "answerable"


def test_a_lost_connection_comes_back_to_the_same_kernel(subject):
    subject.open()
    kernel = subject.kernel()
    subject.network.down()
    subject.reaches("lost")
    subject.type("typed while the line was down")
    subject.status.get_by_text(say("serving", "link_lost")).wait_for()
    assert subject.stored() == ""
    subject.network.up()
    subject.arrives("typed while the line was down")
    assert subject.kernel() == kernel
    assert len(subject.server.kernels()) == 1
    subject.status.get_by_text(say("serving", "link_back")).wait_for()


def test_a_short_loss_is_not_mentioned(calm):
    calm.open()
    calm.page.evaluate(
        """() => {
          window.said = [];
          const status = document.getElementById("host-status");
          new MutationObserver(() => window.said.push(status.textContent))
            .observe(status, { childList: true });
        }"""
    )
    calm.network.cut()
    calm.type("typed during a hiccup")
    calm.arrives("typed during a hiccup")
    calm.reaches("open")
    assert say("serving", "link_lost") not in calm.page.evaluate("window.said")


def test_a_silent_network_is_noticed(subject):
    subject.open()
    subject.network.swallows = True
    subject.type("into a black hole")
    subject.reaches("lost")
    subject.network.up()
    subject.network.cut()
    subject.arrives("into a black hole")


def test_a_killed_kernel_is_replaced_behind_the_page(subject):
    subject.open()
    subject.type("before")
    subject.arrives("before")
    kernel = subject.kernel()
    subject.server.kernels()[0].send_signal(signal.SIGKILL)
    subject.type("typed after the kernel died")
    subject.arrives("typed after the kernel died")
    subject.run.until(lambda: subject.kernel() != kernel, "the widget said hello again")
    assert len(subject.server.kernels()) == 1
    assert subject.field.input_value() == "typed after the kernel died"


def test_a_restarted_server_is_found_again(subject):
    subject.open()
    kernel = subject.kernel()
    subject.server.stop()
    subject.type("typed while there was no server")
    subject.reaches("lost")
    subject.server.start()
    subject.arrives("typed while there was no server")
    subject.run.until(lambda: subject.kernel() != kernel, "the widget said hello again")


def test_a_server_that_was_killed_is_found_again(subject):
    subject.open()
    subject.server.stop(signal.SIGKILL)
    subject.type("typed after the crash")
    subject.server.start()
    subject.arrives("typed after the crash")


def test_an_absence_longer_than_the_kernels_life_loses_nothing(serve, run, page, between):
    server = serve(settings={"gone_after": 1})
    subject = Subject(page, server, between(server.port), run)
    subject.open()
    subject.network.down()
    run.until(lambda: not server.kernels(), "the kernel ends")
    subject.type("typed in a tunnel")
    subject.network.up()
    subject.arrives("typed in a tunnel")


def test_a_full_service_is_said_and_waited_for(serve, run, page, between, browser):
    server = serve(settings={"kernels_in_all": 1, "gone_after": 1})
    subject = Subject(page, server, between(server.port), run)
    subject.open()
    subject.network.down()
    run.until(lambda: not server.kernels(), "the kernel ends")
    subject.type("typed by the one outside")
    other = browser.new_page()
    other.goto(f"{server.url}assess")
    other.locator("#text").wait_for()
    subject.network.up()
    subject.status.get_by_text(say("serving", "link_full")).wait_for()
    other.close()
    subject.arrives("typed by the one outside")


def test_signed_out_is_said_and_ends(subject):
    subject.open()
    state = f"{subject.network.url}api/kernels/*"
    subject.page.route(state, lambda route: route.fulfill(status=403))
    subject.network.cut()
    subject.status.get_by_text(say("serving", "link_denied")).wait_for()
    subject.type("typed while signed out")
    time.sleep(0.5)
    assert subject.stored() == ""
    subject.page.unroute(state)
    subject.arrives("typed while signed out")


@pytest.mark.parametrize("way", ["close", "reload", "navigate"])
def test_leaving_at_once_takes_the_last_words_along(calm, way):
    calm.open()
    calm.field.press_sequentially("the last words", delay=5)
    if way == "close":
        calm.page.close(run_before_unload=True)
    elif way == "reload":
        calm.page.reload(wait_until="commit")
    else:
        calm.page.goto("about:blank")
    calm.run.until(lambda: calm.stored() == "the last words", "the last words are stored")


def test_leaving_with_unsent_words_asks_first(calm):
    calm.page.on("dialog", lambda dialog: dialog.dismiss())
    calm.open()
    calm.field.click()
    calm.network.down()
    calm.reaches("lost")
    calm.type("not sent yet")
    with calm.page.expect_event("dialog") as asked:
        calm.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"


def test_a_page_in_trouble_says_only_that(calm):
    calm.page.goto(f"{calm.network.url}assess?fault=raises")
    calm.page.get_by_role("heading", name=say("serving", "trouble_title")).wait_for()
    assert calm.page.locator("h1:visible").count() == 1
    calm.status.wait_for(state="hidden")
    calm.page.locator("#host-slow").wait_for(state="detached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_screen(calm, scheme):
    calm.page.emulate_media(color_scheme=scheme)
    calm.page.set_viewport_size({"width": 320, "height": 600})
    calm.open()
    width = calm.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
    paper = calm.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")


def test_the_keyboard_finds_the_way_past_the_header(calm):
    calm.open()
    calm.page.keyboard.press("Tab")
    assert calm.page.evaluate("document.activeElement.textContent") == say("serving", "skip")
    calm.page.keyboard.press("Enter")
    assert calm.page.evaluate("document.activeElement.id") == "main"
