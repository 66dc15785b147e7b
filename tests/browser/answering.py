"""How a reader answers each kind of exercise: the key, and every wrong answer that has a reason of its own."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

Spec = dict[str, Any]

SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")


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


@dataclass(frozen=True)
class Attempt:
    """One way to answer.

    Parameters
    ----------
    name:
        What it is, for the message of a failing test.
    steps:
        What puts it into the page.
    result:
        The result that the page has to say: right, partly, wrong, done. Several are possible for some.
    reasons:
        The reasons that the page has to show, as HTML.
    """

    name: str
    steps: tuple[Step, ...]
    result: tuple[str, ...]
    reasons: tuple[str, ...]


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
def attempts(spec: Spec, page: Page) -> Iterator[Attempt]:
    """Return every wrong answer with its reason, then the key."""
    yield from KINDS[spec["kind"]](spec, page)


def _single_choice(at: int) -> tuple[Step, ...]:
    return (Step(f'input[data-index="{at}"]', "choose", True),)


def _choose(count: int, *indices: int) -> tuple[Step, ...]:
    return tuple(Step(f'input[data-index="{at}"]', "choose", at in indices) for at in range(count))


def _single(spec: Spec, page: Page) -> Iterator[Attempt]:
    options = spec["options"]
    for at, option in enumerate(options):
        if not option["right"]:
            yield Attempt(f"option {at}", _single_choice(at), ("wrong",), (option["why"],))
    key = next(at for at, option in enumerate(options) if option["right"])
    yield Attempt("key", _single_choice(key), ("right",), tuple(option["why"] for option in options))


def _multiple(spec: Spec, page: Page) -> Iterator[Attempt]:
    options = spec["options"]
    key = [at for at, option in enumerate(options) if option["right"]]
    for at, option in enumerate(options):
        if not option["right"]:
            yield Attempt(f"wrong option {at}", _choose(len(options), *key, at), ("partly", "wrong"), (option["why"],))
    for at in key:
        kept = [other for other in key if other != at]
        if kept:
            reasons = tuple(options[other]["why"] for other in kept)
            yield Attempt(f"without option {at}", _choose(len(options), *kept), ("partly", "wrong"), reasons)
    yield Attempt("key", _choose(len(options), *key), ("right",), tuple(option["why"] for option in options))


def _numeric(spec: Spec, page: Page) -> Iterator[Attempt]:
    def type_number(value: float) -> tuple[Step, ...]:
        return (Step("input.mb-number", "fill", str(value)),)

    for mistake in spec["mistakes"]:
        yield Attempt(f"mistake {mistake['value']}", type_number(mistake["value"]), ("wrong",), (mistake["why"],))
    known = [spec["answer"], *(mistake["value"] for mistake in spec["mistakes"])]
    far = max(abs(value) for value in known) * 7 + 12345
    yield Attempt("another number", type_number(far), ("wrong",), (spec["otherwise"],))
    yield Attempt("key", type_number(spec["answer"]), ("right",), (spec["why"],))


def _order_as(order: list[int]) -> tuple[Step, ...]:
    return (Step("ol.mb-order", "arrange", order),)


def _order(spec: Spec, page: Page) -> Iterator[Attempt]:
    items = spec["items"]
    key = list(range(len(items)))
    # each item once put first: the reason of the first thing that is out of place is shown
    for at in key[1:]:
        order = [at, *(other for other in key if other != at)]
        yield Attempt(f"item {at} first", _order_as(order), ("partly", "wrong"), (items[at]["why"],))
    yield Attempt("key", _order_as(key), ("right",), tuple(item["why"] for item in items))


def _select(values: list[int]) -> tuple[Step, ...]:
    # the first option is the empty one
    return tuple(Step(f'select[data-index="{at}"]', "select", value + 1) for at, value in enumerate(values))


def _match(spec: Spec, page: Page) -> Iterator[Attempt]:
    left = spec["left"]
    key = [row["answer"] for row in left]
    for at, row in enumerate(left):
        wrong = [*key[:at], (key[at] + 1) % len(spec["right"]), *key[at + 1 :]]
        yield Attempt(f"row {at} wrong", _select(wrong), ("partly", "wrong"), (row["why"],))
    yield Attempt("key", _select(key), ("right",), tuple(row["why"] for row in left))


def _classify(spec: Spec, page: Page) -> Iterator[Attempt]:
    rows = spec["rows"]
    key = [row["is"] for row in rows]

    def sort(columns: list[int]) -> tuple[Step, ...]:
        return tuple(Step(f'input[data-row="{row}"][data-column="{column}"]', "choose", True) for row, column in enumerate(columns))

    for at, row in enumerate(rows):
        wrong = [*key[:at], (key[at] + 1) % len(spec["columns"]), *key[at + 1 :]]
        yield Attempt(f"row {at} wrong", sort(wrong), ("partly", "wrong"), (row["why"],))
    yield Attempt("key", sort(key), ("right",), tuple(row["why"] for row in rows))


def _cloze(spec: Spec, page: Page) -> Iterator[Attempt]:
    gaps = spec["gaps"]
    key = [next(at for at, option in enumerate(gap["options"]) if option["right"]) for gap in gaps]
    for at, gap in enumerate(gaps):
        for choice, option in enumerate(gap["options"]):
            if not option["right"]:
                wrong = [*key[:at], choice, *key[at + 1 :]]
                yield Attempt(f"gap {at}: {option['text']}", _select(wrong), ("partly", "wrong"), (option["why"],))
    reasons = tuple(gap["options"][right]["why"] for gap, right in zip(gaps, key, strict=True))
    yield Attempt("key", _select(key), ("right",), reasons)


def _mark(spec: Spec, page: Page) -> Iterator[Attempt]:
    def places(field: str, number: int) -> list[int]:
        return [at for at, word in enumerate(spec["words"]) if word[field] == number]

    def mark(wanted: list[int]) -> tuple[Step, ...]:
        return tuple(Step(f'button.mb-word[data-index="{at}"]', "press", at in wanted) for at in clickable)

    clickable = sorted({at for field in ("target", "decoy") for number in range(len(spec[f"{field}s"])) for at in places(field, number)})
    targets = [places("target", number) for number in range(len(spec["targets"]))]
    key = [at for target in targets for at in target]
    for number, decoy in enumerate(spec["decoys"]):
        yield Attempt(f"decoy {number}", mark(places("decoy", number)), ("wrong", "partly"), (decoy["why"],))
    for number, target in enumerate(spec["targets"]):
        if len(targets) > 1:
            yield Attempt(f"target {number} alone", mark(targets[number]), ("partly",), (target["why"],))
    yield Attempt("key", mark(key), ("right",), tuple(target["why"] for target in spec["targets"]))


def _position(spec: Spec, page: Page) -> Iterator[Attempt]:
    for at, option in enumerate(spec["options"]):
        yield Attempt(f"position {at}", _single_choice(at), ("done",), (option["reason"], option["cost"]))


WRITTEN = (Step("textarea", "fill", "My words."),)


def _open(spec: Spec, page: Page) -> Iterator[Attempt]:
    yield Attempt("a text", WRITTEN, ("done",), (spec["model"], *spec["criteria"]))


def _argument(spec: Spec, page: Page) -> Iterator[Attempt]:
    yield Attempt("three texts", WRITTEN, ("done",), tuple(reason for box in spec["boxes"] for reason in box["model"]))


def _form(spec: Spec, page: Page) -> Iterator[Attempt]:
    yield Attempt("every section", WRITTEN, ("done",), tuple(spec["criteria"]))


def _explore(spec: Spec, page: Page) -> Iterator[Attempt]:
    def turn(state: int) -> tuple[Step, ...]:
        return _turn_to(page, spec["explorer"], state)

    told = set(spec["holds"])  # the first mistake that fits a setting speaks
    for mistake in spec["mistakes"]:
        state = next(state for state in mistake["states"] if state not in told)
        told |= set(mistake["states"])
        yield Attempt(f"setting {state}", turn(state), ("wrong",), (mistake["why"],))
    state = next((state for state in range(len(spec.get("measured", []))) if state not in told), None)
    if state is not None:
        # the value itself is filled in by the page; what stands before it is enough to know the hint by
        yield Attempt(f"setting {state}", turn(state), ("wrong",), (spec["otherwise"].split("{value}")[0],))
    for state in (spec["holds"][0], spec["holds"][-1]):
        yield Attempt(f"goal at {state}", turn(state), ("right",), (spec["why"],))


def _turn_to(page: Page, explorer: str, state: int) -> tuple[Step, ...]:
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


KINDS: dict[str, Callable[[Spec, Page], Iterator[Attempt]]] = {
    "single": _single,
    "multiple": _multiple,
    "numeric": _numeric,
    "order": _order,
    "match": _match,
    "classify": _classify,
    "cloze": _cloze,
    "mark": _mark,
    "position": _position,
    "open": _open,
    "argument": _argument,
    "form": _form,
    "explore": _explore,
}
