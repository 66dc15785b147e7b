"""Every kind of bad input stops the build with file, line, what is wrong and how to mend it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from migrationbook.core.yamlfile import YamlFile
from tests.conftest import TinyCourse, cells
from tests.hostile import TEXTS

LESSON = "exercises/part/lesson.yml"


def test_the_tiny_course_has_no_faults(tiny: TinyCourse) -> None:
    assert tiny.problems() == []


#: name: (file, what stands there, what stands there instead, words of the problem, words on the line of the error)
FAULTS = {
    "an excerpt that is not verbatim": ("excerpts.yml", "jede Person an", "jede Person nahe an", "not verbatim", "de:"),
    "a word removed from an excerpt": ("excerpts.yml", "genau einmal,", "einmal,", "not verbatim", "de:"),
    "an excerpt too short to prove": ("excerpts.yml", "im Bericht. Wer nicht gezählt wird,", "im Bericht.", "fewer than 5 words", "de:"),
    "an unknown source": ("excerpts.yml", "source: tiny", "source: teeny", "source “teeny” is not known", "source:"),
    "a source that is not in the bibliography": ("references.bib", "@misc{tiny", "@misc{teeny", "“tiny” is not in the bibliography", ""),
    "an unknown excerpt in an exercise": (LESSON, "excerpt: einmal, options", "excerpt: zweimal, options", "excerpt “zweimal” does not exist", "zweimal"),
    "a fact without a date": ("facts/part.yml", '  as_of: "2020"\n', "", "“as_of” is missing", "id: three"),
    "a fact with a day that is none": ("facts/part.yml", '"2027-06-30"', '"2027-06-31"', "no day of the calendar", "review_by"),
    "a fact without a source": ("facts/part.yml", "[{key: tiny, seen: primary}]", "[]", "sources", "sources"),
    "a fact that corrects one that does not exist": ("facts/part.yml", "  verified: primary", "  verified: primary\n  corrects: four", "no other fact “part/four” to correct", "corrects: four"),
    "a fact that corrects itself": ("facts/part.yml", "  verified: primary", "  verified: primary\n  corrects: part/three", "no other fact “part/three” to correct", "corrects: part/three"),
    "a fact that names an unknown search": ("facts/part.yml", "  verified: primary", "  verified: primary\n  search: lock", "search “lock” does not exist", "search: lock"),
    "a fact that names a search which found something": ("facts/part.yml", "  verified: primary", "  verified: primary\n  search: seal", "found something: a seal of wax", "search: seal"),
    "a search without a day": ("searches.yml", "day: 2026-11-21, review_by: 2027-06-30}", "review_by: 2027-06-30}", "“day” is missing", "id: log"),
    "a search that does not say where": ("searches.yml", "where: the report, ", "", "“where” is missing", "id: log"),
    "a search that does not say with which words": ("searches.yml", "words: null, ", "", "“words” is missing", "id: seal"),
    "two searches with one id": ("searches.yml", "id: seal", "id: log", "stands twice", "id: log"),
    "a reason that names an unknown search": (LESSON, "{text: B, why: b}]}", "{text: B, why: b, search: lock}]}", "search “lock” does not exist", "One?"),
    "a reason that names a search which found something": (LESSON, "{text: B, why: b}]}", "{text: B, why: b, search: seal}]}", "found something: a seal of wax", "One?"),
    "a verdict that is not open and rests on a search": (LESSON, "columns: [X, Y], rows: [{text: A, is: X, why: a}", "columns: [supported, Y], rows: [{text: A, is: supported, why: a, search: log}", "the verdict “supported” rests on a search", "Sort?"),
    "a fact that cites an unknown work": ("facts/part.yml", "{key: tiny", "{key: nobody", "work “nobody” is not in the bibliography", "nobody"),
    "two exercises with one id": (LESSON, "id: many", "id: one", "id “one” stands twice", "One?"),
    "a choice without a right answer": (LESSON, "ask: One?, excerpt: einmal, options: [{text: A, right: true,", "ask: One?, excerpt: einmal, options: [{text: A,", "no option is right", "One?"),
    "a single choice with two right answers": (LESSON, "{text: B, why: b}]}", "{text: B, right: true, why: b}]}", "2 options are right", "One?"),
    "a multiple choice without a wrong answer": (LESSON, "{text: B, why: b}, {text: C", "{text: B, right: true, why: b}, {text: C", "every option is right", "Many?"),
    "an option without a reason": (LESSON, "{text: B, why: b}]}", "{text: B}]}", "why” is missing", "One?"),
    "two options alike": (LESSON, "{text: B, why: b}]}", "{text: A, why: b}]}", "stands 2 times", "One?"),
    "an order with one item twice": (LESSON, "items: [{text: A", "items: [{text: B", "stands 2 times", "Order?"),
    "a match that is not one-to-one": (LESSON, "right: S", "right: R", "right side “R” stands 2 times", "Match?"),
    "a decoy that is an answer": (LESSON, "decoys: [T]", "decoys: [R]", "right side “R” stands 2 times", "Match?"),
    "a row in a column that does not exist": (LESSON, "is: Y", "is: Z", "“Z” is no column", "Sort?"),
    "a gap that the text lacks": (LESSON, "a {0} c", "a c", "the text has the gaps []", "Fill."),
    "a mistake within the tolerance": (LESSON, "value: 3", "value: 2.05", "would be accepted as right", "How many?"),
    "a mistake that another one hides": (LESSON, "mistakes: [{value: 3, why: m}]", "mistakes: [{value: 3, why: m}, {value: 3.05, why: n}]", "taken for the mistake 3", "How many?"),
    "marked words that the excerpt lacks": (LESSON, '"jede Person"', '"keine Person"', "does not stand in the excerpt", "keine Person"),
    "a form with one section twice": (LESSON, "id: second, label", "id: first, label", "section “first” stands 2 times", "Report."),
    "a form with one label twice": (LESSON, "label: Second part", "label: First part", "label “First part” stands 2 times", "Report."),
    "a label with markup": (LESSON, "label: Second part", "label: '*Second* part'", "holds markup", "Second"),
    "a form that is too long for two pages": (LESSON, "lines: 3, model: Model-two", "lines: 12, model: Model-two}, {id: x, label: X, ask: x, lines: 12, model: x}, {id: y, label: Y, ask: y, lines: 12, model: y", "the form has 40 lines", "Report."),
    "a section without a worked example": (LESSON, ", model: Model-two", "", "model” is missing", "Report."),
    "an explorer that does not exist": (LESSON, "explorer: posts", "explorer: boats", "no explorer “boats”", "boats"),
    "a goal that cannot be reached": (LESSON, "maximum: true", "above: 99", "reached at no setting", "Use."),
    "a goal that accepts more than the task's words": (LESSON, "maximum: true", "above: 3", "at settings that the task does not declare: 1, the first {'posts': 2}", "Use."),
    "a task that declares more than its goal accepts": (LESSON, "accepts: {posts: 3}", "accepts: {posts: [2, 3]}", "settings at which the goal is not reached: 1, the first {'posts': 2}", "Use."),
    "a task that declares nothing": (LESSON, "accepts: {posts: 3}, ", "", "accepts” is missing", "Use."),
    "a declared setting that does not exist": (LESSON, "accepts: {posts: 3}", "accepts: {boats: 3}", "the setting boats = 3 does not exist", "Use."),
    "a kept control that does not exist": (LESSON, "accepts: {posts: 3}", "accepts: {posts: 3}, keep: [boats]", "no control “boats”", "Use."),
    "a task that keeps all that could be moved": (LESSON, "accepts: {posts: 3}", "accepts: {posts: 3}, keep: [posts]", "reached at every setting", "Use."),
    "a reason for a setting that is not accepted": (LESSON, "accepts: {posts: 3}", "accepts: {posts: 3}, whys: [{setting: {posts: 2}, why: v}]", "this reason is never given", "Use."),
    "reasons that leave none for the last": (LESSON, "accepts: {posts: 3}", "accepts: {posts: 3}, whys: [{setting: {posts: 3}, why: v}]", "the reason “why” is never given", "Use."),
    "a mistake that is accepted": (LESSON, "accepts: {posts: 3}", "accepts: {posts: 3}, mistakes: [{setting: {posts: 3}, why: v}]", "this mistake is never told", "Use."),
    "a goal that is reached at first": (LESSON, "maximum: true", "minimum: true", "before the reader has done anything", "Use."),
    "a sentence with an unknown value": (LESSON, "{posts} posts", "{ports} posts", "cannot be filled", "sentence"),
    "a measure that the view lacks": (LESSON, "{seen: persons seen}", "{seen: persons seen, lost: persons lost}", "gives the measures", "measures"),
    "a control without its initial value": (LESSON, "initial: 1}", "initial: 9}", "none of the values", "initial"),
    "an entry that is not known": (LESSON, "minutes: 15", "minuts: 15", "“minuts”", "minuts"),
    "a lesson that builds on a later one": (LESSON, "minutes: 15", "minutes: 15\nneeds: [part/lesson]", "which does not stand before it", "needs"),
    "a part of a lesson missing in the YAML": (LESSON, "takeaway: Count.\n", "", "lacks the entry “takeaway”", ""),
    "an unknown excerpt quoted in a text": (LESSON, "excerpt:einmal", "excerpt:zweimal", "excerpt “zweimal” does not exist", "zweimal"),
    "markup outside the subset": (LESSON, "prompt: Talk.", "prompt: 'Talk ![x](https://x.org/y.png).'", "", ""),
    "a link to nowhere": (LESSON, "prompt: Talk.", "prompt: '[Talk](talk.html).'", "neither a web page nor a lesson", "prompt"),
    "an unknown work cited in an exercise": (LESSON, "model: M, criteria", "model: 'M [@nobody]', criteria", "work “nobody” does not exist", "nobody"),
    "a format where a value is filled in": (LESSON, "accepts: {posts: 3}, why: w", "accepts: {posts: 3}, why: w, otherwise: 'It is {value:.1f}.'", "“{value:.1f}” would be shown", "Use."),
    "braces that a sentence does not fill": (LESSON, "{posts} posts", "{{posts}} posts", "cannot be filled: ValueError('{posts} is left')", "sentence"),
    "a place in a text of an excerpt": ("excerpts.yml", "counts every person", "counts {n} persons", "“{n}” would be shown", "en:"),
    "a name in a text with gaps": (LESSON, "a {0} c", "a {0} {c}", "“{c}” would be shown", "Fill."),
    "YAML that is none": (LESSON, "minutes: 15", "minutes: [15", "this is not valid YAML", ""),
    "a table that breaks its schema": ("series/counts.csv", "2020,12", "2020,twelve", "is not of the type number", "twelve"),
    "a table with a year twice": ("series/counts.csv", "2020,12", "2019,12", "unique", "2019,12"),
    "a system with an unknown exercise": ("systems.yml", "exercise: part/lesson#one", "exercise: part/lesson#none", "“part/lesson#none” does not exist", "exercise"),
    "a system with an unknown passage": ("systems.yml", "excerpt: einmal", "excerpt: zweimal", "“zweimal” does not exist", "excerpt"),
    "a system in an unknown lesson": ("systems.yml", "lesson: part/lesson\n", "lesson: part/leson\n", "“part/leson” does not exist", "lesson"),
    "a system that a source does not name": ("systems.yml", '["000"]', '["009"]', "“009” does not exist", "named"),
    "a system that names an unknown search": ("systems.yml", "  state: Counted.\n", "  state: Counted.\n  search: lock\n", "search “lock” does not exist", "search: lock"),
    "a system without a state": ("systems.yml", "  state: Counted.\n", "", "“state” is missing", "id: counter"),
    "a figure without alt text": ("figures/iom.yml", "[]", "- {id: f, title: T, caption: C, source: [tiny], as_of: '2020'}", "“alt” is missing", "id: f"),
    "a figure without a drawing": ("figures/iom.yml", "[]", "- {id: f, title: T, caption: C, source: [tiny], as_of: '2020', alt: 'a text that says what is to be seen, with numbers'}", "no drawing", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_file_line_and_remedy(tiny: TinyCourse, name: str) -> None:
    file, old, new, problem, on_line = FAULTS[name]
    tiny.replace(file, old, new)
    found = tiny.problems()
    if name == "markup outside the subset":
        # images are no markup here: the characters print as themselves, and only the link in them is looked at
        assert found == []
        return
    assert len(found) == 1, [str(error) for error in found]
    error = found[0]
    assert problem in error.problem
    assert error.mend
    blamed = "sources.yml" if name == "a source that is not in the bibliography" else file
    assert str(error.file).endswith(blamed)
    if on_line:
        assert error.line is not None
        rows = (tiny.root / "data" / file).read_text("utf-8").splitlines()
        assert on_line in rows[error.line - 1]
    assert re.match(rf".*{re.escape(blamed)}(:\d+)?: .+\n    Remedy: .+", str(error))


def texts_in(data: Any, *place: str | int) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Return the words for a reader in a part of a YAML file, each with its place."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from texts_in(value, *place, key)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from texts_in(value, *place, number)
    elif isinstance(data, str) and TEXTS & set(place) and place[-1] not in ("id", "kind", "sentence"):
        yield place, data


def test_no_text_shows_a_place_that_nothing_fills(tiny: TinyCourse) -> None:
    """Every text of a lesson, one after another; a sentence and a text with gaps have faults of their own above."""
    data = YamlFile(tiny.root / "data" / LESSON).data
    places = list(texts_in(data))
    assert len(places) > 80
    for place, text in places:
        broken = copy.deepcopy(data)
        part = broken
        for key in place[:-1]:
            part = part[key]
        part[place[-1]] = f"{text} {{value:.1f}}"
        tiny.write(LESSON, json.dumps(broken, ensure_ascii=False))
        found = tiny.problems()
        assert found and "“{value:.1f}” would be shown as it stands" in found[0].problem, (place, text, found)


@pytest.mark.parametrize("part", ["opening()", "discuss()", "takeaway()", "reading()", 'excerpt("einmal")', 'ask("sort")', 'explore("posts")'])
def test_a_lesson_that_lacks_a_part(tiny: TinyCourse, part: str) -> None:
    tiny.write_notebook([cell for cell in cells() if cell != part])
    found = tiny.problems()
    assert found
    assert all(str(error.file).endswith("lesson.ipynb") and error.mend for error in found)
    assert any(part.split("(")[0] in error.problem or ('"' in part and part.split('"')[1] in error.problem) for error in found)


def test_exercises_asked_in_another_order(tiny: TinyCourse) -> None:
    called = cells()
    tiny.write_notebook([*called[:3], called[4], called[3], *called[5:]])
    assert "another order" in tiny.problems()[0].problem


def test_a_half_written_notebook(tiny: TinyCourse) -> None:
    path = tiny.root / "chapters" / "part" / "lesson.ipynb"
    path.write_text(path.read_text("utf-8")[:400], "utf-8")
    assert "this is not a notebook" in tiny.problems()[0].problem


def test_a_source_quoted_too_much(tiny: TinyCourse) -> None:
    from tests.conftest import SOURCE_TEXT

    tiny.replace("excerpts.yml", "genau einmal, […] im Bericht. Wer nicht gezählt wird,", SOURCE_TEXT[34:200].rsplit(" ", 1)[0])
    tiny.replace("excerpts.yml", "jede Person an der Grenze", "jede Person an der Grenze")
    assert any("the excerpts quote" in error.problem for error in tiny.problems())


def test_a_page_of_the_contents_that_does_not_exist(tiny: TinyCourse) -> None:
    (tiny.root / "_toc.yml").write_text("format: jb-book\nroot: chapters/part/lesson\nchapters:\n  - file: chapters/part/nowhere\n", "utf-8")
    error = tiny.problems()[0]
    assert error.line == 4 and "does not exist" in error.problem


def test_a_system_whose_lesson_does_not_show_the_passage(tiny: TinyCourse) -> None:
    passage = '"Kritik an dieser Forderung nennt der Bericht nicht,"'
    excerpt = f"- {{id: kritik, source: tiny, locator: para. 1, de: {passage}, en: No criticism.}}\n"
    path = tiny.root / "data" / "excerpts.yml"
    path.write_text(path.read_text("utf-8") + excerpt, "utf-8")
    tiny.replace("systems.yml", "excerpt: einmal", "excerpt: kritik")
    error = next(error for error in tiny.problems() if "does not show the excerpt “kritik”" in error.problem)
    assert error.line is not None
