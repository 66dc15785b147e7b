"""Where the parts of the repository stand."""

from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def course_folder(candidates: Iterable[Path]) -> Path | None:
    """Return the first folder that holds a course; nothing if none does.

    Parameters
    ----------
    candidates:
        Folders to look at, in order.
    """
    return next((folder for folder in candidates if (folder / "_toc.yml").is_file() and (folder / "data").is_dir()), None)


def _candidates() -> Iterable[Path]:
    """Beside the package; if that is installed elsewhere, as on Binder, the folder that a notebook runs in and those above it."""
    working = Path.cwd()
    return (PACKAGE.parent, working, *working.parents)


ROOT = course_folder(_candidates()) or Path.cwd()
DATA = ROOT / "data"
CHAPTERS = ROOT / "chapters"
BUILD = ROOT / "_build"
SITE = BUILD / "html"
#: What the site takes up as it is (``html_extra_path``); the students' sheets stand in a folder of it.
SITE_FILES = BUILD / "site-files"
#: The instructors' sheets, which no page links to and no folder of the site holds.
INSTRUCTOR = BUILD / "instructor"
