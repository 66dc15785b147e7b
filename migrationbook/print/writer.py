"""What sheets, slides, exam items and books set alike: texts, excerpts, figures, references."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from migrationbook.core.inline import cited, one_line
from migrationbook.core.inline_typst import Nodes, fine, nodes, unbroken
from migrationbook.core.passages import fold
from migrationbook.core.strings import date_words
from migrationbook.corpus.bibliography import reference
from migrationbook.corpus.load import Corpus
from migrationbook.drawings.style import drawings, house_style, svg


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

    def passage(self, excerpt: str) -> str:
        """Return the German of an excerpt, for an exercise that shows it; its source is among the works then."""
        found = self.corpus.excerpts[excerpt]
        self.works.add(found.source)
        return found.de


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
        return svg(drawings()[name](text if titled else text.model_copy(update={"title": ""}), size), name)


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
