"""The course by keyboard alone: getting to a place, and answering an exercise with the keys a reader has."""

from __future__ import annotations

from playwright.sync_api import Page

from migrationbook.exercises import kinds
from migrationbook.exercises.trial import Spec
from tests.browser.answering import turn_to

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


class Keys:
    """A reader's keyboard in one exercise; see :class:`migrationbook.exercises.trial.Keyboard`."""

    def __init__(self, page: Page, uid: str):
        self.page, self.root = page, f'.mb-mount[data-uid="{uid}"] .mb-app'

    def go(self, selector: str) -> None:
        """Move the focus to an element of the exercise by Tab."""
        go(self.page, f"{self.root} {selector}")

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.type(text)

    def turn(self, explorer: str, state: int) -> None:
        """Turn an explorer to a setting, each control by the arrow keys from where it stands."""
        for step in turn_to(self.page, explorer, state):
            selector = f'.mb-mount[data-uid="{explorer}"] {step.selector}'
            control = self.page.locator(selector)
            go(self.page, selector)
            stands = control.evaluate("one => one.type === 'checkbox' ? Number(one.checked) : Number(one.value)")
            if control.get_attribute("type") == "checkbox":
                self.press("Space", abs(step.value - stands))
            else:
                less, more = ("ArrowLeft", "ArrowRight") if control.get_attribute("type") == "range" else ("ArrowUp", "ArrowDown")
                self.press(more if step.value > stands else less, abs(step.value - stands))

    def present(self, selector: str, attribute: str) -> list[str]:
        """Return an attribute of all elements that a selector finds, in their order in the page."""
        attributes = "(all, name) => all.map(one => one.getAttribute(name))"
        return list(self.page.locator(f"{self.root} {selector}").evaluate_all(attributes, attribute))


def answer(page: Page, spec: Spec) -> str:
    """Answer an exercise rightly by keys and return the result that the page says."""
    keys = Keys(page, spec["uid"])
    kinds()[spec["kind"]].steps.by_keyboard(keys, spec)
    keys.go("button.mb-check")
    keys.press("Enter")
    return page.locator(f"{keys.root} .mb-feedback").get_attribute("data-result") or ""
