"""How a reader answers with a number."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn

#: What is no answer, each with a word of its own.
UNREADABLE = ((Step("input.mb-number", "fill", "about a third"),),)


def attempts(spec: Spec) -> Iterator[Attempt]:
    for mistake in spec["mistakes"]:
        yield Attempt(f"mistake {mistake['value']}", str(mistake["value"]), ("wrong",), (mistake["why"],))
    known = [spec["answer"], *(mistake["value"] for mistake in spec["mistakes"])]
    far = max(abs(value) for value in known) * 7 + 12345
    yield Attempt("another number", str(far), ("wrong",), (spec["otherwise"],))
    yield Attempt("key", str(spec["answer"]), ("right",), (spec["why"],))


def steps(spec: Spec, answer: str, turn: Turn) -> tuple[Step, ...]:
    return (Step("input.mb-number", "fill", answer),)


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    keys.go("input.mb-number")
    keys.type(str(spec["answer"]))
