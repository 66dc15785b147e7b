"""How a reader marks words."""

from __future__ import annotations

from collections.abc import Iterator

from migrationbook.exercises.trial import Attempt, Keyboard, Spec, Step, Turn


def _places(spec: Spec, field: str, number: int) -> list[int]:
    return [at for at, word in enumerate(spec["words"]) if word[field] == number]


def attempts(spec: Spec) -> Iterator[Attempt]:
    targets = [_places(spec, "target", number) for number in range(len(spec["targets"]))]
    for number, decoy in enumerate(spec["decoys"]):
        yield Attempt(f"decoy {number}", _places(spec, "decoy", number), ("wrong", "partly"), (decoy["why"],))
    for number, target in enumerate(spec["targets"]):
        if len(targets) > 1:
            yield Attempt(f"target {number} alone", targets[number], ("partly",), (target["why"],))
    key = sorted(at for target in targets for at in target)
    yield Attempt("key", key, ("right",), tuple(target["why"] for target in spec["targets"]))


def steps(spec: Spec, answer: list[int], turn: Turn) -> tuple[Step, ...]:
    # every word that an attempt can mark, so that nothing stays marked from the one before
    touched = [at for at, word in enumerate(spec["words"]) if word["target"] is not None or word["decoy"] is not None]
    return tuple(Step(f'button.mb-word[data-index="{at}"]', "press", at in answer) for at in touched)


def by_keyboard(keys: Keyboard, spec: Spec) -> None:
    words = [at for at, word in enumerate(spec["words"]) if not word.get("fixed")]
    place = 0
    keys.go("button.mb-word")
    for number, at in enumerate(words):
        if spec["words"][at]["target"] is not None:
            keys.press("ArrowRight", number - place)
            keys.press("Space")
            place = number
