"""The inline-Markdown subset prints what it means, and everything else as itself."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrationbook.core import inline as text
from migrationbook.core.yamlfile import CourseErrorInField
from migrationbook.corpus.load import corpus
from migrationbook.lesson import blocks


def words_of(markup: str) -> str:
    """Return what a browser shows of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_the_marks_of_the_subset() -> None:
    source = "*a* **b** `c` [d](https://e.org/x_y) [Wort]{.language-de} [@key, p. 12]"
    assert text.to_html(source) == (
        "<em>a</em> <strong>b</strong> <code>c</code> "
        '<a class="external" rel="noopener" href="https://e.org/x_y">d<span class="mb-hidden"> (another site)</span></a> '
        '<span lang="de" translate="no">Wort</span> '
        '(<a class="mb-cite" href="../reference/bibliography.html#cite-key">key</a>, p. 12)'
    )
    assert text.to_myst(source) == "*a* **b** `c` [d](https://e.org/x_y) [Wort]{.language-de} {cite:p}`key{p. 12}`"
    assert text.plain(source) == "a b c d Wort (key, p. 12)"


def test_a_link_to_a_lesson() -> None:
    assert text.to_html("[q](lesson:iom/money)") == '<a href="../iom/money.html">q</a>'
    assert text.to_myst("[q](lesson:iom/money)") == "[q](/chapters/iom/money)"


def test_a_quoted_excerpt() -> None:
    class Known(text.NoReferences):
        def passage(self, identifier: str) -> str:
            return f"Das <{identifier}>"

    assert text.to_html("x [](excerpt:a-b) y", Known()) == 'x <q lang="de" translate="no">Das &lt;a-b&gt;</q> y'
    assert text.plain("x [](excerpt:a-b) y", Known()) == "x Das <a-b> y"
    with pytest.raises(CourseErrorInField):
        text.to_html("[](excerpt:a-b)")


@pytest.mark.parametrize("source", ["[a](page.html)", "[a](mailto:a@b.org)", "[a]{.red}", "[a](excerpt:A_B)"])
def test_markup_outside_the_subset_is_refused(source: str) -> None:
    with pytest.raises(CourseErrorInField):
        text.to_html(source)


@pytest.mark.parametrize("source", ["[a](javascript:alert(1))", '[a]{.language-de onclick="x"}', "*a*{#b}", "<b onclick=x>a</b>", "![a](https://b.org/c.png)"])
def test_nothing_but_the_subset_becomes_markup(source: str) -> None:
    markup = text.to_html(source)
    assert "<b" not in markup and "<img" not in markup
    attributes = {name for tag in re.findall(r"<[^>]*>", markup) for name in re.findall(r"(\w+)=", tag)}
    assert attributes <= {"lang", "translate", "class", "rel", "href"}


@given(st.text(alphabet="<>&\"'abc/= #$@_~{}|^%!-+.\\", max_size=60))
def test_html_and_script_print_as_themselves(source: str) -> None:
    try:
        markup = text.to_html(source)
    except CourseErrorInField:
        return
    tags = set(re.findall(r"</?([a-zA-Z]+)", markup))
    assert tags <= {"em", "strong", "code", "a", "span"}


@given(st.text(alphabet="<>&\"' abc/#$@~{}|^%-+.", max_size=60).filter(lambda words: "[" not in words))
def test_nothing_of_a_text_without_marks_is_lost(source: str) -> None:
    folded = " ".join(source.split())
    assert words_of(text.to_html(source)).replace("’", "'") == folded or "\\" in source or "&" in source


@given(st.text().filter(lambda source: not text.MAY_MARK.search(source)))
def test_what_is_taken_for_a_text_without_marks_has_none_for_the_parser(source: str) -> None:
    line = text.one_line(source)
    pieces = text._parser().parseInline(line)[0].children or []
    assert [(piece.type, piece.content) for piece in pieces] == ([("text", line)] if line else [])


def test_the_apostrophe_of_the_keyboard_becomes_a_real_one_but_not_in_code() -> None:
    source = "Don't: the states' *Meier*'s `it's` 'n [@a, editor's note]"
    wanted = "Don’t: the states’ Meier’s it's 'n (a, editor’s note)"
    assert text.plain(source) == words_of(text.to_html(source)) == wanted
    assert "Don’t" in text.to_myst(source) and "editor’s" in text.to_myst(source)


def test_the_question_of_another_lesson_is_a_link_without_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    data = corpus()
    lesson = next(lesson for lesson in data.lessons.values() if lesson.needs)
    monkeypatch.setitem(vars(data.lessons[lesson.needs[0]]), "question", "*Whose* state's `x`?")
    shown = blocks.opening(data, lesson)
    assert f"[Whose state’s x?](/chapters/{lesson.needs[0]})" in shown.myst and "Whose state’s x?" in shown.html


def test_what_a_text_refers_to() -> None:
    source = "[@a] [@b, p. 1] [c](lesson:iom/money) [](excerpt:d)"
    assert text.cited(source) == ["a", "b"]
    assert text.linked_lessons(source) == ["iom/money"]
    assert text.quoted_excerpts(source) == ["d"]
