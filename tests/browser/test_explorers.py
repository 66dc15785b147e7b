"""The pictures of an explorer come when they are wanted, from a server and from disk, and may fail to come."""

from __future__ import annotations

from playwright.sync_api import Page

from migrationbook.exercises.assets import strings
from tests.browser.answering import key_that_turns, live
from tests.browser.conftest import Watched

PAGE, UID = "chapters/iom/money.html", "iom/money#explore:shares"
CHANGED = "([uid, before]) => document.querySelector(`[data-uid='${uid}'] .mb-app .mb-frame`).innerHTML !== before"
PICTURES = "**/explorers/iom-money-shares.js*"


def turn(page: Page) -> None:
    """Press a key on the explorer's first control."""
    control = live(page, UID).locator("[data-control]").first
    control.focus()
    page.keyboard.press(key_that_turns(control))


def test_pictures_are_fetched_when_the_reader_comes_near(reader: Watched) -> None:
    page = reader.open(PAGE)
    page.wait_for_load_state("networkidle")
    assert not [url for url in reader.requested if "/explorers/" in url]
    with page.expect_request(PICTURES):
        live(page, UID).scroll_into_view_if_needed()
    reader.assert_clean()


def test_from_disk_a_turn_brings_another_picture(disk_reader: Watched) -> None:
    page = disk_reader.open(PAGE)
    frame = live(page, UID).locator(".mb-frame")
    before = frame.inner_html()
    turn(page)
    page.wait_for_function(CHANGED, arg=[UID, before])
    disk_reader.assert_clean()


def test_pictures_that_could_not_be_fetched_are_asked_for_again(reader: Watched) -> None:
    reader.page.route(PICTURES, lambda route: route.abort())
    page = reader.open(PAGE)
    root = live(page, UID)
    before = root.locator(".mb-frame").inner_html()
    setting = root.locator("output").first.inner_text()
    turn(page)
    page.get_by_text(strings()["page"]["explorer_not_fetched"]).wait_for()
    assert root.locator(".mb-frame").inner_html() == before and root.locator("output").first.inner_text() == setting
    page.unroute(PICTURES)
    turn(page)
    page.wait_for_function(CHANGED, arg=[UID, before])
    assert root.locator(".mb-explorer-note").inner_text() == ""
