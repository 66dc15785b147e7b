"""Everything that is drawn or set, made on all processors, the longest first; and only what would not come out the same."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from migrationbook.core.made import Ledger

#: How many new objects there are before Python looks for those that nothing uses any more; its own value is 700, 10, 10.
#: Nearly all that is read is needed to the end, and to look for what is not takes a tenth of the time.
SELDOM = (50_000, 10, 10)


@dataclass(frozen=True)
class Product:
    """A sheet, a picture or another thing that is made of the course.

    Parameters
    ----------
    name:
        Its name in the ledger, such as ``sheets/iom-student``.
    files:
        The files that it consists of.
    make:
        Writes them.
    cost:
        About how many seconds that takes; the order of the work goes by it.
    """

    name: str
    files: tuple[Path, ...]
    make: Callable[[], None]
    cost: float = 1.0

    def write(self) -> None:
        """Write the files, with their folders."""
        for file in self.files:
            file.parent.mkdir(parents=True, exist_ok=True)
        self.make()


def make(products: Iterable[Product], ledger: Ledger | None = None, jobs: int = 1) -> list[Path]:
    """Make what would not come out the same again.

    Parameters
    ----------
    products:
        What there is to make.
    ledger:
        Knows what each was made from; ``None``: everything is made.
    jobs:
        Processes to work in. Where a process cannot be split in two (Windows), one does everything.

    Returns
    -------
    list of pathlib.Path
        The files written, in the order of the products.

    Raises
    ------
    CourseError
        What the first of the failing products says; nothing is noted of those that failed.
    """
    stale = [product for product in products if ledger is None or not ledger.is_current(product.name, product.files)]
    longest_first = sorted(range(len(stale)), key=lambda number: -stale[number].cost)
    if jobs == 1 or len(stale) == 1 or "fork" not in multiprocessing.get_all_start_methods():
        for number in longest_first:
            _make_one(stale[number], ledger)
    elif stale:
        _make_in_processes(stale, longest_first, ledger, jobs)
    return [path for product in stale for path in product.files]


def _make_one(product: Product, ledger: Ledger | None) -> None:
    if ledger is None:
        product.write()
    else:
        ledger.make(product.name, product.files, product.write)


#: What the processes of a pool work on: they are copies of the process that fills it, so nothing has to travel to them.
_work: tuple[Sequence[Product], Ledger | None] = ((), None)


def _make_numbered(number: int) -> None:
    products, ledger = _work
    _make_one(products[number], ledger)


def _make_in_processes(products: Sequence[Product], order: Sequence[int], ledger: Ledger | None, jobs: int) -> None:
    global _work
    _work = (products, ledger)
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), gc.set_threshold, SELDOM) as pool:
            for future in [pool.submit(_make_numbered, number) for number in order]:
                try:
                    future.result()
                except BaseException:
                    pool.shutdown(cancel_futures=True)
                    raise
    finally:
        _work = ((), None)


def prune(folder: Path, pattern: str, products: Iterable[Product]) -> None:
    """Delete what an earlier build has made and no product makes any more.

    Parameters
    ----------
    folder:
        Where the files stand.
    pattern:
        Which files of it are meant, such as ``*-student.pdf``.
    products:
        What there is to make.
    """
    wanted = {file for product in products for file in product.files}
    for path in folder.glob(pattern):
        if path not in wanted:
            path.unlink()
