"""No figure in an example stands without a source; in the first each is counted again from files."""

import csv
import gzip
import hashlib
import math
import re
from collections import Counter
from functools import cache

import pytest

from answerable import places
from answerable.bank.files import read_yaml
from answerable.record.example import names

EXAMPLE = places.content() / "examples" / "who-is-stopped"
ANSWERS = read_yaml(EXAMPLE / "answers.yml")["answers"]
LISTED = read_yaml(EXAMPLE / "figures.yml")
FIGURES = {figure["id"]: figure for figure in LISTED["figures"]}

Z = 1.959964  # for the interval level that the example states
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = rf"\d{{4}}-\d\d-\d\d|\d{{1,2}} (?:{MONTHS})|\b(?:19|20)\d\d\b"
NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?%?")
NOT_STATED = "Other ethnic group - Not stated"
BLACK = "Black/African/Caribbean/Black British"
MIXED = "Mixed/Multiple ethnic groups"


@cache
def searches():
    rows = []
    for path in sorted(EXAMPLE.glob("data/*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
            rows += csv.DictReader(lines)
    return rows


def said(row):
    """The self-defined group of `row` in the five census groups; the label in full if not stated."""
    label = row["Self-defined ethnicity"]
    return label if label == NOT_STATED else label.split(" - ")[0]


def wrote(row):
    return row["Officer-defined ethnicity"]


def arrested(row):
    return row["Outcome"] == "Arrest"


def acted_on(row):
    return row["Outcome"] != "A no further action disposal"


def not_stated(row):
    return said(row) == NOT_STATED


def no_age(row):
    return row["Age range"] == ""


def aged(row):
    return not no_age(row)


def aged_10_to_17(row):
    return row["Age range"] == "10-17"


def everyone(_):
    return True


def officer_wrote(group, also=everyone):
    return lambda row: wrote(row) == group and also(row)


def person_said(group):
    return lambda row: said(row) == group


def count(test):
    return sum(map(test, searches()))


def share(part, whole=everyone):
    """The share of the rows in `whole` for which `part` holds too."""
    return count(lambda row: whole(row) and part(row)) / count(whole)


def wilson(part, whole, side):
    """One end of the Wilson interval of a share: `side` is -1 for the lower, 1 for the upper."""
    n, p = count(whole), share(part, whole)
    middle = p + Z**2 / (2 * n)
    reach = Z * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    return (middle + side * reach) / (1 + Z**2 / n)


def given(name):
    return int(FIGURES[name]["value"].replace(",", ""))


def ratio(black, white, side=0):
    """Searches per Black resident over searches per White one, or an end of its interval."""
    ratio = (black / given("residents-black")) / (white / given("residents-white"))
    return ratio * math.exp(side * Z * math.sqrt(1 / black + 1 / white))


def ratio_said(side=0):
    return ratio(count(person_said(BLACK)), count(person_said("White")), side)


def ratio_wrote(side=0):
    return ratio(count(officer_wrote("Black")), count(officer_wrote("White")), side)


def ratio_if_white():
    return ratio(count(person_said(BLACK)), count(person_said("White")) + count(not_stated))


def ratio_if_black():
    return ratio(count(person_said(BLACK)) + count(not_stated), count(person_said("White")))


def repeats():
    return sum(held - 1 for held in Counter(tuple(row.values()) for row in searches()).values())


def alone(*more):
    """How many rows no other row equals in the four facts about a person and in `more` columns."""
    four = ("Gender", "Age range", "Self-defined ethnicity", "Officer-defined ethnicity")
    kinds = Counter(tuple(row[column] for column in four + more) for row in searches())
    return sum(held == 1 for held in kinds.values())


def of_all(number):
    return number / len(searches())


AGAIN = {
    "rows": lambda: len(searches()),
    "rows-children": lambda: count(lambda row: row["Age range"] in ("under 10", "10-17")),
    "rows-chinese": lambda: count(lambda row: row["Self-defined ethnicity"].endswith("Chinese")),
    "repeats": repeats,
    "repeats-share": lambda: of_all(repeats()),
    "vehicle-only": lambda: count(lambda row: row["Type"] == "Vehicle search"),
    "no-place-share": lambda: share(lambda row: not row["Latitude"] or not row["Longitude"]),
    "no-age-share": lambda: share(no_age),
    "not-stated": lambda: count(not_stated),
    "not-stated-share": lambda: share(not_stated),
    "not-stated-black": lambda: share(not_stated, officer_wrote("Black")),
    "not-stated-white": lambda: share(not_stated, officer_wrote("White")),
    "said-nothing": lambda: count(person_said("")),
    "other-if-cut": lambda: count(lambda row: said(row).startswith("Other ethnic group")),
    "other": lambda: count(person_said("Other ethnic group")),
    "black-said-mixed": lambda: count(officer_wrote("Black", person_said(MIXED))),
    "ratio-said": ratio_said,
    "ratio-said-low": lambda: ratio_said(-1),
    "ratio-said-high": lambda: ratio_said(1),
    "ratio-wrote": ratio_wrote,
    "ratio-wrote-low": lambda: ratio_wrote(-1),
    "ratio-wrote-high": lambda: ratio_wrote(1),
    "ratio-if-white": ratio_if_white,
    "ratio-if-black": ratio_if_black,
    "alone": alone,
    "alone-share": lambda: of_all(alone()),
    "alone-six-share": lambda: of_all(alone("Type", "Outcome")),
    "alone-placed-share": lambda: of_all(alone("Date", "Latitude", "Longitude")),
}


def by_officer(group):
    """The figures that are counted alike for each of the two groups compared."""
    name, whole = group.lower(), officer_wrote(group)
    return {
        f"searches-{name}": lambda: count(whole),
        f"arrest-{name}": lambda: share(arrested, whole),
        f"arrest-{name}-low": lambda: wilson(arrested, whole, -1),
        f"arrest-{name}-high": lambda: wilson(arrested, whole, 1),
        f"no-age-{name}": lambda: share(no_age, whole),
        f"arrest-no-age-{name}": lambda: share(arrested, officer_wrote(group, no_age)),
        f"arrest-aged-{name}": lambda: share(arrested, officer_wrote(group, aged)),
        f"children-{name}": lambda: count(officer_wrote(group, aged_10_to_17)),
        f"arrest-children-{name}": lambda: share(arrested, officer_wrote(group, aged_10_to_17)),
        f"action-{name}": lambda: share(acted_on, whole),
    }


AGAIN |= by_officer("Black") | by_officer("White")


def printed(number, like):
    """`number` rounded and written as `like` is."""
    places_kept = len(like.rstrip("%").partition(".")[2])
    return f"{100 * number:.{places_kept}f}%" if "%" in like else f"{number:,.{places_kept}f}"


def stated(address, value):
    """(address, figure) for each figure in an answer; bare single digits and dates are not."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        for row in value:
            for column, held in row["values"].items():
                yield from stated(f"{address}/{row['id']}/{column}", held)
    elif isinstance(value, int | float):
        yield address, f"{value:,}"
    else:
        texts = value.values() if isinstance(value, dict) else [value]
        for found in NUMBER.findall(re.sub(DATE, "", " ".join(map(str, texts)))):
            if len(found) > 1:
                yield address, found


@pytest.mark.parametrize("name", AGAIN)
def test_a_figure_is_what_the_files_give(name):
    value = FIGURES[name]["value"]

    assert printed(AGAIN[name](), value) == value


def test_a_figure_is_counted_again_or_given_by_a_source():
    assert {name for name, figure in FIGURES.items() if "how" in figure} == set(AGAIN)
    assert {figure["source"] for figure in FIGURES.values()} == set(LISTED["sources"])
    assert len(FIGURES) == len(LISTED["figures"])


@pytest.mark.parametrize("name", names())
def test_no_figure_stands_in_the_answers_without_being_listed_and_none_is_listed_in_vain(name):
    folder = places.content() / "examples" / name
    answers, told = (read_yaml(folder / file) for file in ("answers.yml", "figures.yml"))
    listed = {(where, f["value"]) for f in told["figures"] for where in f["says"]}
    found = {pair for c, held in answers["answers"].items() for pair in stated(c, held)}

    assert found == listed
    assert {f["source"] for f in told["figures"]} == set(told["sources"])


def test_what_the_answers_say_in_words_about_the_files_is_so():
    empty = {c for c in searches()[0] if not any(row[c] for row in searches())}
    labels = " ".join({row["Self-defined ethnicity"] for row in searches()})

    assert empty >= {
        "Outcome linked to object of search",
        "Removal of more than just outer clothing",
    }
    assert not re.search("Gypsy|Roma|Traveller|Arab", labels)
    assert len(searches()[0]) == 15
    assert {wrote(row) for row in searches()} == {"Asian", "Black", "Other", "White", ""}
    blank = Counter(row["Type"] for row in searches() if not said(row))
    assert blank.total() - blank["Vehicle search"] == 3


def test_the_files_are_the_ones_that_their_read_me_describes():
    told = (EXAMPLE / "data" / "README.md").read_text("utf-8")

    for path in EXAMPLE.glob("data/*.csv.gz"):
        assert f"{hashlib.sha256(path.read_bytes()).hexdigest()} |" in told
