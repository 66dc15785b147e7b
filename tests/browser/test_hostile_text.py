"""Exercises whose every text holds pieces of other languages, alive in a real browser: nothing runs, all is seen as it was written."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from playwright.sync_api import Browser

from migrationbook.core.inline import one_line, plain
from migrationbook.exercises import assets
from migrationbook.explorers.products import script
from migrationbook.explorers.states import Explorer
from migrationbook.lesson.exercise import Context, spec
from migrationbook.lesson.faces import exercise_face, explorer_face
from tests.browser.answering import attempts, live, put_in, steps
from tests.browser.conftest import watch
from tests.conftest import TinyCourse
from tests.hostile import ALL_AT_ONCE
from tests.unit.test_hostile_text import asked
from tests.unit.test_shell import page_with

#: Elements and attributes that no text of ours makes.
FOREIGN = "img, iframe, object, style, title, script:not([type='application/json']), [onerror], [onclick], [onload], [onfocus], [autofocus]"


def test_hostile_text_is_answered_and_seen_as_itself(browser: Browser, tiny: TinyCourse, tmp_path: Path) -> None:
    exercises = list(asked(tiny, ALL_AT_ONCE))
    corpus = exercises[0][0]
    explorer = Explorer("part/lesson#posts", corpus.lessons["part/lesson"].explorers[0], corpus)
    packed = dataclasses.replace(explorer_face(explorer), pictures="../../_static/posts.js")
    faces = [packed, *(exercise_face(Context(corpus, exercise)) for _, exercise in exercises)]
    page_file = tmp_path / "site" / "chapters" / "part" / "lesson.html"
    page_file.parent.mkdir(parents=True)
    scripts = tmp_path / "site" / "_static"
    scripts.mkdir()
    (scripts / "exercises.js").write_text(assets.page_script(), "utf-8")
    (scripts / "exercises.css").write_text(assets.exercises_css(), "utf-8")
    (scripts / "posts.js").write_text(script(explorer), "utf-8")
    for empty in ("site.js", "site.css", "fonts.css"):
        (scripts / empty).write_text("", "utf-8")
    page_file.write_text(page_with("\n".join(face.html() for face in faces), root="../../"), "utf-8")

    context = browser.new_context()
    watched = watch(context, (tmp_path / "site").as_uri())
    opened: list[str] = []
    watched.page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page = watched.open("chapters/part/lesson.html")
    assert page.locator(".mb-mount").count() == page.locator(".mb-mount.mb-live").count() == len(faces)
    wanted = one_line(plain(ALL_AT_ONCE))
    for _, exercise in exercises:
        found = spec(Context(corpus, exercise))
        root = live(page, exercise.uid)
        before = one_line(root.inner_text()).count(wanted)
        assert before
        *_, key = attempts(found)
        put_in(page, exercise.uid, steps(page, found, key))
        root.locator("button.mb-check").click()
        feedback = root.locator(".mb-feedback")
        assert feedback.get_attribute("data-result") in key.results
        # the reasons are laced, too
        assert one_line(root.inner_text()).count(wanted) > before
    assert page.locator(f".mb-mount :is({FOREIGN})").count() == 0
    assert opened == []
    watched.assert_clean()
    context.close()
