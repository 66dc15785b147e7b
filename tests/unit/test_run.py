"""A notebook that is run in the process of the build gives what a kernel would give."""

from __future__ import annotations

import copy
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from migrationbook.core.errors import CourseError
from migrationbook.core.paths import CHAPTERS
from migrationbook.lesson.faces import PRERENDER
from migrationbook.site.run import run_cells

#: Everything that a cell can give: streams, what is displayed, figures, results, alone and in turn.
CELLS = {
    "what is printed": "import sys\nprint('a')\nprint('c')",
    "one stream in pieces": "print('no end of line', end='')\nprint('x', end='')\nsys.stdout.flush()",
    "displayed between what is printed": "print('before')\ndisplay('shown')\nprint('after')\n5",
    "rich text": "from IPython.display import HTML, Markdown\ndisplay(Markdown('*x*'), HTML('<b>y</b>'))\nMarkdown('z')",
    "a table": "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "a figure of pyplot": "from matplotlib import pyplot as plt\nprint('before')\nplt.plot([1, 2])\nprint('after')",
    "a figure as result": "figure, axes = plt.subplots()\naxes.plot([1])\nfigure",
    "a result that is not shown": "3;",
    "nothing": "None",
    "empty": "",
    "the last result": "_",
    "a magic": "%precision 2\n3.14159",
    "a class of its own": "class Own:\n    __repr__ = lambda self: 'own'\n    def _repr_html_(self):\n        return '<i>own</i>'\n\nOwn()",
    "both representations": (
        "class Two:\n    def _repr_mimebundle_(self, **_):\n        return {'text/plain': 't', 'text/html': 'h'}\n\nTwo()"
    ),
    "an update": "shown = display('first', display_id=True)",
    "a call of the shell": "get_ipython().execution_count",
}


