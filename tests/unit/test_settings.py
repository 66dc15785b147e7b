"""Links from prose to a setting or an exercise name what the course has."""

from __future__ import annotations

import re

import pytest

from migrationbook.core.errors import CourseError
from migrationbook.core.paths import CHAPTERS
from migrationbook.corpus.load import Corpus, corpus
from migrationbook.corpus.targets import exercise_number, setting_address
from tests.conftest import TinyCourse


def test_a_setting_has_every_control_in_its_address(tiny: TinyCourse) -> None:
    course = Corpus(tiny.root)
    assert setting_address(course, "part/lesson#posts?posts=3") == ("part/lesson", "explore-posts?posts=3")
    assert setting_address(course, "part/lesson#posts") == ("part/lesson", "explore-posts?posts=1")
    place = [asked.id for asked in course.asked("part/lesson")].index("number") + 1
    assert exercise_number(course, "part/lesson#number") == ("part/lesson", "ask-number", place)


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("part/lessen#posts", "lesson “part/lessen” does not exist"),
        ("part/lesson#boats", "no explorer “boats”"),
        ("part/lesson#posts?ports=1", "no control “ports”"),
        ("part/lesson#posts?posts=9", "no value “9”"),
    ],
)
def test_a_setting_that_does_not_exist_is_refused(tiny: TinyCourse, target: str, problem: str) -> None:
    with pytest.raises(CourseError, match=problem) as caught:
        setting_address(Corpus(tiny.root), target)
    assert caught.value.mend


def test_an_exercise_that_does_not_exist_is_refused(tiny: TinyCourse) -> None:
    with pytest.raises(CourseError, match="no exercise “nine”"):
        exercise_number(Corpus(tiny.root), "part/lesson#nine")


def test_every_link_of_the_prose_leads_somewhere() -> None:
    links = [
        (path.name, role, target)
        for path in sorted(CHAPTERS.rglob("*.md"))
        for role, _, target in re.findall(r"\{(setting|exercise)\}`(?:([^`<]*)<)?([^`<>]+)>?`", path.read_text("utf-8"))
    ]
    assert {role for _, role, _ in links} == {"setting", "exercise"}
    for _, role, target in links:
        (setting_address if role == "setting" else exercise_number)(corpus(), target)
