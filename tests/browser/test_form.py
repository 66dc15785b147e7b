"""A form: written with the keyboard, kept, saved as a file, read by criteria; its worked examples are nowhere in the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from migrationbook.core.inline import plain
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import corpus
from migrationbook.exercises.form.kind import Form
from tests.browser.answering import check, live, words
from tests.browser.conftest import SITE, Watched

FORMS = [asked for lesson in corpus().lessons for asked in corpus().asked(lesson) if isinstance(asked.exercise, Form)]


#: What the name of an exercise begins with in the browser's storage.
STORED = "reading-migration-management:1:"


def form_of(asked: Asked) -> Form:
    """The exercise, as what it is."""
    assert isinstance(asked.exercise, Form)
    return asked.exercise


def opened(reader: Watched, asked: Asked) -> tuple[Page, Locator]:
    """The page of a form, and the form."""
    page = reader.open(f"chapters/{asked.home}.html")
    return page, live(page, asked.uid)


def write(root: Locator, count: int) -> None:
    """Write into the first sections."""
    for at, area in enumerate(root.locator("textarea").all()[:count]):
        area.fill(f"Section {at} <b>in my words</b>.")


def kept(page: Page, uid: str) -> dict:
    """The record in the browser."""
    return json.loads(page.evaluate("uid => localStorage.getItem(uid)", STORED + uid) or "{}")


@pytest.mark.parametrize("asked", FORMS, ids=lambda asked: asked.uid)
def test_less_than_half_shows_no_criteria_and_is_kept_all_the_same(reader: Watched, asked: Asked) -> None:
    page, root = opened(reader, asked)
    half = -(-len(form_of(asked).sections) // 2)
    write(root, half - 1)
    result, shown = check(root)
    assert result == "note" and f"at least {half}" in shown
    assert not root.locator("fieldset").is_visible()
    # what is typed is kept when the typing pauses
    page.wait_for_function("([uid, words]) => localStorage.getItem(uid)?.includes(words)", arg=[STORED + asked.uid, f"Section {half - 2} "])
    page.reload()
    assert root.locator("textarea").first.input_value() == "Section 0 <b>in my words</b>."
    assert f"{half - 1} of {len(form_of(asked).sections)}" in root.locator(".mb-written").inner_text()
    write(root, half)
    result, shown = check(root)
    assert result == "done"
    assert [criterion for criterion in form_of(asked).criteria if words(plain(criterion, corpus())) not in shown] == []
    assert root.locator(".mb-status").inner_text() != ""
    reader.assert_clean()


@pytest.mark.parametrize("asked", FORMS, ids=lambda asked: asked.uid)
def test_a_form_by_keyboard_alone(reader: Watched, asked: Asked) -> None:
    page, root = opened(reader, asked)
    root.locator("textarea").first.focus()
    for at in range(len(form_of(asked).sections)):
        page.keyboard.type(f"Typed {at}")
        page.keyboard.press("Tab")
    assert root.locator("button.mb-check").evaluate("button => button === document.activeElement")
    page.keyboard.press("Enter")
    assert root.locator(".mb-feedback").get_attribute("data-result") == "done"
    page.keyboard.press("Tab")
    assert root.locator("button.mb-save").evaluate("button => button === document.activeElement")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".md")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert root.locator("input[type=checkbox]").first.is_checked()
    assert kept(page, asked.uid)["answer"]["criteria"] == [0]
    reader.assert_clean()


@pytest.mark.parametrize("place", ["http", "disk"])
@pytest.mark.parametrize("asked", FORMS, ids=lambda asked: asked.uid)
def test_the_file_holds_title_day_sections_and_answers(
    reader: Watched, disk_reader: Watched, tmp_path: Path, place: str, asked: Asked
) -> None:
    watched = reader if place == "http" else disk_reader
    page, root = opened(watched, asked)
    form = form_of(asked)
    root.locator("button.mb-save").click()
    assert "nothing to save" in root.locator(".mb-actions .mb-said").inner_text()
    write(root, 1)
    with page.expect_download() as download:
        root.locator("button.mb-save").click()
    day = page.evaluate("new Intl.DateTimeFormat('sv').format(new Date())")
    name = download.value.suggested_filename
    assert name == f"reading-migration-management-{asked.id}-{day}.md"
    file = tmp_path / name
    download.value.save_as(file)
    text = file.read_text("utf-8")
    assert text.startswith(f"# {form.title or 'Exercise'}") and day in text and asked.uid in text
    assert [section.label for section in form.sections if f"## {section.label}\n" not in text] == []
    assert [section.ask for section in form.sections if words(plain(section.ask, corpus())) not in words(text)] == []
    assert text.count("Section 0 <b>in my words</b>.") == 1
    assert text.count("(not written)") == len(form.sections) - 1
    assert name in root.locator(".mb-actions .mb-said").inner_text()
    watched.assert_clean()


@pytest.mark.parametrize("asked", FORMS, ids=lambda asked: asked.uid)
def test_export_and_import_carry_texts_and_criteria(reader: Watched, tmp_path: Path, asked: Asked) -> None:
    page, root = opened(reader, asked)
    write(root, len(form_of(asked).sections))
    check(root)
    root.locator("input[type=checkbox]").nth(1).check()
    before = kept(page, asked.uid)
    reader.open("chapters/progress.html")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("1 record taken").wait_for()
    assert kept(page, asked.uid) == before
    page, root = opened(reader, asked)
    assert root.locator("textarea").last.input_value().startswith(f"Section {len(form_of(asked).sections) - 1}")
    assert root.locator("b").count() == 0
    reader.assert_clean()


@pytest.mark.parametrize(
    "answer",
    ['{"texts": "no list"}', '{"texts": [1, 2]}', '{"texts": ["a"], "criteria": ["<img>"]}', '{"texts": ["a", "b"]}', '["a"]', '"a"', "7"],
)
def test_a_damaged_record_breaks_nothing(reader: Watched, answer: str) -> None:
    asked = FORMS[0]
    page, _ = opened(reader, asked)
    record = f'{{"tries": 1, "best": 0, "solved": false, "shown": false, "answer": {answer}, "when": "2026-11-21"}}'
    page.evaluate("([uid, text]) => localStorage.setItem(uid, text)", [STORED + asked.uid, record])
    page, root = opened(reader, asked)
    assert root.locator("textarea").count() == len(form_of(asked).sections)
    write(root, len(form_of(asked).sections))
    assert check(root)[0] == "done"
    reader.assert_clean()


@pytest.mark.parametrize("asked", FORMS, ids=lambda asked: asked.uid)
def test_a_form_fits_a_narrow_screen(reader: Watched, asked: Asked) -> None:
    reader.page.set_viewport_size({"width": 360, "height": 740})
    page, root = opened(reader, asked)
    write(root, len(form_of(asked).sections))
    check(root)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    for part in root.locator("textarea, button, label").all():
        box = part.bounding_box()
        assert box is None or (box["x"] >= 0 and box["x"] + box["width"] <= 360)
    for button in root.locator(".mb-actions button:visible").all():
        assert button.bounding_box()["height"] >= 36  # type: ignore[index]
    reader.assert_clean()


@pytest.mark.parametrize("asked", FORMS, ids=lambda asked: asked.uid)
def test_in_print_a_form_is_lines_and_no_section_is_cut(reader: Watched, asked: Asked) -> None:
    page, root = opened(reader, asked)
    write(root, 2)
    page.emulate_media(media="print")
    sheet = page.locator(f'.mb-mount[data-uid="{asked.uid}"] .mb-paper')
    sections = sheet.locator(".mb-section").all()
    for section, drawn in zip(form_of(asked).sections, sections, strict=True):
        assert section.label in drawn.inner_text()
        assert drawn.locator(".mb-lines > div").count() == section.lines
        assert drawn.evaluate("node => getComputedStyle(node).breakInside") == "avoid"
    assert not root.is_visible()
    reader.assert_clean()


@pytest.mark.parametrize("asked", FORMS, ids=lambda asked: asked.uid)
def test_no_file_of_the_site_holds_a_worked_example(asked: Asked) -> None:
    pieces = [" ".join(plain(section.model, corpus()).split()[:5]) for section in form_of(asked).sections]
    for path in SITE.rglob("*"):
        if path.suffix in (".html", ".js", ".json", ".ipynb", ".txt"):
            text = path.read_text("utf-8")
            assert [piece for piece in pieces if piece in text] == [], path
