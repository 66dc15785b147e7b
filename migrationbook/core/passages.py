"""The German of an excerpt as text: what is folded away, and the sign that stands for an omission."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<[^>]+>")
#: ``[…]`` stands for an omission, ``[…: ours]`` for words of ours.
OMISSION = re.compile(r"\[…(?::[^\]]*)?\]")


def fold(text: str) -> str:
    """Return a text without tags, entities, soft hyphens and needless white space.

    Parameters
    ----------
    text:
        A text as a source or an author has it: with tags, over several lines.
    """
    return " ".join(html.unescape(_TAG.sub("", text)).replace("\u00ad", "").split())
