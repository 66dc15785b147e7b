"""The address of the published book: one setting, which is a reserved name until somebody sets it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from migrationbook.core.errors import CourseError
from migrationbook.core.paths import ROOT
from migrationbook.corpus.imprint import Imprint, is_reserved


@pytest.mark.parametrize(
    ("address", "reserved"),
    [
        ("https://course.example/", True),
        ("https://a.course.EXAMPLE/x/", True),
        ("http://localhost:8000/", True),
        ("https://www.example.org/course/", True),
        ("https://example.com/", True),
        ("https://reader.invalid/", True),
        ("https://someone.github.io/course/", False),
        ("https://example.org.uk/", False),
        ("https://myexample.com/", False),
        ("https://192.0.2.1/", False),
    ],
)
def test_a_reserved_name_makes_a_draft(address: str, reserved: bool) -> None:
    assert is_reserved(address) is reserved


def course_at(folder: Path, address: str) -> Path:
    """A folder with what the imprint is read from."""
    for name in ("pyproject.toml", "CITATION.cff"):
        shutil.copy(ROOT / name, folder)
    (folder / "_config.yml").write_text(f"html:\n  baseurl: {address}\n", "utf-8")
    return folder


def test_an_address_ends_with_a_stroke(tmp_path: Path) -> None:
    imprint = Imprint.read(course_at(tmp_path, "https://someone.github.io/course"))
    assert imprint.site == "https://someone.github.io/course/" and not imprint.draft


@pytest.mark.parametrize("address", ["someone.github.io/course", "ftp://a.org/", "https:///course/", "https://a.org/?x=1", "12"])
def test_what_is_no_address_is_refused_with_file_and_remedy(tmp_path: Path, address: str) -> None:
    with pytest.raises(CourseError, match=r"(?s)_config\.yml.*no address of a site.*Remedy: write it whole"):
        Imprint.read(course_at(tmp_path, address))
