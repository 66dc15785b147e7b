"""The registers of the reference part hold all that the course's data hold, and the files to take away are the data."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag

from migrationbook.core.paths import DATA
from migrationbook.core.pool import make, prune
from migrationbook.corpus.load import corpus
from migrationbook.lesson import registers

#: The registers that share the facts.
FACTS = ("facts", "facts-phases-ai-act")


def rows(name: str) -> list[Tag]:
    table = BeautifulSoup(registers.REGISTERS[name](corpus()), "html.parser")
    return table.select("tbody tr")


@pytest.mark.parametrize(
    ("name", "things"),
    [(name, name) for name in ("sources", "systems", "searches", "figures")] + [("facts facts-phases-ai-act", "facts")],
)
def test_nothing_is_left_out(name: str, things: str) -> None:
    assert sum(len(rows(part)) for part in name.split()) == len(getattr(corpus(), things))


@pytest.mark.parametrize("name", registers.REGISTERS)
def test_every_cell_has_words_and_the_head_of_its_column(name: str) -> None:
    heads = [head.get_text() for head in BeautifulSoup(registers.REGISTERS[name](corpus()), "html.parser").select("thead th")]
    for row in rows(name):
        cells = row.select(":scope > th, :scope > td")
        assert [cell["data-head"] for cell in cells] == heads
        assert cells[0].name == "th"
        assert all(cell.get_text(strip=True) for cell in cells), row["id"]


@pytest.mark.parametrize("name", registers.REGISTERS)
def test_the_ids_of_rows_are_unique(name: str) -> None:
    found = [row["id"] for row in rows(name)]
    assert len(set(found)) == len(found)


def test_a_system_leads_to_its_exercise() -> None:
    for row, system in zip(rows("systems"), corpus().systems.values(), strict=True):
        lesson, _, identifier = system.exercise.partition("#")
        assert row.select(f'a[href$="{lesson}.html#ask-{identifier}"]'), system.id


def test_dates_are_sorted_as_dates() -> None:
    keys = [row.select_one('[data-head="Check again by"]')["data-key"] for row in rows("facts")]  # type: ignore[index]
    assert all(pd.Timestamp(key) for key in keys)


def test_facts_are_sorted_by_the_chapter_of_their_lesson() -> None:
    parts = [*rows("facts"), *rows("facts-phases-ai-act")]
    keys = sorted(row.select_one('[data-head="Lesson"]')["data-key"] for row in parts)  # type: ignore[index]
    assert keys == [name.split("/")[0] for name in corpus().facts] and set(keys) == {path.stem for path in (DATA / "facts").iterdir()}


def test_a_fact_leads_to_what_corrects_it_and_to_the_search_it_rests_on() -> None:
    links = {row["id"]: [str(link["href"]) for link in row.select("a")] for page in FACTS for row in rows(page)}
    pages = {str(row["id"]): f"/reference/{page}.html#{row['id']}" for page in (*FACTS, "searches") for row in rows(page)}
    for wrong, right in corpus().corrections.items():
        found = links[f"fact-{wrong.replace('/', '-')}"][: len(right)]
        for link, name in zip(found, right, strict=True):
            assert link.endswith(pages[f"fact-{name.replace('/', '-')}"])
    for name, fact in corpus().facts.items():
        own = [link for link in links[f"fact-{name.replace('/', '-')}"] if "#search-" in link]
        assert [link[link.index("/reference") :] for link in own] == ([pages[f"search-{fact.search}"]] if fact.search else [])


def test_a_system_says_what_was_not_found_and_when() -> None:
    told = {row["id"]: row.select_one('[data-head="State"]').get_text() for row in rows("systems")}  # type: ignore[union-attr]
    for name, system in corpus().systems.items():
        assert ("We did not find" in told[f"system-{name}"]) == (system.search is not None), name


def test_what_was_not_recorded_of_a_search_is_said() -> None:
    for row, search in zip(rows("searches"), corpus().searches.values(), strict=True):
        place, terms = (row.select_one(f'[data-head="{head}"]').get_text() for head in ("Where", "With which words"))  # type: ignore[union-attr]
        assert ("not recorded" in place, "not recorded" in terms) == (search.where is None, search.words is None)


def test_a_table_is_as_long_as_its_register_says() -> None:
    said = {row["id"]: row.select_one('[data-head="Rows"]').get_text() for row in rows("series")}  # type: ignore[union-attr]
    assert said == {f"series-{table['name']}": str(len(pd.read_csv(DATA / table["path"]))) for table in corpus().tables}


def test_every_figure_is_shown_in_a_lesson() -> None:
    for row in rows("figures"):
        assert row.select('[data-head="Lesson"] a'), row["id"]


def test_tables_and_pictures_can_be_taken_away(tmp_path: Path) -> None:
    old = tmp_path / registers.DOWNLOADS / "old.csv"
    old.parent.mkdir()
    old.write_text("a\n1\n", "utf-8")
    products = registers.download_products(corpus(), tmp_path)
    make(products)
    prune(old.parent, "*", products)
    assert not old.exists()
    files = {path.name for path in old.parent.iterdir()}
    offered = {
        link["href"].rsplit("/", 1)[1]  # type: ignore[union-attr]
        for name in ("series", "figures")
        for row in rows(name)
        for link in row.select("a[download]")
    }
    assert offered == files - {"datapackage.json"}
    package = json.loads((old.parent / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        assert (old.parent / resource["path"]).read_bytes() == (corpus().data / "series" / resource["path"]).read_bytes()
    for picture in old.parent.glob("*.svg"):
        assert 'role="img" aria-label="' in picture.read_text("utf-8")
