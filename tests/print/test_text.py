"""Texts of authors on paper: whatever stands in them prints as itself."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from migrationbook.core.errors import CourseError
from migrationbook.core.inline import plain
from migrationbook.core.inline_typst import fine, nodes, with_gaps
from migrationbook.print.typst import _compiler, _kind_folders, _root, typeset
from migrationbook.site.fonts import CHARACTERS
from tests.hostile import hostile_text

SITE = "https://book.example/"
HOSTILE = "#$@_*[]{}<>\\/`~=+-'\"^&%!?|;:,.()"


TEMPLATE = b"""
#import "/print/base.typ": *
#show: prose
#set page(width: 400mm)
#for (i, it) in data.texts.enumerate() { if i > 0 { pagebreak() }; inline(it) }
"""


class Known:
    """Knows one work and one excerpt."""

    def label(self, key: str) -> str:
        """Return the label."""
        return f"Label of {key}"

    def page_of_work(self, key: str) -> str:
        """Return the page."""
        return "bibliography"

    def passage(self, identifier: str) -> str:
        """Return the German."""
        return "Die Behörde #zählt"


def printed(*sources: list) -> list[str]:
    """What a reader sees of texts, one a page."""
    data = {"edition": "student", "language": "en", "texts": list(sources)}
    inputs = {"data": json.dumps(data), "kinds": _kind_folders(_root())}
    pdf = _compiler(_root()).compile(input=TEMPLATE, format="pdf", sys_inputs=inputs, timestamp=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    """Text without white space."""
    return re.sub(r"[\s\u200b\u00ad]", "", text)


def escaped(text: str) -> str:
    """Text in Markdown that means every character as itself."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


@settings(max_examples=settings.default.max_examples // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(alphabet=HOSTILE + "aZ0 äß" , min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=8))
def test_hostile_characters_print_as_themselves(texts: list[str]) -> None:
    texts = ["x" + text for text in texts]  # no text of marks alone, which might be white space
    seen = printed(*(nodes(escaped(text), Known(), SITE) for text in texts))
    assert [squeezed(page) for page in seen] == [squeezed(fine(" ".join(text.split()))) for text in texts]


@cache
def _letters() -> str:
    return "".join(character for character in CHARACTERS if character.isprintable() and not character.isspace())


@settings(max_examples=settings.default.max_examples // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.deferred(lambda: hostile_text(marks=True, letters=_letters() + " ")).filter(lambda source: "[@" not in source))
def test_whatever_an_author_writes_prints_as_itself(source: str) -> None:
    wanted = plain(f"x {source}", Known())
    # both other hyphens are drawn as the plain one
    shown = re.sub("[\u2010\u2011]", "-", squeezed(wanted)).replace("’", "'")
    assert squeezed(printed(nodes(f"x {source}", Known(), SITE))[0]).replace("’", "'") == shown


def test_every_letter_of_the_course_has_a_glyph() -> None:
    seen = squeezed(printed(["".join(_letters())])[0])
    # both other hyphens are drawn as the plain one
    assert seen == re.sub("[\u2010\u2011]", "-", squeezed(_letters()))


def test_marks_become_marks() -> None:
    source = (
        "*em* **strong** `a_b $x$` [page](https://a.example/#x) [lesson](lesson:iom/money) "
        "[Wort]{.language-de} [@key, p. 12] [](excerpt:x)"
    )
    found = [node for node in nodes(source, Known(), SITE) if isinstance(node, dict)]
    assert found == [
        {"is": "em", "of": ["em"]},
        {"is": "strong", "of": ["strong"]},
        {"is": "code", "text": "a_b $x$"},
        {"is": "link", "to": "https://a.example/#x", "of": ["page"]},
        {"is": "link", "to": "https://book.example/chapters/iom/money.html", "of": ["lesson"]},
        {"is": "language", "lang": "de", "of": ["Wort"]},
        {"is": "cite", "key": "key", "label": "Label of key", "place": "p.\u00a012"},
        {"is": "excerpt", "text": "Die Behörde #zählt"},
    ]


def test_gaps_are_found_inside_marks() -> None:
    assert with_gaps(nodes("a {0} *b {1}* c", Known(), SITE)) == [
        "a ",
        {"is": "gap", "number": 0},
        " ",
        {"is": "em", "of": ["b ", {"is": "gap", "number": 1}]},
        " c",
    ]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("the IOM's funders' money", "the IOM’s funders’ money"),
        ("*IOM*'s", "’s"),
        ("40 % of", "40\u00a0% of"),
        ("this – that", "this\u00a0– that"),
        ("5' and 'so'", "5’ and 'so’"),
    ],
)
def test_our_words_are_set_finely(source: str, wanted: str) -> None:
    assert nodes(source, Known(), SITE)[-1] == wanted


def test_what_a_template_refuses_is_told_as_a_fault_of_the_file() -> None:
    data = {"edition": "student", "language": "en"}
    with pytest.raises(CourseError, match="cannot be set") as caught:
        typeset("handout.typ", data, dt.date(2026, 1, 1), Path("data/handouts/x.yml"))
    assert caught.value.file == Path("data/handouts/x.yml")
