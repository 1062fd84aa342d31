"""A whole assessment by keyboard: begun at home, all that is asked answered, to where nothing is left.

The answers are those of an example. What is only offered stays as it is, unless the walk is `whole`.
"""

from answerable.wording import say

MOST_TABS = 3000  # on one page
PASSES = 4  # of one page, for what is asked only after a later answer
WAIT = 60_000
KEYS = 12  # of a text on a whole walk, key by key; the rest comes at once, as from dictation
FOCUS = """() => {
  const e = document.activeElement, question = e.closest("[data-address]");
  const alike = e.type === "radio" ? [...question.querySelectorAll("input[type=radio]")] : [];
  return {
    tag: e.tagName, type: e.type ?? "", id: e.id, value: e.value ?? "", checked: Boolean(e.checked),
    words: (e.labels?.[0] ?? e).textContent.trim(), address: question?.dataset.address ?? "",
    offered: Boolean(e.closest(".ans-fold")), folded: e.matches(".ans-fold:not([open]) > summary"),
    values: alike.map((one) => one.value), picked: alike.find((one) => one.checked)?.value ?? null,
  };
}"""


class Walker:
    """Answers what the focus meets, with the keyboard alone."""

    def __init__(self, page, answers, *, whole=False):
        """Answer with `answers`, as an example's file has them; `whole`: also what is offered."""
        self.page, self.answers, self.whole = page, answers, whole
        self.rows = {}  # a register -> the ids of its rows here, in the order of the example's
        self.met = set()  # the addresses that were answered

    def press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)

    def type(self, text, here):
        if here["value"] == text:
            return
        keys = KEYS if self.whole else len(text)
        self.page.keyboard.type(text[:keys])
        if text[keys:]:
            self.page.keyboard.insert_text(text[keys:])

    def focus(self):
        return self.page.evaluate(FOCUS)

    def tab_to(self, words, tag):
        """Press Tab until the focus is on the control with these words."""
        for _ in range(MOST_TABS):
            self.press("Tab")
            here = self.focus()
            if here["tag"] == tag and here["words"].startswith(words):
                return here
        raise AssertionError(f"never came to {words!r}")

    def task(self):
        """Answer all that this page asks, and go on."""
        before = self._place()
        for _ in range(PASSES):
            while not self._is_button(here := self._next(), "save_and_continue"):
                self.meet(here)
            self.press("Enter")
            if self._place() != before:
                return
        raise AssertionError(f"{before}: {self.page.locator('.ans-summary').inner_text()}")

    def _next(self):
        self.press("Tab")
        return self.focus()

    def _place(self):
        return self.page.evaluate("location.hash")

    @staticmethod
    def _is_button(here, key):
        return here["tag"] == "BUTTON" and here["words"] == say("page", key)

    def meet(self, here):
        """Answer the question that the focus is in, if it is asked and has an answer."""
        if here["folded"] and self.whole:
            self.press("Enter")
        value = None if here["offered"] and not self.whole else self.wanted(here["address"])
        if value is None:
            return
        if isinstance(value, list) and value and isinstance(value[0], dict):
            self._add(here, value)
        elif here["tag"] in {"INPUT", "TEXTAREA"}:
            self._answer(here, value)
            self.met.add(here["address"])

    def wanted(self, address):
        """Return the example's answer at an address of this assessment."""
        concept, row, column = (*address.split("/"), "", "")[:3]
        value = self.answers.get(concept)
        if not row or value is None:
            return value
        known = self.rows.setdefault(concept, [])
        if row not in known:
            known.append(row)
        return value[known.index(row)]["values"].get(column)

    def _add(self, here, rows):
        known = self.rows.setdefault(here["address"], [])
        if here["id"].endswith("-add") and len(known) < len(rows):
            self.press("Enter")
            self.meet(self.focus())  # it is on the first question of the new row

    def _answer(self, here, value):
        if here["type"] == "radio":
            self._choose(here, value)
        elif here["type"] == "checkbox":
            if (here["value"] in self._picks(value)) != here["checked"]:
                self.press("Space")
        else:
            self.type(_text(here, value), here)

    def _choose(self, here, value):
        if isinstance(value, dict):
            value = value.get("choice") or f"{value['likelihood']}_{value['severity']}"
        if here["picked"] is not None:
            return
        at = here["values"].index(value)
        self.press("ArrowDown", at) if at else self.press("Space")

    def _picks(self, value):
        """Return the values to tick: an example's rows are other rows here."""
        there = {row["id"]: (name, at) for name, rows in self.answers.items()
                 if isinstance(rows, list) for at, row in enumerate(rows) if isinstance(row, dict)}  # fmt: skip
        return [self._here(*there[one]) if one in there else one for one in value]

    def _here(self, register, at):
        known = self.rows.get(register, [])
        return known[at] if at < len(known) else None


def _text(here, value):
    if isinstance(value, dict):
        part = here["id"].rpartition("-")[2]
        return value.get(part, "")
    if here["id"].endswith(("-day", "-month", "-year")):
        parts = dict(zip(("year", "month", "day"), value.split("-"), strict=True))
        return parts[here["id"].rpartition("-")[2]]
    return str(value)


def walk(page, address, answers, *, whole=False):
    """Begin at home and end where nothing is left; return the addresses that were answered."""
    walker = Walker(page, answers, whole=whole)
    page.goto(address)
    page.get_by_role("heading", name=say("page", "home_title")).wait_for(timeout=WAIT)
    walker.tab_to(say("page", "home_title_label"), "INPUT")
    page.keyboard.type(answers["project_title"])
    walker.press("Enter")
    page.locator(".ans-task").first.wait_for(timeout=WAIT)
    walker.tab_to(say("page", "route_unknown_start"), "A")
    walker.press("Enter")
    walker.task()
    walker.tab_to("The project", "A")
    walker.press("Enter")
    while "#task" in page.url:
        walker.task()
    page.get_by_text(say("page", "missing_none")).wait_for(timeout=WAIT)
    saved = page.locator("[role=status]", has_text="Saved").first
    saved.wait_for(state="attached", timeout=WAIT)  # where nothing is typed it is not shown
    return walker.met
