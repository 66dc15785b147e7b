"""Typst from the wheel: fonts from packages, both accessibility standards, and the same bytes on every machine."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import typst

from migrationbook.core.errors import CourseError
from migrationbook.core.made import depend_on
from migrationbook.core.paths import PACKAGE
from migrationbook.exercises import kinds

#: Where the templates stand.
TEMPLATES = PACKAGE / "print"
#: PDF/UA-1 is about readers who cannot see the page, PDF/A-2a about readers in fifty years.
STANDARDS = ["ua-1", "a-2a"]
#: What every document depends on: the typesetter, the fonts, the words, the kinds of exercise.
_BEHIND_ALL = (
    "version:typst",
    "version:font-source-sans-pro",
    "version:font-source-serif-pro",
    "package:**/*.json",
    "package:exercises/**/*.py",
    "package:exercises/**/*.typ",
)
_FONTS = ("font_source_sans_pro", "font_source_serif_pro")


def _root() -> Path:
    """Return the folder below which templates and kinds of exercise stand; the typesetter reads nothing outside of it."""
    return Path(os.path.commonpath([PACKAGE, *(kind.folder for kind in kinds().values())]))


def _kind_folders(root: Path) -> str:
    """Return as JSON where the template finds the folder of each kind of exercise; no path enters the document."""
    return json.dumps({kind.name: f"/{kind.folder.relative_to(root).as_posix()}" for kind in kinds().values()})


@cache
def _compiler(root: Path) -> typst.Compiler:
    folders = [str(Path(str(import_module(name).__file__)).parent / "files") for name in _FONTS]
    # fonts of the machine would make another file on every machine
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    return typst.Compiler(root=str(root), font_paths=fonts)


_STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")
_XREF = re.compile(rb"xref\n0 (\d+)\n")


def clear_stream_ends(pdf: bytes) -> bytes:
    r"""Return a PDF in which every stream ends where it says.

    One compressed stream in 256 ends, by chance, with the byte ``\r``. With the ``\n`` that Typst writes before
    ``endstream`` it looks like the line end ``\r\n``, and a validator of PDF/A finds the stream one byte too short.
    There the whole line end is written, and the table of offsets moved along.

    Parameters
    ----------
    pdf:
        A PDF with a plain table of offsets, as Typst writes it for PDF 1.7.
    """
    ends = [match.end() + int(match[1]) for match in _STREAM.finditer(pdf)]
    doubtful = [end for end in ends if pdf[end - 1 : end + 10] == b"\r\nendstream"]
    if not doubtful:
        return pdf

    def moved(offset: int) -> int:
        return offset + sum(end <= offset for end in doubtful)

    start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    head = _XREF.match(pdf, start)
    if head is None:
        raise ValueError("the PDF has no plain table of offsets")
    entries = [pdf[at : at + 20] for at in range(head.end(), head.end() + 20 * int(head[1]), 20)]
    table = b"".join(b"%010d" % moved(int(entry[:10])) + entry[10:] if entry[17:18] == b"n" else entry for entry in entries)
    trailer = pdf[head.end() + 20 * int(head[1]) : pdf.rindex(b"startxref")]
    body = b"".join(pdf[begin:end] + b"\r" for begin, end in zip([0, *doubtful], doubtful, strict=False)) + pdf[doubtful[-1] : start]
    return body + head[0] + table + trailer + b"startxref\n%d\n%%%%EOF" % moved(start)


def typeset(template: str, data: Mapping[str, Any], released: dt.date, blame: Path, **options: Any) -> bytes:
    """Return a document set by a template.

    Parameters
    ----------
    template:
        File in the folder of templates.
    data:
        What the template sets; it travels as JSON.
    released:
        The date of the document. The wheel would take the clock's.
    blame:
        File of the course to name if the template cannot set the data.
    options:
        For the compiler; a PDF by both standards if none are given.

    Raises
    ------
    CourseError
        If the template refuses the data, or warns.
    """
    depend_on(f"template:print/{template}", *_BEHIND_ALL)
    stamp = int(dt.datetime.combine(released, dt.time(), dt.UTC).timestamp())
    root = _root()
    options = options or {"format": "pdf", "pdf_standards": STANDARDS}
    try:
        made, warnings = _compiler(root).compile_with_warnings(
            input=str(TEMPLATES / template),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True), "kinds": _kind_folders(root)},
            timestamp=stamp,
            **options,
        )
    except typst.TypstError as error:
        raise CourseError(
            f"the sheet cannot be set: {error.message}",
            mend="; ".join(error.hints) or f"correct what the message names, or migrationbook/print/{template}",
            file=blame,
        ) from None
    if warnings:
        raise CourseError(f"the sheet is set with a warning: {warnings[0].message}", mend=f"mend {template}", file=blame)
    assert isinstance(made, bytes)  # pictures of several pages would be a list
    return clear_stream_ends(made) if options["format"] == "pdf" else made
