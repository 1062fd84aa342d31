"""Every state of the page can be read, reached and enlarged: WCAG 2.2 AA, as far as a program sees it.

axe looks at each state once in full, and again only for what a colour scheme or a width can change.
`make test-long` looks at all of it at every width in every scheme, and at each task by itself.
"""

import pytest


def test_a_state_has_no_fault_that_a_program_can_see(desk, do, page, look, state):
    state(page, desk, do)

    look.glance()

    assert not look.found, look.report()
    assert page.locator("h1:visible").count() == 1


@pytest.mark.long
def test_a_state_has_none_at_any_width_in_any_colours(desk, do, page, look, state):
    state(page, desk, do)

    look.stare()

    assert not look.found, look.report()
