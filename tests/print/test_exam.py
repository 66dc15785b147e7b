"""The sheet of exam items: two standards, questions apart from answers, and nothing of it under the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from migrationbook.core.inline import plain
from migrationbook.core.paths import INSTRUCTOR, ROOT, SITE_FILES
from migrationbook.core.pool import make, prune
from migrationbook.corpus.exam import ITEMS, Exam, load_exam
from migrationbook.corpus.load import Corpus
from migrationbook.print.exam import SHEET, exam_products
from tests.conftest import TinyCourse
from tests.print.conftest import folded, pages_of
from tests.print.test_handouts import assert_standards
from tests.unit.test_exam import EXAM


def squeezed(text: str) -> str:
    """Text without white space, quotation marks and hyphens, for comparing across line ends."""
    return re.sub(r"[\s\-„“”‘’']", "", folded(text))


@pytest.fixture(scope="module")
def sheet(course: Corpus) -> tuple[Corpus, Exam, bytes]:
    """The course's items and the PDF made of them."""
    found = load_exam(course)
    assert found is not None
    return course, found[1], (INSTRUCTOR / SHEET).read_bytes()


def test_the_sheet_keeps_both_standards(sheet: tuple[Corpus, Exam, bytes]) -> None:
    assert_standards(sheet[2])


def test_questions_come_first_and_give_nothing_away(sheet: tuple[Corpus, Exam, bytes]) -> None:
    corpus, exam, pdf = sheet
    pages = pages_of(pdf)
    first = next(number for number, page in enumerate(pages) if "Answers: " in page)
    questions, answers = (squeezed(" ".join(part)) for part in (pages[:first], pages[first:]))
    assert "donothandout" not in questions.casefold()
    for item in (item for part in exam.parts for item in part.items):
        assert squeezed(plain(item.ask, corpus)) in questions, item.id
        secret = [getattr(item, "why", None), getattr(item, "answer", None)]
        secret += [entry.why for name in ("options", "rows", "mistakes") for entry in getattr(item, name, [])]
        for words in (plain(text, corpus) for text in secret if isinstance(text, str)):
            assert squeezed(words) in answers, (item.id, words)
            assert squeezed(words) not in questions, (item.id, words)


def test_every_kind_is_set_and_the_same_in_each_build(printing: TinyCourse, tmp_path: Path) -> None:
    printing.write(ITEMS.as_posix(), EXAM)
    one, two = (make(exam_products(Corpus(printing.root), tmp_path / name))[0] for name in ("one", "two"))
    pdf = one.read_bytes()
    assert two.read_bytes() == pdf
    assert_standards(pdf)
    text = " ".join(pages_of(pdf))
    for words in ("Pick?", "Sum?", "Sort?", "Say.", "Tell.", "200 words", "Short-key.", "Essay-key.", "Crit-two.", "jede Person", "Doe"):
        assert words in text, words
    for words in ("Audit.", "Letter (invented)", "Paragraph-two.", "The counts", "Cell-c", "300 words", "Audit-key.", "Crit-last."):
        assert words in text, words


def test_an_old_sheet_goes(printing: TinyCourse, tmp_path: Path) -> None:
    path = tmp_path / SHEET
    path.write_bytes(b"")
    printing.write(ITEMS.as_posix(), EXAM)
    prune(tmp_path, "*.pdf", exam_products(Corpus(printing.root), tmp_path))
    assert path.exists()
    (printing.root / "data" / ITEMS).unlink()
    prune(tmp_path, "*.pdf", exam_products(Corpus(printing.root), tmp_path))
    assert not path.exists()


def test_nothing_of_the_exam_is_under_the_site(sheet: tuple[Corpus, Exam, bytes]) -> None:
    corpus, exam, _ = sheet
    assert not INSTRUCTOR.is_relative_to(SITE_FILES)
    openings = [plain(item.ask, corpus)[:50] for part in exam.parts for item in part.items]
    for folder in (SITE_FILES, ROOT / "_build" / "html"):
        if not folder.is_dir():
            continue
        assert [path for path in folder.rglob("*") if "exam-items" in path.name] == []
        for path in [*folder.rglob("*.html"), *folder.rglob("*.js"), *folder.rglob("*.json"), *folder.rglob("*.yml")]:
            text = path.read_text("utf-8", errors="ignore")
            assert [opening for opening in openings if opening in text] == [], path
