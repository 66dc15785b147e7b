"""The learner-facing words of pages made by Python, in one place, so that another language needs another file only."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_OWN = Path(__file__).parent / "strings"


@cache
def _strings(stem: Path, language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(stem.with_name(f"{stem.name}.{language}.json").read_text("utf-8"))
    return found


def words_in(stem: Path, path: str, language: str = "en", **values: Any) -> str:
    """Return words by their path in ``<stem>.<language>.json``, with values put into their places.

    Parameters
    ----------
    stem:
        The file without language and ending.
    path:
        Keys joined by dots, for example ``worksheet.instruction``.
    language:
        The language.
    values:
        What to put into the template.
    """
    found: Any = _strings(stem, language)
    for key in path.split("."):
        found = found[key]
    return str(found.format(**values))


def words(path: str, language: str = "en", **values: Any) -> str:
    """Return words by their path in ``strings.<language>.json``, with values put into their places.

    Parameters
    ----------
    path:
        Keys joined by dots, for example ``opening.minutes_value``.
    language:
        The language.
    values:
        What to put into the template.
    """
    return words_in(_OWN, path, language, **values)


def word_list(path: str, language: str = "en") -> list[str]:
    """Return a list of words by its path in ``strings.<language>.json``.

    Parameters
    ----------
    path:
        Keys joined by dots, for example ``registers.facts.heads``.
    language:
        The language.
    """
    found: Any = _strings(_OWN, language)
    for key in path.split("."):
        found = found[key]
    return list(found)


def date_words(partial: str, language: str = "en") -> str:
    """Return a year, a month or a day as a reader writes it: “16 October 2024”.

    Parameters
    ----------
    partial:
        ``2024``, ``2024-10`` or ``2024-10-16``.
    language:
        The language.
    """
    year, *rest = partial.split("-")
    if not rest:
        return year
    month = _strings(_OWN, language)["months"][int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"
