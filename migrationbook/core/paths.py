"""Where the parts of the repository stand."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "migrationbook"
DATA = ROOT / "data"
CHAPTERS = ROOT / "chapters"
BUILD = ROOT / "_build"
SITE = BUILD / "html"
#: What the site takes up as it is (``html_extra_path``); the students' sheets stand in a folder of it.
SITE_FILES = BUILD / "site-files"
#: The instructors' sheets, which no page links to and no folder of the site holds.
INSTRUCTOR = BUILD / "instructor"
