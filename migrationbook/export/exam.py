"""The exam items as questions for Moodle, beside their sheet: they hold every answer, and no folder of the site holds them."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from migrationbook.core.files import write_bytes
from migrationbook.core.inline import to_html
from migrationbook.core.made import depend_on
from migrationbook.core.markup import items_html, terms_html
from migrationbook.core.paths import INSTRUCTOR
from migrationbook.core.pool import Product
from migrationbook.core.strings import words
from migrationbook.corpus.exam import AnyItem, DossierItem, Exam, LongItem, ShortItem, load_exam
from migrationbook.corpus.imprint import Imprint
from migrationbook.corpus.load import Corpus
from migrationbook.exercises.base import Question, Refusal
from migrationbook.exercises.moodle import essay
from migrationbook.export.moodle import category, question_element, quiz

#: The file, in the folder of the instructors' editions.
FILE = "moodle-exam-items.xml"


@dataclass(frozen=True)
class ExamPlace:
    """Where an item stands: in a test, without a page of the book. A link would lead to pages that give it away.

    Parameters
    ----------
    corpus:
        The course's data.
    item:
        The item.
    """

    corpus: Corpus
    item: AnyItem

    @property
    def uid(self) -> str:
        """Its name in the question bank."""
        return f"exam#{self.item.id}"

    def html(self, source: str) -> str:
        """Return a text of the data as HTML."""
        return to_html(source, self.corpus)

    def passage(self, excerpt: str) -> str:
        """Return the German of an excerpt."""
        return self.corpus.excerpts[excerpt].de


def exam_questions(corpus: Corpus, exam: Exam, site: str) -> list[Element]:
    """Return the items as Moodle's categories and questions, part by part.

    Parameters
    ----------
    corpus:
        The course's data.
    exam:
        The items.
    site:
        Address of the published book, for the licence.
    """
    found = []
    for part in exam.parts:
        found.append(category(words("lms.exam", part=part.title), site))
        found += [_element(ExamPlace(corpus, item)) for item in part.items]
    return found


def _element(place: ExamPlace) -> Element:
    item = place.item
    made = _question(place)
    assert isinstance(made, Question)  # kinds of items are those that Moodle takes
    above = f"<p>{place.html(item.ask)}</p>"
    if isinstance(item, DossierItem):
        above += _dossier(place, item)
    if item.excerpt:
        passage = place.corpus.excerpts[item.excerpt]
        above = f'<blockquote lang="de">{html.escape(passage.de)}</blockquote><p>{html.escape(passage.en)}</p>' + above
    found = question_element(item, made, place.uid, item.lesson, place, above)
    grade = found.find("defaultgrade")
    assert grade is not None
    grade.text = str(item.points)
    return found


def _question(place: ExamPlace) -> Question | Refusal:
    item = place.item
    if not isinstance(item, (ShortItem, LongItem)):
        return item.moodle(place)
    notes = [(words("lms.answer"), place.html(item.answer)), (words("lms.why"), place.html(item.why))]
    if isinstance(item, LongItem):
        criteria = items_html(f"{place.html(found.for_)} ({found.points})" for found in item.criteria)
        notes.append((words("lms.criteria"), criteria))
    return Question("essay", essay(item.lines if isinstance(item, ShortItem) else item.words // 10, terms_html(notes)))


def _dossier(place: ExamPlace, item: DossierItem) -> str:
    """Return the documents and the table on which a report rests."""
    parts = []
    for found in item.documents:
        parts += [f"<h4>{html.escape(found.title)}</h4>", *(f"<p>{place.html(text)}</p>" for text in found.text)]
    table = item.table
    heads = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in table.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    caption = f"<caption>{html.escape(table.title)}</caption>"
    return "".join(parts) + f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def exam_lms_products(corpus: Corpus, instructor: Path = INSTRUCTOR) -> list[Product]:
    """Return the file of the exam items, to be written; nothing if the course has none.

    Parameters
    ----------
    corpus:
        The course.
    instructor:
        Folder of the instructors' editions.
    """
    path = instructor / FILE
    return [Product("sheets/exam-moodle", (path,), partial(_write, corpus, path))] if load_exam(corpus) else []


def _write(corpus: Corpus, path: Path) -> None:
    depend_on(f"module:{__name__}", "imprint:", "package:**/*.json", "file:data/teachers/*")
    found = load_exam(corpus)
    assert found is not None  # or there is no such product
    write_bytes(path, quiz(exam_questions(corpus, found[1], Imprint.read(corpus.root).site)))
