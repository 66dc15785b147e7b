"""What a thing is made from: a packed explorer of its view function and the models behind it, a sheet of data and templates."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from migrationbook.core.made import PACKAGE, digest_of, imported, is_made, keep, kept, made_once, sources_behind


def test_a_view_function_rests_on_its_models_and_on_no_other() -> None:
    behind = {path.relative_to(PACKAGE).as_posix() for path in sources_behind("migrationbook.explorers.phases.etias")}
    own_models = {"models/phases/etias/screening_rule.py", "models/phases/etias/travel_funnel.py"}
    assert {"explorers/phases/etias.py", *own_models, "drawings/style.py"} <= behind
    assert not {"models/midas/the_record.py", "explorers/iom/money.py", "site/extension.py"} & behind


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_import_is_overlooked(path: Path) -> None:
    text = path.read_text("utf-8")
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, "modules of the package are imported by their full names"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    assert {name for name in found if name.split(".")[0] == PACKAGE.name} <= imported(text)


def test_what_is_kept_is_returned_until_it_would_be_made_from_something_else(tmp_path: Path) -> None:
    file, value = tmp_path / "folder" / "one.pickle", {"a": [1, 2]}
    first, second = digest_of([], "first"), digest_of([], "second")
    assert kept(file, first) is None
    keep(file, first, value)
    assert kept(file, first) == value and kept(file, second) is None
    keep(file, second, 3)
    assert kept(file, first) is None and kept(file, second) == 3
    for length in range(len(file.read_bytes())):
        (tmp_path / "cut").write_bytes(file.read_bytes()[:length])
        assert kept(tmp_path / "cut", second) is None


def test_a_digest_changes_with_a_file_and_with_a_text(tmp_path) -> None:
    file = tmp_path / "model.py"
    file.write_text("one")
    before = digest_of([file], "words")
    assert digest_of([file], "other words") != before
    file.write_text("two")
    assert digest_of([file], "words") != before


def test_files_are_made_again_when_they_are_gone_or_made_from_something_else_and_only_then(tmp_path: Path) -> None:
    stamp, file = tmp_path / "stamps" / "one", tmp_path / "one.pdf"

    def make(made_from: str) -> bool:
        with made_once(stamp, made_from, [file]) as stale:
            if stale:
                file.write_text(made_from, "ascii")
        return stale

    assert [make("a"), make("a"), make("b"), make("b")] == [True, False, True, False]
    file.unlink()
    assert [make("b"), make("b")] == [True, False]
    stamp.write_bytes(b"\xff")
    assert make("b")
    with made_once(None, "b", [file]) as stale:
        assert stale


def test_whoever_is_interrupted_makes_them_again(tmp_path: Path) -> None:
    stamp, file = tmp_path / "one", tmp_path / "one.pdf"
    file.touch()
    stamp.write_text("a", "ascii")
    with pytest.raises(KeyboardInterrupt), made_once(stamp, "b", [file]):
        raise KeyboardInterrupt
    assert not is_made(stamp, "a") and not is_made(stamp, "b")
