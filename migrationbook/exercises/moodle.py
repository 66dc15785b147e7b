"""Elements of Moodle's XML format, and the question types that hold several kinds of exercise.

Signs are escaped where a text enters: once for HTML by the course's text subset, once for a gap, whose braces are a syntax
of their own, and once for XML by its library.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from migrationbook.core.markup import terms_html
from migrationbook.core.strings import words
from migrationbook.exercises.base import Export, Question, Refusal

#: Moodle knows the whole mark, and its half, third … tenth; it refuses a file with an eleventh.
MOST_SHARED = 10


def element(tag: str, text: str, *children: Element, **attributes: str) -> Element:
    """Return an element with text, children and attributes."""
    made = Element(tag, attributes)
    made.text = text or None
    made.extend(children)
    return made


def html_element(tag: str, markup: str, *children: Element, **attributes: str) -> Element:
    """Return an element that holds HTML; a class may well use Moodle in another language than the course's."""
    text = f'<div lang="en">{markup}</div>' if markup else ""
    return element(tag, "", element("text", text), *children, format="html", **attributes)


def outside_gaps(markup: str) -> str:
    """Return HTML that opens no gap."""
    return markup.replace("{", "&#123;")


def headings(labels: Iterable[str]) -> str:
    """Return headings to write below."""
    return "".join(f"<h4>{html.escape(label, quote=False)}</h4><p></p>" for label in labels)


def choice(options: list[tuple[str, bool, str]], single: bool, shuffle: bool) -> Question | Refusal:
    """Return a question with options.

    Where several are right each gives its share of the mark, and each wrong one takes a share, so that only a student who
    ticks all right ones and no other has the whole mark, and one who ticks everything has nothing.

    Parameters
    ----------
    options:
        Each with its HTML, whether it is right, and why.
    single:
        Whether one is to be chosen.
    shuffle:
        Whether each student sees another order.
    """
    right = sum(is_right for _, is_right, _ in options)
    if not single and max(right, len(options) - right) > MOST_SHARED:
        return Refusal(words("lms.not.many", most=MOST_SHARED))
    wrong = "0" if single else f"{-100 / (len(options) - right):.7g}"
    answers = [
        html_element("answer", text, html_element("feedback", why), fraction=f"{100 / right:.7g}" if is_right else wrong)
        for text, is_right, why in options
    ]
    settings = {"single": single, "shuffleanswers": shuffle}
    flags = [element(name, str(value).lower()) for name, value in settings.items()]
    return Question("multichoice", [*flags, element("answernumbering", "none"), *answers])


def matching(export: Export, rows: list[tuple[str, str, str]], decoys: Iterable[str]) -> Question:
    """Return a question with rows to find an answer for; this type keeps no reason of a row, so the reasons are feedback.

    Parameters
    ----------
    export:
        For its texts.
    rows:
        Text, answer and reason of each.
    decoys:
        Answers that no row has.
    """
    pairs = [(export.html(left), right) for left, right, _ in rows] + [("", decoy) for decoy in decoys]
    # Moodle shows the answers as HTML
    parts = [
        html_element("subquestion", left, element("answer", "", element("text", html.escape(right, quote=False)))) for left, right in pairs
    ]
    reasons = [(f"{export.html(left)} → {html.escape(right, quote=False)}", export.html(why)) for left, right, why in rows]
    return Question("matching", [element("shuffleanswers", "true"), *parts], feedback=terms_html(reasons))


def essay(lines: int, notes: str, template: str = "") -> list[Element]:
    """Return the parts of a text to write.

    Parameters
    ----------
    lines:
        Its height.
    notes:
        HTML that only teachers read.
    template:
        HTML that stands there already.
    """
    settings = {"responseformat": "editor", "responserequired": "1", "attachments": "0", "attachmentsrequired": "0"}
    height = element("responsefieldlines", str(-(-lines // 5) * 5))  # Moodle offers steps of five
    plain = [element(name, value) for name, value in settings.items()]
    return [*plain, height, html_element("graderinfo", notes), html_element("responsetemplate", template)]
