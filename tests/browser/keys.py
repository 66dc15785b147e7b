"""The course by keyboard alone: getting to a place, and answering each kind of exercise with the keys a reader has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

Spec = dict[str, Any]

#: Presses after which a place counts as not to be reached.
PATIENCE = 600

_WHERE = """selector => {
  const active = document.activeElement;
  if (active.matches(selector)) return 'here';
  const goal = document.querySelector(selector);
  if (!goal) return 'nowhere';
  return active.compareDocumentPosition(goal) & Node.DOCUMENT_POSITION_PRECEDING ? 'back' : 'on';
}"""


def go(page: Page, selector: str) -> None:
    """Press Tab, or Shift and Tab, until an element of the selector has the focus."""
    for _ in range(PATIENCE):
        where = page.evaluate(_WHERE, selector)
        if where == "here":
            return
        assert where != "nowhere", f"there is no {selector} on {page.url}"
        page.keyboard.press("Tab" if where == "on" else "Shift+Tab")
    raise AssertionError(f"{PATIENCE} presses of Tab do not lead to {selector} on {page.url}")


def follow(page: Page, selector: str) -> None:
    """Go to a link and press Enter."""
    go(page, selector)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def _press(page: Page, key: str, times: int) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def _choose(page: Page, root: str, index: int, key: str = "ArrowDown") -> None:
    """In a group of radio buttons, one tab stop, take the first and move on to the wanted one."""
    go(page, f"{root} input")
    page.keyboard.press("Space")
    _press(page, key, index)


def _single(page: Page, root: str, spec: Spec) -> None:
    _choose(page, f"{root} .mb-options", next(at for at, option in enumerate(spec["options"]) if option["right"]))


def _multiple(page: Page, root: str, spec: Spec) -> None:
    for at, option in enumerate(spec["options"]):
        if option["right"]:
            go(page, f'{root} input[data-index="{at}"]')
            page.keyboard.press("Space")


def _numeric(page: Page, root: str, spec: Spec) -> None:
    go(page, f"{root} input.mb-number")
    page.keyboard.type(str(spec["answer"]))


def _order(page: Page, root: str, spec: Spec) -> None:
    for place in range(len(spec["items"])):
        rows = page.locator(f"{root} ol.mb-order > li").evaluate_all("rows => rows.map(row => Number(row.dataset.index))")
        go(page, f'{root} li[data-index="{place}"] button')
        _press(page, "Alt+ArrowUp", rows.index(place) - place)


def _selects(page: Page, root: str, key: list[int]) -> None:
    for at, choice in enumerate(key):
        go(page, f'{root} select[data-index="{at}"]')
        _press(page, "ArrowDown", choice + 1)


def _match(page: Page, root: str, spec: Spec) -> None:
    _selects(page, root, [row["answer"] for row in spec["left"]])


def _cloze(page: Page, root: str, spec: Spec) -> None:
    _selects(page, root, [next(at for at, option in enumerate(gap["options"]) if option["right"]) for gap in spec["gaps"]])


def _classify(page: Page, root: str, spec: Spec) -> None:
    for at, row in enumerate(spec["rows"]):
        _choose(page, f"{root} fieldset.mb-row:nth-child({at + 1})", row["is"], "ArrowRight")


def _mark(page: Page, root: str, spec: Spec) -> None:
    words = [at for at, word in enumerate(spec["words"]) if not word.get("fixed")]
    place = 0
    go(page, f"{root} button.mb-word")
    for number, at in enumerate(words):
        if spec["words"][at]["target"] is not None:
            _press(page, "ArrowRight", number - place)
            page.keyboard.press("Space")
            place = number


def _position(page: Page, root: str, spec: Spec) -> None:
    _choose(page, f"{root} .mb-options", 0)


def _write(page: Page, root: str, spec: Spec) -> None:
    for at in range(page.locator(f"{root} textarea:visible").count()):
        area = page.locator(f"{root} textarea:visible").nth(at).get_attribute("id")
        go(page, f"#{area}")
        page.keyboard.type("My words.")


#: Each kind with the keys that answer it rightly. Explorers are turned by keys in test_exercises.
ANSWERS: dict[str, Callable[[Page, str, Spec], None]] = {
    "single": _single,
    "multiple": _multiple,
    "numeric": _numeric,
    "order": _order,
    "match": _match,
    "classify": _classify,
    "cloze": _cloze,
    "mark": _mark,
    "position": _position,
    "open": _write,
    "argument": _write,
    "form": _write,
}


def answer(page: Page, spec: Spec) -> str:
    """Answer an exercise rightly by keys and return the result that the page says."""
    root = f'.mb-mount[data-uid="{spec["uid"]}"] .mb-app'
    ANSWERS[spec["kind"]](page, root, spec)
    go(page, f"{root} button.mb-check")
    page.keyboard.press("Enter")
    return page.locator(f"{root} .mb-feedback").get_attribute("data-result") or ""
