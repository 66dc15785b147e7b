"""Works of the bibliography as plain data, for lists of references outside Sphinx."""

from __future__ import annotations

from typing import Any

from pybtex.database import Entry as BibEntry
from pybtex.database import Person

from migrationbook.core.inline_typst import fine, unbroken
from migrationbook.corpus.load import UNDATED, without_latex

_KEPT = ("journal", "volume", "number", "pages", "series", "type", "edition", "address", "howpublished")

#: Languages of works as the bibliography names them, and their codes.
_IN_BIBLIOGRAPHY = {"ngerman": "de", "german": "de", "spanish": "es", "french": "fr", "italian": "it", "dutch": "nl"}
#: The codes of the languages, beside English, that a title can be in.
LANGUAGES = sorted(set(_IN_BIBLIOGRAPHY.values()))


def language(entry: BibEntry) -> str:
    """Return the code of the language of a work's title; English if it names none."""
    return _IN_BIBLIOGRAPHY.get(entry.fields.get("langid", ""), "en")


def _names(persons: list[Person]) -> list[str]:
    found = []
    for person in persons:
        last = without_latex(" ".join([*person.prelast_names, *person.last_names]))
        first = without_latex(" ".join([*person.first_names, *person.middle_names]))
        found.append(f"{last}, {first}" if first else last)
    return found


def reference(key: str, entry: BibEntry) -> dict[str, Any]:
    """Return what a list of references says of a work.

    Parameters
    ----------
    key:
        Its key.
    entry:
        The work. Its title is marked as German where ``langid`` says so; other languages likewise.
    """
    fields = entry.fields
    authors, editors = entry.persons.get("author", []), entry.persons.get("editor", [])
    address = f"https://doi.org/{fields['doi']}" if "doi" in fields else fields.get("url", "")
    return {
        "key": key,
        "authors": _names(authors or editors),
        "edited": bool(editors) and not authors,
        "editors": _names(editors) if authors else [],
        "year": fields.get("year", UNDATED),
        "title": unbroken(without_latex(fields.get("title", ""))),
        "language": language(entry),
        "container": without_latex(fields.get("booktitle", "")),
        "publisher": without_latex(fields.get("publisher") or fields.get("institution") or fields.get("organization") or ""),
        "note": fine(without_latex(fields.get("note", ""))),
        "url": address,
        **{name: without_latex(fields.get(name, "")) for name in _KEPT},
    }
