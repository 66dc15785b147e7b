"""axe on every page, in light and dark, wide and narrow; and no page scrolls sideways at 360 px."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import watch
from tests.browser.test_reader import PAGES

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def findings(page: Page, rules: list[str] | None = None) -> list[str]:
    """Return axe's findings, one line each.

    Parameters
    ----------
    page:
        The page.
    rules:
        Only these rules; all of them if none is named.
    """
    page.evaluate(AXE)
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    report = page.evaluate("options => axe.run(document, {...options, resultTypes: ['violations']})", options)
    return [f"{finding['id']}: {node['html'][:120]}" for finding in report["violations"] for node in finding["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    faults = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}, bypass_csp=True)
        watched = watch(context, address)
        page = watched.open(path)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            # colours are all that differs in the dark; the structure is the same
            rules = None if scheme == "light" else ["color-contrast"]
            faults += [f"{scheme} {width}: {finding}" for finding in findings(page, rules)]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                faults.append(f"{width}: the page scrolls sideways by {wide} px")
        context.close()
    assert faults == []
