"""What CONTRIBUTING.md and ARCHITECTURE.md show works, and what they name is there."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from migrationbook.core.paths import ROOT
from migrationbook.corpus.entries import Fact, Search
from migrationbook.corpus.lesson import ExplorerText, Lesson

TEXTS = {name: (ROOT / name).read_text("utf-8") for name in ("CONTRIBUTING.md", "ARCHITECTURE.md", "README.md")}
SAMPLES = {name: yaml.safe_load(text) for name, text in re.findall(r"```yaml (\w+)\n(.*?)```", TEXTS["CONTRIBUTING.md"], re.DOTALL)}
#: A lesson around the exercises shown: what they refer to has to be there.
AROUND = {"form": "test", "question": "Q", "minutes": 5, "path": "core"}


def lesson(exercises: list[dict[str, Any]]) -> Lesson:
    """Return a lesson that asks these exercises beside the explorer that CONTRIBUTING.md shows."""
    return Lesson.model_validate({**AROUND, "explorers": SAMPLES["explorers"], "exercises": exercises})


def test_the_exercises_shown_are_valid_and_there_is_one_of_each_kind() -> None:
    found = lesson(SAMPLES["exercises"])
    shown = {exercise.kind for exercise in found.exercises}
    folders = {path.parent.name for path in (ROOT / "migrationbook" / "exercises").glob("*/kind.py")}
    assert shown == folders | {"repeat"}
    with pytest.raises(ValueError, match="option"):
        lesson([{**SAMPLES["exercises"][0], "options": []}, *SAMPLES["exercises"][1:]])


def test_the_fact_the_search_and_the_explorer_shown_are_valid() -> None:
    assert TypeAdapter(list[Fact]).validate_python(SAMPLES["facts"])
    assert TypeAdapter(list[Search]).validate_python(SAMPLES["searches"])
    assert TypeAdapter(list[ExplorerText]).validate_python(SAMPLES["explorers"])


@pytest.mark.parametrize("name", TEXTS)
def test_every_path_that_is_named_is_there(name: str) -> None:
    named = [path for path in re.findall(r"`([\w./-]+/[\w./-]*)`", TEXTS[name]) if not path.startswith(("_build/", "iom/", "phases/"))]
    assert named
    assert [path for path in named if not any((folder / path).exists() for folder in (ROOT, ROOT / "migrationbook"))] == []


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_that_is_named_is_there(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    commands = set(re.findall(r"\bmake ([a-z]+)\b(?=`|\s+#|$| >)", TEXTS[name], re.MULTILINE))
    assert commands
    assert [command for command in sorted(commands) if not re.search(rf"^{command}:", makefile, re.MULTILINE)] == []


def test_the_recipes_stay_short() -> None:
    """Who wants to change one thing reads one recipe; the reasons stand in ARCHITECTURE.md."""
    assert len(TEXTS["CONTRIBUTING.md"].split()) <= 1500


def test_the_command_behind_every_target_is_named() -> None:
    """Windows has no make."""
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    without_make = TEXTS["README.md"].split("### Without make")[1]
    rows = re.findall(r"^\| (`make .*?) \|", without_make, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(?:make )?([a-z]+)`", row)}
    # who runs it keeps the lists of packages, on a machine that has make
    assert targets is not None and set(targets[1].split()) - named == {"requirements"}
