"""How a reader maps an argument."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from migrationbook.exercises.trial import WORDS, Attempt, Keyboard, Spec, Step, Turn, write, write_by_keyboard


def attempts(spec: Spec) -> Iterator[Attempt]:
    reasons = tuple(reason for box in spec["boxes"] for reason in box["model"])
    yield Attempt("three texts", {"texts": [WORDS] * len(spec["boxes"])}, ("done",), beside=reasons)


def steps(spec: Spec, answer: Any, turn: Turn) -> tuple[Step, ...]:
    return write()


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    write_by_keyboard(keys)
