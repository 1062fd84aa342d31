"""The figures on live face matching that are worked out follow from those that are published."""

import math

import pytest

from answerable import places
from answerable.bank.files import read_yaml

LISTED = read_yaml(places.content() / "examples" / "live-faces" / "figures.yml")["figures"]
FIGURES = {figure["id"]: figure for figure in LISTED}
Z = 1.959964  # for the interval level that the example states


def given(name):
    return int(FIGURES[name]["value"].replace(",", ""))


def share(part, whole):
    return f"{100 * given(part) / given(whole):.2g}%"


def wilson(part, whole, side):
    n, p = given(whole), given(part) / given(whole)
    reach = side * Z * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    return f"{100 * (p + Z**2 / (2 * n) + reach) / (1 + Z**2 / n):.2f}%"


AGAIN = {
    "faces-each": lambda: f"{round(given('faces') / given('times'), -2):,.0f}",
    "wrong-of-faces": lambda: f"{100 * given('wrong') / given('faces'):.4f}%",
    "wrong-of-alerts": lambda: share("wrong", "alerts"),
    "wrong-low": lambda: wilson("wrong", "alerts", -1),
    "wrong-high": lambda: wilson("wrong", "alerts", 1),
}


@pytest.mark.parametrize("name", AGAIN)
def test_a_figure_is_what_the_published_ones_give(name):
    assert AGAIN[name]() == FIGURES[name]["value"]


def test_each_figure_that_is_worked_out_is_worked_out_again():
    assert {name for name, figure in FIGURES.items() if "how" in figure} == set(AGAIN)
    assert len(FIGURES) == len(LISTED)
