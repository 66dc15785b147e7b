"""What a page shows is what the browser keeps, also after "Back"; and what it keeps wrongly is neither run nor lost."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from migrationbook.corpus.load import corpus
from tests.browser.answering import live
from tests.browser.conftest import Watched
from tests.browser.test_reader import BY_KIND, SOUND, answer_first, import_file, kept

PREFIX = "reading-migration-management:1:"
ASIDE = "reading-migration-management:aside:"
#: What a browser does that brings a page back as it was left.
RETURN = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
FUTURE = {**SOUND, "when": "2999-01-01"}


def stored(page: Page, uid: str, prefix: str = PREFIX) -> str | None:
    """Return what the browser keeps under an exercise's name, word for word."""
    return page.evaluate("key => localStorage.getItem(key)", prefix + uid)


def store(page: Page, uid: str, text: str) -> None:
    """Keep a text under an exercise's name."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [PREFIX + uid, text])


@pytest.mark.parametrize("way", ["back", "another tab"])
def test_what_was_deleted_meanwhile_does_not_come_back(reader: Watched, way: str) -> None:
    """A sign "solved", a reason and a private text go with their records, and a wrong answer is then no solved one."""
    asked = BY_KIND["open"]
    lesson = asked.uid.split("#")[0]
    page = reader.open(f"chapters/{lesson}.html")
    solved = answer_first(page, lesson)
    root = live(page, asked.uid)
    root.locator("textarea").fill("a private text")
    root.locator("button.mb-check").click()
    page.evaluate("document.activeElement.blur()")
    page.evaluate("localStorage.clear()")
    page.evaluate(RETURN if way == "back" else "dispatchEvent(new StorageEvent('storage', {key: null}))")
    for uid in (asked.uid, solved):
        assert live(page, uid).locator(".mb-status").inner_text() == ""
        assert live(page, uid).locator(".mb-feedback").inner_text() == ""
    assert root.locator("textarea").input_value() == ""
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert kept(page) == {}
    reader.assert_clean()


def test_after_back_an_answer_of_another_page_is_shown(reader: Watched) -> None:
    asked = BY_KIND["open"]
    page = reader.open(f"chapters/{asked.uid.split('#')[0]}.html")
    store(page, asked.uid, json.dumps({**SOUND, "answer": {"text": "written elsewhere", "criteria": []}}))
    page.evaluate(RETURN)
    assert live(page, asked.uid).locator("textarea").input_value() == "written elsewhere"


@pytest.mark.parametrize("text", ["{", '"x"', '{"format": 2, "answer": "of a later version"}'])
def test_what_cannot_be_read_is_told_and_put_aside_when_the_exercise_is_answered(reader: Watched, text: str) -> None:
    lesson = next(iter(corpus().lessons))
    uid = corpus().asked(lesson)[0].uid
    store(reader.open(f"chapters/{lesson}.html"), uid, text)
    page = reader.open(f"chapters/{lesson}.html")
    assert "cannot be read" in page.locator(f'.mb-mount[data-uid="{uid}"] .mb-unkept').inner_text()
    assert stored(page, uid) == text
    assert answer_first(page, lesson) == uid
    assert stored(page, uid, ASIDE) == text
    assert kept(page)[uid]
    page = reader.open("chapters/progress.html")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    assert json.loads(download.value.path().read_text("utf-8"))["unreadable"] == {uid: text}
    page.get_by_role("button", name="Delete all progress").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.get_by_text("Deleted.").wait_for()
    assert stored(page, uid, ASIDE) is None
    reader.assert_clean()


def test_a_day_still_to_come_counts_as_today_and_is_told(reader: Watched, tmp_path) -> None:
    uid = BY_KIND["single"].uid
    page = reader.open("chapters/progress.html")
    said = import_file(page, tmp_path, {uid: FUTURE})
    assert "1 record taken" in said and "still to come" in said
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    assert kept(page)[uid] == {**SOUND, "when": today}
    reader.assert_clean()


def test_a_long_text_is_not_cut_and_whoever_wrote_it_is_told(reader: Watched) -> None:
    asked = BY_KIND["open"]
    page = reader.open(f"chapters/{asked.uid.split('#')[0]}.html")
    root = live(page, asked.uid)
    root.locator("textarea").fill("x" * 25_000)
    root.locator("button.mb-check").click()
    assert len(root.locator("textarea").input_value()) == 25_000
    assert "too long to be kept" in page.locator(f'.mb-mount[data-uid="{asked.uid}"] .mb-unkept').inner_text()
    root.locator("textarea").fill("x" * 20_000)
    root.locator("button.mb-check").click()
    assert page.locator(f'.mb-mount[data-uid="{asked.uid}"] .mb-unkept').inner_text() == ""
    reader.assert_clean()


@pytest.mark.parametrize("mode", ["banana", "<img src=x>", "__proto__", ""])
def test_a_setting_that_does_not_exist_is_as_none(reader: Watched, mode: str) -> None:
    page = reader.open("index.html")
    page.evaluate("mode => ['mode', 'nav'].forEach(name => localStorage.setItem('reading-migration-management:shell:' + name, mode))", mode)
    page = reader.open("index.html")
    assert page.evaluate("[document.documentElement.dataset.mode, document.documentElement.dataset.nav]") == ["auto", "open"]
    assert "undefined" not in page.locator("[data-shell=mode]").inner_text()
    reader.assert_clean()


SETTINGS = ["year=2015", "year%3D2015", "year=nonsense", "constructor=1", "year=%E0%A4%A"]


@pytest.mark.parametrize("query", SETTINGS)
@pytest.mark.parametrize("mark", ["?", "%3F"])
def test_a_link_to_a_setting_may_be_encoded_or_damaged(reader: Watched, mark: str, query: str) -> None:
    page = reader.open(f"chapters/iom/money.html#explore-shares{mark}{query}")
    year = page.locator('.mb-explorer[data-uid="iom/money#explore:shares"] output').first.inner_text()
    asked_for = query == "year=2015" or (query == "year%3D2015" and mark == "%3F")
    assert (year == "2015") == asked_for
    reader.assert_clean()
