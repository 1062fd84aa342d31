"""What may stand between two words of one name, and how far two spellings may be apart."""

import re
from functools import lru_cache

HYPHENS = "\\-\u2010\u2011\u2012\u2013"
APOSTROPHES = "'\u2018\u2019\u201b`\u00b4\u2032\uff07"
JOINER = re.compile(rf"[{HYPHENS}{APOSTROPHES}]?|[{HYPHENS}]\s?\n\s?")
MOST_BETWEEN = 4  # signs: `", "` in a file of values is four
SENTENCE_ENDS = re.compile(r"[.!?]\s")
LIST_GOES_ON = re.compile(r";\s")
ABBREVIATION = 2  # letters: "St. John" is one name, "Ana. Lyst" two sentences


@lru_cache(10_000)
def close(gap: str, before: int) -> bool:
    """Return whether words with `gap` between them may be one name; `before` counts letters."""
    between = " ".join(f"|{gap}|".split())[1:-1]
    if len(between) > MOST_BETWEEN or LIST_GOES_ON.search(between):
        return False
    return before <= ABBREVIATION or not SENTENCE_ENDS.search(between)


@lru_cache(10_000)
def in_one_word(gap: str) -> bool:
    """Return whether what stands on both sides of `gap` is one word, like O'Neil."""
    return JOINER.fullmatch(gap) is not None


def after_title(gap: str) -> bool:
    """Return whether a name may follow its title across `gap`, as in "Det. Insp. Lyst"."""
    return gap.strip() in ("", ".") and len(gap) <= MOST_BETWEEN


@lru_cache(100_000)
def one_letter_off(one: str, other: str) -> bool:
    """Return whether the two differ by one letter: another, one more, one less, or two swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, sign in enumerate(short) if sign != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at : at + 2][::-1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long
