"""How a reader puts things in order."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn

#: Some order is always there.
ALWAYS_ANSWERED = True


def attempts(spec: Spec) -> Iterator[Attempt]:
    items = spec["items"]
    key = list(range(len(items)))
    # each item once put first: the reason of the first thing that is out of place is shown
    for at in key[1:]:
        yield Attempt(f"item {at} first", [at, *(other for other in key if other != at)], ("partly", "wrong"), (items[at]["why"],))
    yield Attempt("key", key, ("right",), tuple(item["why"] for item in items))


def steps(spec: Spec, answer: list[int], turn: Turn) -> tuple[Step, ...]:
    return (Step("ol.mb-order", "arrange", answer),)


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    for place in range(len(spec["items"])):
        rows = keys.present("ol.mb-order > li", "data-index")
        keys.go(f'li[data-index="{place}"] button')
        keys.press("Alt+ArrowUp", rows.index(str(place)) - place)
