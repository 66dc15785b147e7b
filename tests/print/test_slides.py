"""The slides: both standards, 16:9, legible, every task and no answer, nothing beside the slide."""

from __future__ import annotations

import ctypes
import io
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2
import pytest
import yaml
import zxingcpp
from pypdf import PdfReader

from migrationbook.core.errors import CourseError
from migrationbook.core.inline import plain
from migrationbook.core.paths import SITE_FILES
from migrationbook.core.yamlfile import YamlFile
from migrationbook.corpus.fingerprint import fold
from migrationbook.corpus.handouts import GridTask, ResolvedHandout, SketchTask, handout_names
from migrationbook.corpus.load import Corpus
from migrationbook.exercises import kinds
from migrationbook.exercises.argument.kind import Argument
from migrationbook.exercises.classify.kind import Classify
from migrationbook.exercises.cloze.kind import Cloze
from migrationbook.exercises.mark.kind import Mark
from migrationbook.exercises.match.kind import Match
from migrationbook.print.slides import slide_data
from migrationbook.print.typst import TEMPLATES, typeset
from tests.conftest import TinyCourse
from tests.hostile import laced
from tests.print.conftest import PUBLISHED, RESERVED, TASKS, assert_standards, at, elements, folded, sheet_of, squeezed
from tests.print.test_handouts import LESSON, SECRETS

#: As in migrationbook/print/slides.typ, in points.
WIDTH, HEIGHT, SIDE, BELOW, SMALLEST = 960, 540, 48, 58, 18


def slides_of(sheet: ResolvedHandout, site: str = PUBLISHED) -> bytes:
    """The slides of a handout."""
    imprint = at(site)
    return typeset("slides.typ", slide_data(sheet, imprint), imprint.released, sheet.file.path)


@dataclass
class Deck:
    """A handout with its slides."""

    sheet: ResolvedHandout
    pdf: bytes

    @cached_property
    def pages(self) -> list[str]:
        """The text of each slide."""
        # U+FFFE stands for a hyphen at the end of a line
        found = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(self.pdf))
        return [folded(text.replace("\ufffe", "-")) for text in found]

    def titled(self, title: str) -> list[str]:
        """The slides of one title."""
        return [page for page in self.pages if page.startswith((f"{title} ", f"{title}, "))]


@pytest.fixture(scope="module", params=handout_names(Corpus()))
def deck(request: pytest.FixtureRequest, course: Corpus) -> Deck:
    """The slides of a handout of the course."""
    sheet = ResolvedHandout(course, request.param)
    return Deck(sheet, (SITE_FILES / "handouts" / f"{sheet.name}-slides.pdf").read_bytes())


# ------------------------------------------------------------------------------------------- the course's own slides
def test_slides_keep_both_standards(deck: Deck) -> None:
    assert_standards(deck.pdf)


def _type(page: Any) -> Iterator[tuple[str, float, tuple[float, float, float, float]]]:
    """Return each letter of a page with its size on the page, in points, and its box."""
    text = page.get_textpage()
    matrix = pypdfium2.raw.FS_MATRIX()
    for index in range(text.count_chars()):
        letter = chr(pypdfium2.raw.FPDFText_GetUnicode(text, index))
        if not letter.isspace():
            pypdfium2.raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
            size = pypdfium2.raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
            yield letter, size, text.get_charbox(index)


def test_every_letter_can_be_read_and_stands_on_its_slide(deck: Deck) -> None:
    document = pypdfium2.PdfDocument(deck.pdf)
    for number, page in enumerate(document, 1):
        assert page.get_size() == (WIDTH, HEIGHT)
        for letter, size, (left, bottom, right, top) in _type(page):
            assert size > SMALLEST - 0.05, (number, letter, size)
            # the tail of an italic f hangs out a little
            assert left > SIDE - 6 and right < WIDTH - SIDE + 6 and bottom > 0 and top < HEIGHT, (number, letter)
        if number > 1:
            # what runs over would stand in the footer, or on a slide without a title
            footer = folded(page.get_textpage().get_text_bounded(bottom=0, top=BELOW - 6)).strip()
            title = folded(deck.sheet.handout.title)
            assert footer == f"Handout {deck.sheet.handout.number} · {title} {number} / {len(document)}"


