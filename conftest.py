"""Which tests run one after another on the same worker, when several run at a time."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what ``make test BROWSERS=all`` passes on."""
    words = "lessons that Firefox and WebKit are shown: a few with every kind of exercise, or all"
    parser.addoption("--browsers", choices=("few", "all"), default="few", help=words)


try:
    from xdist.scheduler import LoadFileScheduling
except ModuleNotFoundError:  # whoever tests the notebooks alone needs no more than requirements.txt
    LoadFileScheduling = object


def group_of(nodeid: str) -> str:
    """Return what the tests that stay together have in common: their file, but of those in the browser their page.

    The cells of a notebook share a kernel, and the tests of a file share what they set up. In the browser all tests of a
    page share one visit, and a file of all pages on one worker would leave the other idle for minutes.

    Parameters
    ----------
    nodeid:
        Name of a test, as pytest gives it.
    """
    file, _, test = nodeid.partition("::")
    name = test.partition("[")[2].removesuffix("]")
    if not file.startswith("tests/browser/") or not name:
        return file
    return f"tests/browser/ {name.removeprefix('chapters/').removesuffix('.html')}"


class FilesAndPages(LoadFileScheduling):
    """Keep the tests of a file, and in the browser those of a page, on one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


#: Files of few tests that take minutes: a worker that began one of them last would leave the other idle.
_LONG = ("tests/test_dependencies.py", "tests/test_build.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, and let the tests of a page follow one another, so that they share a visit without workers, too."""
    groups: dict[str, list[pytest.Item]] = {name: [] for name in _LONG}
    for item in items:
        groups.setdefault(group_of(item.nodeid), []).append(item)
    items[:] = [item for group in groups.values() for item in group]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FilesAndPages:
    """Deal out the tests by file and page, whatever ``--dist`` says."""
    return FilesAndPages(config, log)
