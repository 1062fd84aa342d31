"""How hard a text is to read: the Flesch-Kincaid grade, a US school year.

Source: J. P. Kincaid and others, *Derivation of new readability formulas for Navy enlisted
personnel*, Research Branch Report 8-75, 1975. Counting of syllables is by rule, so it is near,
not exact. The page has the same rule in `form/readability.js`, for the words people write there;
tests/data/cases/readability.yml holds the two together.
"""

import re

SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Return about how many syllables an English `word` has, at least one."""
    letters = word.lower().replace("\u2019", "'").split("'")[0]
    if len(letters) > 2 and letters.endswith("e") and not letters.endswith(("le", "ee", "ye")):  # noqa: PLR2004
        letters = letters[:-1]
    elif letters.endswith("ed") and not letters.endswith(("ted", "ded")):
        letters = letters[:-2]
    return max(1, len(VOWELS.findall(letters)))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of `text`; 0 when it has no words."""
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len([part for part in SENTENCE.split(text) if part.strip()]))
    spoken = sum(syllables(part) for word in words for part in word.split("-"))
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59
