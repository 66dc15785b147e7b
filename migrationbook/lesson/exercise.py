"""An exercise in its lesson: the data for the page's script, and the worksheet that stands there without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from migrationbook.core.inline import plain, to_html
from migrationbook.core.strings import words
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import Corpus
from migrationbook.explorers.states import Explorer


@dataclass(frozen=True)
class Context:
    """What an exercise stands in; a page by the protocol of :mod:`migrationbook.exercises.base`.

    Parameters
    ----------
    corpus:
        The course's data.
    asked:
        The exercise in its lesson.
    """

    corpus: Corpus
    asked: Asked

    @property
    def uid(self) -> str:
        """Full name of the exercise where it is asked."""
        return self.asked.uid

    def html(self, source: str) -> str:
        """Return a text of the data as HTML.

        Parameters
        ----------
        source:
            Text in the inline-Markdown subset.
        """
        return to_html(source, self.corpus)

    def plain(self, source: str) -> str:
        """Return a text of the data without marks.

        Parameters
        ----------
        source:
            Text in the inline-Markdown subset.
        """
        return plain(source, self.corpus)

    def passage(self, excerpt: str) -> str:
        """Return the German of an excerpt.

        Parameters
        ----------
        excerpt:
            Id of the excerpt.
        """
        return self.corpus.excerpts[excerpt].de

    def explorer(self, name: str) -> Explorer:
        """Return an explorer of the lesson in which the exercise is at home.

        Parameters
        ----------
        name:
            Id of the explorer in the lesson's YAML file.
        """
        full = f"{self.asked.home}#{name}"
        return Explorer(full, self.corpus.explorer(full), self.corpus)


def spec(context: Context) -> dict[str, Any]:
    """Return what the page's script has to know of an exercise.

    Parameters
    ----------
    context:
        The exercise and what it stands in.
    """
    asked, exercise = context.asked, context.asked.exercise
    return {
        "uid": asked.uid,
        "kind": exercise.kind,
        "number": asked.number,
        "heading": words("exercise", number=asked.number),
        "kind_label": exercise.kind_words("label"),
        "ask": context.html(exercise.ask),
        "hint": context.html(exercise.hint) if exercise.hint else None,
        "excerpt": {"href": f"#excerpt-{exercise.excerpt}", "label": words("look_at")} if exercise.excerpt else None,
        **exercise.page_data(context),
    }


def worksheet(context: Context) -> str:
    """Return the worksheet of an exercise as HTML; a newline between blocks keeps the search's words apart.

    Parameters
    ----------
    context:
        The exercise and what it stands in.
    """
    exercise = context.asked.exercise
    head = (
        f'<p class="mb-kicker"><span class="mb-number">{words("exercise", number=context.asked.number)}</span>\n'
        f'<span class="mb-kind">{exercise.kind_words("label")}</span></p>'
    )
    hint = f'<p class="mb-hint">{words("hint")}: {context.html(exercise.hint)}</p>' if exercise.hint else ""
    blocks = [head, f'<p class="mb-ask">{context.html(exercise.ask)}</p>', exercise.worksheet(context), hint]
    return "\n".join(block for block in blocks if block)
