"""What the answer keys of several kinds share."""

from __future__ import annotations

from typing import Any

from migrationbook.core.inline_typst import Nodes

#: As in the templates, which write them beside what is chosen from.
LETTERS = "ABCDEFGHIJKLMNOP"


def reason(why: Nodes, mark: str = "", right: bool = False, **more: Any) -> dict[str, Any]:
    """Return a reason of the answer key.

    Parameters
    ----------
    why:
        The reason.
    mark:
        The answer that it belongs to: a letter, a number, a word.
    right:
        Whether that answer is right.
    more:
        What else the template sets with it.
    """
    return {"mark": mark, "right": right, "why": why, **more}
