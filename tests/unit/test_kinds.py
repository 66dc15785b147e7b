"""Every exercise of the course, judged without a browser by the script of its kind."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import corpus
from migrationbook.exercises import kinds
from migrationbook.exercises.explore.kind import Explore, fits
from migrationbook.exercises.trial import Attempt
from migrationbook.lesson.exercise import Context, spec
from tests.scripts import Scripts


@cache
def scripts() -> Scripts:
    """The scripts, read once."""
    return Scripts()


def called(function: str, *values: Any) -> Any:
    """Return what a function of the scripts returns."""
    return scripts().call(function, *values)


def words(markup: str) -> str:
    """Return the words of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


@cache
def specs() -> dict[str, list[dict[str, Any]]]:
    """The data of all exercises of the course, by kind."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in kinds()}
    for lesson in corpus().lessons:
        for asked in corpus().asked(lesson):
            found[asked.exercise.kind].append(spec(Context(corpus(), asked)))
    return found


@cache
def tried(kind: str) -> list[tuple[dict[str, Any], Attempt, dict[str, Any]]]:
    """Every attempt at every exercise of a kind, with how it is judged."""
    return [
        (found, attempt, called("judgedAs", found, attempt.answer))
        for found in specs()[kind]
        for attempt in kinds()[kind].steps.attempts(found)
    ]


@pytest.mark.parametrize("kind", kinds())
def test_the_key_and_every_wrong_answer_are_judged_with_their_reasons(kind: str) -> None:
    assert tried(kind)
    for found, attempt, judged in tried(kind):
        where = f"{found['uid']}, {attempt.name}"
        assert judged["result"] in attempt.results, where
        told = [words(item["why"]) for item in [*judged.get("items", []), *judged.get("others", [])]]
        assert [reason for reason in attempt.reasons if not any(words(reason) in why for why in told)] == [], where
        assert "{" not in "".join(judged.get("messages", [])), where


@pytest.mark.parametrize("kind", kinds())
def test_only_a_right_answer_has_the_whole_score_and_a_half_right_one_has_a_part(kind: str) -> None:
    for found, attempt, judged in tried(kind):
        where = f"{found['uid']}, {attempt.name}"
        if judged["result"] == "done":
            assert 0 <= judged["score"] <= 1, where
        else:
            assert (judged["score"] == 1) == (judged["result"] == "right"), where
            assert judged["result"] != "wrong" or judged["score"] == 0, where


def test_every_kind_with_more_than_one_part_knows_half_right_answers() -> None:
    partly = {kind for kind in kinds() if any(judged["result"] == "partly" for *_, judged in tried(kind))}
    assert partly >= {"multiple", "order", "match", "classify", "cloze", "mark"}
    assert not partly & {"single", "numeric", "explore", "position", "open", "argument", "form"}


@pytest.mark.parametrize("kind", kinds())
def test_the_answer_that_is_shown_is_right(kind: str) -> None:
    for found in specs()[kind]:
        key = called("keyOf", found)
        *_, last = kinds()[kind].steps.attempts(found)
        if "done" in last.results:
            assert key is None, "nothing is the right answer where nothing is scored"
        else:
            assert called("judgedAs", found, key)["result"] == "right", found["uid"]


@pytest.mark.parametrize("kind", kinds())
def test_an_answer_comes_back_from_the_store_as_it_is_and_one_of_another_shape_does_not(kind: str) -> None:
    own = kinds()[kind].model.stored
    for found, attempt, _ in tried(kind):
        assert called("asStored", kind, attempt.answer) == attempt.answer, found["uid"]
    for junk in (None, -5, 1e9, "x" * 20001, [-2], ["x" * 20001], {}, {"texts": 3}, {"__proto__": []}):
        assert called("asStored", kind, junk) is None
    for other in kinds().values():
        if other.model.stored != own and other.name != kind:
            _, attempt, _ = tried(other.name)[0]
            # what a form stores is all that an argument map stores, and more
            taken = {"texts": attempt.answer["texts"]} if (kind, other.name) == ("argument", "form") else None
            assert called("asStored", kind, attempt.answer) == taken


def at_every_setting() -> Iterator[tuple[Asked, dict[str, Any], str, float]]:
    """Every setting of the explorers whose tasks keep a control or give several reasons, with what the task says there."""
    for asked in (asked for lesson in corpus().lessons for asked in corpus().asked(lesson)):
        task = asked.exercise
        if not isinstance(task, Explore) or not (task.keep or task.whys):
            continue
        context = Context(corpus(), asked)
        found = spec(context)
        for number, setting in enumerate(context.explorer(task.explorer).settings()):
            judged = called("judgedAs", found, number)
            yield asked, setting, judged["items"][0]["why"], judged["score"]


def test_a_task_with_an_explorer_accepts_what_it_declares_and_gives_the_reason_of_that_setting() -> None:
    seen = 0
    for asked, setting, told, score in at_every_setting():
        task, context = asked.exercise, Context(corpus(), asked)
        assert isinstance(task, Explore)
        kept = task.kept(context.explorer(task.explorer))
        allowed = [{**kept, **pattern} for pattern in (task.accepts if isinstance(task.accepts, list) else [task.accepts])]
        moved = [name for name, values in kept.items() if setting[name] not in values]
        assert (score == 1) == any(fits(setting, pattern) for pattern in allowed), (asked.uid, setting)
        assert not (moved and score), (asked.uid, setting)
        if score:
            reason = next((own.why for own in task.whys if fits(setting, own.setting)), task.why)
            assert told == context.html(reason), (asked.uid, setting)
            seen += reason != task.why
        elif moved and not any(set(moved) & set(own.setting) for own in task.mistakes):
            assert any(plain_words(context, task, name) in html.unescape(told) for name in moved), (asked.uid, setting)
    assert seen, "reasons that differ by setting are given"


def plain_words(context: Context, task: Explore, name: str) -> str:
    """Return a control with the value at which the task fixes it."""
    explorer = context.explorer(task.explorer)
    return explorer.text.said(name, task.kept(explorer)[name])


NUMBERS = [
    ("1,545", "", 1545, 1), ("1,545", "", 1.545, 1), ("1.545", "", 1.545, 1), ("1.545,5", "", 1545.5, 1), ("12,5", "", 12.5, 1),
    ("−3", "", -3, 1), ("- 3", "", -3, 1), ("1 200 000", "", 1200000, 1), ("1’200", "", 1200, 1), (".5", "", 0.5, 1),
    ("40 %", "%", 40, 1), ("40 %", "persons", 0.4, 1), ("40 persons", "persons", 40, 1), ("32.3", "", 32.2, 1), ("32.31", "", 32.2, 0),
    ("0,150", "", 150, 0), ("1,54", "", 154, 0),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "unit", "answer", "score"), NUMBERS)
def test_a_number_is_read_as_english_and_as_german_readers_write_it(typed: str, unit: str, answer: float, score: int) -> None:
    numeric = {"kind": "numeric", "answer": answer, "tolerance": 0.1 if answer == 32.2 else 0, "unit": unit, "why": "w", "otherwise": "o"}
    assert called("judgedAs", numeric, typed)["score"] == score
