"""What every printed sheet, EPUB and question bank says about its edition of the course."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path

import yaml

from migrationbook.core.errors import CourseError
from migrationbook.core.paths import ROOT


@dataclass(frozen=True)
class Imprint:
    """Address, version and day of an edition of the course.

    Parameters
    ----------
    site:
        Address of the published book.
    version:
        Version of the course.
    released:
        Day of that version.
    """

    site: str
    version: str
    released: dt.date

    @classmethod
    def read(cls, root: Path = ROOT) -> Imprint:
        """Read it from the configuration: ``_config.yml``, ``pyproject.toml``, ``CITATION.cff``.

        Parameters
        ----------
        root:
            Folder of the course.
        """
        config = root / "_config.yml"
        site = (yaml.safe_load(config.read_text("utf-8")).get("html") or {}).get("baseurl")
        if not site:
            raise CourseError("the address of the published book is missing", mend="write it as html: baseurl:", file=config)
        version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
        released = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))["date-released"]
        return cls(site.rstrip("/") + "/", version, dt.date.fromisoformat(str(released)))
