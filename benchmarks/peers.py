"""The peers: the same chapter as a stock Jupyter Book, its exercises and explorers with stock widgets."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import yaml

from benchmarks.courses import lessons_of
from migrationbook.corpus.load import corpus
from migrationbook.lesson import lesson
from migrationbook.lesson.lesson import Lesson

#: The peers by the module of benchmarks/peer/ that shows their exercises.
PEERS = ("core", "embedded")
_MODULES = Path(__file__).parent / "peer"
#: Directives of the course's own extension that make lists out of its data.
_OWN_LISTS = re.compile(r"^```\{(?:chapter|handouts|course-map)\}.*?^```$", re.MULTILINE | re.DOTALL)


def write_peer(course: Path, target: Path, peer: str) -> Path:
    """Write a peer as a project of Jupyter Book and return its folder.

    Parameters
    ----------
    course:
        A copy of the course, cut to a chapter.
    target:
        A folder that does not exist yet.
    peer:
        One of :data:`PEERS`.
    """
    shutil.copytree(course / "chapters", target / "chapters")
    for name in ("_toc.yml", "index.md", "data/references.bib"):
        (target / name).parent.mkdir(exist_ok=True)
        shutil.copy(course / name, target / name)
    for page in target.rglob("*.md"):
        page.write_text(_OWN_LISTS.sub("", page.read_text("utf-8")), "utf-8")
    for name in lessons_of(course):
        path = target / "chapters" / f"{name}.ipynb"
        nbformat.write(peer_notebook(nbformat.read(path, as_version=4), lesson.load(name), name), path)
        for module in ("questions.py", "embedded.js"):
            shutil.copy(_MODULES / module, path.parent / module)
        shutil.copy(_MODULES / f"{peer}.py", path.parent / "peer.py")
    config: dict[str, Any] = {
        "title": "A peer",
        "only_build_toc_files": True,
        "bibtex_bibfiles": ["data/references.bib"],
        # what the course's prose is written in
        "parse": {"myst_enable_extensions": ["attrs_block", "attrs_inline", "colon_fence", "deflist", "smartquotes"]},
        # a slow machine draws the pictures of all states in more than the usual 30 seconds
        "execute": {"timeout": 300},
    }
    (target / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    return target


def peer_notebook(notebook: nbformat.NotebookNode, here: Lesson, name: str) -> nbformat.NotebookNode:
    """Return a lesson's notebook in which the course's calls are prose or calls of the peer.

    Parameters
    ----------
    notebook:
        The lesson's notebook.
    here:
        The lesson.
    name:
        ``chapter/lesson``.
    """
    made = nbformat.v4.new_notebook(metadata={"kernelspec": notebook.metadata["kernelspec"]})
    hidden = {"tags": ["remove-input"]}
    made.cells = [nbformat.v4.new_code_cell("%matplotlib inline\nimport peer", metadata={"tags": ["remove-cell"]})]
    for cell in notebook.cells:
        call = course_call(cell.source) if cell.cell_type == "code" else None
        if cell.cell_type == "markdown":
            made.cells.append(nbformat.v4.new_markdown_cell(cell.source))
        elif call is None:
            if "lesson.load" not in cell.source:
                made.cells.append(nbformat.v4.new_code_cell(cell.source))
        elif call[0] == "ask":
            made.cells.append(nbformat.v4.new_code_cell(f"peer.ask({name!r}, {call[1][0]!r})", metadata=hidden))
        elif call[0] == "explore":
            made.cells.append(nbformat.v4.new_code_cell(f"peer.explore({f'{name}#{call[1][0]}'!r})", metadata=hidden))
        elif call[0] == "figure":
            figure = call[1][0] if "/" in call[1][0] else f"{name.split('/')[0]}/{call[1][0]}"
            made.cells.append(nbformat.v4.new_code_cell(_FIGURE.format(name=figure), metadata=hidden))
            made.cells.append(nbformat.v4.new_markdown_cell(corpus().figures[figure].caption))
        else:
            made.cells.append(nbformat.v4.new_markdown_cell(stock_myst(getattr(here, call[0])(*call[1]).myst)))
    return made


_FIGURE = """from migrationbook.drawings import style as figures
from migrationbook.corpus.load import corpus

display(figures.drawings()["{name}"](corpus().figures["{name}"], figures.PAGE_SIZE))"""


def course_call(source: str) -> tuple[str, tuple[Any, ...]] | None:
    """Return name and arguments of a cell's one call of its lesson, ``here.ask("three-claims")``; ``None`` if it is none.

    Parameters
    ----------
    source:
        A cell's source.
    """
    match ast.parse(source).body:
        case [ast.Expr(ast.Call(ast.Attribute(ast.Name("here"), method), arguments, []))]:
            return method, tuple(ast.literal_eval(argument) for argument in arguments)
    return None


def stock_myst(myst: str) -> str:
    """Return MyST of the course with the stock directive ``container`` in the place of its own ``block``.

    Parameters
    ----------
    myst:
        MyST as a block of the course has it.
    """
    return re.sub(r"^:id: (.*)$", r":name: \1", myst.replace("{block}", "{container}"), flags=re.MULTILINE)
