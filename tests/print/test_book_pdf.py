"""The book on paper: every lesson and exercise, no answer, two standards, links that lead somewhere."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from migrationbook.core.errors import CourseError
from migrationbook.core.inline import plain
from migrationbook.core.made import Ledger
from migrationbook.core.paths import DATA, ROOT, SITE_FILES
from migrationbook.core.pool import make, prune
from migrationbook.core.schema import texts_of
from migrationbook.corpus.handouts import handout_names
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import Corpus
from migrationbook.corpus.outline import GLOSSARY, PDF_FOLDER, WHOLE_BOOK
from migrationbook.print.book import Page, Volume, book_products, each, pages_of, volume_data, volumes
from migrationbook.print.typst import typeset
from migrationbook.print.writer import Writer
from tests.conftest import TinyCourse
from tests.print.conftest import assert_standards, elements, squeezed

PDFS = SITE_FILES / PDF_FOLDER
#: A short chapter with a figure, explorers and nearly every kind of exercise.
CHAPTER = "chapter-phases-before"


@pytest.fixture(scope="session")
def pages(course: Corpus) -> Mapping[str, Page]:
    """The pages of the book."""
    return pages_of(course, Imprint.read())


@pytest.fixture(scope="session")
def by_name(course: Corpus) -> dict[str, Volume]:
    """The PDFs by name."""
    return {volume.name: volume for volume in volumes(course)}


@pytest.fixture(scope="session")
def whole(by_name: dict[str, Volume], pages: Mapping[str, Page]) -> dict[str, Any]:
    """What the whole book is set from."""
    return volume_data(by_name[WHOLE_BOOK], pages, Imprint.read())


@pytest.fixture(scope="session")
def chapter(course_in_print: Corpus, by_name: dict[str, Volume], pages: Mapping[str, Page]) -> tuple[dict[str, Any], bytes]:
    """A chapter: what it is set from, and its PDF."""
    return volume_data(by_name[CHAPTER], pages, Imprint.read()), (PDFS / f"{CHAPTER}.pdf").read_bytes()


def set_as_pdf(data: Mapping[str, Any]) -> bytes:
    """A PDF of the book."""
    return typeset("book.typ", data, Imprint.read().released, ROOT / "_toc.yml")


def strings(value: Any) -> Iterator[str]:
    """Every word in data, without pictures."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "is" or name == "svg":
                continue
            if name == "place" and inner:
                yield f", {inner}"
            else:
                yield from strings(inner)


def words_in(value: Any) -> str:
    """The words of data in one piece, for looking up sentences."""
    return squeezed(" ".join(strings(value)))


# ------------------------------------------------------------------------------------------- the PDF of a chapter
def test_a_chapter_keeps_both_standards(chapter: tuple[dict[str, Any], bytes]) -> None:
    assert_standards(chapter[1])


def test_structure_language_title_and_bookmarks(chapter: tuple[dict[str, Any], bytes]) -> None:
    data, pdf = chapter
    reader = PdfReader(io.BytesIO(pdf))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "en-GB"
    assert data["title"] in str(reader.metadata.title)  # type: ignore[union-attr]
    found = list(elements(catalogue["/StructTreeRoot"]["/K"]))
    levels = [int(str(element["/S"])[2:]) for element in found if re.fullmatch(r"/H\d", str(element.get("/S")))]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(1) == len(data["parts"][0]["pages"])
    alts = {str(element["/Alt"]) for element in found if "/Alt" in element}
    pictures = [block for block in each(data) if block.get("is") in ("figure", "explorer")]
    assert len(pictures) >= 3
    assert {block["alt"] for block in pictures} <= alts
    languages = {element["/Lang"] for element in found if "/Lang" in element}
    assert "de-DE" in languages and not languages & {"de", "de-GB"}
    titles = [str(entry.title) for entry in reader.outline if not isinstance(entry, list)]
    assert titles == ["".join(strings(entry["title"])) for entry in data["parts"][0]["pages"]]


def test_a_chapter_prints_its_lessons_exercises_and_sources(course: Corpus, chapter: tuple[dict[str, Any], bytes]) -> None:
    document = pypdfium2.PdfDocument(chapter[1])
    text = squeezed(" ".join(entry.get_textpage().get_text_range().replace("\ufffe", "") for entry in document))
    lessons = next(found.lessons for found in course.chapters if found.name == "phases/before")
    for name in lessons:
        title = course.title_of(f"chapters/{name}")
        assert title and text.count(squeezed(title)) >= 2, "in the contents and on its page"
        wanted = [plain(asked.exercise.ask, course) for asked in course.asked(name)]
        wanted += [course.excerpts[excerpt].de for excerpt in course.excerpts_shown(name)]
        wanted += [plain(course.facts[fact].statement, course) for fact in course.facts_shown(name)]
        assert [words for words in wanted if squeezed(words) not in text] == []
    assert text.count("Exercise") >= sum(len(course.asked(name)) for name in lessons)


