"""The teachers' pages keep step with the course: lessons, minutes and hours are those of the data."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from migrationbook.core.paths import CHAPTERS
from migrationbook.corpus.load import corpus

LESSONS = {name for name, lesson in corpus().lessons.items() if lesson.form == "lesson"}
CORE = sorted(name for name in LESSONS if corpus().lessons[name].path == "core")


def page(name: str) -> str:
    return (CHAPTERS / "teachers" / f"{name}.md").read_text("utf-8")


def rows(text: str, head: str) -> list[list[str]]:
    """Return the cells of the table that begins with a head."""
    table = text[text.index(head) :].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def linked(text: str) -> list[str]:
    return re.findall(r"\{doc\}`(?:[^`<]*<)?/chapters/([a-z-]+/[a-z-]+)>?`", text)


def minutes(names: list[str]) -> int:
    return sum(corpus().lessons[name].minutes for name in names)


WEEKS = rows(page("syllabus"), "| week | lessons |")
WORK = {name: (count, float(hours.strip("*"))) for name, count, hours in rows(page("syllabus"), "| work | count | hours |")}


def test_the_fourteen_weeks_hold_every_lesson_of_the_core_path_once() -> None:
    assert [int(cells[0]) for cells in WEEKS] == list(range(1, 15))
    assert sorted(linked(" ".join(cells[1] for cells in WEEKS))) == CORE


def test_the_workload_counts_the_minutes_that_the_pages_bear() -> None:
    count, hours = WORK["lessons of the core path"]
    assert count.startswith(f"{len(CORE)} lessons, {minutes(CORE)} minutes")
    assert hours == round(2 * minutes(CORE) / 60, 1)
    prepared = linked(" ".join(cells[2] for cells in WEEKS))
    reviews = [name for name in prepared if name in corpus().lessons and corpus().lessons[name].form == "review"]
    count, hours = WORK["reviews of chapters and parts"]
    assert count.startswith(f"{len(reviews)}, {minutes(reviews)} minutes")
    assert hours == round(minutes(reviews) / 60, 1)


def test_the_hours_add_up() -> None:
    *parts, (_, together) = WORK.values()
    assert round(sum(hours for _, hours in parts), 1) == together


@pytest.mark.parametrize("table", re.findall(r"(?:^\|.*\n)+", page("sessions"), re.MULTILINE))
def test_a_session_takes_ninety_minutes(table: str) -> None:
    spans = [(int(start), int(end)) for start, end in re.findall(r"^\| (\d+)–(\d+) \|", table, re.MULTILINE)]
    assert spans[0][0] == 0 and spans[-1][1] == 90
    assert all(before[1] == after[0] for before, after in pairwise(spans))


def test_every_lesson_has_its_place_in_a_session_and_one_content_note() -> None:
    assert set(linked(page("sessions"))) >= LESSONS
    assert sorted(linked(" ".join(cells[0] for cells in rows(page("moderation"), "| lesson | death |")))) == sorted(LESSONS)
