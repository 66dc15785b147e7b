"""How a build runs notebooks: once more if a kernel is silent, and not at all if what they give is known."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from jupyter_cache.executors.utils import ExecutionResult
from sphinx.util import logging

from migrationbook.core.made import digest_of, keep, kept
from migrationbook.core.paths import BUILD

logger = logging.getLogger(__name__)

#: Runs a notebook, in place.
Run = Callable[..., ExecutionResult]
#: What Jupyter says of a kernel that does not answer.
_NO_ANSWER = "Kernel didn't respond"


def start_again(run: Run) -> Run:
    """Return a way to run a notebook that gives a kernel which does not answer a second chance.

    Two kernels that are started at the same moment can be given the same port; one of them is then never heard of.

    Parameters
    ----------
    run:
        Runs a notebook.
    """

    @wraps(run)
    def run_again(*arguments: Any, **options: Any) -> ExecutionResult:
        try:
            return run(*arguments, **options)
        except RuntimeError as error:
            if not str(error).startswith(_NO_ANSWER):
                raise
            logger.info("%s: the kernel did not answer and is started once more", options.get("cwd", ""))
            return run(*arguments, **options)

    return run_again


def _plain(data: Any) -> Any:
    """Return parts of a notebook as plain lists and dictionaries."""
    return json.loads(json.dumps(data))


def run_once(run: Run, page: Callable[[], tuple[str, str]], folder: Path = BUILD / "outputs") -> Run:
    """Return a way to run a notebook that takes up what it gave when everything behind it is as it was.

    Most edits are to a lesson's prose, and its cells then give what they gave before. Jupyter's own cache goes by the cells
    alone and would miss that the data behind them changed.

    Parameters
    ----------
    run:
        Runs a notebook.
    page:
        Returns the name of the page that is being read, and a digest of all that its cells can see.
    folder:
        Where outputs are kept between two builds, one file for each page.
    """

    @wraps(run)
    def run_if_changed(notebook: nbformat.NotebookNode, *arguments: Any, **options: Any) -> ExecutionResult:
        name, behind = page()
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        written = json.dumps([[cell.source, cell.metadata.get("tags", [])] for cell in cells])
        made_from = digest_of([Path(__file__).resolve()], behind, written, sys.version, version("ipykernel"))
        file = folder / f"{name}.pickle"
        known = kept(file, made_from)
        if known is not None:
            notebook.metadata, outputs = nbformat.from_dict(known)
            for cell, output in zip(cells, outputs, strict=True):
                cell.update(output)
            return ExecutionResult(notebook, options.get("cwd", ""), 0.0)
        result = run(notebook, *arguments, **options)
        if result.err is None:
            outputs = [{"execution_count": cell.execution_count, "outputs": cell.outputs} for cell in cells]
            keep(file, made_from, _plain([notebook.metadata, outputs]))
        return result

    return run_if_changed
