"""Many modules become one, or the message says which line stands in the way."""

import pytest

from answerable.bundling import BundleError, bundle, bundle_apart, later_of, slim


@pytest.fixture
def write(tmp_path):
    def write_all(**modules):
        for name, text in modules.items():
            (tmp_path / f"{name}.js").write_text(text, "utf-8")
        return tmp_path / "entry.js"

    return write_all


def test_needs_come_before_what_needs_them_and_once(write):
    entry = write(
        entry='import { b } from "./b.js";\nimport { a } from "./a.js";\nexport default { a, b };\n',
        b='import { a } from "./a.js";\nexport const b = () => a() + 1;\n',
        a="export function a() {\n  return 1;\n}\n",
    )
    assert bundle(entry) == (
        "function a() {\n  return 1;\n}\n"
        "const b = () => a() + 1;\n"
        "export default { a, b };\n"
    )  # fmt: skip


def test_all_kinds_of_named_exports_lose_the_word(write):
    entry = write(
        entry="export class A {}\nexport async function b() {}\nexport function* c() {}\n"
        "export let d = 1;\nexport const { e, f: g } = A;\n"
    )
    assert "export" not in bundle(entry)


def test_words_in_the_middle_of_a_line_stay(write):
    text = 'const a = "export const b";\nconst later = () => import("./x.js");\n'
    assert bundle(write(entry=text)) == text


REFUSED = {
    "several lines": ('import {\n  a,\n} from "./a.js";\n', "entry.js:1"),
    "renaming": ('import { a as b } from "./a.js";\n', "keeps its name: a as b"),
    "default import": ('import a from "./a.js";\n', "entry.js:1"),
    "everything": ('import * as a from "./a.js";\n', "entry.js:1"),
    "for its effects": ('import "./a.js";\n', "entry.js:1"),
    "from elsewhere": ('import { a } from "https://example.org/a.js";\n', "entry.js:1"),
    "from above": ('import { a } from "../a.js";\n', "entry.js:1"),
    "a missing file": ('import { a } from "./none.js";\n', "entry.js:1: there is no file none.js"),
    "a missing name": ('import { z } from "./a.js";\n', "a.js does not export z"),
    "a list of exports": ("const a = 1;\nexport { a };\n", "entry.js:2"),
    "exports of another": ('export { a } from "./a.js";\n', "entry.js:1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_breaks_the_rules_is_refused_with_its_line(write, name):
    text, told = REFUSED[name]
    entry = write(entry=text, a="export const a = 1;\n")
    with pytest.raises(BundleError) as refusal:
        bundle(entry)
    assert told in str(refusal.value)


def test_a_default_export_below_the_entry_is_refused(write):
    entry = write(
        entry='import { a } from "./a.js";\n', a="export const a = 1;\nexport default a;\n"
    )
    with pytest.raises(BundleError, match=r"a\.js:2"):
        bundle(entry)


@pytest.mark.parametrize(
    "again",
    ["function same() {}", "export const same = 2;", "class same {}", "let [x, same] = y;",
     "const { other: same } = y;", "async function same() {}"],
)  # fmt: skip
def test_one_top_level_name_in_two_modules_is_refused(write, again):
    entry = write(
        entry=f'import {{ same }} from "./a.js";\n{again}\n',
        a="\nexport const same = 1;\n",
    )
    with pytest.raises(BundleError, match=r"entry\.js:2: `same` .*a\.js:2"):
        bundle(entry)


def test_names_inside_functions_may_repeat(write):
    entry = write(
        entry='import { a } from "./a.js";\nfunction b() {\n  const inner = a;\n}\n',
        a="export function a() {\n  const inner = 1;\n}\n",
    )
    assert bundle(entry).count("inner") == 2


def test_a_ring_is_refused(write):
    entry = write(
        entry='import { a } from "./a.js";\nexport const e = 1;\n',
        a='import { b } from "./b.js";\nexport const a = 1;\n',
        b='import { a } from "./a.js";\nexport const b = 1;\n',
    )
    with pytest.raises(BundleError, match=r"a\.js → b\.js → a\.js"):
        bundle(entry)


def test_a_slim_script_has_neither_comments_nor_indents_and_says_the_same():
    script = (
        "// What it is.\nfunction a() {\n  // Why.\n  return `https://${1}`; // here\n}\n\n"
        "const b = 1;\n"
    )

    assert slim(script) == "function a() {\nreturn `https://${1}`; // here\n}\nconst b = 1;\n"


def test_a_text_over_several_lines_is_refused_for_its_indents_would_be_lost(write):
    entry = write(entry="const a = `one\n  two`;\n")

    with pytest.raises(BundleError, match=r"entry\.js:1: a text in backticks"):
        bundle(entry)


LATE = {
    "entry": 'import { a } from "./a.js";\nexport default { a };\n',
    "a": "export const a = 1;\nexport const spare = 2;\n",
    "b": 'import { spare } from "./a.js";\nexport const b = spare;\n',
    "late": 'import { a } from "./a.js";\nimport { b } from "./b.js";\na.late = b;\n',
}


def test_what_is_needed_later_is_a_second_script_that_takes_names_from_the_first(write):
    entry = write(**LATE)

    parts = bundle_apart(entry, entry.with_name("late.js"))

    assert parts.first == "const a = 1;\nconst spare = 2;\nexport default { a };\n"
    assert parts.second == "const b = spare;\na.late = b;\n"
    assert parts.names == ("a", "spare")


def test_as_one_module_it_comes_last(write):
    entry = write(**LATE)

    assert later_of(entry) == entry.with_name("late.js")
    parts = bundle_apart(entry, entry.with_name("late.js"))
    assert bundle(entry) == parts.first + parts.second


def test_without_one_nothing_comes_later(write):
    entry = write(entry=LATE["entry"], a=LATE["a"])

    assert later_of(entry) is None
    assert bundle(entry).endswith("export default { a };\n")


def test_a_name_of_the_first_script_is_refused_in_the_second(write):
    entry = write(**LATE | {"b": LATE["b"] + "const a = 3;\n"})

    with pytest.raises(BundleError, match=r"b\.js:3: `a` .*a\.js:1"):
        bundle_apart(entry, entry.with_name("late.js"))


def test_a_default_export_in_the_second_script_is_refused(write):
    entry = write(**LATE | {"late": LATE["late"] + "export default b;\n"})

    with pytest.raises(BundleError, match=r"late\.js:4"):
        bundle_apart(entry, entry.with_name("late.js"))
