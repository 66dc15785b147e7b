"""Tables of pandas in a page: every head has words and a scope, every table a caption."""

from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag

from migrationbook.site.tables import with_heads_and_captions

YEARS = {"2024": [1, 2, 3], "2025": [4, 5, 6]}
TWO_NAMES = pd.MultiIndex.from_tuples([("x", 1), ("x", 2), ("y", 1)], names=["land", "part"])


def table_of(frame: pd.DataFrame) -> Tag:
    """A frame as it stands in a page."""
    table = BeautifulSoup(with_heads_and_captions(frame.to_html(notebook=True)), "html.parser").table
    assert table is not None
    return table


@pytest.mark.parametrize(
    ("frame", "heads", "caption"),
    [
        (pd.DataFrame(YEARS), [["", "2024", "2025"]], "2024, 2025"),
        (pd.DataFrame(YEARS, index=pd.Index(list("abc"), name="land")), [["land", "2024", "2025"]], "2024, 2025 by land"),
        (pd.DataFrame(YEARS, index=TWO_NAMES), [["land", "part", "2024", "2025"]], "2024, 2025 by land, part"),
        (
            pd.DataFrame(YEARS, index=pd.Index(list("abc"), name="land")).rename_axis(columns="year"),
            [["", "year"], ["land", "2024", "2025"]],
            "2024, 2025 by land",
        ),
        (pd.DataFrame({str(year): [0] for year in range(2000, 2008)}), None, "2000, 2001, 2002, 2003, 2004, 2005 …"),
    ],
)
def test_heads_stand_over_what_they_name(frame: pd.DataFrame, heads: list[list[str]] | None, caption: str) -> None:
    table = table_of(frame)
    if heads is not None:
        assert [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.select("thead tr")] == heads
    assert {head["scope"] for head in table.select("thead th")} <= {"col", "colgroup"}
    assert {head["scope"] for head in table.select("tbody th")} == {"row"}
    assert all(head.get_text(strip=True) for head in table.select("th"))
    assert [found.get_text() for found in table.select("caption")] == [caption]
    assert table.select("[style], [border], [valign]") == []


def test_values_stay_as_they_were_printed() -> None:
    frame = pd.DataFrame({"a": ["<b> & c", "ä"]})
    assert [cell.get_text() for cell in table_of(frame).select("tbody td")] == ["<b> & c", "ä"]
