"""The registers of the reference part: sorted and filtered with the keyboard, readable without a script."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.conftest import SITE, Watched, watch

PAGE = "chapters/reference/facts.html"


def test_facts_are_sorted_by_the_day_of_their_review(reader: Watched) -> None:
    page = reader.open(PAGE)
    head = page.get_by_role("columnheader", name="Check again by")
    for direction, expected in (("ascending", sorted), ("descending", lambda keys: sorted(keys, reverse=True))):
        head.get_by_role("button").focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == direction
        keys = page.locator('[data-head="Check again by"]').evaluate_all("cells => cells.map((cell) => cell.dataset.key)")
        assert keys == expected(keys)
        assert page.get_by_role("status").inner_text().startswith("Sorted by Check again by")
    reader.assert_clean()


def test_facts_are_filtered_by_words(reader: Watched) -> None:
    page = reader.open(PAGE)
    total = page.locator(".mb-register tbody tr").count()
    page.get_by_label("Show rows that contain").fill("libya 2025")
    shown = page.locator(".mb-register tbody tr:visible")
    assert 0 < shown.count() < total
    assert all("libya" in text.lower() and "2025" in text for text in shown.all_text_contents())
    assert f"of {total}" in page.get_by_role("status").inner_text()
    page.get_by_label("Show rows that contain").fill("iom's")
    assert 0 < shown.count() < total and all("iom’s" in text.lower() for text in shown.all_text_contents())
    page.get_by_label("Show rows that contain").fill("")
    assert shown.count() == total
    reader.assert_clean()


@pytest.mark.parametrize("name", ["facts", "facts-phases-ai-act", "searches", "systems", "data", "sources"])
def test_a_register_can_be_read_without_a_script(browser: Browser, name: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto((SITE / f"chapters/reference/{name}.html").as_uri())
    assert page.locator(".mb-register tbody tr").first.is_visible()
    context.close()


@pytest.mark.parametrize("typed", ["Türkiye", "Turkiye", "TUERKIYE", "türkiye", "Tu\u0308rkiye"])
def test_a_word_is_found_however_its_letters_are_written(browser: Browser, address: str, typed: str) -> None:
    """Also where the browser speaks Turkish, in which a small I has no dot."""
    context = browser.new_context(locale="tr-TR")
    page = watch(context, address).open(PAGE)
    page.locator(".mb-register-tools input").fill(typed)
    shown = [row.inner_text() for row in page.locator(".mb-register tbody tr:visible").all()]
    assert shown and all("Türkiye" in row for row in shown)
    context.close()


def test_a_printed_register_begins_on_the_first_page_and_has_no_controls(reader: Watched) -> None:
    page = reader.open(PAGE)
    first, head = (page.locator(f".mb-register {part}").first.inner_text() for part in ("tbody th", "thead button"))
    # a reader of PDFs puts spaces between letters that are set far apart
    printed = "".join("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages[:1]).split())
    before, found, _ = printed.partition("".join(first.split()))
    # the words of the heads stand beside every cell; in a row of their own they would be links
    assert found and head not in before and "Showrowsthatcontain" not in before