def outside(document: pypdfium2.PdfDocument, scale: float) -> list[int]:
    """Numbers of the pages that have ink more than a millimetre outside the margins: 18 mm and, above and below, 11 mm."""
    found = []
    for number, entry in enumerate(document, 1):
        dark = entry.render(scale=scale, grayscale=True).to_numpy() < 200
        side, foot = (int(millimetres / 25.4 * 72 * scale) for millimetres in (17, 10))
        if dark[:, :side].any() or dark[:, -side:].any() or dark[:foot].any() or dark[-foot:].any():
            found.append(number)
    return found


def test_nothing_of_a_chapter_stands_outside_the_margins(chapter: tuple[dict[str, Any], bytes]) -> None:
    assert outside(pypdfium2.PdfDocument(chapter[1]), 1) == []


def test_a_letter_without_a_glyph_is_refused(chapter: tuple[dict[str, Any], bytes]) -> None:
    pages = [{"title": ["A snowman"], "at": "https://a.example/", "blocks": [{"is": "paragraph", "of": ["☃"]}]}]
    with pytest.raises(CourseError, match="could not be displayed"):
        set_as_pdf({**chapter[0], "parts": [{"caption": "Part", "pages": pages}]})


# ------------------------------------------------------------------------------------------- the whole book
def test_the_book_has_every_page_and_every_exercise_in_order(course: Corpus, whole: dict[str, Any]) -> None:
    site = Imprint.read().site
    printed = {entry["at"]: entry for part in whole["parts"] for entry in part["pages"]}
    assert list(printed) == [f"{site}{name}.html" for name in course.pages]
    for name in course.lessons:
        entry = printed[f"{site}chapters/{name}.html"]
        assert words_in(entry["title"]) == squeezed(course.title_of(f"chapters/{name}") or "")
        numbers = [block["number"] for block in entry["blocks"] if block["is"] == "task"]
        assert numbers == list(range(1, len(course.asked(name)) + 1))
        shown = [block["at"].split("#explore-")[1] for block in entry["blocks"] if block["is"] == "explorer"]
        assert sorted(shown) == sorted(explorer.id for explorer in course.lessons[name].explorers)


def test_the_chapters_together_hold_every_lesson_of_their_parts(by_name: dict[str, Volume], course: Corpus) -> None:
    assert len(by_name) == len(course.chapters) + 1
    held = [name.removeprefix("chapters/") for volume in by_name.values() if volume.title for _, names in volume.parts for name in names]
    assert len(set(held)) == len(held)
    # the test that is done again after the course stands in the reference part
    assert set(course.lessons) - set(held) == {"start/what-changed"}


def test_a_chapter_explains_the_terms_and_lists_the_works_that_it_uses(chapter: tuple[dict[str, Any], bytes]) -> None:
    data, site = chapter[0], Imprint.read().site
    entries = [entry["at"] for block in each(data) if block.get("is") == "glossary" for entry in block["items"]]
    used = {block["label"] for block in each(data) if block.get("is") == "goto"}
    assert entries and {label for label in used if label.startswith(f"{site}{GLOSSARY}.html#term-")} == set(entries)
    works = {work["key"] for block in each(data) if block.get("is") == "references" for work in block["works"]}
    assert works == {block["key"] for block in each(data) if block.get("is") == "cite"}


def secrets(course: Corpus) -> Iterator[tuple[str, str]]:
    """Everything that only who has answered may read: reasons, model answers, criteria, notes for a seminar."""
    for name, lesson in course.lessons.items():
        for prompt in lesson.discuss:
            yield name, plain(prompt.notes, course)
        for asked in course.asked(name):
            if asked.exercise.kind == "explore":  # type: ignore[attr-defined]
                yield from ((asked.uid, plain(words, course)) for words in texts_of(asked.exercise) if words != asked.exercise.ask)
                continue
            told = asked.exercise.answer_key(Writer(course, Imprint.read().site), asked.uid)
            for reason in told["reasons"]:
                for part in ("why", "cost"):
                    if part in reason:
                        yield asked.uid, "".join(strings(reason[part]))
            hidden = [told.get("model", []), *told.get("criteria", []), *told.get("models", [])]
            hidden += [reason for box in told.get("boxes", {}).values() for reason in box]
            yield from ((asked.uid, "".join(strings(words))) for words in hidden)