def test_structure_language_and_links(deck: Deck) -> None:
    reader = PdfReader(io.BytesIO(deck.pdf))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "en-GB"
    assert str(reader.metadata.title) == f"{deck.sheet.handout.title} – slides".replace("'", "’")  # type: ignore[union-attr]
    nodes = list(elements(catalogue["/StructTreeRoot"]["/K"]))
    assert [node.get("/S") for node in nodes].count("/H1") == len(reader.pages) - 1
    alts = [str(node["/Alt"]) for node in nodes if "/Alt" in node]
    assert deck.sheet.corpus.figures[deck.sheet.handout.figure.figure].alt in alts
    assert {node["/Lang"] for node in nodes if "/Lang" in node} <= {"en-GB", "de-DE", "fr-FR", "es-ES", "it", "nl"}


def _in_german(page: Any, stream: bytes) -> str:
    """Return the text of a page that its tags call German: the nearest element with a language, or its own mark, says so."""
    pdfium, buffer = pypdfium2.raw, ctypes.create_string_buffer(4096)
    own = {int(mark): language for mark, language in re.findall(rb"/MCID (\d+)/Lang\(([^)]*)\)", stream)}

    def words(read: Any, *arguments: Any) -> str:
        size = read(*arguments, ctypes.cast(buffer, read.argtypes[-2]), 4096)
        return buffer.raw[:size].decode("utf-16-le").rstrip("\0")

    def marks(element: Any, german: bool) -> Iterator[int]:
        language = words(pdfium.FPDF_StructElement_GetLang, element)
        german = language == "de-DE" if language else german
        for index in range(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)):
            mark = pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
            if mark >= 0 and (own[mark] == b"de-DE" if mark in own else german):
                yield mark
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, index):
                yield from marks(child, german)

    tree, text = pdfium.FPDF_StructTree_GetForPage(page), page.get_textpage()
    roots = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(pdfium.FPDF_StructTree_CountChildren(tree))]
    found = {mark for root in roots for mark in marks(root, False)}
    parts = [part for part in page.get_objects() if pdfium.FPDFPageObj_GetMarkedContentID(part) in found]
    said = "".join(words(pdfium.FPDFTextObj_GetText, part, text) for part in parts)
    pdfium.FPDF_StructTree_Close(tree)
    return squeezed(said.replace("\x02", "-"))  # a hyphen at the end of a line


def test_german_passages_are_tagged_so(deck: Deck) -> None:
    streams = [page.get_contents().get_data() for page in PdfReader(io.BytesIO(deck.pdf)).pages]  # type: ignore[union-attr]
    said = [_in_german(page, stream) for page, stream in zip(pypdfium2.PdfDocument(deck.pdf), streams, strict=True)]
    assert said[0] == squeezed(deck.sheet.handout.subtitle)
    for number, name in enumerate(deck.sheet.handout.excerpts, 1):
        excerpt = deck.sheet.corpus.excerpts[name]
        titles = (f"Source {number} ", f"Source {number},")
        german = "".join(text for text, page in zip(said, deck.pages, strict=True) if page.startswith(titles))
        assert german.startswith(squeezed(fold(excerpt.de))), number
        assert [word for word in excerpt.glosses if squeezed(word) not in german] == []
        assert squeezed(fold(excerpt.en)) not in german and "Addressed" not in german


def test_everything_chosen_is_shown(deck: Deck) -> None:
    sheet, corpus = deck.sheet, deck.sheet.corpus
    handout, text = sheet.handout, squeezed(" ".join(deck.pages))
    wanted = [handout.title, handout.subtitle, plain(handout.lead, corpus)]
    for name in handout.excerpts:
        excerpt = corpus.excerpts[name]
        wanted += [fold(excerpt.de), fold(excerpt.en), *excerpt.glosses]
    words = corpus.figures[handout.figure.figure]
    wanted += [words.title, plain(words.caption, corpus), *(plain(corpus.facts[name].statement, corpus) for name in handout.facts)]
    wanted += [cell for row in (handout.table.rows if handout.table else []) for cell in row]
    wanted += [plain(prompt.prompt, corpus) for prompt in sheet.prompts]
    wanted += [plain(task.ask, corpus) for _, task in sheet.explored]
    wanted.append("CC BY-SA 4.0")
    assert [words for words in wanted if squeezed(words) not in text] == []


