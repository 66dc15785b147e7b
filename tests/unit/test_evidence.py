"""No fact stands without what corrects it, and what was not found is said with the day of the search."""

from __future__ import annotations

import pytest

from migrationbook.check import check
from migrationbook.corpus.load import Corpus, corpus
from migrationbook.lesson import blocks
from migrationbook.lesson.exercise import Context, spec
from tests.conftest import TinyCourse, cells

FACTS = "facts/part.yml"
LESSON = "exercises/part/lesson.yml"
#: A fact that corrects the one there is.
CORRECTION = '''  verified: primary
- id: four
  statement: "The report covers four years [@tiny, p. 2]."
  as_of: "2020"
  review_by: "2027-06-30"
  sources: [{key: tiny, seen: primary}]
  verified: primary
  corrects: three
'''
NOT_FOUND = "We did not find a log of the counts (21 November 2026)."


@pytest.mark.parametrize("shown", ['facts("three")', 'facts("part/three")'])
def test_a_lesson_shows_no_fact_without_what_corrects_it(tiny: TinyCourse, shown: str) -> None:
    tiny.replace(FACTS, "  verified: primary\n", CORRECTION)
    tiny.write_notebook([*cells(), shown])
    (found,) = tiny.problems()
    assert "“part/three” is shown without “part/four”, which corrects it" in found.problem
    assert 'here.facts("part/four")' in found.mend
    notebook = tiny.root / "chapters" / "part" / "lesson.ipynb"
    assert found.file is not None and str(found.file).endswith("lesson.ipynb") and found.line is not None
    assert "three" in notebook.read_text("utf-8").splitlines()[found.line - 1]
    tiny.write_notebook([*cells(), shown, 'facts("four")'])
    assert tiny.problems() == []
    tiny.write_notebook([*cells(), 'facts("four")'])
    assert tiny.problems() == [], "the correction can stand alone"


def test_a_handout_shows_no_fact_without_what_corrects_it(monkeypatch: pytest.MonkeyPatch) -> None:
    course = Corpus()
    monkeypatch.setitem(course.__dict__, "corrections", {"midas/midas-real-time": ["midas/midas-lead"]})
    found = [error for error in check.problems(course, [check._corrections]) if str(error.file).endswith("handouts/midas.yml")]
    assert [error.problem for error in found] == ["the fact “midas/midas-real-time” is shown without “midas/midas-lead”, which corrects it"]
    line = (course.data / "handouts" / "midas.yml").read_text("utf-8").splitlines()[(found[0].line or 0) - 1]
    assert "midas-real-time" in line


def test_a_reason_that_names_a_search_says_what_was_not_found_and_when(tiny: TinyCourse) -> None:
    tiny.replace(LESSON, "{text: B, why: b}]}", "{text: B, why: Nothing., search: log}]}")
    verdict = "columns: [open, Y], rows: [{text: A, is: open, why: a, search: log}"
    tiny.replace(LESSON, "columns: [X, Y], rows: [{text: A, is: X, why: a}", verdict)
    assert tiny.problems() == []
    course = Corpus(tiny.root)
    pages = [str(spec(Context(course, asked))) for asked in course.asked("part/lesson") if asked.id in ("one", "sort")]
    assert len(pages) == 2 and all(NOT_FOUND in page for page in pages)


def test_a_fact_that_names_a_search_says_what_was_not_found_and_when() -> None:
    for name, fact in corpus().facts.items():
        card = str(blocks.facts(corpus(), [name]).html)
        assert ("We did not find" in card.split("<small>")[1]) == (fact.search is not None), name
