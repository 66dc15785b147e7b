"""How a reader sorts rows into columns."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn, one_line_wrong, tick_one_by_keyboard


def _right(spec: Spec) -> list[int]:
    return [row["is"] for row in spec["rows"]]


def attempts(spec: Spec) -> Iterator[Attempt]:
    for at, answer in one_line_wrong(_right(spec), len(spec["columns"])):
        yield Attempt(f"row {at} wrong", answer, ("partly", "wrong"), (spec["rows"][at]["why"],))
    yield Attempt("key", _right(spec), ("right",), tuple(row["why"] for row in spec["rows"]))


def steps(spec: Spec, answer: list[int], turn: Turn) -> tuple[Step, ...]:
    return tuple(Step(f'input[data-row="{row}"][data-column="{column}"]', "choose", True) for row, column in enumerate(answer))


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    for at, column in enumerate(_right(spec)):
        tick_one_by_keyboard(keys, f"fieldset.mb-row:nth-child({at + 1})", column, "ArrowRight")
