"""How a reader answers each kind of exercise: the key, and every wrong answer that has a reason of its own."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

Spec = dict[str, Any]


@dataclass(frozen=True)
class Attempt:
    """One way to answer.

    Parameters
    ----------
    name:
        What it is, for the message of a failing test.
    apply:
        Puts it into the page.
    result:
        The result that the page has to say: right, partly, wrong, done. Several are possible for some.
    reasons:
        The reasons that the page has to show, as HTML.
    """

    name: str
    apply: Callable[[Locator], None]
    result: tuple[str, ...]
    reasons: tuple[str, ...]


def words(text: str) -> str:
    """Return HTML or a page's text as words: no tags, one space between them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def check(root: Locator) -> tuple[str, str]:
    """Press the button and return result and feedback."""
    root.locator("button.mb-check").click()
    feedback = root.locator(".mb-feedback")
    shown = feedback.inner_text()
    assert "{" not in shown, "a place for a value was left unfilled"
    for model in root.locator(".mb-model:not([hidden])").all():
        shown += " " + model.inner_text()
    return feedback.get_attribute("data-result") or "", words(shown)


def live(page: Page, uid: str) -> Locator:
    """Return the live version of an exercise or explorer."""
    return page.locator(f'.mb-mount[data-uid="{uid}"] .mb-app > .mb')


def attempts(spec: Spec, page: Page) -> Iterator[Attempt]:
    """Return every wrong answer with its reason, then the key."""
    yield from KINDS[spec["kind"]](spec, page)


def _choose(*indices: int) -> Callable[[Locator], None]:
    def apply(root: Locator) -> None:
        boxes = root.locator("input[data-index]")
        for at in range(boxes.count()):
            box = boxes.nth(at)
            if box.get_attribute("type") == "checkbox":
                box.set_checked(at in indices)
            elif at in indices:
                box.check()

    return apply


def _single(spec: Spec, page: Page) -> Iterator[Attempt]:
    options = spec["options"]
    for at, option in enumerate(options):
        if not option["right"]:
            yield Attempt(f"option {at}", _choose(at), ("wrong",), (option["why"],))
    key = next(at for at, option in enumerate(options) if option["right"])
    yield Attempt("key", _choose(key), ("right",), tuple(option["why"] for option in options))


def _multiple(spec: Spec, page: Page) -> Iterator[Attempt]:
    options = spec["options"]
    key = [at for at, option in enumerate(options) if option["right"]]
    for at, option in enumerate(options):
        if not option["right"]:
            yield Attempt(f"wrong option {at}", _choose(*key, at), ("partly", "wrong"), (option["why"],))
    for at in key:
        kept = [other for other in key if other != at]
        if kept:
            yield Attempt(f"without option {at}", _choose(*kept), ("partly", "wrong"), tuple(options[other]["why"] for other in kept))
    yield Attempt("key", _choose(*key), ("right",), tuple(option["why"] for option in options))


def _numeric(spec: Spec, page: Page) -> Iterator[Attempt]:
    def type_number(value: float | str) -> Callable[[Locator], None]:
        return lambda root: root.locator("input.mb-number").fill(str(value))

    for mistake in spec["mistakes"]:
        yield Attempt(f"mistake {mistake['value']}", type_number(mistake["value"]), ("wrong",), (mistake["why"],))
    known = [spec["answer"], *(mistake["value"] for mistake in spec["mistakes"])]
    far = max(abs(value) for value in known) * 7 + 12345
    yield Attempt("another number", type_number(far), ("wrong",), (spec["otherwise"],))
    yield Attempt("key", type_number(spec["answer"]), ("right",), (spec["why"],))


def _arrange(order: list[int]) -> Callable[[Locator], None]:
    def apply(root: Locator) -> None:
        for place, wanted in enumerate(order):
            now = root.locator("ol.mb-order > li").evaluate_all("rows => rows.map(row => Number(row.dataset.index))")
            for _ in range(now.index(wanted) - place):
                root.locator(f'li[data-index="{wanted}"] button[data-step="-1"]').click()

    return apply


def _order(spec: Spec, page: Page) -> Iterator[Attempt]:
    items = spec["items"]
    key = list(range(len(items)))
    # each item once put first: the reason of the first thing that is out of place is shown
    for at in key[1:]:
        order = [at, *(other for other in key if other != at)]
        yield Attempt(f"item {at} first", _arrange(order), ("partly", "wrong"), (items[at]["why"],))
    yield Attempt("key", _arrange(key), ("right",), tuple(item["why"] for item in items))


def _select(values: list[int]) -> Callable[[Locator], None]:
    def apply(root: Locator) -> None:
        for at, value in enumerate(values):
            root.locator(f'select[data-index="{at}"]').select_option(str(value))

    return apply


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

    def sort(columns: list[int]) -> Callable[[Locator], None]:
        def apply(root: Locator) -> None:
            for row, column in enumerate(columns):
                root.locator(f'input[data-row="{row}"][data-column="{column}"]').check()

        return apply

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

    def mark(wanted: list[int]) -> Callable[[Locator], None]:
        def apply(root: Locator) -> None:
            for button in root.locator("button.mb-word").all():
                at = int(button.get_attribute("data-index") or -1)
                if (button.get_attribute("aria-pressed") == "true") != (at in wanted):
                    button.click()

        return apply

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
        yield Attempt(f"position {at}", _choose(at), ("done",), (option["reason"], option["cost"]))


def _open(spec: Spec, page: Page) -> Iterator[Attempt]:
    yield Attempt("a text", lambda root: root.locator("textarea").fill("My words."), ("done",), (spec["model"], *spec["criteria"]))


def _argument(spec: Spec, page: Page) -> Iterator[Attempt]:
    def write(root: Locator) -> None:
        for area in root.locator("textarea").all():
            area.fill("My reason.")

    yield Attempt("three texts", write, ("done",), tuple(reason for box in spec["boxes"] for reason in box["model"]))


def _form(spec: Spec, page: Page) -> Iterator[Attempt]:
    def write(root: Locator) -> None:
        for area in root.locator("textarea").all():
            area.fill("My words.")

    yield Attempt("every section", write, ("done",), tuple(spec["criteria"]))


def _explore(spec: Spec, page: Page) -> Iterator[Attempt]:
    explorer = live(page, spec["explorer"])

    def turn(state: int) -> Callable[[Locator], None]:
        return lambda root: set_state(explorer, page, state)

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


def set_state(explorer: Locator, page: Page, state: int) -> None:
    """Turn an explorer's controls to a state, as a reader does."""
    controls = explorer.locator("[data-control]")
    sizes = []
    for at in range(controls.count()):
        control = controls.nth(at)
        kind = control.evaluate("control => control.type")
        if kind == "range":
            sizes.append(int(control.get_attribute("max") or 0) + 1)
        else:
            sizes.append(2 if kind == "checkbox" else control.locator("option").count())
    index = []
    for size in reversed(sizes):
        index.insert(0, state % size)
        state //= size
    for at, value in enumerate(index):
        control = controls.nth(at)
        kind = control.evaluate("control => control.type")
        if kind == "range":
            control.fill(str(value))
        elif kind == "checkbox":
            control.set_checked(bool(value))
        else:
            control.select_option(index=value)


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
