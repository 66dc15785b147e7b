"""How a reader answers a question of which several answers are right."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn, tick


def _right(spec: Spec) -> list[int]:
    return [at for at, option in enumerate(spec["options"]) if option["right"]]


def attempts(spec: Spec) -> Iterator[Attempt]:
    options, key = spec["options"], _right(spec)
    for at, option in enumerate(options):
        if not option["right"]:
            yield Attempt(f"wrong option {at}", sorted([*key, at]), ("partly", "wrong"), (option["why"],))
    for at in key:
        kept = [other for other in key if other != at]
        if kept:
            yield Attempt(f"without option {at}", kept, ("partly", "wrong"), tuple(options[other]["why"] for other in kept))
    yield Attempt("key", key, ("right",), tuple(option["why"] for option in options))


def steps(spec: Spec, answer: list[int], turn: Turn) -> tuple[Step, ...]:
    return tick(answer, len(spec["options"]))


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    for at in _right(spec):
        keys.go(f'input[data-index="{at}"]')
        keys.press("Space")