def test_each_task_has_its_slide(deck: Deck) -> None:
    corpus, own = deck.sheet.corpus, json.loads((TEMPLATES / "strings.en.json").read_text("utf-8"))["kinds"]
    for number, (task, asked) in enumerate(zip(deck.sheet.handout.tasks, deck.sheet.asked, strict=True), 1):
        shown = deck.titled(f"Task {number}")
        exercise = asked.exercise if asked else task
        ask = task.ask if isinstance(task, GridTask | SketchTask) else (task.ask or exercise.ask)  # type: ignore[union-attr]
        assert shown and all(squeezed(plain(ask, corpus)) in squeezed(page) for page in shown), number
        for page in shown:
            # what to do stands alone on its line above the footer
            strip = pypdfium2.PdfDocument(deck.pdf)[deck.pages.index(page)].get_textpage()
            below = folded(strip.get_text_bounded(bottom=BELOW, top=BELOW + 20)).strip()
            told = own[exercise.kind] if exercise.kind in own else kinds()[exercise.kind].words()  # type: ignore[union-attr]
            what = told["slide"]["instruction"].format(number=number)
            assert re.fullmatch(re.escape(what) + r"( Look at source \d\.)?", below), (number, below)
        choices = [
            *(option.text for option in getattr(exercise, "options", [])),
            *(item.text for item in getattr(exercise, "items", [])),
        ]
        if isinstance(exercise, Match):
            choices = [*(pair.left for pair in exercise.pairs), *(pair.right for pair in exercise.pairs), *exercise.decoys]
        if isinstance(exercise, Classify):
            choices = [*exercise.columns, *(row.text for row in exercise.rows)]
        if isinstance(exercise, Cloze):
            choices = [word for gap in exercise.gaps for word in (gap.right, *(wrong.text for wrong in gap.wrong))]
        if isinstance(exercise, Mark):
            choices = [fold(corpus.excerpts[exercise.excerpt].de)]
        if isinstance(exercise, Argument):
            choices = [exercise.claim]
        text = squeezed(" ".join(shown))
        assert [choice for choice in choices if squeezed(plain(choice, corpus)) not in text] == [], number


def test_no_slide_holds_an_answer(deck: Deck) -> None:
    """No reason, model, criterion, hint, tip, note or plan; that nothing else gives one away is tried on the tiny course."""
    handout, corpus = deck.sheet.handout, deck.sheet.corpus
    secret = [task.tip for task in handout.tasks] + [prompt.notes for prompt in deck.sheet.prompts]
    secret += [phase.what for phase in handout.plan] + [entry.but for entry in handout.misconceptions]
    secret += [cell for task in handout.tasks if isinstance(task, GridTask) for row in task.answers for cell in row]
    chosen = [asked.exercise for asked in [*deck.sheet.asked, *(asked for asked, _ in deck.sheet.explored)] if asked]
    for exercise in chosen:
        entries = [entry for name in ("options", "mistakes", "items", "pairs", "rows", "gaps", "targets", "sections", "decoys")
                   for entry in getattr(exercise, name, [])]  # fmt: skip
        told = ("why", "otherwise", "model", "reason", "cost", "hint")
        secret += [getattr(entry, name) for entry in [exercise, *entries] for name in told if getattr(entry, name, None)]
        for name in ("criteria", "reasons_for", "against", "moves"):
            secret += getattr(exercise, name, [])
    assert len(secret) > 3 * len(handout.tasks)
    text = squeezed(" ".join(deck.pages))
    assert [words for words in secret if squeezed(plain(words, corpus)) in text] == []


@pytest.mark.parametrize("name", handout_names(Corpus()))
def test_the_qr_codes_open_chapter_and_explorers(name: str) -> None:
    sheet = ResolvedHandout(Corpus(), name)
    deck = Deck(sheet, slides_of(sheet))
    explorers = {f"{PUBLISHED}chapters/{asked.lesson}.html#ask-{asked.id}" for asked, _ in deck.sheet.explored}
    assert explorers
    assert codes_of(deck) == {f"{PUBLISHED}chapters/{deck.sheet.opening_page}.html"} | explorers


