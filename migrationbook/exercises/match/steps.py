"""How a reader finds pairs."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn, one_line_wrong, select, select_by_keyboard


def _right(spec: Spec) -> list[int]:
    return [row["answer"] for row in spec["left"]]


def attempts(spec: Spec) -> Iterator[Attempt]:
    for at, answer in one_line_wrong(_right(spec), len(spec["right"])):
        yield Attempt(f"row {at} wrong", answer, ("partly", "wrong"), (spec["left"][at]["why"],))
    yield Attempt("key", _right(spec), ("right",), tuple(row["why"] for row in spec["left"]))


def steps(spec: Spec, answer: list[int], turn: Turn) -> tuple[Step, ...]:
    return select(answer)


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    select_by_keyboard(keys, _right(spec))
