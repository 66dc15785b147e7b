"""How a reader fills in a form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from migrationbook.exercises.trial import WORDS, Attempt, Keyboard, Spec, Step, Turn, write, write_by_keyboard


def attempts(spec: Spec) -> Iterator[Attempt]:
    answer = {"texts": [WORDS] * len(spec["sections"]), "criteria": []}
    yield Attempt("every section", answer, ("done",), beside=tuple(spec["criteria"]))


def steps(spec: Spec, answer: Any, turn: Turn) -> tuple[Step, ...]:
    return write()


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    write_by_keyboard(keys)
