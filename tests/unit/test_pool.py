"""What is made in several processes is made as in one: the longest first, and only what would not come out the same."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from migrationbook.core.errors import CourseError
from migrationbook.core.made import Ledger, depend_on
from migrationbook.core.pool import Product, make, prune


def write(path: Path, log: Path, words: str) -> None:
    """Write a file, and the process that did it into a log."""
    depend_on("words")
    path.write_text(words)
    with log.open("a") as lines:
        lines.write(f"{path.name} {os.getpid()}\n")


def refuse(path: Path) -> None:
    """Fail as an author's slip does."""
    raise CourseError("the sheet names nothing", mend="name something", file=path, line=7)


def products(folder: Path, words: str = "new") -> list[Product]:
    """Return four products, the longest in the middle."""
    return [
        Product(f"sheets/{name}", (folder / "out" / name,), partial(write, folder / "out" / name, folder / "log", words), cost)
        for name, cost in (("a", 1), ("b", 9), ("c", 5), ("d", 2))
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_everything_is_made_the_longest_first_and_then_nothing(jobs: int, tmp_path: Path) -> None:
    digests = {"words": "1"}
    ledger = Ledger(digests.__getitem__, tmp_path / "made")
    written = make(products(tmp_path), ledger, jobs)
    assert [path.name for path in written] == ["a", "b", "c", "d"]
    assert all(path.read_text() == "new" for path in written)
    log = [line.split() for line in (tmp_path / "log").read_text().splitlines()]
    assert sorted(name for name, _ in log) == ["a", "b", "c", "d"]
    # of two processes one may be slow to write its line
    assert jobs > 1 or [name for name, _ in log] == ["b", "c", "d", "a"]
    assert (str(os.getpid()) in {process for _, process in log}) == (jobs == 1)
    assert make(products(tmp_path), Ledger(digests.__getitem__, tmp_path / "made"), jobs) == []
    digests["words"] = "2"
    assert len(make(products(tmp_path, "other"), Ledger(digests.__getitem__, tmp_path / "made"), jobs)) == 4


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_comes_back_whole_and_the_product_is_made_again(jobs: int, tmp_path: Path) -> None:
    ledger = Ledger(lambda name: "1", tmp_path / "made")
    wrong = Product("sheets/wrong", (tmp_path / "out" / "wrong",), partial(refuse, tmp_path / "wrong.yml"), cost=99)
    with pytest.raises(CourseError) as caught:
        make([*products(tmp_path), wrong], ledger, jobs)
    assert (caught.value.problem, caught.value.line) == ("the sheet names nothing", 7)
    assert caught.value.file == tmp_path / "wrong.yml" and caught.value.mend == "name something"
    assert not ledger.is_current(wrong.name)


def test_without_a_ledger_everything_is_made(tmp_path: Path) -> None:
    assert len(make(products(tmp_path))) == len(make(products(tmp_path))) == 4


def test_what_no_product_makes_any_more_is_deleted_and_nothing_else(tmp_path: Path) -> None:
    make(products(tmp_path))
    for name in ("gone", "other.txt"):
        (tmp_path / "out" / name).touch()
    prune(tmp_path / "out", "?", products(tmp_path)[1:])
    prune(tmp_path / "out", "gone", products(tmp_path))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["b", "c", "d", "other.txt"]
