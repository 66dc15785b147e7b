"""The book inside another page, as learning platforms show it, with each set of rights that such a frame may have."""

from __future__ import annotations

import pytest
from playwright.sync_api import Frame, Route

from migrationbook.corpus.load import corpus
from migrationbook.lesson.exercise import Context, spec
from tests.browser.conftest import Watched

LESSON = next(name for name in corpus().lessons if any(asked.exercise.kind == "numeric" for asked in corpus().asked(name)))  # type: ignore[attr-defined]
#: What a platform may write into the frame's ``sandbox``; without the attribute a frame may do everything.
RIGHTS = {
    "all rights": None,
    "scripts": "allow-scripts",
    "scripts and forms": "allow-scripts allow-forms",
    "scripts of one origin": "allow-scripts allow-same-origin",
    "scripts, windows, files": "allow-scripts allow-popups allow-downloads allow-modals",
    "nearly all": "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals",
}


def framed(reader: Watched, rights: str | None, path: str) -> Frame:
    """Return a page of the book in a frame of another page."""
    sandbox = "" if rights is None else f' sandbox="{rights}"'
    frame = f'<iframe name="book" width="900" height="700" src="{reader.address}/{path}"{sandbox}></iframe>'

    def platform(route: Route) -> None:
        route.fulfill(body=f"<!DOCTYPE html><title>A course elsewhere</title>{frame}", content_type="text/html")

    reader.page.route("**/platform", platform)
    reader.page.goto(f"{reader.address}/platform")
    frame = reader.page.frame("book")
    assert frame is not None
    frame.wait_for_load_state("load")
    return frame


@pytest.mark.parametrize("rights", RIGHTS)
def test_exercises_answer_in_a_frame(reader: Watched, rights: str) -> None:
    """By the button and by the Enter key; and whoever's answers are not kept is told, with the address that helps."""
    frame = framed(reader, RIGHTS[rights], f"chapters/{LESSON}.html")
    asked = next(asked for asked in corpus().asked(LESSON) if asked.exercise.kind == "numeric")  # type: ignore[attr-defined]
    root = frame.locator(f'.mb-mount[data-uid="{asked.uid}"] .mb-app > .mb')
    field = root.locator("input.mb-number")
    field.fill("-987654")
    root.locator("button.mb-check").click()
    assert root.locator(".mb-feedback").get_attribute("data-result") == "wrong"
    field.fill(str(spec(Context(corpus(), asked))["answer"]))
    field.press("Enter")
    assert root.locator(".mb-feedback").get_attribute("data-result") == "right"

    keeps = RIGHTS[rights] is None or "allow-same-origin" in RIGHTS[rights]
    notice = frame.locator(".mb-storage-off")
    assert notice.count() == (0 if keeps else 1)
    if not keeps:
        assert notice.locator("a").inner_text() == f"{reader.address}/chapters/{LESSON}.html"


def test_without_scripts_a_frame_shows_the_worksheets(reader: Watched) -> None:
    frame = framed(reader, "", f"chapters/{LESSON}.html")
    for asked in corpus().asked(LESSON):
        assert frame.locator(f'.mb-mount[data-uid="{asked.uid}"] .mb-paper').is_visible()


def test_other_sites_open_in_a_window_of_their_own_from_a_frame_and_only_there(reader: Watched) -> None:
    other = "links => links.filter(link => link.host !== location.host).map(link => link.target)"
    frame = framed(reader, "allow-scripts allow-popups", "chapters/reference/bibliography.html")
    found = frame.locator("article a[href^=http]").evaluate_all(other)
    assert found and set(found) == {"_blank"}
    page = reader.open("chapters/reference/bibliography.html")
    assert set(page.locator("article a[href^=http]").evaluate_all(other)) == {""}


def test_the_search_of_the_masthead_works_where_forms_do_not(reader: Watched) -> None:
    frame = framed(reader, "allow-scripts", f"chapters/{LESSON}.html")
    field = frame.locator(".shell-masthead input[name=q]")
    field.fill("Geldgeber")
    field.press("Enter")
    frame.wait_for_url("**/search.html?q=Geldgeber")


def test_a_frame_that_may_not_print_says_so(reader: Watched) -> None:
    frame = framed(reader, "allow-scripts", f"chapters/{LESSON}.html")
    frame.locator(".shell-menu summary").click()
    button = frame.locator("[data-shell=print]")
    button.click()
    assert "by itself" in button.inner_text()


@pytest.mark.parametrize("rights", ["scripts of one origin", "nearly all"])
def test_progress_is_deleted_in_a_frame_and_a_file_is_not_called_saved(reader: Watched, rights: str) -> None:
    """Nobody sees from within a page whether the browser saved a file; a frame may forbid it without a word."""
    framed(reader, RIGHTS[rights], f"chapters/{LESSON}.html").evaluate(
        "([uid, text]) => localStorage.setItem('reading-migration-management:1:' + uid, text)",
        [corpus().asked(LESSON)[0].uid, '{"tries":1,"best":1,"solved":true,"shown":false,"answer":null,"when":"2026-11-21"}'],
    )
    frame = framed(reader, RIGHTS[rights], "chapters/progress.html")
    frame.get_by_role("button", name="Export", exact=True).click()
    said = frame.locator(".mb-report").inner_text()
    assert "was handed a file with 1 record" in said and "open it by itself" in said and "saved" not in said.split("If")[0]
    frame.get_by_role("button", name="Delete all progress").click()
    frame.get_by_role("dialog").get_by_role("button", name="Delete").click()
    frame.get_by_text("Deleted.").wait_for()
    assert frame.evaluate("Object.keys(localStorage).filter(key => key.includes('#')).length") == 0
