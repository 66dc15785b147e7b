"""What was measured with: the machine and the versions, as they say of themselves."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from migrationbook.core.paths import ROOT

#: Packages whose versions decide the numbers.
_PACKAGES = (
    "jupyter-book", "sphinx", "myst-nb", "sphinx-book-theme", "ipywidgets", "anywidget", "matplotlib", "typst", "playwright",
    "axe-playwright-python",
)


def processor() -> str:
    """Return the processor's name."""
    information = Path("/proc/cpuinfo")
    rows = information.read_text("utf-8").splitlines() if information.is_file() else []
    names = (row.split(":", 1)[1].strip() for row in rows if row.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


@dataclass(frozen=True)
class ProcessorTime:
    """Time of all processors since the machine started, in ticks.

    Parameters
    ----------
    wanted:
        In which there was something to do.
    withheld:
        The part of it that the host of a virtual machine gave to others.
    """

    wanted: int
    withheld: int

    @classmethod
    def now(cls) -> ProcessorTime:
        """Return the time so far; nothing where the system does not tell."""
        information = Path("/proc/stat")
        if not information.is_file():
            return cls(0, 0)
        user, nice, system, _, _, irq, softirq, steal = (int(value) for value in information.read_text("ascii").split()[1:9])
        return cls(user + nice + system + irq + softirq + steal, steal)

    def withheld_since(self, start: ProcessorTime) -> float:
        """Return the share of the time wanted since then that others were given, 0 to 1."""
        wanted = self.wanted - start.wanted
        return (self.withheld - start.withheld) / wanted if wanted else 0.0


def commit() -> str:
    """Return the commit that is measured, with a plus if files differ from it."""
    def git(*arguments: str) -> str:
        return subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=True).stdout.strip()

    return git("rev-parse", "--short", "HEAD") + ("+" if git("status", "--porcelain", "--untracked-files=no") else "")


def machine(browser: str) -> dict[str, str]:
    """Return the machine and the versions as rows of words.

    Parameters
    ----------
    browser:
        The browser's version, which only a running one knows.
    """
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return {
        "processor": f"{processor()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": platform.platform(),
        "Python": platform.python_version(),
        "Chromium": browser,
        **{name: version(name) for name in _PACKAGES},
        "load before the run (1, 5, 15 minutes)": load,
        "commit": commit(),
    }
