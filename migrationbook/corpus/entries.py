"""What stands in the lists of ``data/``, each with its date and its evidence: sources, excerpts, facts, figures, systems."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field

from migrationbook.core.schema import Entry, Id, Inline, Label, Places
from migrationbook.core.yamlfile import CourseErrorInField


def _as_of(value: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        raise CourseErrorInField(f"“{value}” is no date", "write 2024, 2024-10 or 2024-10-16")
    last_day(value)
    return value


def last_day(partial: str) -> dt.date:
    """Return the last day of a year, a month or a day.

    Parameters
    ----------
    partial:
        ``2024``, ``2024-10`` or ``2024-10-16``.

    Raises
    ------
    CourseErrorInField
        If there is no such day.
    """
    try:
        if len(partial) == 4:
            return dt.date(int(partial), 12, 31)
        if len(partial) == 7:
            return (dt.date.fromisoformat(partial + "-28") + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        return dt.date.fromisoformat(partial)
    except ValueError:
        raise CourseErrorInField(f"“{partial}” is no day of the calendar", "correct the date") from None


Kept = TypeVar("Kept", bound="Reviewed")
#: A year, a month or a day.
PartialDate = Annotated[str, AfterValidator(_as_of)]


class Source(Entry):
    """One of the five texts.

    Parameters
    ----------
    key:
        Its key in the bibliography, and the name of its fingerprint.
    number:
        ``000`` to ``004``.
    who, when, genre, to_whom:
        The source card.
    layers:
        Parts of a crawled page that are dated apart, each with who and when.
    """

    key: str
    number: str = Field(pattern=r"^\d{3}$")
    title: str
    who: Inline
    when: Inline
    genre: Inline
    to_whom: Inline
    layers: dict[str, Inline] = {}
    note: Inline | None = None


class Excerpt(Entry):
    """A passage of a source, verbatim, beside our own translation."""

    id: Id
    source: str
    locator: str
    layer: str | None = None
    de: str = Field(min_length=1)
    en: Annotated[Label, Field(min_length=1)]
    glosses: dict[str, Inline] = {}


class Evidence(Entry):
    """A work that a fact rests on.

    Parameters
    ----------
    key:
        Its key in the bibliography.
    seen:
        How it was seen: the issuer's own page (``primary``), a data file that was opened (``data``), or a page that
        quotes the issuer (``secondary``).
    via:
        The page that quotes, if it was seen second-hand and has no entry of its own.
    """

    key: str
    locator: str | None = None
    seen: Literal["primary", "data", "secondary"]
    via: str | None = None


class Reviewed(Entry):
    """What is looked at again by a day."""

    review_by: PartialDate

    def due(self, today: dt.date) -> bool:
        """Return whether it has to be looked at again.

        Parameters
        ----------
        today:
            The day to judge by; handed in, so that tests do not age.
        """
        return last_day(self.review_by) < today


class Search(Reviewed):
    """A search: that something was not found is true of a day and a place, and is looked at again like a fact.

    Parameters
    ----------
    looked_for:
        What, as it follows “We did not find”.
    where, words:
        Where, and with which words; ``null`` if that was not recorded.
    day:
        When.
    found:
        What was found, if something was.
    """

    id: Id
    looked_for: Inline
    where: Inline | None
    words: list[Label] | None
    day: PartialDate
    found: Inline | None = None


class Fact(Reviewed):
    """A statement with its date, its evidence and the day on which it is looked at again.

    Parameters
    ----------
    corrects:
        Facts, by id or ``chapter/id``, whose statement it shows to be wrong, annulled or overtaken: no page shows them without it.
    search:
        Id of the search by which it says that something was not found.
    """

    id: Id
    statement: Inline
    value: float | None = None
    unit: str | None = None
    as_of: PartialDate
    sources: list[Evidence] = Field(min_length=1)
    verified: Literal["primary", "computed", "secondary"]
    how: Inline | None = None
    corrects: str | list[str] = []
    search: str | None = None


class FigureWords(Entry):
    """The words of a figure; its drawing is registered in :mod:`migrationbook.drawings`.

    Parameters
    ----------
    title:
        The message, as a sentence.
    caption:
        What is shown and where it comes from.
    alt:
        Message and main numbers, for readers who do not see the figure.
    labels:
        Words inside the figure: axes, series, notes.
    """

    id: Id
    title: Inline
    caption: Inline
    alt: str = Field(min_length=40)
    source: list[str] = Field(min_length=1)
    as_of: PartialDate
    labels: Annotated[dict[str, Label], Places()] = {}


class System(Entry):
    """A system, programme or provider that a source names, or the law that governs them.

    Parameters
    ----------
    named:
        Numbers of the sources that name it.
    phase:
        Where it sits in the course of a migration; several if it serves several.
    does:
        What it does to the person concerned.
    operator:
        Who runs it; not always who built or pays for it.
    excerpt:
        Passage in which a source names it.
    lesson:
        Where it is worked on.
    exercise:
        Full name of an exercise on it, ``chapter/lesson#id``.
    state:
        What the course knows of it on the day ``as_of``.
    search:
        Id of the search by which something on it was not found.
    seen:
        How that was verified: on the operator's or lawmaker's own page, in data, second-hand, or not yet (``open``).
    """

    id: Id
    name: Inline
    named: list[str] = Field(min_length=1)
    phase: list[Literal["before", "during", "after", "structure", "return", "law"]] = Field(min_length=1)
    does: list[Literal["decides", "prepares", "records", "informs", "supplies", "carries", "binds"]] = Field(min_length=1)
    operator: Inline
    excerpt: str
    lesson: str
    exercise: str
    state: Inline
    search: str | None = None
    as_of: PartialDate
    seen: Literal["primary", "data", "secondary", "open"]


def due(reviewed: Mapping[str, Kept], today: dt.date) -> Iterator[tuple[str, Kept]]:
    """Return what is due for review, the longest overdue first.

    Parameters
    ----------
    reviewed:
        Facts or searches by name.
    today:
        The day to judge by.
    """
    found = [(name, entry) for name, entry in reviewed.items() if entry.due(today)]
    yield from sorted(found, key=lambda item: (last_day(item[1].review_by), item[0]))