def outputs(cell: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """Return what stands below a cell, without what is another at every run; a kernel sends a stream in pieces now and then."""
    found: list[dict[str, Any]] = []
    for output in cell.outputs:
        plain = {key: value for key, value in output.items() if key != "metadata"}
        if "data" in plain:
            plain["data"] = {kind: value.strip() for kind, value in plain["data"].items()}
        if found and plain["output_type"] == "stream" and found[-1].get("name") == plain["name"]:
            found[-1]["text"] += plain["text"]
        else:
            found.append(plain)
    return found


@pytest.fixture(scope="module")
def both() -> dict[str, tuple[nbformat.NotebookNode, nbformat.NotebookNode]]:
    """Each cell as a kernel and as the process has run it."""
    kernel = new_notebook(cells=[new_markdown_cell("prose"), *(new_code_cell(source) for source in CELLS.values())])
    process = copy.deepcopy(kernel)
    NotebookClient(kernel, kernel_name="python3").execute()
    run_cells(process, "a.ipynb")
    nbformat.validate(process)
    return dict(zip(CELLS, zip(kernel.cells[1:], process.cells[1:], strict=True), strict=True))


@pytest.mark.parametrize("name", CELLS)
def test_kernel_and_process_give_the_same_in_the_same_order(name: str, both: dict[str, tuple[Any, Any]]) -> None:
    kernel, process = both[name]
    assert outputs(process) == outputs(kernel)
    assert process.execution_count == kernel.execution_count
    if name not in ("nothing", "empty", "a result that is not shown"):
        assert outputs(process), "this cell was to give something"


def test_a_figure_is_shown_where_the_course_has_drawn_before() -> None:
    program = (
        "import matplotlib, nbformat.v4 as v4; from migrationbook.site.run import run_cells; "
        f"cell = v4.new_code_cell({CELLS['a figure of pyplot']!r}); run_cells(v4.new_notebook(cells=[cell]), 'a.ipynb'); "
        "print([output.output_type for output in cell.outputs])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['stream', 'display_data']"


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nprint('a')\nprint('on stderr', file=sys.stderr)\nprint('c')",
        "import warnings\nwarnings.warn('on stderr')",
        "import logging\nlogging.getLogger('of a library').warning('on stderr')",
    ],
)
def test_a_cell_that_writes_to_stderr_is_named_with_what_it_says(source: str) -> None:
    """In a process of its own: pytest keeps warnings and logs for itself."""
    program = (
        "import nbformat.v4 as v4; from migrationbook.site.run import run_cells; "
        f"run_cells(v4.new_notebook(cells=[v4.new_code_cell(text) for text in ('1', {source!r})]), 'chapters/part/lesson.ipynb')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert re.search("CourseError: chapters/part/lesson.ipynb: code cell 2 writes to stderr: .*on stderr", done.stderr), done.stderr


DRAW_FIRST = ["import matplotlib.pyplot as plt\nplt.figure();", "from migrationbook.drawings.style import canvas\ncanvas();"]


@pytest.mark.parametrize("first", DRAW_FIRST)
def test_matplotlib_says_nothing_in_a_page_where_the_users_folder_cannot_be_written(first: str, tmp_path: Path) -> None:
    """As in a container: the library would name a folder for the time being in the first cell that draws."""
    program = (
        "from pathlib import Path; import nbformat.v4 as v4; from migrationbook.core.files import keep_fonts_listed_in; "
        f"keep_fonts_listed_in(Path({str(tmp_path / 'build')!r})); from migrationbook.site.run import run_cells; "
        f"run_cells(v4.new_notebook(cells=[v4.new_code_cell({first!r})]), 'a.ipynb')"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "MPL"))}
    home = {"HOME": "/dev/null", "USERPROFILE": "/dev/null"}
    done = subprocess.run([sys.executable, "-c", program], env={**environment, **home}, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "atplotlib" not in done.stderr, done.stderr
    assert list((tmp_path / "build").glob("fontlist-*.json"))


def notebook_of(*sources: str) -> nbformat.NotebookNode:
    """Return a notebook with these cells."""
    return new_notebook(cells=[new_code_cell(source) for source in sources])


def test_a_notebook_finds_nothing_of_the_one_before() -> None:
    first = notebook_of("x = 1", "from matplotlib import pyplot as plt\nplt.rcParams['lines.linewidth'] = 9\nplt.figure();")
    run_cells(first, "first.ipynb")
    asked = "from matplotlib import pyplot as plt\nplt.rcParams['lines.linewidth'], plt.get_fignums()"
    second = notebook_of("'x' in globals()", asked)
    run_cells(second, "second.ipynb")
    assert [cell.outputs[0].data["text/plain"] for cell in second.cells] == ["False", "(1.5, [])"]
    assert [cell.execution_count for cell in second.cells] == [1, 2]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("1 / 0", "code cell 2 fails: ZeroDivisionError"),
        ("x = (", "code cell 2 fails: .*SyntaxError"),
        ("raise SystemExit(3)", "code cell 2 fails: SystemExit: 3"),
    ],
)
def test_a_cell_that_fails_is_named_with_what_stands_in_it(source: str, problem: str) -> None:
    with pytest.raises(CourseError, match=problem) as caught:
        run_cells(notebook_of("1", source, "print('never')"), "chapters/part/lesson.ipynb")
    assert caught.value.file == "chapters/part/lesson.ipynb" and source in str(caught.value)


def test_the_cells_that_prose_cites_give_in_the_build_what_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """nbval runs the same notebooks in kernels and compares with the same outputs."""
    monkeypatch.setenv(PRERENDER, "1")
    compared = 0
    for path in sorted(CHAPTERS.rglob("*.ipynb"))[::4]:
        stored = nbformat.read(path, as_version=4)
        run = copy.deepcopy(stored)
        run_cells(run, path.name)
        for was, now in zip(stored.cells, run.cells, strict=True):
            if "evidence" in was.metadata.get("tags", []):
                compared += 1
                assert [_told(output) for output in now.outputs] == [_told(output) for output in was.outputs], path.name
    assert compared > 10


def _told(output: nbformat.NotebookNode) -> Any:
    return re.sub(r"\s+$", "", output.get("text") or output.data["text/plain"])
