"""What every printed sheet, EPUB and question bank says about its edition of the course."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from migrationbook.core.errors import CourseError
from migrationbook.core.paths import ROOT

#: Names that no host has or will have (RFC 2606, RFC 6761): a copy of the course without an address leads to nobody's site.
_RESERVED = re.compile(r"(?:.*\.)?(?:example|test|invalid|localhost|example\.(?:com|net|org))")


def is_reserved(address: str) -> bool:
    """Return whether an address leads nowhere because its host's name is a reserved one.

    Parameters
    ----------
    address:
        Address of a page or a site.
    """
    return bool(_RESERVED.fullmatch(urlsplit(address).hostname or ""))


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

    @property
    def draft(self) -> bool:
        """Whether no address has been set yet, so that nothing may lead there or be cited by it."""
        return is_reserved(self.site)

    @classmethod
    def read(cls, root: Path = ROOT) -> Imprint:
        """Read it from the configuration: ``_config.yml``, ``pyproject.toml``, ``CITATION.cff``.

        Parameters
        ----------
        root:
            Folder of the course.

        Raises
        ------
        CourseError
            If the address is missing, or is none.
        """
        config = root / "_config.yml"
        site = (yaml.safe_load(config.read_text("utf-8")).get("html") or {}).get("baseurl")
        if not site:
            raise CourseError("the address of the published book is missing", mend="write it as html: baseurl:", file=config)
        address = urlsplit(str(site))
        if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
            mend = "write it whole, such as https://www.example.org/course/"
            raise CourseError(f"“{site}” is no address of a site", mend=mend, file=config)
        version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
        released = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))["date-released"]
        return cls(site.rstrip("/") + "/", version, dt.date.fromisoformat(str(released)))
