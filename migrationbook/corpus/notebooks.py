"""The notebooks' normal form, and the parts that every lesson has."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat

from migrationbook.core.errors import CourseError
from migrationbook.core.files import read_text, write_text
from migrationbook.corpus.lesson import Lesson
from migrationbook.exercises.base import Exercise

EVIDENCE = "evidence"
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_PARTS = {
    "lesson": ("opening", "excerpt", "discuss", "takeaway", "reading"),
    "review": ("opening", "claims", "discuss", "takeaway"),
    "test": ("opening",),
}
#: A visible cell is read on a phone and on paper: longer code belongs into a model.
MOST_LINES = 15


def normal(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook in its normal form.

    Evidence cells keep count and output; every other code cell keeps neither. Metadata are the kernel's name and the
    cells' tags. Applying it twice changes nothing.

    Parameters
    ----------
    notebook:
        A notebook as JupyterLab leaves it.
    """
    result = copy.deepcopy(notebook)
    result.metadata = nbformat.from_dict({"kernelspec": _KERNEL, "language_info": {"name": "python"}})
    result.nbformat, result.nbformat_minor = 4, 5
    count = 0
    for cell in result.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": sorted(tags)} if tags else {})
        cell.source = cell.source.rstrip()
        if cell.cell_type != "code":
            continue
        if EVIDENCE in tags:
            count += 1
            cell.execution_count = count
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = count
                if "metadata" in output:
                    output.metadata = nbformat.from_dict({})
        else:
            cell.execution_count, cell.outputs = None, []
    return result


def dumps(notebook: nbformat.NotebookNode) -> str:
    """Return the text of a notebook's file: sorted keys, one space of indent, a newline at the end.

    Parameters
    ----------
    notebook:
        The notebook.
    """
    return str(nbformat.writes(notebook)) + "\n"


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook.

    Parameters
    ----------
    path:
        The notebook's file.

    Raises
    ------
    CourseError
        If the file is no notebook, for example because it was half written.
    """
    text = read_text(path)
    try:
        notebook: nbformat.NotebookNode = nbformat.reads(text, as_version=4)
    except Exception as error:  # nbformat raises a dozen kinds for a broken file
        message, *_ = str(error).splitlines() or [type(error).__name__]
        raise CourseError(
            f"this is not a notebook: {message}",
            mend="open it in JupyterLab and save it, or restore it from git",
            file=path,
            line=getattr(error.__context__, "lineno", None),
        ) from None
    return notebook


def is_normal(path: Path) -> bool:
    """Return whether a notebook's file is in normal form.

    Parameters
    ----------
    path:
        The notebook's file.
    """
    return read_text(path) == dumps(normal(read(path)))


def normalise(path: Path) -> bool:
    """Write a notebook in its normal form, if it is not.

    Parameters
    ----------
    path:
        The notebook's file.

    Returns
    -------
    bool
        Whether the file changed.
    """
    if is_normal(path):
        return False
    write_text(path, dumps(normal(read(path))))
    return True


def execute_evidence(path: Path) -> None:
    """Run a notebook and store the outputs of its evidence cells, in normal form.

    Parameters
    ----------
    path:
        The notebook.

    Raises
    ------
    CourseError
        If a cell fails, or its kernel dies; the file is as it was then.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    notebook = read(path)
    started: list[nbformat.NotebookNode] = []
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_start=lambda cell, cell_index: started.append(cell),
    )
    try:
        client.execute()
    except (CellControlSignal, DeadKernelError) as error:
        message = str(error).strip().splitlines()[-1]
        raise CourseError(
            f"a cell stopped the notebook, which is unchanged: {message}",
            mend="run the cell in JupyterLab and correct it; a kernel dies for want of memory, or of a fault in compiled code",
            file=path,
            line=_line(read_text(path), started[-1]),
        ) from None
    write_text(path, dumps(normal(notebook)))


def _line(text: str, cell: nbformat.NotebookNode) -> int:
    """Return the line of a notebook's file on which a cell has its id."""
    return text[: text.find(f'"id": "{cell.id}"')].count("\n") + 1


def cell_calls(cell: nbformat.NotebookNode) -> list[tuple[str, list[str]]]:
    """Return what a cell asks of its lesson: each part with the ids it is called with.

    ``here.facts("a", "b")`` gives ``[("facts", ["a", "b"])]``.

    Parameters
    ----------
    cell:
        The cell. One that is no plain Python asks for nothing.
    """
    try:
        tree = ast.parse(cell.source if cell.cell_type == "code" else "")
    except SyntaxError:
        return []
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="here"), attr=part), args=arguments):
                found.append((part, [str(argument.value) for argument in arguments if isinstance(argument, ast.Constant)]))
    return found


def calls(notebook: nbformat.NotebookNode) -> Mapping[str, list[str]]:
    """Return what a notebook asks of its lesson: for each part, the ids it is called with, in order.

    ``here.facts("a", "b")`` gives ``{"facts": ["a", "b"]}``; a part without ids is there with an empty list.

    Parameters
    ----------
    notebook:
        The notebook.
    """
    found: dict[str, list[str]] = {}
    for cell in notebook.cells:
        for part, ids in cell_calls(cell):
            found.setdefault(part, []).extend(ids)
    return found


def check_notebook(path: Path, lesson: Lesson) -> Iterator[CourseError]:
    """Return what a lesson's notebook lacks.

    Parameters
    ----------
    path:
        The notebook.
    lesson:
        Its YAML file.
    """
    try:
        notebook = read(path)
    except CourseError as unreadable:
        yield unreadable
        return
    text = read_text(path)

    def error(problem: str, mend: str, cell: Any = None) -> CourseError:
        return CourseError(problem, mend=mend, file=path, line=_line(text, cell) if cell else None)

    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    called = calls(notebook)
    if text != dumps(normal(notebook)):
        yield error("the notebook is not in its normal form", "run `make notebooks`")
    for part in _PARTS[lesson.form]:
        if part not in called:
            yield error(f"the {lesson.form} lacks its {part}", f"add a cell `here.{part}(…)`")
    asked = called.get("ask", [])
    wanted = [exercise.id for exercise in lesson.exercises]
    if asked != wanted:
        odd = next((name for name in [*wanted, *asked] if asked.count(name) != 1 or name not in wanted), None)
        problem = f"the exercise “{odd}” is asked {asked.count(odd)} times" if odd else "the exercises are asked in another order"
        yield error(problem, f"ask each exercise once, in the order of the YAML file: {', '.join(wanted)}")
    for explorer in lesson.explorers:
        if explorer.id not in called.get("explore", []):
            yield error(f"the explorer “{explorer.id}” is not shown", f'add a cell `here.explore("{explorer.id}")`')
    used = {exercise.excerpt for exercise in lesson.exercises if isinstance(exercise, Exercise) and exercise.excerpt}
    for identifier in sorted(used):
        if identifier not in called.get("excerpt", []):
            yield error(f"an exercise points to the excerpt “{identifier}”, which is not shown", f'add `here.excerpt("{identifier}")`')
    for cell in code:
        tags = cell.metadata.get("tags", [])
        hidden = {"remove-cell", "remove-input"} & set(tags)
        if cell.source.lstrip().startswith("here.") and not hidden:
            yield error(f"the cell `{cell.source}` shows its code", "tag it remove-input", cell)
        if not hidden and len(cell.source.splitlines()) > MOST_LINES:
            yield error(f"a cell has more than {MOST_LINES} lines", "move logic into a model", cell)
        if EVIDENCE in tags and not cell.outputs:
            yield error("an evidence cell has no output to compare", "run `make notebooks`", cell)
