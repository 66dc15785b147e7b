"""An exercise as a question of Moodle's: what stands around the parts that its kind gives, and the file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from migrationbook.core.inline import to_html
from migrationbook.core.strings import words
from migrationbook.corpus.imprint import is_reserved
from migrationbook.exercises.base import Export, Prompt, Question, Refusal
from migrationbook.exercises.moodle import element, html_element, outside_gaps
from migrationbook.export.carried import NOTHING, Carried
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
        return self.live(to_html(source, self.corpus, self.up))

    def live(self, markup: str) -> str:
        """Return HTML in which what would lead to the book is plain text while the book has no address."""
        if not is_reserved(self.site):
            return markup
        return re.sub(rf'<a [^>]*href="{re.escape(self.site)}[^"]*"[^>]*>(.*?)</a>', r"\1", markup, flags=re.DOTALL)


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


def to_moodle(export: MoodleExport, made: Question, shown: Carried = NOTHING) -> Element:
    """Return an exercise as an element of Moodle's XML.

    Parameters
    ----------
    export:
        The exercise.
    made:
        What becomes of it.
    shown:
        What it names of its page.

    Raises
    ------
    CourseError
        If it holds a sign that no XML file can hold.
    """
    asked, exercise = export.asked, export.asked.exercise
    above = f"{shown.html}<p>{export.html(exercise.ask)}</p>"
    if exercise.excerpt:
        above = export.live(blocks.excerpt(export.corpus, export.corpus.excerpts[exercise.excerpt], up=export.up).html) + above
    link = "" if is_reserved(export.site) else f'<p><a href="{html.escape(export.page)}">{words("lms.page")}</a></p>'
    found = question_element(exercise, made, asked.uid, asked.lesson, export, above, link, shown.files)
    try:
        ElementTree.fromstring(ElementTree.tostring(found))
    except ElementTree.ParseError as error:
        raise export.corpus.lesson_files[asked.lesson].error(
            f"the exercise holds a sign that no XML file can hold ({error})", "take it out", "exercises", asked.number - 1
        ) from None
    return found


def question_element(
    prompt: Prompt, made: Question, name: str, lesson: str, export: Export, above: str, link: str = "", files: Sequence[Element] = ()
) -> Element:
    """Return a question of Moodle's with what is common to all types.

    Parameters
    ----------
    prompt:
        The exercise, or the exam item.
    made:
        What becomes of it.
    name:
        Its name and ID number.
    lesson:
        The lesson, which becomes its tag.
    export:
        For its texts.
    above:
        HTML of the question and what stands above it.
    link:
        HTML of the link to its page.
    files:
        Pictures that the HTML names.
    """
    below, hints = made.below, []
    if prompt.hint and made.type == "essay":  # the only type without hints
        below += f"<p>{words('hint')}: {outside_gaps(export.html(prompt.hint))}</p>"
    elif prompt.hint:
        hints.append(html_element("hint", export.html(prompt.hint)))
    return element(
        "question",
        "",
        element("name", "", element("text", name)),
        html_element("questiontext", outside_gaps(above) + below + link, *files),
        html_element("generalfeedback", made.feedback),
        element("defaultgrade", str(made.mark)),
        element("idnumber", name),
        *made.parts,
        *hints,
        element("tags", "", element("tag", "", element("text", lesson))),
        type=made.type,
    )


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
    link = "" if is_reserved(site) else f' <a href="{address}">{address}</a>'
    licence = html_element("info", f"<p>{words('lms.licence')}{link}</p>")
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
