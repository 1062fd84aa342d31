"""A name is found in the forms in which people write it, and not in other words."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.errors import NameNotSearchable
from answerable.record.namesearch import find, parse_name
from answerable.record.namesearch.closeness import one_letter_off
from answerable.record.namesearch.matching import EXCERPT, HOWS, MARGIN, WINDOW, excerpt


def told(text, *names):
    return [(hit.how, text[hit.start : hit.end]) for hit in find(text, [*map(parse_name, names)])]


@pytest.mark.parametrize(
    ("typed", "text", "how", "found"),
    [
        ("Ana Lyst", "I met Ana Lyst there", "exact", "Ana Lyst"),
        ("ana lyst", "I met ANA LYST’s dog", "exact", "ANA LYST"),
        ("Lyst, Ana", "I met Ana Lyst", "exact", "Ana Lyst"),
        ("Lyst, Ana", "Lyst, Ana (45)", "exact", "Lyst, Ana"),
        ("Ms Ana Lyst", "Ana Lyst", "exact", "Ana Lyst"),
        ("PC 1234 Lyst", "see PC 1234 Lyst", "exact", "1234 Lyst"),
        ("Det. Insp. Ana Lyst QPM", "Ana Lyst", "exact", "Ana Lyst"),
        ("DI Ana Lyst", "Ana Lyst", "exact", "Ana Lyst"),
        ("Ana Lyst", "Ms. Ana Lyst", "exact", "Ana Lyst"),
        ("Ana Lyst", "Ms Ana L.", "initial", "Ana L"),
        ("Ana Lyst", "DI Lyst said", "title", "DI Lyst"),
        ("MP", "the MP", "exact", "MP"),
        ("Li", "to Li", "exact", "Li"),
        ("a" * 100, "a" * 100, "exact", "a" * 100),
        ("a b c d e f g hi", "A B C D E F G HI", "exact", "A B C D E F G HI"),
        ("Ana Lyst", "Ana\u00a0Lyst", "exact", "Ana\u00a0Lyst"),
        ("Ana Lyst", "Ana\n   Lyst", "exact", "Ana\n   Lyst"),
        ("Ana Lyst", 'x,"Ana","Lyst",y', "exact", 'Ana","Lyst'),
        ("Ana Lyst", "Ana\u200b Ly\u00adst", "exact", "Ana\u200b Ly\u00adst"),
        ("Ana Lyst", "Ana\u200bLyst", "exact", "Ana\u200bLyst"),
        ("Ana Lyst", '"Ana", "Lyst"', "exact", 'Ana", "Lyst'),
        ("St John", "in St. John", "exact", "St. John"),
        ("Ana Lyst", "notes-AnaLyst.pdf", "exact", "AnaLyst"),
        ("Ana Lyst", "ana_lyst.csv", "exact", "ana_lyst"),
        ("Ana Lyst", "a hyphen-ated Ana Ly-\nst", "exact", "Ana Ly-\nst"),
        ("Ana Lyst", "ana.lyst@police.example", "exact", "ana.lyst"),
        ("O'Neil", "O’Neil", "exact", "O’Neil"),
        ("O’Neil", "ONEIL", "exact", "ONEIL"),
        ("Sean O'Neil", "Sean O Neil", "exact", "Sean O Neil"),
        ("Sean ONeil", "Sean OʼNeil", "exact", "Sean OʼNeil"),
        ("Sean O'Neil", "S. O’Neil", "initial", "S. O’Neil"),
        ("Nguyễn Văn An", "Nguyen Van An", "exact", "Nguyen Van An"),
        ("nguyen van an", "Nguye\u0302\u0303n Va\u0306n An", "exact", "Nguye\u0302\u0303n Va\u0306n An"),
        ("Nguyễn Văn An", "An Nguyễn", "part", "An Nguyễn"),
        ("Søren Łuk", "Soren Luk", "exact", "Soren Luk"),
        ("Weiß Anna", "WEISS ANNA", "exact", "WEISS ANNA"),
        ("Ana Smith-Jones", "Ana Smith Jones", "exact", "Ana Smith Jones"),
        ("Ana Smith Jones", "Ana Smith–Jones", "exact", "Ana Smith–Jones"),
        ("Anne-Marie Hill", "Annemarie Hill", "exact", "Annemarie Hill"),
        ("Ana Smith-Jones", "Ana Jones", "part", "Ana Jones"),
        ("Jan van der Berg", "Jan Vanderberg", "exact", "Jan Vanderberg"),
        ("Iain McDonald", "Iain MCDONALD", "exact", "Iain MCDONALD"),
        ("Di Stefano, Ana", "Ana Di Stefano", "exact", "Ana Di Stefano"),
        ("Ana Lyst", "Lyst, Ana", "order", "Lyst, Ana"),
        ("Ana Lyst", "LYST Ana", "order", "LYST Ana"),
        ("Ana Lyst", "A. Lyst", "initial", "A. Lyst"),
        ("Ana Lyst", "a.lyst", "initial", "a.lyst"),
        ("Ana Lyst", "Lyst A", "initial", "Lyst A"),
        ("Ana Lyst", "Ana L.", "initial", "Ana L"),
        ("A. Lyst", "Ana Lyst", "initial", "Ana Lyst"),
        ("Ana-Maria Lyst", "AM Lyst", "initial", "AM Lyst"),
        ("John Ronald Reuel Tolkien", "JRR Tolkien", "initial", "JRR Tolkien"),
        ("John Ronald Reuel Tolkien", "J. R. R. Tolkien", "initial", "J. R. R. Tolkien"),
        ("John Ronald Reuel Tolkien", "John Tolkien", "part", "John Tolkien"),
        ("Alan Ian Hill", "Alan Hill i think", "part", "Alan Hill"),
        ("Alan Ian Hill", "alan hill I think", "part", "alan hill"),
        ("Ana Maria Lyst", "ANA MARIA LYST M", "exact", "ANA MARIA LYST"),
        ("Ana Lyst", "Ana List", "spelling", "Ana List"),
        ("Ana Lyst", "Anna Lyst", "spelling", "Anna Lyst"),
        ("Ana Lyst", "Ana Lyts", "spelling", "Ana Lyts"),
        ("Sean O'Neil", "Sean O’Neal", "spelling", "Sean O’Neal"),
        ("Morgan", "morgen", "spelling", "morgen"),
        ("Morgan", "Horgan", "spelling", "Horgan"),
        ("Ana Lyst", "PC Lyst said", "title", "PC Lyst"),
        ("Ana Lyst", "Det. Insp. Lyst said", "title", "Det. Insp. Lyst"),
        ("Sean O'Neil", "Mr O'Neil", "title", "Mr O'Neil"),
        ("Ana Lyst", "alyst@police.example", "account", "alyst"),
        ("Ana Lyst", "write to lysta22@x", "account", "lysta22"),
        ("ana.lyst@", "ana.lyst@police.example", "exact", "ana.lyst"),
        ("ana.lyst@police.example", "Ana Lyst", "account", "Ana Lyst"),
        ("ana.lyst@police.example", "ANA.LYST@POLICE.EXAMPLE", "exact", "ANA.LYST"),
        ("alyst@police.example", "by alyst", "account", "alyst"),
        ("P123456", "id p123456.", "exact", "p123456"),
        ("uid-1000", "by uid-1000", "exact", "uid-1000"),
        ("Lyst", "Ms Lyst", "exact", "Lyst"),
        ("Constable", "Mary Constable", "exact", "Constable"),
        ("李小龙", "我见到 李小龙。", "exact", "李小龙"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_this_form(typed, text, how, found):
    assert told(text, typed) == [(how, found)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Ana Lyst", "the analyst wrote an analysis"),
        ("Ana Lyst", "spoke to Ana. Lyst was not there"),
        ("Ana Lyst", "Ana; Lyst"),
        ("Ana Lyst", "Ana and Ben Lyst"),
        ("Ana Lyst", "Lyst"),
        ("Ana Lyst", "an a lyst"),
        ("Anna Hill", "up a hill"),
        ("Anna Hill", "a Hill"),
        ("Ian Smith", "in Smith"),
        ("Jo Field", "so field"),
        ("Smith", "Smyth"),
        ("Parker", "marker"),
        ("P123456", "P1234567 or P123457"),
        ("A. Way", "Bob Way"),
        ("P123456 Lyst", "P. Lyst"),
        ("O'Neil", "O ##### Neil"),
        ("Ana Lyst", "Di Lyst said"),
        ("Ana Lyst", "the PC lyst"),
        ("Ana Lyst", "PC, Lyst"),
        ("Ana Lyst", "PC          Lyst"),
        ("Ana Lyst", 'Ana" , "Lyst'),
        ("Ana Lyst", "by@x"),
    ],
)
def test_other_words_are_not_the_name(typed, text):
    assert told(text, typed) == []


def test_each_find_is_told_once_and_the_exact_one_before_the_likely():
    text = "at the hill, Anna Hill met Ben Efit; Ms Anna Hill"

    assert told(text, "Anna Hill", "Ben Efit") == [
        ("exact", "Anna Hill"), ("exact", "Ben Efit"), ("exact", "Anna Hill"),
    ]  # fmt: skip


def test_a_column_of_names_has_each_of_them():
    assert told("Ana Lyst\n" * 3, "Ana Lyst") == [("exact", "Ana Lyst")] * 3


@pytest.mark.parametrize(
    "typed", ["", " ", "x", "-", "?!", "\u202e", "a" * 101, "a b c d e f g h i"]
)
def test_too_little_or_too_much_is_refused_with_a_cure(typed):
    with pytest.raises(NameNotSearchable, match="Give a name, an e-mail address or a staff number"):
        parse_name(typed)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("lyst", "list", True), ("lyst", "lysts", True), ("lyst", "yst", True),
        ("lyst", "lyts", True), ("lyst", "ylst", True), ("lyst", "lyst", False),
        ("lyst", "last", True), ("lyst", "lasts", False), ("lyst", "ly", False),
        ("lyst", "tsyl", False), ("abcd", "badc", False), ("aa", "aaa", True),
    ],
)  # fmt: skip
def test_one_letter_off_is_one_letter(one, other, near):
    assert one_letter_off(one, other) is near
    assert one_letter_off(other, one) is near


def test_an_excerpt_says_where_it_was_cut():
    words = "0123456789 " * 20

    assert excerpt("by Ana Lyst.", 3, 11) == "by Ana Lyst."
    assert excerpt(f"{words}Ana Lyst.", 220, 228).startswith("…")
    assert excerpt(f"{words}Ana Lyst.", 220, 228).endswith(" Ana Lyst.")
    assert excerpt(f"Ana Lyst {words}", 0, 8).startswith("Ana Lyst 0123")
    assert excerpt(f"Ana Lyst {words}", 0, 8).endswith("…")
    assert len(excerpt(f"{words}Ana Lyst {words}", 220, 228)) <= EXCERPT


def test_a_long_text_is_searched_over_its_joints():
    text = list("x" * (2 * WINDOW + 100))
    for at in (0, WINDOW - 4, WINDOW - MARGIN - 4, 2 * WINDOW - 10, 2 * WINDOW + 50):
        text[at : at + 10] = " Ana Lyst "
    whole = "".join(text)

    assert told(whole, "Ana Lyst") == [("exact", "Ana Lyst")] * 5
    assert told("x" * (WINDOW - MARGIN - 1) + "xAna Lyst" + "x" * WINDOW, "Ana Lyst") == []


GIVEN = ["Ana", "Maria", "Søren", "Nguyễn", "Ngozi", "Siân", "Jean-Luc", "Aoife"]
SURNAMES = ["Lyst", "O'Neil", "Smith-Jones", "Đặng", "McDonald", "Efit", "D’Souza", "Łukasz"]


def accents_away(name):
    import unicodedata

    flat = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return flat.replace("ø", "o").replace("Đ", "D").replace("Ł", "L")


FORMS = {
    "exact": [
        lambda g, s: f"{g} {s}",
        lambda g, s: f"{g} {s}".upper(),
        lambda g, s: f"{g} {s}".lower(),
        lambda g, s: accents_away(f"{g} {s}"),
        lambda g, s: f"{g}  {s}".replace("'", "’"),
        lambda g, s: f"{g} {s}".replace("’", ""),
        lambda g, s: f"{g}\t{s}".replace("-", " "),
        lambda g, s: f"{g}\n{s}’s",
        lambda g, s: f"{g}.{s}@police.example",
    ],
    "order": [lambda g, s: f"{s}, {g}", lambda g, s: f"{s.upper()} {g}"],
    "initial": [lambda g, s: f"{g[0]}. {s}", lambda g, s: f"{s}, {g[0]}."],
    "title": [lambda _, s: f"Ms {s}", lambda _, s: f"Det. Sgt. {s}"],
}
PLANTED = [(how, form) for how, forms in FORMS.items() for form in forms]


@pytest.mark.parametrize(("how", "form"), PLANTED)
@settings(deadline=None, derandomize=True)
@given(
    given_name=st.sampled_from(GIVEN),
    surname=st.sampled_from(SURNAMES),
    seed=st.integers(0, 2**32),
    around=st.tuples(st.text(max_size=300), st.text(max_size=300)),
)
def test_a_planted_name_is_found(how, form, given_name, surname, seed, around):
    planted = form(given_name, surname)
    filler = random.Random(seed).choices(["with", "stops", "7", "(see)", "–", "\n"], k=20)
    far = " ##### "
    text = far.join([around[0], " ".join(filler), planted, around[1]])
    at = text.index(far + planted + far) + len(far)

    hits = find(text, [parse_name(f"{given_name} {surname}")])

    assert any(
        hit.how == how and at <= hit.start and hit.end <= at + len(planted) for hit in hits
    ), hits


@settings(deadline=None, derandomize=True)
@given(
    text=st.text(max_size=600),
    typed=st.one_of(st.sampled_from(["Ana Lyst", "O'Neil", "a.b@c", "Al Al Al"]), st.text()),
)
def test_any_text_can_be_searched_for_any_name(text, typed):
    try:
        name = parse_name(typed)
    except NameNotSearchable:
        return
    planted = f"{text} {typed} {text}"

    for hit in find(planted, [name]):
        assert hit.how in HOWS
        assert 0 <= hit.start < hit.end <= len(planted)
        assert 0 < len(hit.excerpt) <= EXCERPT
        assert not set(hit.excerpt) & set("\n\t\x1b\u202e")


@settings(deadline=None, derandomize=True)
@given(before=st.text(max_size=400), after=st.text(max_size=400))
def test_an_excerpt_is_short_clean_and_shows_the_find(before, after):
    text = f"{before}\x1b[2J\u202e | Ana \n Lyst |{after}"

    for hit in find(text, [parse_name("Ana Lyst")]):
        assert len(hit.excerpt) <= EXCERPT
        if hit.exact and text[hit.start : hit.end] == "Ana \n Lyst":
            assert "| Ana Lyst |" in hit.excerpt
