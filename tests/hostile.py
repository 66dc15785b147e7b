"""Texts that an author might write, or a stranger might slip in, and that must print as themselves wherever they stand.

``hostile_text()`` is for every way out of the course: page, sheet, slides, a file for another system. A test asks that
what is seen there is ``plain(source)``, and that no element, script or call has come of it.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from migrationbook.core.inline import PLACE, tokens
from migrationbook.core.yamlfile import CourseErrorInField

#: What would run, load, close or open something if a way out took it for its own language.
FRAGMENTS = (
    # HTML and script
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>",
    "-->",
    "<b onclick='alert(1)'>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</textarea></style></title>",
    "<a href=javascript:alert(1)>",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    "\u2028</p>",
    # XML
    "]]>",
    "<![CDATA[",
    "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    # Typst
    '#import "/base.typ": *',
    '#eval("1+1")',
    '#read("/handout.typ")',
    "#panic()",
    "<label> @label",
    "$ x^2 $",
    "= Heading",
    "// no comment",
    "/* nor this */",
    # Markdown, MyST and what Sphinx makes of them
    ":::note",
    ":class: red",
    "```{=html}",
    "{{ -1 }} {% raw %}",
    "1. first",
    "- second",
    "+++",
    "% gone",
    ": detail",
    "(target)=",
    "| a | b |",
    "Title\n=====",
    "\\alert \\* \\",
    # templates and scripts of our own
    "{} { } {-value}",
    "__proto__",
    "${-1} $& $1",
    "%s %(x)s",
    # a table that computes
    "=1+1",
    "@SUM(A1)",
    # letters that are none
    "\u202egnitirw\u202c",
    "a\u0301\u200b\u00ad",
    "🙂 𝔘 ﷽",
)


def _is_taken(source: str) -> bool:
    """Return whether the course takes a text, in which every mark must be of the subset and no place be left to fill."""
    try:
        return not PLACE.search(source) and bool("".join(token.content for token in tokens(source)).strip())
    except CourseErrorInField:
        return False


def _is_text(source: str) -> bool:
    """Return whether nothing in a text is a mark."""
    return all(token.kind == "text" for token in tokens(source))


#: All of them at once but those that are a mark: “`code`”, “__strong__”.
ALL_AT_ONCE = " ".join(fragment for fragment in FRAGMENTS if _is_text(fragment) and "`" not in fragment)


def hostile_text(*, marks: bool = False, letters: str | None = None) -> st.SearchStrategy[str]:
    """Return texts that hold pieces of other languages.

    Parameters
    ----------
    marks:
        Whether marks of the inline-Markdown subset may come of them: ``*em*``, links. Without them every token is text.
    letters:
        The only letters to use, for a way out whose fonts do not have all of them.
    """
    noise = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=8)
    signs = st.text("<>&\"'`#$@_*[]{}()/\\~=+-^%!?|;:,. aZ0", max_size=12)
    pieces = st.lists(st.sampled_from(FRAGMENTS) | signs | noise, min_size=1, max_size=5)
    texts = pieces.map("".join)
    if letters is not None:
        texts = texts.map(lambda text: "".join(letter for letter in text if letter in letters))
    taken = texts.filter(_is_taken)
    return taken if marks else taken.filter(_is_text)


#: Marks of the subset, whole and in pieces, and what decides by standing beside them whether they are any.
MARKS = (
    *("*", "**", "_", "__", "***", "`c`", "[", "]{.language-de}", "](https://e.org)", "[@key]", "[@key, p. 1]", "[](excerpt:x)"),
    *(" ", "a", "word", ":", "(", ".", "’", "12.", "\\", "\\*", "\\_", "{}", "{.red}", "!", "$", "–", "é"),
)


def marked_text() -> st.SearchStrategy[str]:
    """Return texts of many marks, one close to the other."""
    return st.lists(st.sampled_from(MARKS), min_size=1, max_size=14).map("".join).filter(_is_taken)


#: Entries of a lesson's YAML that are words for the reader; what stands below "words" must be of the excerpt.
TEXTS = {
    *("question", "ask", "title", "label", "text", "why", "otherwise", "left", "right", "decoys", "columns", "is", "wrong", "reason"),
    *("cost", "model", "criteria", "claim", "for", "against", "moves", "sentence", "takeaway", "objectives", "prompt", "notes"),
    *("published", "fictitious", "differs", "hint", "unit", "lead", "read", "look", "tip", "what", "says", "but", "phase", "answer"),
    *("answers", "rows", "subtitle", "keywords", "statement", "caption", "alt"),
}


def laced(data: Any, words: str, name: str = "") -> Any:
    """Return a part of a YAML file with words at the end of every text in it.

    Parameters
    ----------
    data:
        The part.
    words:
        What to put there.
    name:
        The entry that the part stands in.
    """
    if isinstance(data, dict):
        return {key: laced(value, words, key) for key, value in data.items()}
    if isinstance(data, list):
        return [laced(value, words, name) for value in data]
    if not isinstance(data, str) or name not in TEXTS:
        return data
    # in a sentence braces are places for values, in a text with gaps they are the gaps
    braces = {"sentence": words.replace("{", "{{").replace("}", "}}"), "text": words.replace("{", "(")}
    return f"{data} {braces.get(name, words)}"
