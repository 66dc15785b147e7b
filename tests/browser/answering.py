"""How answers get into a page: by hand, press by press, or from within the page. Each kind says which answers there are."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from migrationbook.exercises import kinds
from migrationbook.exercises.trial import Attempt, Spec, Step

SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")


def words(text: str) -> str:
    """Return HTML or a page's text as words: no tags, one space between them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def live(page: Page, uid: str) -> Locator:
    """Return the live version of an exercise or explorer."""
    return page.locator(f'.mb-mount[data-uid="{uid}"] .mb-app > .mb')


# ---------------------------------------------------------------------------------------------------- by hand, by script
def _arrange(found: Locator, order: Sequence[int]) -> None:
    for place, wanted in enumerate(order):
        now = found.locator(":scope > li").evaluate_all("rows => rows.map(row => Number(row.dataset.index))")
        for _ in range(now.index(wanted) - place):
            found.locator(f'li[data-index="{wanted}"] button[data-step="-1"]').click()


def _turn(found: Locator, index: int) -> None:
    kind = found.evaluate("control => control.type")
    if kind == "range":
        found.fill(str(index))
    elif kind == "checkbox":
        found.set_checked(bool(index))
    else:
        found.select_option(index=index)


def _press(found: Locator, wanted: bool) -> None:
    if (found.get_attribute("aria-pressed") == "true") != wanted:
        found.click()


HANDS: dict[str, Callable[[Locator, Any], None]] = {
    "choose": lambda found, wanted: found.set_checked(wanted),
    "fill": lambda found, text: found.fill(text),
    "select": lambda found, index: found.select_option(index=index),
    "press": _press,
    "arrange": _arrange,
    "turn": _turn,
}


def put_in(page: Page, uid: str, steps: Sequence[Step]) -> None:
    """Put an answer into the page as a reader does: what is pressed has to be seen and to be in nobody's way."""
    for step in steps:
        for found in live(page, step.place or uid).locator(step.selector).all():
            HANDS[step.action](found, step.value)


def by_hand(page: Page, uid: str, steps: Sequence[Step]) -> tuple[str, str]:
    """Answer as a reader does. Return result and feedback."""
    put_in(page, uid, steps)
    return check(live(page, uid))


def by_script(page: Page, uid: str, steps: Sequence[Step]) -> tuple[str, str]:
    """Answer from within the page. Return result and feedback."""
    return in_turn(page, uid, [steps])[0]


def in_turn(page: Page, uid: str, answers: Sequence[Sequence[Step]]) -> list[tuple[str, str]]:
    """Give several answers from within the page, one after another. Return the result and the feedback of each."""
    given = [[uid, [[step.selector, step.action, step.value, step.place] for step in steps]] for steps in answers]
    found = page.evaluate(f"(all) => {{ const answer = {SCRIPT}; return all.map(answer); }}", given)
    assert not any("{" in shown for _, shown in found), "a place for a value was left unfilled"
    return [(result, words(shown)) for result, shown in found]


def check(root: Locator) -> tuple[str, str]:
    """Press the button and return result and feedback."""
    root.locator("button.mb-check").click()
    feedback = root.locator(".mb-feedback")
    shown = feedback.inner_text()
    assert "{" not in shown, "a place for a value was left unfilled"
    for model in root.locator(".mb-model:not([hidden])").all():
        shown += " " + model.inner_text()
    return feedback.get_attribute("data-result") or "", words(shown)


# ------------------------------------------------------------------------------------------------------- kind by kind
def attempts(spec: Spec) -> Iterator[Attempt]:
    """Return every wrong answer that has a reason of its own, then the key."""
    yield from kinds()[spec["kind"]].steps.attempts(spec)


def steps(page: Page, spec: Spec, attempt: Attempt) -> tuple[Step, ...]:
    """Return what puts an attempt into the page."""
    return kinds()[spec["kind"]].steps.steps(spec, attempt.answer, lambda explorer, state: turn_to(page, explorer, state))


def turn_to(page: Page, explorer: str, state: int) -> tuple[Step, ...]:
    """Return what turns an explorer's controls to a state."""
    sizes = live(page, explorer).locator("[data-control]").evaluate_all(
        "all => all.map(one => ({ range: Number(one.max) + 1, checkbox: 2 })[one.type] ?? one.options.length)"
    )
    index = []
    for size in reversed(sizes):
        index.insert(0, state % size)
        state //= size
    controls = live(page, explorer).locator("[data-control]").evaluate_all("all => all.map(one => one.dataset.control)")
    return tuple(Step(f'[data-control="{name}"]', "turn", at, explorer) for name, at in zip(controls, index, strict=True))


def key_that_turns(control: Locator) -> str:
    """Return the key that changes a control from where it stands."""
    kind = control.evaluate("control => control.type")
    if kind == "checkbox":
        return "Space"
    if kind == "range":
        return "ArrowLeft" if control.input_value() == control.get_attribute("max") else "ArrowRight"
    return "ArrowUp" if control.evaluate("control => control.selectedIndex === control.options.length - 1") else "ArrowDown"
