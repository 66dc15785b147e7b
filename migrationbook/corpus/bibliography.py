"""The bibliography: read, its labels told apart, and its works as plain data for lists of references outside Sphinx."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from pybtex.database import BibliographyData, BibliographyDataError, Person, parse_string
from pybtex.database import Entry as BibEntry
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from migrationbook.core.errors import CourseError
from migrationbook.core.files import read_text
from migrationbook.core.inline_typst import fine, unbroken

#: What stands in the place of a year that is not known.
UNDATED = "n.d."
#: What stands for another character in LaTeX, beside the braces that only hold words together.
_LATEX = re.compile(r"[\\~^$`'%]|---")
_KEPT = ("journal", "volume", "number", "pages", "series", "type", "edition", "address", "howpublished")

#: The pages of the bibliography, each by the letter with which its first label begins: one page of all works took a phone too long.
PAGES = {"": "bibliography", "i": "bibliography-i-z"}

#: Languages of works as the bibliography names them, and their codes.
_IN_BIBLIOGRAPHY = {"ngerman": "de", "german": "de", "spanish": "es", "french": "fr", "italian": "it", "dutch": "nl"}
#: The codes of the languages, beside English, that a title can be in.
LANGUAGES = sorted(set(_IN_BIBLIOGRAPHY.values()))


def language(entry: BibEntry) -> str:
    """Return the code of the language of a work's title; English if it names none.

    Parameters
    ----------
    entry:
        The work.
    """
    return _IN_BIBLIOGRAPHY.get(entry.fields.get("langid", ""), "en")


def without_latex(latex: str) -> str:
    r"""Return a field of the bibliography as it is read: ``{A\&O}`` as “A&O”.

    Parameters
    ----------
    latex:
        The field.
    """
    # most fields have no more than braces, and to decode them all would take longer than to read them
    text = str(Text.from_latex(latex)) if _LATEX.search(latex) else latex.replace("{", "").replace("}", "")
    return " ".join(text.replace("--", "–").split())


def author_year(entry: BibEntry) -> str:
    """Return the author-year label of a work, as the bibliography writes it.

    Parameters
    ----------
    entry:
        The work. Its first author, editor or title stands in this order for who wrote it.
    """
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [without_latex(" ".join([*person.prelast_names, *person.last_names])) for person in persons]
    year = entry.fields.get("year", UNDATED)
    if not names:
        return f"{without_latex(entry.fields.get('title', ''))}, {year}"
    if len(names) > 2:
        return f"{names[0]} et al., {year}"
    return f"{' and '.join(names)}, {year}"


def page_of(label: str) -> str:
    """Return the page of the bibliography that lists a work.

    Parameters
    ----------
    label:
        The work's author-year label.
    """
    first = unicodedata.normalize("NFKD", label.casefold())[:1]
    return next(page for letter, page in reversed(PAGES.items()) if first >= letter)


def lettered_years(works: BibliographyData, file: Path) -> dict[str, str]:
    """Return the years of works that share author and year with others, with letters in the order of their titles.

    On paper a label is no link: two works called “Eurostat, 2025” could not be told apart in the list of references.

    Parameters
    ----------
    works:
        All works.
    file:
        Where they are written, for the error.

    Returns
    -------
    dict
        “2025a” or, without a year, “n.d.-a”, by key; works whose label is their own are not in it.

    Raises
    ------
    CourseError
        If there are more of one label than letters.
    """
    alike: dict[str, list[BibEntry]] = {}
    for work in works.entries.values():
        alike.setdefault(author_year(work).casefold(), []).append(work)
    found = {}
    for group in alike.values():
        if len(group) > len(ascii_lowercase):
            raise CourseError(
                f"{len(group)} works are called “{author_year(group[0])}”, more than there are letters to tell them apart",
                mend="give some of them the department or series that published them as author",
                file=file,
            )
        if len(group) > 1:
            in_order = sorted(group, key=lambda work: (without_latex(work.fields.get("title", "")).casefold(), work.key))
            for letter, work in zip(ascii_lowercase, in_order, strict=False):
                year = work.fields.get("year", UNDATED)
                found[work.key] = f"{year}-{letter}" if year == UNDATED else f"{year}{letter}"
    return found


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


def read_bibliography(path: Path) -> BibliographyData:
    """Return the works of a bibliography, with letters where author and year are the same: 2022a, 2022b.

    Parameters
    ----------
    path:
        A file in BibTeX.

    Raises
    ------
    CourseError
        If it cannot be read, or if more works have the same label than there are letters.
    """
    try:
        works = parse_string(read_text(path), "bibtex")
    except (BibliographyDataError, PybtexError) as error:
        raise CourseError(f"the bibliography cannot be read: {error}", mend="correct this entry", file=path) from None
    for key, year in lettered_years(works, path).items():
        works.entries[key].fields["year"] = year
    return works


