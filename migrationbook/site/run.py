"""The cells of a notebook, run in the process that reads its page: a kernel for each page would take longer than the cells.

What a cell gives is recorded as a kernel would send it and in the same order: streams, what ``display()`` shows, figures,
and the result. nbval goes on running every notebook in a kernel of its own.
"""

from __future__ import annotations

import base64
import os
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import TextIOBase
from typing import Any

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from traitlets import Int, List, Type
from traitlets.config import Config

from migrationbook.core.errors import CourseError

#: What a Python kernel says of its language; it names the lexer that colours the cells.
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3", "mimetype": "text/x-python", "file_extension": ".py"}
#: How many columns of a table pandas shows where it finds a kernel when it is imported; it may have been imported before.
_COLUMNS_IN_A_KERNEL = 20
#: Shows the figures that a cell draws with pyplot when the cell ends.
_INLINE = "module://matplotlib_inline.backend_inline"


def _encoded(data: dict[str, Any]) -> dict[str, Any]:
    """Return a bundle of representations with pictures as text, as they stand in a notebook."""
    return {kind: base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value for kind, value in data.items()}


class _Displays(DisplayPublisher):
    """Records what ``display()`` shows."""

    def publish(self, data: dict[str, Any], metadata: dict[str, Any] | None = None, *rest: Any, **options: Any) -> None:
        _shell_of(self).outputs.append(new_output("display_data", data=_encoded(data), metadata=metadata or {}))

    def clear_output(self, wait: bool = False) -> None:
        _shell_of(self).outputs.clear()


class _Results(DisplayHook):
    """Records the value of a cell's last expression."""

    def write_output_prompt(self) -> None:
        """Write no prompt: the count stands in the output."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        shell = _shell_of(self)
        output = new_output("execute_result", data=_encoded(format_dict), metadata=md_dict or {}, execution_count=shell.cell_count)
        shell.outputs.append(output)

    def finish_displayhook(self) -> None:
        """End no line: nothing was written."""


class _Stream(TextIOBase):
    """Records what is printed; what is printed in one go stands in one output."""

    def __init__(self, name: str, outputs: list[Any]):
        self._name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        last = self._outputs[-1] if self._outputs else None
        if last is not None and last.output_type == "stream" and last.name == self._name:
            last.text += text
        elif text:
            self._outputs.append(new_output("stream", name=self._name, text=text))
        return len(text)


class NoZmqShell(InteractiveShell):
    """IPython without a terminal and without a kernel.

    pandas asks whether the shell's name has “zmq” in it, and whether it has a kernel: then it writes tables for a notebook and
    not for a terminal's width.
    """

    kernel = None

    displayhook_class = Type(_Results)
    display_pub_class = Type(_Displays)
    #: Outputs of the cell that runs.
    outputs: List[Any] = List()
    #: Its number, which IPython has already raised while the cell runs.
    cell_count = Int()

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing: there is no window."""

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: Sequence[str]) -> None:
        self.outputs.append(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb)))


def _shell_of(part: DisplayPublisher | DisplayHook) -> NoZmqShell:
    assert isinstance(part.shell, NoZmqShell)
    return part.shell


@contextmanager
def _as_before() -> Iterator[None]:
    """Undo what a notebook changes in the process: the next one must find what it would find in a new kernel."""
    os.environ.setdefault("MPLBACKEND", _INLINE)
    if "matplotlib" in sys.modules and "matplotlib.pyplot" not in sys.modules:
        import matplotlib as mpl

        mpl.rcParams["backend"] = _INLINE  # it has read the environment already, for a drawing of the course
    if "pandas" in sys.modules:
        import pandas as pd

        pd.set_option("display.max_columns", _COLUMNS_IN_A_KERNEL)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        try:
            yield
        finally:
            if "matplotlib.pyplot" in sys.modules:
                import matplotlib as mpl
                from matplotlib import pyplot

                pyplot.close("all")
                mpl.rcParams.update(mpl.rcParamsOrig)


def run_cells(notebook: nbformat.NotebookNode, name: str) -> None:
    """Run the cells of a notebook in order and put what they give into it.

    Parameters
    ----------
    notebook:
        The notebook; changed in place.
    name:
        Path of its file, to name in an error.

    Raises
    ------
    CourseError
        If a cell fails, with its number, its text and the traceback; or if it warns.
    """
    NoZmqShell.clear_instance()
    shell = NoZmqShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    if "matplotlib.pyplot" in sys.modules:
        shell.enable_matplotlib("inline")  # when pyplot is imported for the first time, it does so itself
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    with _as_before():
        for count, cell in enumerate(cells, 1):
            shell.outputs = cell.outputs = []
            if not cell.source.strip():
                cell.execution_count = None
                continue
            cell.execution_count = shell.cell_count = shell.execution_count
            with redirect_stdout(_Stream("stdout", shell.outputs)), redirect_stderr(_Stream("stderr", shell.outputs)):
                done = shell.run_cell(cell.source, store_history=True)
            cell.outputs = list(shell.outputs)
            error = done.error_before_exec or done.error_in_exec
            if error is not None:
                raise _failed(error, cell.source, count, name)
            warned = [output.text for output in cell.outputs if output.output_type == "stream" and output.name == "stderr"]
            if warned:
                mend = "a reader would see it: find out what warns there, and mend that"
                raise CourseError(f"code cell {count} writes to stderr: {''.join(warned).strip()}", mend=mend, file=name)
    notebook.metadata["language_info"] = nbformat.from_dict({**LANGUAGE, "version": sys.version.split()[0]})


def _failed(error: BaseException, source: str, count: int, name: str) -> CourseError:
    """Return the error of a cell as one of the course, with what the author needs to find it."""
    if isinstance(error, CourseError):
        return error
    told = "".join(traceback.format_exception(error))
    mend = f"run the notebook in JupyterLab to look closer; the cell is\n\n{source}\n\n{told}"
    return CourseError(f"code cell {count} fails: {type(error).__name__}: {error}", mend=mend, file=name)
