"""The tables of figures against what ``data/datapackage.json`` says of them, in the words of Frictionless Data's Table Schema."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from migrationbook.core.errors import CourseError
from migrationbook.core.files import files_below, read_text
from migrationbook.core.schema import Entry, Places
from migrationbook.core.yamlfile import YamlFile

#: How a cell of a type is written.
_FORMS = {
    "string": r"(?s:.*)",
    "integer": r"[+-]?\d+",
    "number": r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?",
    "year": r"\d{4}",
    "yearmonth": r"\d{4}-(0[1-9]|1[0-2])",
    "date": r"\d{4}-\d{2}-\d{2}",
}
_MEND = "correct the table, or its schema in data/datapackage.json"


class Constraints(Entry):
    """What holds for every cell of a column.

    Parameters
    ----------
    required:
        Whether no cell may be missing.
    unique:
        Whether no two cells may be the same.
    enum:
        The values that there are.
    minimum, maximum:
        In the unit of the column.
    pattern:
        Regular expression for the whole cell.
    """

    required: bool = False
    unique: bool = False
    enum: list[str | int] | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: Annotated[str, Places()] | None = None


class Column(Entry):
    """A column: its type, what it means, and what holds for its cells."""

    name: str
    type: Literal["string", "integer", "number", "year", "yearmonth", "date", "boolean"]
    description: str = ""
    unit: str = ""
    true_values: list[str] = Field(default=["true", "True"], alias="trueValues")
    false_values: list[str] = Field(default=["false", "False"], alias="falseValues")
    constraints: Constraints = Constraints()

    def fault(self, cell: str) -> str | None:
        """Return what is wrong with a cell that is not missing, or ``None``.

        Parameters
        ----------
        cell:
            As it is written in the table.
        """
        limits = self.constraints
        if not self._has_type(cell):
            return f"is not of the type {self.type}"
        if limits.enum is not None and cell not in map(str, limits.enum):
            return f"is none of the values that there are: {', '.join(map(str, limits.enum))}"
        if limits.pattern is not None and not re.fullmatch(limits.pattern, cell):
            return f"does not fit the pattern {limits.pattern}"
        if limits.minimum is not None and float(cell) < limits.minimum:
            return f"is below the minimum {limits.minimum:g}"
        if limits.maximum is not None and float(cell) > limits.maximum:
            return f"is above the maximum {limits.maximum:g}"
        return None

    def _has_type(self, cell: str) -> bool:
        if self.type == "boolean":
            return cell in (*self.true_values, *self.false_values)
        if not re.fullmatch(_FORMS[self.type], cell):
            return False
        try:
            return self.type != "date" or bool(dt.date.fromisoformat(cell))
        except ValueError:
            return False


class Schema(Entry):
    """The columns of a table in order, those that name a row, and what stands for a missing value."""

    fields: list[Column] = Field(min_length=1)
    primary_key: list[str] = Field(default=[], alias="primaryKey")
    missing_values: list[str] = Field(default=[""], alias="missingValues")


class Table(Entry, extra="allow"):
    """A table as the data package describes it; what it says of title, source and day is not needed here."""

    name: str
    path: str
    schema_: Schema = Field(alias="schema")


def table_faults(data: Path, described: list[dict[str, Any]]) -> Iterator[CourseError]:
    """Return what is wrong with the tables, or with the words that describe them.

    Parameters
    ----------
    data:
        Folder of the course's data.
    described:
        The entry ``resources`` of ``datapackage.json``.

    Yields
    ------
    CourseError
        With file and line.
    """
    package = YamlFile(data / "datapackage.json")  # every JSON is YAML, and YAML knows its lines
    for position, resource in enumerate(described):
        try:
            table = package.validate(Table, resource, "resources", position)
        except CourseError as error:
            yield error
            continue
        path = data / table.path
        if path.is_file():
            yield from _faults(path, table.schema_)
        else:
            mend = "restore it, or correct the path"
            yield package.error(f"the table “{table.path}” does not exist", mend, "resources", position, "path")
    paths = {str(resource.get("path")) for resource in described}
    for found in files_below(data / "series", "*.csv"):
        if found.relative_to(data).as_posix() not in paths:
            yield CourseError("the table has no schema", mend="describe it in data/datapackage.json", file=found)


def _faults(path: Path, schema: Schema) -> Iterator[CourseError]:
    def fault(problem: str) -> CourseError:
        return CourseError(problem, mend=_MEND, file=path, line=rows.line_num)

    rows = csv.reader(read_text(path).splitlines(keepends=True), strict=True)
    names = [column.name for column in schema.fields]
    unique: list[tuple[str, ...]] = [(column.name,) for column in schema.fields if column.constraints.unique]
    if schema.primary_key and tuple(schema.primary_key) not in unique:
        unique.append(tuple(schema.primary_key))
    seen: dict[tuple[str, ...], set[tuple[str, ...]]] = {columns: set() for columns in unique}
    try:
        if (head := next(rows, [])) != names:
            yield fault(f"the columns are {', '.join(head)}; the schema has {', '.join(names)}")
            return
        for row in rows:
            if len(row) != len(names):
                yield fault(f"this row has {len(row)} cells, the table {len(names)} columns")
                continue
            cells = dict(zip(names, row, strict=True))
            for column in schema.fields:
                cell = cells[column.name]
                missing = cell in schema.missing_values
                if missing and column.constraints.required:
                    yield fault(f"the value of “{column.name}” is missing, and it is required")
                elif not missing and (problem := column.fault(cell)):
                    yield fault(f"“{cell}” of the column “{column.name}” {problem}")
            for columns in unique:
                values = tuple(cells[column] for column in columns)
                if values in seen[columns]:
                    yield fault(f"“{', '.join(values)}” stands twice, and “{', '.join(columns)}” is unique")
                seen[columns].add(values)
    except csv.Error as error:
        yield fault(f"this row cannot be read: {error}")
