"""The check of the tables finds what Frictionless, the reference, finds; the course's data package is one by its rules, too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import Package, system

from migrationbook.check.tables import table_faults
from migrationbook.core.paths import DATA

FIELDS = [
    {"name": "year", "type": "year", "constraints": {"required": True, "unique": True}},
    {"name": "month", "type": "yearmonth"},
    {"name": "day", "type": "date"},
    {"name": "who", "type": "string", "constraints": {"enum": ["a", "b"]}},
    {"name": "key", "type": "string", "constraints": {"pattern": "[a-z]{2}"}},
    {"name": "post", "type": "integer", "constraints": {"enum": [1, 2]}},
    {"name": "share", "type": "number", "constraints": {"minimum": 0, "maximum": 1.5}},
    {"name": "open", "type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
]
ROW = ["2020", "2020-02", "2020-02-29", "a", "xy", "1", "0.5", "true"]


def errors(folder: Path, rows: list[list[str]], schema: dict, head: list[str] | None = None) -> tuple[list, bool]:
    """What our check finds in a table, and whether Frictionless finds something."""
    (folder / "series").mkdir()
    lines = [head or [field["name"] for field in FIELDS], *rows]
    (folder / "series" / "t.csv").write_text("".join(",".join(line) + "\n" for line in lines), "utf-8")
    package = {"name": "p", "resources": [{"name": "t", "path": "series/t.csv", "type": "table", "schema": schema}]}
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1), "utf-8")
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return list(table_faults(folder, package["resources"])), not report.valid


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("year", "20"), ("year", ""), ("month", "2020-13"), ("day", "2020-02-30"), ("day", "29.2.2020"), ("who", "c"), ("key", "x"),
        ("key", "xyz"), ("post", "3"), ("post", "1.0"), ("share", "-0.1"), ("share", "1.6"), ("share", "half"), ("open", "True"),
    ],
)  # fmt: skip
def test_a_cell_that_breaks_the_schema(tmp_path: Path, column: str, cell: str) -> None:
    at = [field["name"] for field in FIELDS].index(column)
    broken = [*ROW[:at], cell, *ROW[at + 1 :]]
    found, theirs = errors(tmp_path, [["2019", *ROW[1:]], broken], {"fields": FIELDS})
    assert theirs and [error.line for error in found] == [3]
    assert f"“{column}”" in found[0].problem and found[0].file == tmp_path / "series" / "t.csv"


KEPT = [("share", "1"), ("share", ".5"), ("share", "1e-1"), ("open", "false"), ("post", "2"), ("who", "")]


@pytest.mark.parametrize(("column", "cell"), KEPT)
def test_a_cell_that_keeps_the_schema(tmp_path: Path, column: str, cell: str) -> None:
    at = [field["name"] for field in FIELDS].index(column)
    assert errors(tmp_path, [[*ROW[:at], cell, *ROW[at + 1 :]]], {"fields": FIELDS}) == ([], False)


@pytest.mark.parametrize("rows", [[ROW, ROW], [ROW[:-1]], [[*ROW, "more"]]])
def test_a_row_that_breaks_the_schema(tmp_path: Path, rows: list[list[str]]) -> None:
    found, theirs = errors(tmp_path, rows, {"fields": FIELDS})
    assert theirs and [error.line for error in found] == [len(rows) + 1]


def test_two_rows_of_one_key_and_another_sign_for_what_is_missing(tmp_path: Path) -> None:
    schema = {"fields": FIELDS, "primaryKey": ["who", "post"], "missingValues": ["", "-"]}
    rows = [["2018", "-", *ROW[2:]], ["2019", *ROW[1:5], "2", *ROW[6:]], ROW]
    found, theirs = errors(tmp_path, rows, schema)
    assert theirs and [(error.line, "“who, post” is unique" in error.problem) for error in found] == [(4, True)]


def test_columns_in_another_order(tmp_path: Path) -> None:
    names = [field["name"] for field in FIELDS]
    found, theirs = errors(tmp_path, [ROW], {"fields": FIELDS}, [names[1], names[0], *names[2:]])
    assert theirs and [error.line for error in found] == [1]


def test_a_word_of_the_schema_that_is_not_known_and_a_table_that_is_not_there(tmp_path: Path) -> None:
    found, _ = errors(tmp_path, [ROW], {"fields": [{**FIELDS[0], "constraint": {"required": True}}, *FIELDS[1:]]})
    rows = (tmp_path / "datapackage.json").read_text("utf-8").splitlines()
    assert [error.problem for error in found] == ["the entry “schema → fields → 0 → constraint” is not known here"]
    assert "constraint" in rows[found[0].line - 1]
    (tmp_path / "series" / "t.csv").rename(tmp_path / "series" / "u.csv")
    gone = list(table_faults(tmp_path, [{"name": "t", "path": "series/t.csv", "schema": {"fields": FIELDS}}]))
    assert [error.problem for error in gone] == ["the table “series/t.csv” does not exist", "the table has no schema"]


def test_the_data_package_of_the_course_is_one_by_the_rules_of_frictionless() -> None:
    with system.use_context(trusted=True):
        report = Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
