"""An exercise as a question of Moodle's: what stands around the parts that its kind gives, and the file."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from migrationbook.core.inline import to_html
from migrationbook.core.strings import words
from migrationbook.exercises.base import Question, Refusal
from migrationbook.exercises.moodle import element, html_element, outside_gaps
from migrationbook.lesson import blocks
from migrationbook.lesson.exercise import Context


@dataclass(frozen=True)
class MoodleExport(Context):
    """An exercise that is read away from the book, so that its links need the book's address.

    Parameters
    ----------
    site:
        Address of the published book; ends with a slash.
    """

    site: str

    @property
    def up(self) -> str:
        """Address of the folder of the chapters."""
        return f"{self.site}chapters/"

    @property
    def page(self) -> str:
        """Address of the exercise in the book."""
        return f"{self.up}{self.asked.lesson}.html#ask-{self.asked.id}"

    def html(self, source: str) -> str:
        """Return a text of the data as HTML."""
        return to_html(source, self.corpus, self.up)


def question(export: MoodleExport) -> Question | Refusal:
    """Return what becomes of an exercise in Moodle, or why nothing does.

    Parameters
    ----------
    export:
        The exercise.
    """
    asked = export.asked
    if asked.home != asked.lesson:
        return Refusal(words("lms.not.repeat", home=f"{asked.home}#{asked.exercise.id}"))
    return asked.exercise.moodle(export)


def to_moodle(export: MoodleExport, made: Question) -> Element:
    """Return an exercise as an element of Moodle's XML.

    Parameters
    ----------
    export:
        The exercise.
    made:
        What becomes of it.

    Raises
    ------
    CourseError
        If it holds a sign that no XML file can hold.
    """
    asked, exercise = export.asked, export.asked.exercise
    above = f"<p>{export.html(exercise.ask)}</p>"
    if exercise.excerpt:
        above = blocks.excerpt(export.corpus, export.corpus.excerpts[exercise.excerpt], up=export.up).html + above
    below, hints = made.below, []
    if exercise.hint and made.type == "essay":  # the only type without hints
        below += f"<p>{words('hint')}: {outside_gaps(export.html(exercise.hint))}</p>"
    elif exercise.hint:
        hints.append(html_element("hint", export.html(exercise.hint)))
    link = f'<p><a href="{html.escape(export.page)}">{words("lms.page")}</a></p>'
    found = element(
        "question",
        "",
        element("name", "", element("text", asked.uid)),
        html_element("questiontext", outside_gaps(above) + below + link),
        html_element("generalfeedback", made.feedback),
        element("defaultgrade", str(made.mark)),
        element("idnumber", asked.uid),
        *made.parts,
        *hints,
        element("tags", "", element("tag", "", element("text", asked.lesson))),
        type=made.type,
    )
    try:
        ElementTree.fromstring(ElementTree.tostring(found))
    except ElementTree.ParseError as error:
        raise export.corpus.lesson_files[asked.lesson].error(
            f"the exercise holds a sign that no XML file can hold ({error})", "take it out", "exercises", asked.number - 1
        ) from None
    return found


def category(name: str, site: str) -> Element:
    """Return the element that puts what follows into a category of the course, with its licence.

    Parameters
    ----------
    name:
        Name of the category.
    site:
        Address of the published book.
    """
    path = "/".join(step.replace("/", "//") for step in ("top", words("lms.category"), name))  # a slash in a name is written twice
    address = html.escape(site)
    licence = html_element("info", f'<p>{words("lms.licence")} <a href="{address}">{address}</a></p>')
    return element("question", "", element("category", "", element("text", path)), licence, type="category")


def quiz(questions: Iterable[Element]) -> bytes:
    """Return categories and questions as a file of Moodle's.

    Parameters
    ----------
    questions:
        Elements made by :func:`category` and :func:`to_moodle`.
    """
    root = element("quiz", "", *questions)
    ElementTree.indent(root)
    file: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return file
