"""The exam items: bad input stops the build with file, line and remedy; the course's own items are sound and stand on no page."""

from __future__ import annotations

import re

import pytest

from migrationbook.core.inline import plain
from migrationbook.core.paths import CHAPTERS
from migrationbook.corpus.exam import (
    ITEMS,
    ClassifyItem,
    DossierItem,
    EssayItem,
    NumericItem,
    ShortItem,
    SingleItem,
    exam_problems,
    load_exam,
)
from migrationbook.corpus.load import Corpus
from tests.conftest import TinyCourse

EXAM = """
title: Items
note: Invented.
parts:
  - title: Part
    items:
      - {id: pick, kind: single, lesson: part/lesson, points: 2, ask: Pick?, options: [{text: A, right: true, why: a}, {text: B, why: b}]}
      - {id: sum, kind: numeric, lesson: part/lesson, points: 3, ask: Sum?, answer: 2, tolerance: 0.1, why: w, otherwise: o}
      - {id: sort, kind: classify, lesson: part/lesson, points: 2, ask: Sort?, columns: [X, Y],
         rows: [{text: A, is: X, why: a}, {text: B, is: Y, why: b}]}
      - {id: say, kind: short, lesson: part/lesson, points: 3, ask: Say., lines: 3, answer: Short-key., why: w, cited: work}
      - {id: tell, kind: essay, lesson: part/lesson, points: 4, ask: Tell., words: 200, answer: Essay-key., why: w, excerpt: einmal,
         criteria: [{for: Crit-one., points: 3}, {for: Crit-two., points: 1}]}
      - {id: audit, kind: dossier, lesson: part/lesson, points: 10, ask: Audit., words: 300, answer: Audit-key., why: w,
         documents: [{title: Letter (invented), text: [Paragraph-one., Paragraph-two.]}, {title: Leaflet, text: [Leaflet-text.]}],
         table: {title: The counts, columns: [Head-a, Head-b], rows: [[Cell-a, "1"], [Cell-c, "2"]]},
         criteria: [{for: A., points: 4}, {for: B., points: 3}, {for: C., points: 2}, {for: Crit-last., points: 1}]}
"""


@pytest.fixture
def course(tiny: TinyCourse) -> TinyCourse:
    """The tiny course with an exam."""
    tiny.write(ITEMS.as_posix(), EXAM)
    return tiny


#: name: (what stands in the file, what stands there instead, words of the problem, words on the line)
FAULTS = {
    "an item without an answer": ("answer: 2, ", "", "answer” is missing", "id: sum"),
    "an item without a reason": (", {text: B, why: b}]}\n      - {id: sum", ", {text: B}]}\n      - {id: sum", "why” is missing", "id: pick"),  # noqa: E501
    "an item without points": ("points: 2, ask: Pick?", "ask: Pick?", "points” is missing", "id: pick"),
    "an item without a lesson": ("lesson: part/lesson, points: 3, ask: Sum?", "points: 3, ask: Sum?", "lesson” is missing", "id: sum"),
    "an unknown lesson": ("lesson: part/lesson, points: 3, ask: Say.", "lesson: part/lessen, points: 3, ask: Say.", "“part/lessen” does not exist", "lessen"),  # noqa: E501
    "an unknown kind": ("kind: short", "kind: shirt", "does not match any of the expected tags", "id: say"),
    "an unknown entry": ("ask: Say.", "aks: Say.", "aks” is not known", "aks"),
    "an unknown work": ("cited: work", "cited: nowork", "work “nowork” does not exist", "nowork"),
    "an unknown excerpt": ("excerpt: einmal", "excerpt: zweimal", "excerpt “zweimal” does not exist", "zweimal"),
    "an unknown work in a text": ("answer: Short-key.", 'answer: "[@nobody]"', "work “nobody” does not exist", "nobody"),
    "two items with one name": ("id: sum", "id: pick", "“pick” stands twice", "kind: numeric"),
    "no right option": ("right: true, ", "", "no option is right", "id: pick"),
    "a row in no column": ("is: Y", "is: Z", "“Z” is no column", "is: Z"),
    "rows that cannot share the points": ("points: 2, ask: Sort?", "points: 3, ask: Sort?", "shared equally by 2 rows", "Sort?"),
    "criteria that do not add up": ("points: 3}, {for: Crit-two.", "points: 2}, {for: Crit-two.", "give 3 points, the item 4", "criteria"),
    "a dossier with one document": (", {title: Leaflet, text: [Leaflet-text.]}]", "]", "at least 2 items", "documents"),
    "a row that lacks a cell": ('[Cell-c, "2"]', "[Cell-c]", "this row has 1 cells, the table 2 columns", "Cell-c"),
    "no points at all": ("points: 3, ask: Say.", "points: 0, ask: Say.", "greater than or equal to 1", "Say."),
    "YAML that is none": ("title: Items", "title: [Items", "this is not valid YAML", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_file_line_and_remedy(course: TinyCourse, name: str) -> None:
    file = ITEMS.as_posix()
    old, new, problem, on_line = FAULTS[name]
    course.replace(file, old, new)
    found = list(exam_problems(Corpus(course.root)))
    assert len(found) == 1, [str(error) for error in found]
    error = found[0]
    assert problem in error.problem, error.problem
    assert re.match(r".*exam-items\.yml:\d+: .+\n    Remedy: .+", str(error))
    rows = (course.root / "data" / file).read_text("utf-8").splitlines()
    assert error.line is not None and on_line in rows[error.line - 1]


def test_the_check_of_the_course_finds_faults_of_the_exam(course: TinyCourse) -> None:
    assert course.problems() == []
    course.replace(ITEMS.as_posix(), "id: sum", "id: pick")
    assert ["stands twice" in error.problem for error in course.problems()] == [True]


def test_a_course_without_exam_items_is_none(tiny: TinyCourse) -> None:
    assert load_exam(Corpus(tiny.root)) is None
    assert list(exam_problems(Corpus(tiny.root))) == []


def test_the_course_has_items_of_every_kind_for_every_chapter() -> None:
    found = load_exam(Corpus())
    assert found is not None
    items = [item for part in found[1].parts for item in part.items]
    assert len(items) >= 24
    assert {type(item) for item in items} == {SingleItem, NumericItem, ClassifyItem, ShortItem, EssayItem, DossierItem}
    assert {item.lesson.split("/")[0] for item in items} == {"start", "iom", "return", "midas", "phases", "ai-act"}


def test_no_item_stands_on_a_page_or_in_an_exercise() -> None:
    corpus = Corpus()
    found = load_exam(corpus)
    assert found is not None
    items = [item for part in found[1].parts for item in part.items]
    asked = {plain(asked.exercise.ask, corpus) for lesson in corpus.lessons for asked in corpus.asked(lesson)}
    assert {plain(item.ask, corpus) for item in items} & asked == set()
    pages = " ".join(path.read_text("utf-8") for path in CHAPTERS.rglob("*.md"))
    assert [item.id for item in items if item.ask[:60] in pages] == []
