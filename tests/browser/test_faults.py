"""What a reader answered is not lost: when the browser's storage is full, when two tabs answer, when the clock is wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from migrationbook.corpus.load import corpus
from migrationbook.lesson.exercise import Context, spec
from tests.browser.answering import attempts, by_hand, live, steps
from tests.browser.conftest import Watched, watch

#: The first lesson of the book with something to check and something to write.
LESSON = next(
    name
    for chapter in corpus().chapters
    for name in chapter.lessons
    if {"single", "open"} <= {asked.exercise.kind for asked in corpus().asked(name)}  # type: ignore[attr-defined]
)
FULL = """() => {
  window.keepItem = Storage.prototype.setItem;
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
ROOM_AGAIN = "() => { Storage.prototype.setItem = window.keepItem; }"


def of_kind(kind: str) -> str:
    """Return the full name of the lesson's first exercise of a kind."""
    return next(asked.uid for asked in corpus().asked(LESSON) if asked.exercise.kind == kind)  # type: ignore[attr-defined]


def answer(page: Page, uid: str, rightly: bool = True) -> str:
    """Answer an exercise and return how it was judged."""
    asked = next(asked for asked in corpus().asked(LESSON) if asked.uid == uid)
    found = spec(Context(corpus(), asked))
    wrong, *_, right = attempts(found)
    return by_hand(page, uid, steps(page, found, right if rightly else wrong))[0]


def record(page: Page, uid: str) -> dict | None:
    """Return what the browser keeps of an exercise."""
    return page.evaluate("uid => JSON.parse(localStorage.getItem('reading-migration-management:1:' + uid))", uid)


def test_storage_that_is_full_loses_nothing_in_the_page_and_says_so(reader: Watched) -> None:
    page = reader.open(f"chapters/{LESSON}.html")
    choice, written = of_kind("single"), of_kind("open")
    assert answer(page, choice, rightly=False) == "wrong"
    before = record(page, choice)
    page.evaluate(FULL)

    assert answer(page, choice) == "right"
    assert live(page, choice).locator(".mb-unkept").inner_text().startswith("This browser has no room")
    # the record from before is still there, and does not come back over what the page knows
    assert record(page, choice) == before
    assert answer(page, choice, rightly=False) == "wrong"
    assert live(page, choice).locator(".mb-status").inner_text().strip() == "Solved, 2 tries"

    box = live(page, written).locator("textarea").first
    box.fill("What I wrote while there was no room.")
    live(page, written).locator(".mb-unkept", has_text="no room").wait_for()
    assert record(page, written) is None and box.input_value() == "What I wrote while there was no room."
    reader.assert_clean()


def test_an_answer_is_kept_as_soon_as_there_is_room_again(reader: Watched) -> None:
    page = reader.open(f"chapters/{LESSON}.html")
    uid = of_kind("single")
    page.evaluate(FULL)
    answer(page, uid, rightly=False)
    assert record(page, uid) is None
    page.evaluate(ROOM_AGAIN)
    assert answer(page, uid) == "right"
    assert live(page, uid).locator(".mb-unkept").inner_text() == ""
    assert record(page, uid)["tries"] == 2 and record(page, uid)["solved"]
    reader.assert_clean()


def test_two_tabs_that_answer_at_once_keep_both(reader: Watched) -> None:
    other = watch(reader.context, reader.address)
    one, two = reader.open(f"chapters/{LESSON}.html"), other.open(f"chapters/{LESSON}.html")
    choice, written = of_kind("single"), of_kind("open")
    two.bring_to_front()
    live(two, written).locator("textarea").first.fill("Written in the second tab.")
    one.bring_to_front()
    assert answer(one, choice) == "right"
    # what is typed is kept when the typing pauses
    two.wait_for_function("uid => localStorage.getItem('reading-migration-management:1:' + uid)", arg=written)
    assert record(one, choice)["solved"] and record(one, written)["answer"]["text"] == "Written in the second tab."

    # each tab shows what the other has done, and goes on from there
    one.wait_for_function(
        "([box, text]) => box.value === text",
        arg=[live(one, written).locator("textarea").first.element_handle(), "Written in the second tab."],
    )
    live(two, choice).locator(".mb-status", has_text="Solved at the first try").wait_for()
    two.bring_to_front()
    assert answer(two, choice, rightly=False) == "wrong"
    assert record(two, choice)["solved"] and record(two, choice)["tries"] == 1
    reader.assert_clean()
    other.assert_clean()


def test_progress_deleted_in_one_tab_does_not_come_back_from_the_other(reader: Watched) -> None:
    page, other = reader.open(f"chapters/{LESSON}.html"), watch(reader.context, reader.address)
    uid = of_kind("single")
    assert answer(page, uid) == "right"
    progress = other.open("chapters/progress.html")
    progress.get_by_role("button", name="Delete all progress").click()
    progress.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.wait_for_function("status => status.textContent === ''", arg=live(page, uid).locator(".mb-status").element_handle())
    page.bring_to_front()
    assert answer(page, uid, rightly=False) == "wrong"
    assert record(page, uid)["tries"] == 1 and not record(page, uid)["solved"]
    reader.assert_clean()


def test_the_last_words_before_leaving_are_kept(reader: Watched) -> None:
    page = reader.open(f"chapters/{LESSON}.html")
    uid = of_kind("open")
    live(page, uid).locator("textarea").first.fill("Words of the last moment.")
    with page.expect_navigation():
        page.evaluate("setTimeout(() => location.reload())")   # at once, and without leaving the field
    assert record(page, uid)["answer"]["text"] == "Words of the last moment."
    reader.assert_clean()


@pytest.mark.parametrize("day", ["1971-03-04", "2099-12-31", "9999-12-30"])
def test_a_clock_that_is_wrong_keeps_answers_all_the_same(reader: Watched, day: str) -> None:
    reader.page.clock.set_fixed_time(f"{day}T12:00:00")
    page = reader.open(f"chapters/{LESSON}.html")
    uid = of_kind("single")
    assert answer(page, uid) == "right"
    page.reload()
    assert record(page, uid)["when"] == day
    assert live(page, uid).locator(".mb-status").inner_text().strip() == "Solved at the first try"
    reader.assert_clean()
