"""What a page or a picture is made from, as a digest: the same digest, the same result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_SOURCES = (".py", ".js", ".css", ".json", ".html", ".typ")


def digest_of(paths: Iterable[Path], *texts: str) -> str:
    """Return a digest of files and texts.

    Parameters
    ----------
    paths:
        Files; their names count, too.
    texts:
        Anything else that counts.
    """
    seen = hashlib.sha256()
    for path in sorted(paths):
        seen.update(path.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for text in texts:
        seen.update(text.encode() + b"\0")
    return seen.hexdigest()


@cache
def package_digest() -> str:
    """Return the digest of the package's own sources."""
    return digest_of(path for path in PACKAGE.rglob("*") if path.suffix in _SOURCES)
