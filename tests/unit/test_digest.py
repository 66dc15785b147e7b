"""What a packed explorer is made from: the view function and the models behind it, and nothing else of the package."""

from __future__ import annotations

from migrationbook.digest import PACKAGE, digest_of, sources_behind


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
