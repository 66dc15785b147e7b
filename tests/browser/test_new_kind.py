"""A kind of exercise from a folder outside of the package, answered in a page by hand and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from migrationbook.corpus.load import Corpus
from migrationbook.exercises import assets
from migrationbook.lesson.exercise import Context, spec
from migrationbook.lesson.faces import exercise_face
from tests.browser.answering import attempts, by_hand, steps, words
from tests.browser.conftest import watch
from tests.browser.keys import answer
from tests.conftest import TinyCourse
from tests.unit.test_new_kind import outside

__all__ = ["outside"]


@pytest.mark.parametrize("by_keyboard", [False, True])
def test_it_is_answered(outside: Path, tiny: TinyCourse, browser: Browser, tmp_path: Path, by_keyboard: bool) -> None:
    corpus = Corpus(tiny.root)
    asked = next(asked for asked in corpus.asked("part/lesson") if asked.id == "truth")
    found, face = spec(Context(corpus, asked)), exercise_face(Context(corpus, asked)).html()
    style = f"<style>{assets.exercises_css()}</style>"
    head = f'<meta charset="utf-8"><link rel="icon" href="data:,"><title>A lesson</title>{style}'
    script = f"<script>{assets.page_script()}</script>"
    (tmp_path / "lesson.html").write_text(f'<!doctype html><html lang="en"><head>{head}</head><body>{face}{script}</body></html>', "utf-8")
    context = browser.new_context()
    watched = watch(context, tmp_path.as_uri())
    page = watched.open("lesson.html")
    if by_keyboard:
        assert answer(page, found) == "right"
    else:
        for attempt in attempts(found):
            result, shown = by_hand(page, asked.uid, steps(page, found, attempt))
            assert result in attempt.results
            assert all(words(reason) in shown for reason in attempt.reasons)
    watched.assert_clean()
    context.close()