def test_the_book_gives_no_answer_away(course: Corpus, whole: dict[str, Any]) -> None:
    text = words_in([part["pages"] for part in whole["parts"]])
    found = [(name, squeezed(words)) for name, words in secrets(course)]
    # a reason of a few words can stand in a sentence by chance
    told = [(name, words) for name, words in found if len(words) > 30 and words in text]
    assert len(found) > 2000
    assert told == []
    tasks = [block for block in each(whole) if block.get("is") == "task"]
    known = {"is", "level", "at", "number", "kind", "ask", "hint", "look", "working", "options", "unit", "items", "left", "right"}
    known |= {"columns", "rows", "text", "offers", "passage", "lines", "claim", "title", "sections"}
    assert {name for block in tasks for name in block} <= known


def test_every_link_of_the_book_leads_to_something(course: Corpus, whole: dict[str, Any]) -> None:
    site = Imprint.read().site
    places = {block["at"] for block in each(whole) if block.get("at")}
    works = {f"ref-{work}" for work in course.bibliography.entries}
    assert {block["label"] for block in each(whole) if block.get("is") == "goto"} <= places | works
    offered = {f"handouts/{name}-student.pdf" for name in handout_names(course)}
    offered |= {f"downloads/{path.name}" for path in (DATA / "series").glob("*.csv")}
    offered |= {f"downloads/{name.replace('/', '-')}.svg" for name in course.figures}
    explorers = {f"chapters/{name}.html#explore-{text.id}" for name in course.lessons for text in course.lessons[name].explorers}
    online = [block["to"].removeprefix(site) for block in each(whole) if block.get("is") == "link" and block["to"].startswith(site)]
    assert len(online) > 40
    assert [to for to in online if to not in offered and to.split("?")[0] not in explorers] == []


def test_the_built_book_has_every_heading_and_keeps_its_margins(course_in_print: Corpus) -> None:
    document = pypdfium2.PdfDocument(PDFS / f"{WHOLE_BOOK}.pdf")
    titles = {squeezed(entry.get_title()) for entry in document.get_toc()}
    for name in course_in_print.pages:
        title = course_in_print.title_of(name)
        assert title and squeezed(title) in titles
    assert outside(document, 0.5) == []


def test_a_chapter_without_a_caption_is_an_error_that_says_how_to_mend_it(tiny: TinyCourse) -> None:
    course = Corpus(tiny.root)
    with pytest.raises(CourseError, match="in no part that has a caption") as raised:
        volumes(course)
    assert raised.value.file == course.toc


# ------------------------------------------------------------------------------------------- the files
def test_nothing_is_set_again_while_nothing_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, course: Corpus, by_name: dict[str, Volume]
) -> None:
    monkeypatch.setattr("migrationbook.print.book.typeset", lambda *arguments: b"%PDF")
    monkeypatch.setattr("migrationbook.print.book.volume_data", lambda *arguments: {})
    products, stamps = book_products(course, tmp_path), tmp_path / "stamps"
    folder = products[0].files[0].parent

    def set_again(digest: Callable[[str], str] = course.digest) -> list[str]:
        return [path.stem for path in make(products, Ledger(digest, stamps))]

    assert set_again() == list(by_name)
    (folder / "chapter-gone.pdf").write_bytes(b"")
    prune(folder, "*.pdf", products)
    assert sorted(path.stem for path in folder.iterdir()) == sorted(by_name)
    assert set_again() == []
    (folder / f"{CHAPTER}.pdf").unlink()
    assert set_again() == [CHAPTER]
    assert set_again(lambda name: "another" if name == "file:_toc.yml" else course.digest(name)) == list(by_name)


def test_the_site_links_what_is_made(by_name: dict[str, Volume]) -> None:
    html = ROOT / "_build" / "html"
    if not html.is_dir():
        pytest.skip("the book is not built")
    linked = set()
    for path in [html / "index.html", *(html / "chapters").rglob("*.html")]:
        linked |= set(re.findall(rf'href="(?:\.\./)*{PDF_FOLDER}/([\w-]+)\.pdf"', path.read_text("utf-8")))
    assert linked >= set(by_name) - {"chapter-start"}
    assert {path.stem for path in (html / PDF_FOLDER).glob("*.pdf")} == set(by_name)
