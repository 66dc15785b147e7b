"""A notebook is run when something behind it has changed, once more when a kernel is silent, and else not at all."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import MagicMock

import nbformat
import pytest
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.core.execute import direct

from migrationbook.corpus.load import corpus
from migrationbook.lesson import blocks
from migrationbook.lesson.faces import PRERENDER
from migrationbook.lesson.registers import REGISTERS
from migrationbook.site.execution import run_once, start_again
from migrationbook.site.extension import data_digests, progress_manifest, setup


def test_a_kernel_that_does_not_answer_is_started_once_more_and_another_fault_is_told() -> None:
    faults = [RuntimeError("Kernel didn't respond in 60 seconds")]

    def run(notebook: str, cwd: str) -> str:
        if faults:
            raise faults.pop()
        return f"{notebook} in {cwd}"

    assert start_again(run)("a page", cwd="here") == "a page in here"
    faults += 2 * [RuntimeError("Kernel didn't respond in 60 seconds")]
    with pytest.raises(RuntimeError, match="didn't respond"):
        start_again(run)("a page", cwd="here")
    faults.append(RuntimeError("something else"))
    with pytest.raises(RuntimeError, match="something else"):
        start_again(run)("a page", cwd="here")
    assert not faults


def test_the_extension_runs_notebooks_in_this_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(direct, "single_nb_execution", single_nb_execution)
    monkeypatch.setenv(PRERENDER, "")
    setup(MagicMock(doctreedir=str(tmp_path)))
    names = [direct.single_nb_execution.__name__, direct.single_nb_execution.__wrapped__.__name__]
    assert names == ["single_nb_execution", "single_nb_execution"]
    assert direct.single_nb_execution.__wrapped__.__wrapped__ is single_nb_execution


class Course:
    """A page and what is behind it, which a test changes; counts how often its notebook is run."""

    def __init__(self, folder: Path):
        self.folder, self.behind, self.runs, self.error = folder, "data", 0, None

    def run(self, notebook: nbformat.NotebookNode, cwd: str) -> ExecutionResult:
        """Give each cell its number of runs, as a kernel gives outputs."""
        self.runs += 1
        notebook.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
        for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
            cell.execution_count = number
            cell.outputs = [nbformat.v4.new_output("stream", text=f"{cell.source} gave {self.runs}")]
        return ExecutionResult(notebook, cwd, 1.5, self.error)

    def outputs(self, *cells: nbformat.NotebookNode) -> list[str]:
        """Build the page from cells, and return what stands below them."""
        notebook = nbformat.v4.new_notebook(cells=list(cells))
        once = run_once(self.run, lambda: ("chapters/part/lesson", self.behind), self.folder)
        result = once(notebook, cwd="here")
        assert result.nb is notebook and result.cwd == "here"
        assert notebook.metadata.language_info.pygments_lexer == "ipython3"
        nbformat.validate(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
        return [cell.outputs[0].text for cell in code]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of one page."""
    return Course(tmp_path)


def prose(text: str) -> nbformat.NotebookNode:
    """Return a cell with prose."""
    return nbformat.v4.new_markdown_cell(text)


def code(text: str, **metadata: list[str]) -> nbformat.NotebookNode:
    """Return a cell with code."""
    return nbformat.v4.new_code_cell(text, metadata=metadata)


def test_other_prose_leaves_the_outputs_as_they_were(course: Course) -> None:
    assert course.outputs(prose("one"), code("a"), code("b")) == ["a gave 1", "b gave 1"]
    assert course.outputs(code("a"), prose("two"), prose("three"), code("b")) == ["a gave 1", "b gave 1"]


def test_other_code_another_order_other_tags_or_other_data_run_the_notebook_again(course: Course) -> None:
    course.outputs(code("a"), code("b"))
    assert course.outputs(code("a"), code("c")) == ["a gave 2", "c gave 2"]
    assert course.outputs(code("c"), code("a")) == ["c gave 3", "a gave 3"]
    assert course.outputs(code("c"), code("a", tags=["remove-cell"])) == ["c gave 4", "a gave 4"]
    course.behind = "other data"
    assert course.outputs(code("c"), code("a", tags=["remove-cell"])) == ["c gave 5", "a gave 5"]
    assert course.outputs(code("c"), code("a", tags=["remove-cell"])) == ["c gave 5", "a gave 5"]


def test_what_failed_or_was_cut_off_is_not_taken_up(course: Course) -> None:
    course.error = ValueError("a cell failed")
    course.outputs(code("a"))
    course.error = None
    assert course.outputs(code("a")) == ["a gave 2"]
    (kept,) = course.folder.rglob("*.pickle")
    kept.write_bytes(kept.read_bytes()[:-20])
    assert course.outputs(code("a")) == ["a gave 3"]


def test_a_lesson_is_behind_another_only_where_it_is_shown_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A repeated exercise, the explorer of a repeated task and the question of a lesson that is built on stand on other pages."""
    data = corpus()
    review, home, exercise = next(
        (name, asked.home, asked.exercise) for name in data.lessons for asked in data.asked(name) if asked.home != name
    )
    pages = {"index", "chapters/reference/facts", *(f"chapters/{name}" for name in data.lessons)}
    before = data_digests(pages)

    def changed() -> set[str]:
        after = data_digests(pages)
        return {page.removeprefix("chapters/") for page in pages if after[page] != before[page]}

    with monkeypatch.context() as patch:
        patch.setitem(vars(exercise), "ask", "Another question?")
        repeats = {name for name in data.lessons if name != home and exercise in [asked.exercise for asked in data.asked(name)]}
        assert review in repeats and changed() == repeats
    needed = next(need for lesson in data.lessons.values() for need in lesson.needs)
    with monkeypatch.context() as patch:
        patch.setitem(vars(data.lessons[needed]), "question", "Another question?")
        lessons = data.lessons.items()
        shown = {name for name, lesson in lessons if needed in [*lesson.needs, *(claim.lesson for claim in lesson.claims)]}
        assert changed() == {*shown, "index", "reference/facts"}
    assert not changed()


def test_what_is_shown_of_lessons_outside_of_them_is_nothing_that_their_exercises_say(monkeypatch: pytest.MonkeyPatch) -> None:
    data = corpus()
    env = MagicMock()

    def pages() -> list[str]:
        chapters = data.chapters
        lists = [blocks.chapter_lessons(data, chapter) for chapter in chapters]
        registers = [register(data) for register in REGISTERS.values()]
        return [*lists, *registers, blocks.course_map(data), json.dumps(progress_manifest(env))]

    before = pages()
    for name in data.lessons:
        for asked in data.asked(name):
            monkeypatch.setitem(vars(asked.exercise), "ask", "Another question?")
    assert pages() == before
    # and what is counted as shown is shown: a question stands in the registers
    monkeypatch.setitem(vars(data.lessons["iom/money"]), "question", "Another question?")
    assert pages() != before
