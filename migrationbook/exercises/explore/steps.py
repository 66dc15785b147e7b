"""How a reader reaches a goal with an explorer."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn

#: The explorer always has a setting.
ALWAYS_ANSWERED = True


def attempts(spec: Spec) -> Iterator[Attempt]:
    told = set(spec["holds"])  # the first mistake that fits a setting speaks
    for mistake in spec["mistakes"]:
        state = next(state for state in mistake["states"] if state not in told)
        told |= set(mistake["states"])
        yield Attempt(f"setting {state}", state, ("wrong",), (mistake["why"],))
    state = next((state for state in range(len(spec.get("measured", []))) if state not in told), None)
    if state is not None:
        # the value itself is filled in by the script; what stands before it is enough to know the hint by
        yield Attempt(f"setting {state}", state, ("wrong",), (spec["otherwise"].split("{value}")[0],))
    told = set()
    for reason in spec.get("whys", []):
        state = next(state for state in reason["states"] if state not in told)
        told |= set(reason["states"])
        yield Attempt(f"goal at {state}", state, ("right",), (reason["why"],))
    rest = [state for state in spec["holds"] if state not in told]
    for state in (rest[0], rest[-1]):
        yield Attempt(f"goal at {state}", state, ("right",), (spec["why"],))


def steps(spec: Spec, answer: int, turn: Turn) -> tuple[Step, ...]:
    return turn(spec["explorer"], answer)


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    keys.turn(spec["explorer"], spec["holds"][0])
