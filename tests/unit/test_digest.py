"""What a thing is made from: a packed explorer of its view function and the models behind it, a sheet of data and templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrationbook.digest import PACKAGE, digest_of, is_made, made_once, sources_behind


def test_a_view_function_rests_on_its_models_and_on_no_other() -> None:
    behind = {path.relative_to(PACKAGE).as_posix() for path in sources_behind("migrationbook.explorers.etias")}
    assert {"explorers/etias.py", "models/screening_rule.py", "models/travel_funnel.py", "figures.py"} <= behind
    assert not {"models/border_post.py", "explorers/money.py", "book.py"} & behind


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
