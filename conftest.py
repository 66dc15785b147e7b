"""Which tests run one after another on the same worker, when several run at a time."""

from __future__ import annotations

import pytest

try:
    from xdist.scheduler import LoadFileScheduling
except ModuleNotFoundError:  # whoever tests the notebooks alone needs no more than requirements.txt
    LoadFileScheduling = object


class FilesAndPages(LoadFileScheduling):
    """Keep the tests of a file together; of the tests in the browser those of a file and a page.

    The cells of a notebook share a kernel, and the tests of a file what they have set up. In the browser each page is
    opened anew, and a file of all pages on one worker would leave the other idle for a quarter of an hour.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return file + nodeid.partition("[")[2] if file.startswith("tests/browser/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FilesAndPages:
    """Deal out the tests by file and page, whatever ``--dist`` says."""
    return FilesAndPages(config, log)
