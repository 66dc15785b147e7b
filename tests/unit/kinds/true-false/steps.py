"""How a reader says whether a statement is true."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn, tick_one, tick_one_by_keyboard


def _right(spec: Spec) -> int:
    return next(at for at, option in enumerate(spec["options"]) if option["right"])


def attempts(spec: Spec) -> Iterator[Attempt]:
    yield Attempt("the other side", 1 - _right(spec), ("wrong",), (spec["why"],))
    yield Attempt("key", _right(spec), ("right",), (spec["why"],))


def steps(spec: Spec, answer: int, turn: Turn) -> tuple[Step, ...]:
    return tick_one(answer)


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    tick_one_by_keyboard(keys, ".mb-options", _right(spec))
