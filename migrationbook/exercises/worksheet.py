"""The parts that worksheets are made of, as HTML; nobody reads an empty line aloud."""

from __future__ import annotations

BOX = '<span class="mb-box" aria-hidden="true"></span>'
BLANK = '<span class="mb-blank"></span>'


def boxes(items: list[str]) -> str:
    """Return a list with a box to fill before each item."""
    return '<ul class="mb-blanks">\n' + "\n".join(f"<li>{BOX} <span>{item}</span></li>" for item in items) + "\n</ul>"


def lines(count: int) -> str:
    """Return lines to write on."""
    return '<div class="mb-lines" aria-hidden="true">' + "<div></div>" * count + "</div>"
