"""A task on paper, in two parts: what the student sees, and the key, which only the instructor edition is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import singledispatch
from itertools import groupby
from typing import Any

from migrationbook.core.inline import cited, one_line
from migrationbook.core.inline_typst import Nodes, fine, nodes, unbroken, with_gaps
from migrationbook.core.strings import date_words
from migrationbook.corpus.bibliography import reference
from migrationbook.corpus.fingerprint import fold
from migrationbook.corpus.lesson import Asked
from migrationbook.corpus.load import Corpus
from migrationbook.drawings.style import drawings, house_style, svg
from migrationbook.exercises import kinds
from migrationbook.exercises.live import gap_choices, marked_words, match_choices, order_shown

LETTERS = "ABCDEFGHIJKLMNOP"


@dataclass
class Writer:
    """Turns texts of the data into data for the template, and remembers which works they cite.

    Parameters
    ----------
    corpus:
        The course's data.
    site:
        Address of the published book.
    """

    corpus: Corpus
    site: str
    works: set[str] = field(default_factory=set)

    def text(self, source: str) -> Nodes:
        """Return a text in the inline-Markdown subset as data for the template."""
        self.works.update(cited(source))
        return nodes(source, self.corpus, self.site)

    def cite(self, key: str, place: str | None = None) -> Nodes:
        """Return a citation."""
        return self.text(f"[@{key}, {place}]" if place else f"[@{key}]")


def number(value: float) -> str:
    """Return a number as a reader writes it: “16.6”, “1,603.4”, with a true minus."""
    return f"{value:,.12g}".replace("-", "−")


def printed_excerpt(name: str, write: Writer) -> dict[str, Any]:
    """Return what paper shows of an excerpt: German, English, source card, words explained.

    Parameters
    ----------
    name:
        The excerpt's id.
    write:
        For its texts.
    """
    excerpt = write.corpus.excerpts[name]
    source = write.corpus.sources[excerpt.source]
    when = source.layers[excerpt.layer] if excerpt.layer else source.when
    return {
        "de": unbroken(fold(excerpt.de)),
        "en": fine(one_line(excerpt.en)),
        "number": source.number,
        "layer": excerpt.layer,
        "card": [write.text(text) for text in ([source.genre, when] if excerpt.layer else [source.who, source.genre, when])],
        "to_whom": write.text(source.to_whom),
        "cite": write.cite(excerpt.source, excerpt.locator),
        "glosses": [[unbroken(word), write.text(gloss)] for word, gloss in excerpt.glosses.items()],
    }


def figure_words(name: str, write: Writer) -> dict[str, Any]:
    """Return what paper says of a figure: what is drawn, where it comes from, and what it tells those who cannot see it.

    Parameters
    ----------
    name:
        ``chapter/id``.
    write:
        For its texts.
    """
    told = write.corpus.figures[name]
    return {
        "alt": told.alt,
        "caption": write.text(told.caption),
        "source": [write.cite(key) for key in told.source],
        "as_of": date_words(told.as_of),
    }


def picture(name: str, size: tuple[float, float], corpus: Corpus, titled: bool = True) -> str:
    """Return a figure as SVG.

    Parameters
    ----------
    name:
        ``chapter/id``.
    size:
        Width and height in inches.
    corpus:
        The course's data.
    titled:
        Whether the picture says its message.
    """
    text = corpus.figures[name]
    with house_style():
        return svg(drawings()[name](text if titled else text.model_copy(update={"title": ""}), size))


def references_of(corpus: Corpus, works: set[str]) -> list[dict[str, Any]]:
    """Return what a list of references says of works, in its order.

    Parameters
    ----------
    corpus:
        The course's data.
    works:
        Their keys.
    """
    # by name, then by year: “IOM, 2025” before “IOM Deutschland, 2024”
    found = [(corpus.label(work).casefold().rsplit(", ", 1), work) for work in works]
    return [reference(work, corpus.works[work]) for _, work in sorted(found)]


@singledispatch
def face(exercise: kinds.Exercise, asked: Asked, write: Writer) -> dict[str, Any]:
    """Return what a sheet shows of an exercise. Nothing in it depends on which answer is right.

    Parameters
    ----------
    exercise:
        The exercise.
    asked:
        Where it is asked.
    write:
        For its texts.
    """
    raise TypeError(f"no printed version for {type(exercise).__name__}")


@singledispatch
def key(exercise: kinds.Exercise, asked: Asked, write: Writer) -> dict[str, Any]:
    """Return the right answer of an exercise as it is written onto the sheet, and ``reasons`` for the answer key.

    Parameters
    ----------
    exercise:
        The exercise.
    asked:
        Where it is asked.
    write:
        For its texts.
    """
    raise TypeError(f"no answer key for {type(exercise).__name__}")


def _reason(why: Nodes, mark: str = "", right: bool = False, **more: Any) -> dict[str, Any]:
    return {"mark": mark, "right": right, "why": why, **more}


@face.register
def _(exercise: kinds.Single, asked: Asked, write: Writer) -> dict[str, Any]:
    return {"options": [write.text(option.text) for option in exercise.options]}


@face.register
def _(exercise: kinds.Multiple, asked: Asked, write: Writer) -> dict[str, Any]:
    return {"options": [write.text(option.text) for option in exercise.options]}


@key.register(kinds.Single)
@key.register(kinds.Multiple)
def _(exercise: kinds.Single | kinds.Multiple, asked: Asked, write: Writer) -> dict[str, Any]:
    options = list(zip(LETTERS, exercise.options, strict=False))
    return {
        "right": [option.right for option in exercise.options],
        "answer": ", ".join(letter for letter, option in options if option.right),
        "reasons": [_reason(write.text(option.why), letter, option.right) for letter, option in options],
    }


@face.register
def _(exercise: kinds.Numeric, asked: Asked, write: Writer) -> dict[str, Any]:
    return {"unit": fine(exercise.unit)}


@key.register
def _(exercise: kinds.Numeric, asked: Asked, write: Writer) -> dict[str, Any]:
    answer = number(exercise.answer)
    spread = f" ± {number(exercise.tolerance)}" if exercise.tolerance else ""
    return {
        "value": answer,
        "why": write.text(exercise.why),
        "answer": unbroken(f"{answer}{spread} {exercise.unit}".strip()),
        "reasons": [
            _reason(write.text(exercise.why), answer, True),
            *(_reason(write.text(mistake.why), number(mistake.value)) for mistake in exercise.mistakes),
            _reason(write.text(exercise.otherwise), otherwise=True),
        ],
    }


@face.register
def _(exercise: kinds.Order, asked: Asked, write: Writer) -> dict[str, Any]:
    return {"items": [write.text(exercise.items[index].text) for index in order_shown(exercise, asked.uid)]}


@key.register
def _(exercise: kinds.Order, asked: Asked, write: Writer) -> dict[str, Any]:
    return {
        "places": [index + 1 for index in order_shown(exercise, asked.uid)],
        "reasons": [
            _reason(write.text(item.why), str(place), True, what=write.text(item.text)) for place, item in enumerate(exercise.items, 1)
        ],
    }


@face.register
def _(exercise: kinds.Match, asked: Asked, write: Writer) -> dict[str, Any]:
    return {
        "left": [write.text(pair.left) for pair in exercise.pairs],
        "right": [fine(choice) for choice in match_choices(exercise, asked.uid)],
    }


@key.register
def _(exercise: kinds.Match, asked: Asked, write: Writer) -> dict[str, Any]:
    choices = match_choices(exercise, asked.uid)
    letters = [LETTERS[choices.index(pair.right)] for pair in exercise.pairs]
    return {
        "letters": letters,
        "answer": ", ".join(f"{place} {letter}" for place, letter in enumerate(letters, 1)),
        "reasons": [
            _reason(write.text(pair.why), letter, True, what=[fine(pair.right)])
            for letter, pair in zip(letters, exercise.pairs, strict=True)
        ],
    }


@face.register
def _(exercise: kinds.Classify, asked: Asked, write: Writer) -> dict[str, Any]:
    return {"columns": [fine(column) for column in exercise.columns], "rows": [write.text(row.text) for row in exercise.rows]}


@key.register
def _(exercise: kinds.Classify, asked: Asked, write: Writer) -> dict[str, Any]:
    return {
        "right": [exercise.columns.index(row.column) for row in exercise.rows],
        "reasons": [
            _reason(write.text(row.why), str(place), True, what=[fine(row.column)]) for place, row in enumerate(exercise.rows, 1)
        ],
    }


@face.register
def _(exercise: kinds.Cloze, asked: Asked, write: Writer) -> dict[str, Any]:
    offers = [
        [fine(choice["text"]) for choice in gap_choices(gap, f"{asked.uid}:{place}")] for place, gap in enumerate(exercise.gaps)
    ]
    return {"text": with_gaps(write.text(exercise.text)), "offers": offers}


@key.register
def _(exercise: kinds.Cloze, asked: Asked, write: Writer) -> dict[str, Any]:
    words = [fine(gap.right) for gap in exercise.gaps]
    reasons = []
    for gap in exercise.gaps:
        reasons.append(_reason(write.text(gap.why), fine(gap.right), True))
        reasons += [_reason(write.text(wrong.why), fine(wrong.text)) for wrong in gap.wrong]
    return {"words": words, "answer": " · ".join(words), "reasons": reasons}


@face.register
def _(exercise: kinds.Mark, asked: Asked, write: Writer) -> dict[str, Any]:
    write.works.add(write.corpus.excerpts[exercise.excerpt].source)
    return {"passage": " ".join(entry["text"] for entry in _marked(exercise, write.corpus))}


def _marked(exercise: kinds.Mark, corpus: Corpus) -> list[dict[str, Any]]:
    return marked_words(exercise, " ".join(corpus.excerpts[exercise.excerpt].de.split()))


@key.register
def _(exercise: kinds.Mark, asked: Asked, write: Writer) -> dict[str, Any]:
    runs = groupby(_marked(exercise, write.corpus), lambda entry: (entry["target"], entry["decoy"]))
    return {
        "runs": [
            {"text": " ".join(entry["text"] for entry in run), "wanted": target is not None, "decoy": decoy is not None}
            for (target, decoy), run in runs
        ],
        "reasons": [
            *(_reason(write.text(words.why), words.words, True, german=True) for words in exercise.targets),
            *(_reason(write.text(words.why), words.words, german=True, decoy=True) for words in exercise.decoys),
        ],
    }


@face.register
def _(exercise: kinds.Position, asked: Asked, write: Writer) -> dict[str, Any]:
    return {"options": [write.text(option.text) for option in exercise.options], "lines": 4}


@key.register
def _(exercise: kinds.Position, asked: Asked, write: Writer) -> dict[str, Any]:
    options = zip(LETTERS, exercise.options, strict=False)
    return {"reasons": [_reason(write.text(option.reason), letter, cost=write.text(option.cost)) for letter, option in options]}


@face.register
def _(exercise: kinds.Open, asked: Asked, write: Writer) -> dict[str, Any]:
    return {"lines": exercise.lines}


@key.register
def _(exercise: kinds.Open, asked: Asked, write: Writer) -> dict[str, Any]:
    return {"model": write.text(exercise.model), "criteria": [write.text(criterion) for criterion in exercise.criteria], "reasons": []}


@face.register
def _(exercise: kinds.Argument, asked: Asked, write: Writer) -> dict[str, Any]:
    return {"claim": write.text(exercise.claim)}


@key.register
def _(exercise: kinds.Argument, asked: Asked, write: Writer) -> dict[str, Any]:
    boxes: dict[str, Sequence[str]] = {"for": exercise.reasons_for, "against": exercise.against, "moves": exercise.moves}
    return {"boxes": {name: [write.text(reason) for reason in reasons] for name, reasons in boxes.items()}, "reasons": []}


@face.register
def _(exercise: kinds.Form, asked: Asked, write: Writer) -> dict[str, Any]:
    sections = [
        {"label": fine(section.label), "ask": write.text(section.ask), "lines": section.lines} for section in exercise.sections
    ]
    return {"title": fine(exercise.title) if exercise.title else None, "sections": sections}


@key.register
def _(exercise: kinds.Form, asked: Asked, write: Writer) -> dict[str, Any]:
    return {
        "models": [write.text(section.model) for section in exercise.sections],
        "criteria": [write.text(criterion) for criterion in exercise.criteria],
        "reasons": [],
    }
