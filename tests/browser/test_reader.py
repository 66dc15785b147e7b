"""What a reader may do with the book beside answering: keep progress, open it from disk, turn things off, print it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from migrationbook.corpus.load import corpus
from migrationbook.lesson.exercise import Context, spec
from tests.browser.answering import attempts, by_hand, key_that_turns, live, steps, words
from tests.browser.conftest import PAGES, Visit, Watched, covering, soup_of, watch

LESSON = next(iter(corpus().lessons))


def answer_first(page: Page, lesson: str = LESSON) -> str:
    """Answer the first exercise of a lesson rightly and return its full name."""
    asked = corpus().asked(lesson)[0]
    found = spec(Context(corpus(), asked))
    *_, key = attempts(found)
    assert by_hand(page, asked.uid, steps(page, found, key))[0] in ("right", "done")
    return asked.uid


def test_every_page_of_the_contents_was_built() -> None:
    assert {f"{page}.html" for page in corpus().pages} <= set(PAGES)


def test_progress_is_shown_exported_deleted_and_read_back(reader: Watched, tmp_path: Path) -> None:
    page = reader.open(f"chapters/{LESSON}.html")
    uid = answer_first(page)
    reader.open("chapters/progress.html")
    assert page.locator("#mb-progress table").count() >= 1
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    saved = json.loads(file.read_text("utf-8"))
    assert uid in saved["records"] and saved["records"][uid]["solved"]

    page.get_by_role("button", name="Delete all progress").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('#')).length") == 0

    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("1 record taken").wait_for()
    reader.open(f"chapters/{LESSON}.html")
    assert live(page, uid).locator(".mb-status").inner_text() != ""
    reader.assert_clean()


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        '{"book": "another", "version": 1, "records": {}}',
        '{"book": "reading-migration-management", "version": 9, "records": {}}',
    ],
)
def test_a_wrong_file_changes_nothing(reader: Watched, tmp_path: Path, text: str) -> None:
    page = reader.open(f"chapters/{LESSON}.html")
    answer_first(page)
    before = page.evaluate("JSON.stringify(localStorage)")
    reader.open("chapters/progress.html")
    file = tmp_path / "wrong.json"
    file.write_text(text, "utf-8")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("Nothing has changed").wait_for()
    assert page.evaluate("JSON.stringify(localStorage)") == before
    reader.assert_clean()


#: One exercise of each kind, by its kind.
BY_KIND = {asked.exercise.kind: asked for lesson in corpus().lessons for asked in corpus().asked(lesson)}  # type: ignore[attr-defined]
SOUND = {"tries": 1, "best": 1, "solved": True, "shown": False, "answer": None, "when": "2026-11-21"}
HOSTILE = "</textarea></script><img src=x onerror=alert(1)><script>alert(2)</script>"

#: What is wrong with a record of an open exercise; each is to be left out.
UNSOUND = {
    "no record": [None, [], "x", 5, True, {}],
    "tries": [{**SOUND, "tries": tries} for tries in ("1", -1, 1.5, 10**9, None, [1], {"valueOf": 1})],
    "best": [{**SOUND, "best": best} for best in ("1", -0.1, 1.1, None, HOSTILE)],
    "solved": [{**SOUND, "solved": "yes"}, {**SOUND, "shown": 1}],
    "when": [{**SOUND, "when": when} for when in (HOSTILE, "2026-02-30", "26-1-1", 20261121, None)],
    "answer": [
        {**SOUND, "answer": answer}
        for answer in (
            HOSTILE,
            7,
            [0],
            {"text": HOSTILE},
            {"text": "x" * 20_001, "criteria": []},
            {"text": {"toString": "x"}, "criteria": []},
            {"text": "x", "criteria": ["0"]},
            {"text": "x", "criteria": [0] * 2_001},
            {"texts": ["x"], "criteria": []},
            {"__proto__": {"text": "x", "criteria": []}},
        )
    ],
}


def import_file(page: Page, folder: Path, records: object, **more: object) -> str:
    """Let the page read a file of records, and return what it says."""
    file = folder / "file.json"
    file.write_text(json.dumps({"book": "reading-migration-management", "version": 1, "saved": "x", "records": records, **more}), "utf-8")
    report = page.locator(".mb-report")
    report.evaluate("report => report.replaceChildren()")
    page.locator("input[type=file]").set_input_files(file)
    report.locator("p").first.wait_for()
    return report.inner_text()


def kept(page: Page) -> dict[str, object]:
    """The records that the browser keeps, by the names of their exercises."""
    return page.evaluate(
        "Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.includes(':1:'))"
        ".map(([key, value]) => [key.split(':1:')[1], JSON.parse(value)]))"
    )


def ran(reader: Watched) -> list[str]:
    """Return a list that every dialog which a script opens is put into."""
    opened: list[str] = []
    reader.page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    return opened


@pytest.mark.parametrize("what", UNSOUND)
def test_an_unsound_record_is_left_out_and_told(reader: Watched, tmp_path: Path, what: str) -> None:
    uid, opened = BY_KIND["open"].uid, ran(reader)
    page = reader.open("chapters/progress.html")
    for record in UNSOUND[what]:
        said = import_file(page, tmp_path, {uid: record})
        assert "0 records taken" in said and "1 left out: it is damaged" in said, json.dumps(record)[:200]
        assert kept(page) == {}
    assert opened == []
    reader.assert_clean()


def test_no_exercise_takes_the_answer_of_another_kind(reader: Watched, tmp_path: Path) -> None:
    answers = {"index": 0, "indices": [0, 1], "number": "1", "text": {"text": "x", "criteria": []}, "map": {"texts": ["x"]}}
    answers["form"] = {"texts": ["x"], "criteria": []}
    fits = {"numeric": "number", "open": "text", "argument": "map", "form": "form"}
    fits |= dict.fromkeys(("single", "position", "explore"), "index")
    page = reader.open("chapters/progress.html")
    for name, answer in answers.items():
        import_file(page, tmp_path, {asked.uid: {**SOUND, "answer": answer} for asked in BY_KIND.values()})
        wanted = {asked.uid for kind, asked in BY_KIND.items() if fits.get(kind, "indices") == name}
        # a map of an argument is a part of a form's answer, and stays without what is more
        assert set(kept(page)) == wanted | ({BY_KIND["argument"].uid} if name == "form" else set())
        page.evaluate("localStorage.clear()")


def test_a_hostile_file_runs_nothing_and_stores_only_what_is_sound(reader: Watched, tmp_path: Path) -> None:
    asked, opened = BY_KIND["open"], ran(reader)
    extra = {"__proto__": {"polluted": True, "solved": True}, "constructor": {"prototype": {"polluted": True}}, "html": HOSTILE}
    record = {**SOUND, **extra, "answer": {"text": HOSTILE, "criteria": [0], "html": HOSTILE, **extra}}
    names = ("__proto__", "constructor", "hasOwnProperty", HOSTILE, f"{asked.uid}<b>", "")
    page = reader.open("chapters/progress.html")
    said = import_file(page, tmp_path, {asked.uid: record, **dict.fromkeys(names, record)}, **extra)
    assert "1 record taken" in said and f"{len(names)} left out: no exercise of this book has their names" in said
    assert kept(page) == {asked.uid: {**SOUND, "answer": {"text": HOSTILE, "criteria": [0]}}}
    assert page.evaluate("[({}).polluted, Object.prototype.solved, [].polluted]") == [None, None, None]
    lesson = asked.uid.split("#")[0]
    for path in ("chapters/progress.html", f"chapters/{lesson}.html"):
        reader.open(path)
        assert page.locator("img[src=x], [onerror], .mb script:not([type])").count() == 0
    # what was written is shown as what was written
    assert live(page, asked.uid).locator("textarea").input_value() == HOSTILE
    assert opened == []
    reader.assert_clean()


def test_a_file_too_large_or_too_deep_changes_nothing(reader: Watched, tmp_path: Path) -> None:
    page = reader.open("chapters/progress.html")
    assert "too large" in import_file(page, tmp_path, {}, more="x" * 5_000_001)
    deep: object = 0
    for _ in range(400):
        deep = [deep]
    assert "0 records taken" in import_file(page, tmp_path, {BY_KIND["open"].uid: {**SOUND, "answer": deep}})
    file = tmp_path / "deep.json"
    file.write_text("[" * 1_000_000, "utf-8")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("Nothing has changed").wait_for()
    assert kept(page) == {}
    reader.assert_clean()


def test_what_is_stored_wrongly_breaks_no_exercise(reader: Watched) -> None:
    lesson = BY_KIND["open"].uid.split("#")[0]
    page = reader.open("chapters/progress.html")
    for answer in ({"texts": ["x"]}, {"text": "x", "criteria": []}, [99_999], 99_999, HOSTILE):
        for asked in corpus().asked(lesson):
            text = json.dumps({**SOUND, "answer": answer})
            page.evaluate("([uid, text]) => localStorage.setItem('reading-migration-management:1:' + uid, text)", [asked.uid, text])
        reader.open(f"chapters/{lesson}.html")
        assert page.locator(".mb-mount:not(.mb-live)").count() == 0
    reader.assert_clean()


def test_a_search_for_html_finds_no_element(reader: Watched) -> None:
    opened = ran(reader)
    page = reader.open("search.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.locator("#search-results .search-summary", has_text="did not match").wait_for()
    assert page.locator("img, [onerror]").count() == 0 and opened == []
    reader.assert_clean()


def test_the_book_works_from_disk(disk_reader: Watched) -> None:
    page = disk_reader.open("index.html")
    page.locator(f'a[href$="chapters/{LESSON}.html"]').first.click()
    uid = answer_first(page)
    page.reload()
    assert live(page, uid).locator(".mb-status").inner_text() != ""
    first = {lesson: content.explorers[0] for lesson, content in corpus().lessons.items() if content.explorers}
    for lesson in covering({lesson: {control.kind for control in explorer.controls} for lesson, explorer in first.items()}):
        disk_reader.open(f"chapters/{lesson}.html")
        root = live(page, f"{lesson}#explore:{first[lesson].id}")
        before = root.locator(".mb-frame").inner_html()
        control = root.locator("[data-control]").first
        control.focus()
        page.keyboard.press(key_that_turns(control))
        page.wait_for_function("([frame, old]) => frame.innerHTML !== old", arg=[root.locator(".mb-frame").element_handle(), before])
    disk_reader.assert_clean()


@pytest.mark.parametrize("place", ["http", "disk"])
def test_the_search_finds_excerpts_prompts_and_facts(reader: Watched, disk_reader: Watched, place: str) -> None:
    watched = reader if place == "http" else disk_reader
    for word in ("Geldgeber", "flexible"):
        page = watched.open(f"search.html?q={word}")
        page.locator('#search-results a[href*="money"]').first.wait_for()
    watched.assert_clean()


#: What a reader sees of the paper version of each exercise, by its name.
SHEETS_SEEN = """() => Object.fromEntries([...document.querySelectorAll(".mb-mount")].map((mount) => {
  const sheet = mount.querySelector(".mb-paper");
  const { width, height } = sheet.getBoundingClientRect();
  return [mount.dataset.uid, sheet.checkVisibility({ visibilityProperty: true }) && width && height ? sheet.innerText : ""];
}))"""


def test_without_javascript_the_paper_version_stands_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    watched = watch(context, address)
    for lesson in corpus().lessons:
        page = watched.open(f"chapters/{lesson}.html")
        found = page.evaluate(SHEETS_SEEN)
        for asked in corpus().asked(lesson):
            assert found.get(asked.uid), f"{asked.uid} is not seen"
            assert "undefined" not in found[asked.uid]
    watched.assert_clean()
    context.close()


def test_with_storage_off_exercises_work_and_a_line_says_so(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});")
    watched = watch(context, address)
    page = watched.open(f"chapters/{LESSON}.html")
    assert page.locator(".mb-storage-off").is_visible()
    answer_first(page)
    watched.assert_clean()
    context.close()


def kinds_of(lesson: str) -> set[Hashable]:
    """The kinds of a lesson's exercises."""
    return {asked.exercise.kind for asked in corpus().asked(lesson)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("lesson", covering({lesson: kinds_of(lesson) for lesson in corpus().lessons}))
def test_print_shows_worksheets_without_answers(reader: Watched, lesson: str) -> None:
    page = reader.open(f"chapters/{lesson}.html")
    uid = answer_first(page, lesson)
    page.emulate_media(media="print")
    for asked in corpus().asked(lesson):
        mount = page.locator(f'.mb-mount[data-uid="{asked.uid}"]')
        assert mount.locator(".mb-paper").is_visible()
        assert not mount.locator(".mb-app").is_visible()
    assert not live(page, uid).locator(".mb-feedback").is_visible()
    options = [option for asked in corpus().asked(lesson) for option in spec(Context(corpus(), asked)).get("options", [])]
    shown = words(page.locator("article").inner_text())
    assert [option["why"] for option in options if "why" in option and words(option["why"]) in shown] == []


@pytest.mark.parametrize("path", [f"chapters/{LESSON}.html", "search.html", "chapters/reference/facts.html"])
def test_no_field_is_so_small_that_a_phone_zooms_to_it(browser: Browser, address: str, path: str) -> None:
    """A phone or tablet of Apple's enlarges the page when a field with letters under 16 pixels gets the focus."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = watch(context, address).open(path)
    size = "field => parseFloat(getComputedStyle(field).fontSize)"
    fields = "input:not([type=checkbox], [type=radio], [type=range], [type=file]), select, textarea"
    assert [found for field in page.locator(fields).all() if (found := field.evaluate(size)) < 16] == []
    context.close()


@pytest.mark.parametrize("path", ["chapters/phases/before.html", "chapters/iom/index.html", "chapters/iom/money.html"])
def test_the_last_sheet_holds_more_than_the_foot(reader: Watched, path: str) -> None:
    page = reader.open(path)
    foot = words(page.locator(".shell-foot").inner_text())
    *_, last = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    shown = words(last.extract_text())
    assert len(shown) > 40 and not foot.startswith(shown)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_content_security_policy(path: str) -> None:
    head = soup_of(path).head
    assert head is not None
    tags = head.find_all("meta", {"http-equiv": "Content-Security-Policy"})
    assert len(tags) == 1
    policy = str(tags[0]["content"])
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy and "http" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_every_script_and_style_of_a_page_is_of_the_course(path: str) -> None:
    soup = soup_of(path)
    scripts = {Path(str(tag["src"]).split("?")[0]).name for tag in soup.find_all("script", src=True)}
    own = {"site.js", "exercises.js", "progress.js", "registers.js"}
    search = {"documentation_options.js", "doctools.js", "language_data.js", "searchtools.js", "searchindex.js"}
    assert scripts <= own | (search if path == "search.html" else set())
    styles = {Path(str(tag["href"]).split("?")[0]).name for tag in soup.find_all("link", rel="stylesheet")}
    assert styles <= {"fonts.css", "site.css", "exercises.css"}


def test_in_print_a_dark_page_dims_no_picture(visits: Callable[[str], Visit]) -> None:
    visit = visits("chapters/iom/money.html")
    with visit.dark():
        frame = visit.page.locator(".mb-paper .mb-frame").first
        visit.page.emulate_media(media="print")
        assert frame.evaluate("frame => getComputedStyle(frame).filter") == "none"
        visit.page.emulate_media(media="screen")
