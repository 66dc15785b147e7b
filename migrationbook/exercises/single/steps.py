"""How a reader answers a question of which one answer is right."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn, tick_one, tick_one_by_keyboard


def _right(spec: Spec) -> int:
    return next(at for at, option in enumerate(spec["options"]) if option["right"])


def attempts(spec: Spec) -> Iterator[Attempt]:
    for at, option in enumerate(spec["options"]):
        if not option["right"]:
            yield Attempt(f"option {at}", at, ("wrong",), (option["why"],))
    yield Attempt("key", _right(spec), ("right",), tuple(option["why"] for option in spec["options"]))


def steps(spec: Spec, answer: int, turn: Turn) -> tuple[Step, ...]:
    return tick_one(answer)


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    tick_one_by_keyboard(keys, ".mb-options", _right(spec))
