"""What a thing is made from: a packed explorer of its view function and the models behind it, a sheet of data and templates."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from migrationbook.core import made
from migrationbook.core.made import Ledger, Noted, depend_on, digest_of, imported, recorded, sources_behind, templates_behind, unrecorded
from migrationbook.core.paths import PACKAGE, ROOT
from migrationbook.corpus.load import Corpus, corpus
from migrationbook.lesson import blocks
from migrationbook.lesson.registers import REGISTERS
from migrationbook.site.extension import progress_manifest


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


def test_a_digest_changes_with_a_file_and_with_a_text(tmp_path) -> None:
    file = tmp_path / "model.py"
    file.write_text("one")
    before = digest_of([file], "words")
    assert digest_of([file], "other words") != before
    file.write_text("two")
    assert digest_of([file], "words") != before


class Shelf:
    """Things with digests, which a test changes; and what is made of them."""

    def __init__(self, folder: Path):
        self.digests = {"a": "1", "b": "1", "c": "1"}
        self.ledger = Ledger(lambda name: self.digests[name], folder / "made")
        self.file = folder / "one.pdf"

    def make(self, *names: str) -> bool:
        """Make the file of some of the things; return whether that was necessary."""

        def write() -> None:
            depend_on(*names)
            self.file.write_text(" ".join(names), "ascii")

        return self.ledger.make("sheets/one", [self.file], write)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty shelf."""
    return Shelf(tmp_path)


def test_a_product_is_made_again_when_something_that_it_was_made_from_changed_and_only_then(shelf: Shelf) -> None:
    assert shelf.make("a", "b") and not shelf.make("a", "b")
    shelf.digests["c"] = "2"
    assert not shelf.make("a", "b")
    shelf.digests["b"] = "2"
    assert shelf.make("a", "b") and not shelf.make("a", "b")
    shelf.file.unlink()
    assert shelf.make("a") and not shelf.make("a")
    shelf.digests["b"] = "3"
    assert not shelf.make("a"), "it is no longer made from b"


def test_whoever_is_interrupted_makes_it_again_and_a_ledger_that_was_cut_off_counts_as_none(shelf: Shelf) -> None:
    shelf.make("a")
    shelf.digests["a"] = "2"

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.ledger.make("sheets/one", [shelf.file], stop)
    assert not shelf.ledger.is_current("sheets/one", [shelf.file])
    assert shelf.make("a")
    (page,) = (shelf.file.parent / "made").rglob("*.json")
    page.write_text(page.read_text()[:5])
    assert shelf.make("a")


def test_what_is_taken_up_counts_for_what_takes_it_up(shelf: Shelf) -> None:
    shelf.make("a", "b")
    with recorded() as names:
        assert not shelf.make("a", "b")
    assert names == {"a", "b"}


def test_entries_are_noted_when_they_are_read_and_not_when_others_are_checked_against_them() -> None:
    facts = Noted("fact", {"one": 1, "two": 2})
    with recorded() as outer:
        with recorded() as inner:
            assert facts["one"] == 1 and "three" not in facts
        with unrecorded():
            assert list(facts) == ["one", "two"]
    assert inner == outer == {"fact:one", "fact:three"}
    with recorded() as all_of_them:
        assert len(facts) == 2 and dict(facts.items()) == {"one": 1, "two": 2}
    assert all_of_them == {"fact:*", "fact:one", "fact:two"}


def test_a_course_knows_the_digest_of_everything_that_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each entry has a digest of its own, which changes with it and with nothing else."""
    course = Corpus()
    with recorded() as names:
        _, home, exercise = next(
            (name, asked.home, asked.exercise) for name in course.lessons for asked in course.asked(name) if asked.home != name
        )
        _ = course.facts["iom/revenue-2024"], course.chapters, course.title_of("index"), course.calls(home), course.excerpts_shown(home)
    before = {name: course.digest(name) for name in names}
    assert f"exercise:{home}#{exercise.id}" in before and "file:_toc.yml" in before
    again = Corpus()
    assert {name: again.digest(name) for name in names} == before
    other = Corpus()
    changed = next(found for found in other.lessons[home].exercises if found.id == exercise.id)
    monkeypatch.setitem(vars(changed), "ask", "Another question?")
    assert {name for name in names if other.digest(name) != before[name]} == {f"exercise:{home}#{exercise.id}"}
    third = Corpus()
    monkeypatch.setitem(vars(third.lessons[home]), "question", "Another question?")
    assert {name for name in names if third.digest(name) != before[name]} == {f"lesson:{home}"}
    assert third.digest("fact:iom/no-such-fact") != third.digest("fact:iom/revenue-2024")


def test_what_pages_show_of_lessons_outside_of_them_is_nothing_that_their_exercises_say(monkeypatch: pytest.MonkeyPatch) -> None:
    course, env = corpus(), MagicMock(srcdir=str(ROOT))

    def pages() -> list[str]:
        lists = [blocks.chapter_lessons(course, chapter) for chapter in course.chapters]
        registers = [register(course) for register in REGISTERS.values()]
        return [*lists, *registers, blocks.course_map(course), json.dumps(progress_manifest(env))]

    with recorded() as names:
        before = pages()
    assert not {name for name in names if name.startswith("exercise:")}
    for name in course.lessons:
        for asked in course.asked(name):
            monkeypatch.setitem(vars(asked.found), "ask", "Another question?")
    assert pages() == before
    # and what is counted as shown is shown: a question stands in the registers
    monkeypatch.setitem(vars(course.lessons["iom/money"]), "question", "Another question?")
    assert pages() != before


def test_a_template_rests_on_those_that_it_takes_in(tmp_path: Path) -> None:
    for name, takes_in in (("a.typ", "b.typ"), ("b.typ", "c.typ"), ("c.typ", "a.typ"), ("d.typ", "a.typ")):
        (tmp_path / name).write_text(f'#import "{takes_in}": *\n')
    assert {path.name for path in templates_behind(tmp_path / "a.typ")} == {"a.typ", "b.typ", "c.typ"}


def test_a_module_rests_on_the_tables_that_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(made, "digest_of", lambda paths, *texts: read.extend(path.name for path in paths) or "")
    made.module_digest.__wrapped__("migrationbook.explorers.iom.money")
    assert "iom-revenue-by-type.csv" in read and "money.py" in read and "libya.py" not in read