def codes_of(deck: Deck) -> set[str]:
    """What a camera reads on the title, on the slides of explorers and on the last."""
    document = pypdfium2.PdfDocument(deck.pdf)
    with_code = [0, len(document) - 1, *(index for index, page in enumerate(deck.pages) if page.startswith("Explore"))]
    return {code.text for index in with_code for code in zxingcpp.read_barcodes(document[index].render(scale=1).to_pil())}


def test_slides_of_a_course_without_an_address_say_draft() -> None:
    sheet = ResolvedHandout(Corpus(), "iom")
    deck = Deck(sheet, slides_of(sheet, RESERVED))
    assert codes_of(deck) == set()
    assert "draft, not published yet" in deck.pages[0] and "draft, not published yet" in deck.pages[-1]
    assert "course.example" not in " ".join(deck.pages)
    assert_standards(deck.pdf)


# ------------------------------------------------------------------------------------------- every printable kind
@pytest.mark.parametrize("name", TASKS)
def test_every_kind_keeps_the_standards(printing: TinyCourse, name: str) -> None:
    deck = Deck(sheet_of(printing, name), slides_of(sheet_of(printing, name)))
    assert_standards(deck.pdf)
    assert [len(deck.titled(f"Task {number}")) for number in range(1, len(TASKS[name]) + 1)] == [1] * len(TASKS[name])
    assert len(deck.titled("Explore")) == 1


def test_slides_depend_on_no_key(printing: TinyCourse) -> None:
    before = {name: slides_of(sheet_of(printing, name)) for name in TASKS}
    for file, changes in SECRETS.items():
        for old, new in changes:
            printing.replace(file, old, new)
    assert {name: slides_of(sheet_of(printing, name)) for name in TASKS} == before


def _options(count: int, words: int) -> str:
    return ", ".join(f"{{text: '{f'number-{index} ' * words}', right: {str(index == 0).lower()}, why: w}}" for index in range(count))


def test_a_long_task_goes_on_over_slides(printing: TinyCourse) -> None:
    printing.replace(LESSON, "{text: A, right: true, why: a}, {text: B, why: b}]", f"{_options(7, 30)}]")
    deck = Deck(sheet_of(printing, "first"), slides_of(sheet_of(printing, "first")))
    parts = deck.titled("Task 1")
    assert len(parts) == 3
    for number, part in enumerate(parts, 1):
        assert part.startswith(f"Task 1, {number} of 3 4 min · alone One?")
    assert [sum(f" {letter} number-{'ABCDEFG'.index(letter)} " in part for part in parts) for letter in "ABCDEFG"] == [1] * 7


def test_a_text_longer_than_a_slide_is_refused(printing: TinyCourse) -> None:
    printing.replace(LESSON, "{text: A, right: true, why: a}, {text: B, why: b}]", f"{_options(2, 200)}]")
    with pytest.raises(CourseError, match="“Task 1” holds a text that fills more than a slide: shorten it") as refused:
        slides_of(sheet_of(printing, "first"))
    assert str(refused.value.file).endswith("handouts/first.yml")


# ------------------------------------------------------------------------------------------------ what an author may write
@pytest.mark.parametrize("words", ["#panic() $x$ <b>", "@label // *", "]] /* \\n &amp; {-}"])
@pytest.mark.parametrize("name", list(TASKS))
def test_hostile_text_is_set_as_itself_everywhere(printing: TinyCourse, name: str, words: str) -> None:
    for path in (printing.root / "data" / LESSON, printing.root / "data" / "handouts" / f"{name}.yml"):
        path.write_text(yaml.safe_dump(laced(YamlFile(path).data, words), allow_unicode=True, sort_keys=False), "utf-8")
    deck = Deck(sheet_of(printing, name), slides_of(sheet_of(printing, name)))
    # the question of the sheet and of every task, and what there is to choose, sort or fill in
    assert squeezed(" ".join(deck.pages)).count(squeezed(words)) >= 2 * len(deck.sheet.handout.tasks) + 1
