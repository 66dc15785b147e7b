"""The normal form of notebooks."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from migrationbook.core.paths import CHAPTERS
from migrationbook.corpus import notebooks

NOTEBOOKS = sorted(path for path in CHAPTERS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_is_in_normal_form(path: Path) -> None:
    assert notebooks.is_normal(path)


def messy() -> nbformat.NotebookNode:
    """A notebook as JupyterLab leaves it."""
    made = nbformat.v4.new_notebook(metadata={"widgets": {"state": {}}, "kernelspec": {"name": "other", "display_name": "Other"}})
    shown = nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=17, metadata={"isolated": True})
    made.cells = [
        nbformat.v4.new_code_cell("1 + 1  \n", id="a", execution_count=17, outputs=[shown], metadata={"tags": ["evidence"], "x": 1}),
        nbformat.v4.new_code_cell("3", id="b", execution_count=18, outputs=[shown], metadata={"execution": {"iopub.status.busy": "x"}}),
    ]
    return made


def test_evidence_keeps_its_output_and_nothing_else_does() -> None:
    first, second = notebooks.normal(messy()).cells
    assert first.execution_count == 1 and first.outputs[0]["data"]["text/plain"] == "2" and first.outputs[0].metadata == {}
    assert first.metadata == {"tags": ["evidence"]} and first.source == "1 + 1"
    assert second.execution_count is None and second.outputs == [] and second.metadata == {}


def test_twice_normal_is_normal() -> None:
    once = notebooks.normal(messy())
    assert notebooks.dumps(notebooks.normal(once)) == notebooks.dumps(once)


def test_a_file_is_written_only_if_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    nbformat.write(messy(), path)
    assert notebooks.normalise(path) is True
    assert notebooks.normalise(path) is False


def test_the_parts_that_a_notebook_asks_for_are_read_as_python() -> None:
    made = nbformat.v4.new_notebook()
    made.cells = [
        nbformat.v4.new_markdown_cell('here.ask("prose")'),
        nbformat.v4.new_code_cell('here.opening()\nhere.facts(\n    "one",  # "none"\n    "two",\n)'),
        nbformat.v4.new_code_cell('%time here.ask("magic")'),
        nbformat.v4.new_code_cell("here.facts('three')\nother.facts('four')"),
    ]
    assert notebooks.calls(made) == {"opening": [], "facts": ["one", "two", "three"]}
