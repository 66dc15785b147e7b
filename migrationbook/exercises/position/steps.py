"""How a reader takes a position."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn, tick_one, tick_one_by_keyboard


def attempts(spec: Spec) -> Iterator[Attempt]:
    for at, option in enumerate(spec["options"]):
        yield Attempt(f"position {at}", at, ("done",), (option["reason"], option["cost"]))


def steps(spec: Spec, answer: int, turn: Turn) -> tuple[Step, ...]:
    return tick_one(answer)


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    tick_one_by_keyboard(keys, ".mb-options", 0)
