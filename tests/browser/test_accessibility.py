"""axe on every page, in light and dark, wide and narrow; and no page scrolls sideways at 360 px.

Nine tenths of axe's time go into the contrast of colours. It is measured once in each scheme; a narrow page has the
colours of the wide one, and a picture those of the light page.
"""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import watch
from tests.browser.test_reader import PAGES

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


CONTRAST = "color-contrast"
#: What axe is asked on a page, by scheme and width in CSS pixels: which part of the page, and which rules.
ASKED = {
    ("light", 1280): ({"include": [["html"]]}, {}),
    ("light", 360): ({"include": [["html"]]}, {"rules": {CONTRAST: {"enabled": False}}}),
    ("dark", 1280): ({"exclude": [["svg"]]}, {"runOnly": {"type": "rule", "values": [CONTRAST]}}),
}


def findings(page: Page, part: dict, options: dict) -> list[str]:
    """Return axe's findings, one line each.

    Parameters
    ----------
    page:
        The page, with axe in it.
    part, options:
        axe's context and options.
    """
    report = page.evaluate("([part, options]) => axe.run(part, {...options, resultTypes: ['violations']})", [part, options])
    return [f"{finding['id']}: {node['html'][:120]}" for finding in report["violations"] for node in finding["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    faults = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}, bypass_csp=True)
        page = watch(context, address).open(path)
        page.evaluate(AXE)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            if (scheme, width) in ASKED:
                faults += [f"{scheme} {width}: {finding}" for finding in findings(page, *ASKED[scheme, width])]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                faults.append(f"{width}: the page scrolls sideways by {wide} px")
        context.close()
    assert faults == []
