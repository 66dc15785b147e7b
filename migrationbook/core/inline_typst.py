"""The inline-Markdown subset for Typst: a text becomes a tree of plain data, which the template sets.

No markup is written here and none is read there: words travel as JSON strings and are set as text, so that `#`, `$`,
`@` or `[` in an author's sentence print as themselves.
"""

from __future__ import annotations

import re
from typing import Any

from migrationbook.core.inline import References, tokens, typographic

#: A text for the template: strings, and marks with what stands in them.
Nodes = list[str | dict[str, Any]]

_NO_BREAK = "\u00a0"
_BREAKS = (
    (re.compile(r"(?<=\d) (?=[%‰])"), _NO_BREAK),
    (re.compile(r" (?=– )"), _NO_BREAK),  # a dash never opens a line
    (re.compile(r"\b(pp?|fn|para|no|vol|Art|Abs|Nr)\. (?=\d)"), rf"\1.{_NO_BREAK}"),
    (re.compile(r"§ (?=\d)"), f"§{_NO_BREAK}"),
    (re.compile(r"(?<=\d) (?=(?:million|billion)\b)"), _NO_BREAK),
)


def unbroken(text: str) -> str:
    """Return words with spaces that no line may break at: before per cent signs and dashes, within “p. 12”.

    Parameters
    ----------
    text:
        Words without marks.
    """
    for pattern, replacement in _BREAKS:
        text = pattern.sub(replacement, text)
    return text


def fine(text: str) -> str:
    """Return our own words as a compositor sets them: unbroken, and with a real apostrophe.

    Parameters
    ----------
    text:
        Words of the course; those of a source stay as they are.
    """
    return typographic(unbroken(text))


def nodes(source: str, references: References, site: str) -> Nodes:
    """Return a text as data for the template.

    Parameters
    ----------
    source:
        Text in the inline-Markdown subset.
    references:
        What the text refers to.
    site:
        Address of the published book, for links to its lessons; ends with a slash.
    """
    levels: list[Nodes] = [[]]
    opened: list[dict[str, Any]] = []
    for token in tokens(source):
        if token.kind == "text":
            _add_words(levels[-1], token.content)
        elif token.kind == "code":
            levels[-1].append({"is": "code", "text": token.content})
        elif token.kind == "cite":
            place = unbroken(token.target)
            levels[-1].append({"is": "cite", "key": token.content, "label": references.label(token.content), "place": place})
        elif token.kind == "excerpt":
            levels[-1].append({"is": "excerpt", "text": unbroken(references.passage(token.content))})
        elif token.kind == "open":
            mark: dict[str, Any] = {"is": token.content}
            if token.content == "link":
                mark["to"] = re.sub(r"^lesson:(.*)$", rf"{site}chapters/\1.html", token.target)
            elif token.content == "language":
                mark["lang"] = token.target
            opened.append(mark)
            levels.append([])
        else:
            inside = levels.pop()
            levels[-1].append({**opened.pop(), "of": _fine(inside)})
    return _fine(levels[0])


def _add_words(level: Nodes, words: str) -> None:
    # the parser cuts a text at each sign that might have been markup
    if level and isinstance(level[-1], str):
        level[-1] += words
    else:
        level.append(words)


def _fine(level: Nodes) -> Nodes:
    return [fine(node) if isinstance(node, str) else node for node in level]


def with_gaps(level: Nodes) -> Nodes:
    """Return a text with a gap in the place of each ``{0}``, ``{1}`` …

    Parameters
    ----------
    level:
        A text as :func:`nodes` returns it.
    """
    out: Nodes = []
    for node in level:
        if isinstance(node, dict):
            out.append({**node, "of": with_gaps(node["of"])} if "of" in node else node)
            continue
        for number, piece in enumerate(re.split(r"\{(\d+)\}", node)):
            if number % 2:
                out.append({"is": "gap", "number": int(piece)})
            elif piece:
                out.append(piece)
    return out
