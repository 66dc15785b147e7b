"""Lists as HTML, from parts that are HTML already."""

from __future__ import annotations

from collections.abc import Iterable


def items_html(items: Iterable[str]) -> str:
    """Return an HTML list of items.

    Parameters
    ----------
    items:
        The items, in HTML.
    """
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def terms_html(rows: Iterable[tuple[str, str]]) -> str:
    """Return an HTML definition list of terms and details.

    Parameters
    ----------
    rows:
        Term and detail of each row, in HTML.
    """
    return "<dl>" + "\n".join(f"<dt>{term}</dt><dd>{detail}</dd>" for term, detail in rows) + "</dl>"
