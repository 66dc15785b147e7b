"""The tables that pandas writes, made fit for a page: heads that say what they stand over, and a caption."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from migrationbook.core.strings import words

#: How many columns a caption names; the table itself names all.
_NAMED = 6


def with_heads_and_captions(source: str) -> str:
    """Return HTML that a cell printed, with a scope for every head of a table and a caption that tells it from other tables.

    pandas writes the names of the index below those of the columns, in a row that is empty but for them, and beside each table
    the same style, which HTML no longer allows there.

    Parameters
    ----------
    source:
        HTML.
    """
    soup = BeautifulSoup(source, "html.parser")
    for style in soup.select("style[scoped]"):
        style.decompose()
    for table in soup.select("table.dataframe"):
        for tag in [table, *table.find_all(True)]:
            for name in ("border", "style", "valign"):
                del tag[name]
        index, columns = _merge_heads(soup, table)
        for head in table.select("th"):
            if not head.get_text(strip=True):
                head.name = "td"
            elif head.find_parent("thead"):
                head["scope"] = "colgroup" if head.has_attr("colspan") else "col"
            else:
                head["scope"] = "row"
        table.insert(0, _caption(soup, index, columns))
    return str(soup)


def _texts(row: Tag) -> list[str]:
    return [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]


def _merge_heads(soup: BeautifulSoup, table: Tag) -> tuple[list[str], list[str]]:
    """Write the names of index and columns into one row; return them."""
    rows = table.select("thead tr")
    first = rows[0].find_all(["th", "td"])
    index = [name for name in _texts(rows[-1]) if name]
    if len(rows) != 2 or not 0 < len(index) < len(first) or table.select("thead [colspan]"):
        return [], index
    axis = first[len(index) - 1].get_text(strip=True)
    for cell, name in zip(first, index, strict=False):
        cell.name, cell.string, cell["class"] = "th", name, "index"
    if axis:  # the columns have a name together, which pandas writes over the last column of the index
        over, shared = soup.new_tag("tr"), soup.new_tag("th", attrs={"colspan": str(len(first) - len(index))})
        shared.string = axis
        over.extend([soup.new_tag("td", attrs={"colspan": str(len(index))}), shared])
        rows[0].insert_before(over)
    rows[1].decompose()
    return index, [cell.get_text(strip=True) for cell in first[len(index) :]]


def _caption(soup: BeautifulSoup, index: list[str], columns: list[str]) -> Tag:
    """Return a caption for those who hear a list of tables; all others see the heads."""
    shown = ", ".join(columns[:_NAMED]) + (" …" if len(columns) > _NAMED else "")
    caption = soup.new_tag("caption", attrs={"class": "shell-hidden"})
    caption.string = words("table.by", columns=shown, index=", ".join(index)) if index else shown
    return caption
