"""Several notebooks in one JupyterLab: forms do not mix, the list begins new ones, a kernel may die."""

import pytest

from answerable.wording import say

WORDS = "Children go missing from care and nobody sees the pattern."
LATER = "Typed when the kernel was gone."
OUTCOME = "intended_outcome"
IDS = "() => [...document.querySelectorAll('.answerable [id]')].map((one) => one.id)"


def test_two_views_of_one_form_show_the_same_and_share_no_id(open_notebook, records, do, run, page):
    assessment = records.begin().assessment
    notebook = open_notebook("assess", "_", assessment=assessment).run()
    one, other = notebook.form.nth(0), notebook.form.nth(1)
    for form in (one, other):
        do.follow(form, page, "Why do it")
    do.problem_box(one).focus()
    page.keyboard.type(WORDS)
    do.press(page, "Tab")

    typed = "(forms) => forms.map((form) => form.querySelector('textarea').value)"
    run.until(lambda: notebook.form.evaluate_all(typed) == [WORDS, WORDS], "the same in both")
    ids = page.evaluate(IDS)
    assert len(ids) > 40
    assert sorted(ids) == sorted(set(ids))


def test_two_forms_side_by_side_do_not_mix(open_notebook, records, run, page, do):
    ids = [records.begin(title).assessment for title in ("One project", "Another project")]
    forms = []
    for assessment, choice in zip(ids, ("Yes", "No"), strict=True):
        forms.append(open_notebook("assess", assessment=assessment).run().form)
        do.follow(forms[-1], page, "Find your route")
        forms[-1].get_by_text(choice, exact=True).first.click()

    def given(which):
        return (records.session(which).answers.get("screen_personal") or {}).get("choice")

    run.until(lambda: [given(which) for which in ids] == ["yes", "no"], "both choices")
    assert forms[0].locator("input[value=yes]").first.is_checked()
    assert forms[1].locator("input[value=no]").first.is_checked()
    drawn = page.evaluate(IDS)
    assert sorted(drawn) == sorted(set(drawn))


@pytest.mark.parametrize("which", ["home", "assess"])
def test_the_list_says_how_to_open_one_and_begins_one(
    open_notebook, assessment, records, do, page, which
):
    title = f"Begun in the notebook {which}"
    notebook = open_notebook(which).run()
    form = notebook.form
    assert form.get_by_text(say("page", "home_how_to_open")).is_visible()
    assert form.get_by_text(say("page", "home_id", id=assessment), exact=True).is_visible()
    assert do.faults(page, notebook.place) == []

    form.get_by_role("textbox", name=say("page", "home_title_label")).focus()
    page.keyboard.type(title)
    do.press(page, "Enter")
    form.get_by_text(say("page", "home_created", title=title)).wait_for()

    [begun] = [line.id for line in records.store.list() if line.title == title]
    form.locator("li", has_text=say("page", "home_id", id=begun)).wait_for()
    assert records.session(begun).title == title


def test_a_killed_kernel_loses_no_word(open_notebook, records, do, run, lab, page):
    assessment = records.begin().assessment
    notebook = open_notebook("assess", assessment=assessment).run()
    form = notebook.form
    do.follow(form, page, "Why do it")
    do.problem_box(form).focus()
    page.keyboard.type(WORDS)
    do.sees_saved(form)

    [kernel] = lab.kernels(notebook.kernel)
    kernel.kill()
    page.get_by_role("dialog").get_by_role("button").wait_for()
    do.press(page, "Enter")
    form.locator("textarea").nth(1).focus()
    page.keyboard.type(LATER)
    do.press(page, "Tab")
    form.get_by_text(say("page", "status_late_notebook")).wait_for()
    assert records.kept(assessment, OUTCOME) is None

    notebook.run()
    form.get_by_role("heading", name=say("page", "found_title")).wait_for()
    assert form.locator("blockquote").all_inner_texts() == [LATER]
    do.push(form, page, "found_use")
    run.until(lambda: records.session(assessment).answers.get(OUTCOME) == LATER, "the words")
    do.follow(form, page, "Why do it")
    assert do.problem_box(form).input_value() == WORDS
    assert form.locator("textarea").nth(1).input_value() == LATER
