"""The course's own data: complete, dated, and within its measures."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from pybtex.database import parse_string

from migrationbook.__main__ import main
from migrationbook.check.check import MOST_QUOTED, problems
from migrationbook.check.status import as_text, course_status
from migrationbook.core.errors import CourseError
from migrationbook.core.paths import ROOT
from migrationbook.corpus.bibliography import lettered_years
from migrationbook.corpus.entries import due, last_day
from migrationbook.corpus.load import corpus
from migrationbook.lesson.exercise import Context, spec, worksheet
from migrationbook.lesson.faces import exercise_face

DAY = dt.date(2026, 11, 21)
ASKED = [asked for lesson in corpus().lessons for asked in corpus().asked(lesson)]


def test_nothing_is_wrong_with_the_course() -> None:
    assert [str(problem) for problem in problems(corpus())] == []


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.yml")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_data_are_yaml_for_every_reader(path: Path) -> None:
    """PyYAML's own reader, used where libyaml is missing, is stricter: an unquoted question mark before a comma stops it."""
    for _ in yaml.parse(path.read_text("utf-8"), yaml.SafeLoader):
        pass


def test_titles_of_works_have_real_quotation_marks_and_apostrophes() -> None:
    """On the page and on paper a title prints as it stands."""
    for key, work in corpus().bibliography.entries.items():
        for field in ("title", "booktitle", "journal", "note", "howpublished"):
            assert not re.search("`|(?<!\\\\)'", work.fields.get(field, "")), key


def test_no_source_is_quoted_too_much() -> None:
    for key, words in corpus().words_quoted().items():
        assert words < MOST_QUOTED * corpus().fingerprints[key].words


def test_status_counts_what_is_there() -> None:
    found = course_status(corpus(), DAY)
    assert sum(chapter["exercises"] for chapter in found["chapters"].values()) == len(ASKED)
    assert sum(chapter["facts"] for chapter in found["chapters"].values()) == len(corpus().facts)
    assert set(found["sources"]) == set(corpus().sources)
    assert all(key in as_text(found) for key in corpus().sources)


def test_the_commands_print(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sources"]
    assert main(["facts", "--today", "2099-01-01"]) == 0
    facts, searches = len(corpus().facts), len(corpus().searches)
    told = capsys.readouterr().out
    assert f"{facts} of {facts} facts and {searches} of {searches} searches are due" in told
    assert all(search.looked_for in told for search in corpus().searches.values())


def test_facts_fall_due_the_day_after_their_review_date() -> None:
    fact = next(iter(corpus().facts.values()))
    day = last_day(fact.review_by)
    assert not fact.due(day)
    assert fact.due(day + dt.timedelta(days=1))
    assert list(due(corpus().facts, dt.date(1999, 1, 1))) == []


@pytest.mark.parametrize(
    ("partial", "day"), [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2024-12", "2024-12-31"), ("2024-10-16", "2024-10-16")]
)
def test_the_last_day_of_a_partial_date(partial: str, day: str) -> None:
    assert last_day(partial).isoformat() == day


def test_every_fact_seen_second_hand_only_says_so() -> None:
    for name, fact in corpus().facts.items():
        if all(evidence.seen == "secondary" for evidence in fact.sources):
            assert fact.verified == "secondary", name


def test_no_two_works_have_the_same_label() -> None:
    labels = Counter(corpus().label(key).casefold() for key in corpus().bibliography.entries)
    assert [label for label, times in labels.items() if times > 1] == []


def test_works_of_one_author_and_year_have_letters_in_the_order_of_their_titles() -> None:
    works = parse_string(
        """@misc{c, author = {{An Office}}, title = {On gates}, year = {2020}}
        @misc{a, author = {{AN OFFICE}}, title = {On bars}, year = {2020}}
        @misc{b, author = {{An Office}}, title = {On bars}, year = {2021}}
        @misc{d, author = {{An Office}}, title = {Page two}, year = {n.d.}} @misc{e, author = {{An Office}}, title = {Page one}}""",
        "bibtex",
    )
    assert lettered_years(works, Path("works.bib")) == {"a": "2020a", "c": "2020b", "e": "n.d.-a", "d": "n.d.-b"}


def test_a_label_has_no_signs_of_latex() -> None:
    assert corpus().label("ao-shearman-2025") == "A&O Shearman, 2025"
    assert not [key for key in corpus().bibliography.entries if set(corpus().label(key)) & set("\\{}~")]


def test_more_works_of_one_label_than_letters_are_an_error_that_names_them() -> None:
    texts = (f"@misc{{w{number}, author = {{Doe}}, title = {{{number}}}, year = 2020}}" for number in range(27))
    works = parse_string("".join(texts), "bibtex")
    with pytest.raises(CourseError, match="27 works are called “Doe, 2020”") as caught:
        lettered_years(works, Path("works.bib"))
    assert caught.value.file == Path("works.bib")


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.uid)
def test_the_paper_version_gives_no_answer_away(asked) -> None:
    context = Context(corpus(), asked)
    sheet, found = worksheet(context), spec(context)
    lists = ("options", "mistakes", "items", "left", "rows", "targets", "decoys")
    reasons = [part["why"] for key in lists for part in found.get(key, []) if "why" in part]
    reasons += [found["why"]] if "why" in found else []
    reasons += [option["why"] for gap in found.get("gaps", []) for option in gap["options"]]
    reasons += [found["model"], *found["criteria"]] if found["kind"] == "open" else []
    reasons += [reason for box in found.get("boxes", []) for reason in box["model"]]
    reasons += [context.html(section.model) for section in getattr(asked.exercise, "sections", [])]
    reasons += found["criteria"] if found["kind"] == "form" else []
    assert [reason for reason in reasons if reason in sheet] == []
    assert found["ask"] in sheet


@pytest.mark.parametrize("asked", [asked for asked in ASKED if asked.exercise.kind == "form"], ids=lambda asked: asked.uid)
def test_the_worked_example_of_a_form_is_nowhere_in_the_page(asked) -> None:
    context = Context(corpus(), asked)
    page = exercise_face(context).html() + json.dumps(spec(context), ensure_ascii=False)
    for section in asked.exercise.sections:
        assert context.html(section.ask) in page
        words = context.plain(section.model).split()
        pieces = [" ".join(words[at : at + 6]) for at in range(0, len(words) - 5, 3)]
        assert pieces and [piece for piece in pieces if piece in page] == []
