"""How a reader fills gaps."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn, select, select_by_keyboard


def _right(spec: Spec) -> list[int]:
    return [next(at for at, option in enumerate(gap["options"]) if option["right"]) for gap in spec["gaps"]]


def attempts(spec: Spec) -> Iterator[Attempt]:
    gaps, key = spec["gaps"], _right(spec)
    for at, gap in enumerate(gaps):
        for choice, option in enumerate(gap["options"]):
            if not option["right"]:
                answer = [*key[:at], choice, *key[at + 1 :]]
                yield Attempt(f"gap {at}: {option['text']}", answer, ("partly", "wrong"), (option["why"],))
    reasons = tuple(gap["options"][right]["why"] for gap, right in zip(gaps, key, strict=True))
    yield Attempt("key", key, ("right",), reasons)


def steps(spec: Spec, answer: list[int], turn: Turn) -> tuple[Step, ...]:
    return select(answer)


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    select_by_keyboard(keys, _right(spec))
