"""How exercises are tried: which answers there are to give, and how a reader gives them. Only tests need this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

Spec = dict[str, Any]


@dataclass(frozen=True)
class Attempt:
    """One way to answer.

    Parameters
    ----------
    name:
        What it is, for the message of a failing test.
    answer:
        The answer as the script of the kind reads it.
    results:
        What the page has to say of it: right, partly, wrong, done. Several are possible for some.
    reasons:
        The reasons that it gets, as HTML.
    beside:
        What else the page shows when it is given, as HTML.
    """

    name: str
    answer: Any
    results: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing that a reader does in an exercise.

    Parameters
    ----------
    selector:
        What it is done to: everything found by this CSS selector.
    action:
        ``choose`` a box or circle, ``fill`` a field, ``select`` an option by its place, ``press`` a word, ``arrange`` a list,
        ``turn`` a control of an explorer.
    value:
        To what.
    place:
        The name of the explorer that it is done in, if it is not the exercise itself.
    """

    selector: str
    action: str
    value: Any
    place: str = ""


#: Returns the steps that turn an explorer, by its name, to the setting with a number.
Turn = Callable[[str, int], tuple[Step, ...]]


class Keyboard(Protocol):
    """A reader's keyboard, in one exercise of a page."""

    def go(self, selector: str) -> None:
        """Move the focus to an element of the exercise by Tab."""

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""

    def type(self, text: str) -> None:
        """Type a text."""

    def turn(self, explorer: str, state: int) -> None:
        """Turn an explorer to a setting."""

    def present(self, selector: str, attribute: str) -> list[str]:
        """Return an attribute of all elements that a selector finds, in their order in the page."""


def tick(chosen: Iterable[int], count: int) -> tuple[Step, ...]:
    """Return the steps that choose some of several boxes or circles."""
    wanted = set(chosen)
    return tuple(Step(f'input[data-index="{at}"]', "choose", at in wanted) for at in range(count))


def tick_one(at: int) -> tuple[Step, ...]:
    """Return the step that chooses one circle."""
    return (Step(f'input[data-index="{at}"]', "choose", True),)


def select(values: Iterable[int]) -> tuple[Step, ...]:
    """Return the steps that choose from lists; the first option of each is the empty one."""
    return tuple(Step(f'select[data-index="{at}"]', "select", value + 1) for at, value in enumerate(values))


def select_by_keyboard(keys: Keyboard, values: Iterable[int]) -> None:
    """Choose from lists by the keyboard."""
    for at, value in enumerate(values):
        keys.go(f'select[data-index="{at}"]')
        keys.press("ArrowDown", value + 1)


def tick_one_by_keyboard(keys: Keyboard, within: str, at: int, key: str = "ArrowDown") -> None:
    """In a group of circles, which is one tab stop, take the first and move on to the wanted one."""
    keys.go(f"{within} input")
    keys.press("Space")
    keys.press(key, at)


def one_line_wrong(key: list[int], choices: int) -> Iterable[tuple[int, list[int]]]:
    """Return each line with the answers in which it alone is wrong."""
    for at, right in enumerate(key):
        yield at, [*key[:at], (right + 1) % choices, *key[at + 1 :]]


#: What a reader writes.
WORDS = "My words."


def write() -> tuple[Step, ...]:
    """Return the step that writes into every box."""
    return (Step("textarea", "fill", WORDS),)


def write_by_keyboard(keys: Keyboard) -> None:
    """Write into every box by the keyboard."""
    for identifier in keys.present("textarea", "id"):
        keys.go(f"#{identifier}")
        keys.type(WORDS)
