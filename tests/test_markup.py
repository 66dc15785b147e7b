"""The pages and W3C's checker of HTML."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import NoReturn

import pytest

from migrationbook.core.paths import BUILD, SITE

#: The checker's package, and the digest that the registry gives for it.
PACKAGE = "vnu-jar@26.9.27"
DIGEST = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="


def leave_out(words: str) -> NoReturn:
    """Leave the test out with a plain word, or fail where everything has to run."""
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="module")
def checker() -> Path:
    """The checker; it is fetched once, since it weighs 30 MB."""
    if shutil.which("java") is None:
        leave_out("Java is missing: the HTML is not checked (on Debian: apt-get install default-jre-headless)")
    jar = BUILD / "checkers" / PACKAGE / "package" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        if shutil.which("npm") is None:
            leave_out("npm is missing, which fetches the checker of HTML (on Debian: apt-get install npm)")
        folder = BUILD / "checkers" / PACKAGE
        folder.mkdir(parents=True, exist_ok=True)
        fetched = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, text=True, check=False)
        if fetched.returncode:
            leave_out(f"npm cannot fetch the checker of HTML: {fetched.stderr}")
        archive = folder / fetched.stdout.split()[-1]
        assert base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() == DIGEST
        with tarfile.open(archive) as package:
            package.extractall(folder, filter="data")
        archive.unlink()
    return jar


def test_the_checker_of_html_finds_no_error(checker: Path) -> None:
    pages = sorted(str(path) for path in SITE.rglob("*.html"))
    assert pages, "the book is not built: run `make book` first"
    command = ["java", "-jar", str(checker), "--errors-only", "--format", "json", "--stdout", *pages]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert [f"{found['url']}:{found.get('lastLine')}: {found['message']}" for found in json.loads(said)["messages"]] == []
