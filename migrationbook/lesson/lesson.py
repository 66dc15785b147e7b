"""What a notebook imports: the parts of its lesson, by name."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TypeVar

from migrationbook.core.errors import CourseError
from migrationbook.core.inline import one_line, to_html, to_myst
from migrationbook.core.strings import date_words, words
from migrationbook.corpus.load import Corpus, corpus
from migrationbook.drawings import style as figures
from migrationbook.explorers.states import Explorer
from migrationbook.lesson import blocks
from migrationbook.lesson.exercise import Context
from migrationbook.lesson.faces import LiveWidget, PageFace, exercise_face, explorer_face, show

Found = TypeVar("Found")


class Lesson:
    """A lesson, as its notebook sees it.

    Parameters
    ----------
    name:
        ``chapter/lesson``.
    data:
        The course's data.

    Raises
    ------
    CourseError
        If the lesson has no YAML file, or if a part that the notebook asks for does not exist.
    """

    def __init__(self, name: str, data: Corpus):
        self._name, self._corpus = name, data
        self._chapter = name.split("/")[0]
        if name not in data.lessons:
            raise CourseError(
                f"the lesson “{name}” has no YAML file",
                mend=f"create it, or use one of: {', '.join(data.lessons)}",
                file=data.data / "exercises" / f"{name}.yml",
            )
        self._lesson = data.lessons[name]
        self._voices: dict[str, tuple[str, str | None]] = {}

    def _find(self, what: str, identifier: str, known: Mapping[str, Found]) -> Found:
        if identifier not in known:
            raise CourseError(
                f"the lesson “{self._name}” asks for the {what} “{identifier}”, which does not exist",
                mend=f"use one of: {', '.join(known) or 'none is defined yet'}",
                file=f"chapters/{self._name}.ipynb",
            )
        return known[identifier]

    def opening(self) -> blocks.Block:
        """Show question, objectives, time and path."""
        return blocks.opening(self._corpus, self._lesson)

    def excerpt(self, identifier: str) -> blocks.Block:
        """Show an excerpt; the source card stands in full where a source first speaks, then only where it speaks.

        Parameters
        ----------
        identifier:
            Id of the excerpt.
        """
        found = self._find("excerpt", identifier, self._corpus.excerpts)
        voice = (found.source, found.layer)
        again = any(voice == shown for name, shown in self._voices.items() if name != identifier)
        self._voices[identifier] = voice
        return blocks.excerpt(self._corpus, found, again)

    def facts(self, *identifiers: str) -> blocks.Block:
        """Show fact cards; ids are of this chapter, or ``chapter/id``."""
        names = [name if "/" in name else f"{self._chapter}/{name}" for name in identifiers]
        for name in names:
            self._find("fact", name, self._corpus.facts)
        return blocks.facts(self._corpus, names)

    def figure(self, identifier: str) -> blocks.Block:
        """Show a figure of the registry; the id is of this chapter, or ``chapter/id``.

        Parameters
        ----------
        identifier:
            Id of the figure.
        """
        name = identifier if "/" in identifier else f"{self._chapter}/{identifier}"
        text = self._find("figure", name, self._corpus.figures)
        draw = self._find("drawing", name, figures.drawings())
        with figures.house_style():
            picture = figures.svg(draw(text, figures.PAGE_SIZE), name)
        works = "; ".join(f"[@{key}]" for key in text.source)
        note = f"{text.caption} {words('figure.source')} {works}, {words('figure.as_of', date=date_words(text.as_of))}."
        frame = f'<div class="mb-frame" role="img" aria-label="{html.escape(one_line(text.alt))}">\n{picture}\n</div>'
        body = f"```{{raw}} html\n{frame}\n```\n\n{blocks.fence(to_myst(note), 'mb-caption')}"
        page = f"{frame}<p>{to_html(note, self._corpus)}</p>"
        return blocks.Block(blocks.fence(body, "mb-figure", f"figure-{text.id}"), page)

    def explore(self, identifier: str) -> PageFace | LiveWidget:
        """Show an explorer.

        Parameters
        ----------
        identifier:
            Id of the explorer in the lesson's YAML file.
        """
        text = self._find("explorer", identifier, {explorer.id: explorer for explorer in self._lesson.explorers})
        explorer = Explorer(f"{self._name}#{identifier}", text, self._corpus)
        return show(explorer_face(explorer), explorer)

    def ask(self, identifier: str) -> PageFace | LiveWidget:
        """Show an exercise.

        Parameters
        ----------
        identifier:
            Id of the exercise in the lesson's YAML file.
        """
        asked = self._find("exercise", identifier, {entry.id: entry for entry in self._corpus.asked(self._name)})
        return show(exercise_face(Context(self._corpus, asked)))

    def discuss(self) -> blocks.Block:
        """Show the prompts for a seminar."""
        return blocks.discuss(self._corpus, self._lesson.discuss)

    def claims(self) -> blocks.Block:
        """Show the claims of the chapter with kinds and verdicts."""
        return blocks.claims(self._corpus, self._lesson)

    def takeaway(self) -> blocks.Block:
        """Show what to take along."""
        return blocks.takeaway(self._lesson)

    def reading(self) -> blocks.Block:
        """Show the further reading."""
        return blocks.reading(self._corpus, self._lesson)

    def second_voice(self) -> blocks.Block:
        """Show the second voice."""
        if self._lesson.second_voice is None:
            raise CourseError(
                "the lesson has no second voice", mend="add `second_voice:`", file=self._corpus.lesson_files[self._name].path
            )
        return blocks.second_voice(self._corpus, self._lesson.second_voice)


def load(name: str) -> Lesson:
    """Return a lesson by its name.

    Parameters
    ----------
    name:
        ``chapter/lesson``, for example ``iom/money``.
    """
    return Lesson(name, corpus())
