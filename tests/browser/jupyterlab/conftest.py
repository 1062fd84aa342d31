"""What the tests in JupyterLab share: its tab, and the records behind it."""

import pytest


@pytest.fixture(scope="module")
def records(lab, do):
    """The records behind this JupyterLab."""
    return do.Desk(lab)


@pytest.fixture
def page(lab_page):
    """The tab that JupyterLab is in."""
    return lab_page.page


@pytest.fixture(scope="module")
def assessment(records):
    return records.begin().assessment
