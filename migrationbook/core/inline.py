"""The inline-Markdown subset of the course's data, and its faces: HTML, MyST and plain text.

The subset: ``*em*``, ``**strong**``, ```` `code` ````, ``[link](https://…)``, ``[link](lesson:chapter/lesson)``,
``[Wort]{.language-de}``, ``[@key]``, ``[@key, p. 12]`` and ``[](excerpt:id)``, which prints the German of an excerpt.
Anything else that Markdown knows is an error, and HTML is text like any other.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.attrs import attrs_plugin

from migrationbook.core.strings import words
from migrationbook.core.yamlfile import CourseErrorInField

CITATION = re.compile(r"\[@([A-Za-z0-9][\w:.-]*)(?:,\s*([^\]]+))?\]")
#: Signs without which a text has no marks.
MAY_MARK = re.compile(r"[\\`*_\[\]{}\0]")
#: Braces around words, which a program fills in, and else a reader would see them as they stand.
PLACE = re.compile(r"\{(\s*\w[^{}]*)\}")
_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=s\b)")
_LANGUAGE_CLASS = re.compile(r"language-([a-z]{2})")
_OPENING = {"em_open": "em", "strong_open": "strong", "link_open": "link", "span_open": "language"}
_CLOSING = {"em_close", "strong_close", "link_close", "span_close"}
_EMPHASIS = {"em_open", "em_close", "strong_open", "strong_close"}


@dataclass(frozen=True)
class Token:
    """One piece of a text: ``text``, ``code``, ``cite``, ``excerpt``, or the ``open``/``close`` of a mark.

    Parameters
    ----------
    kind:
        What it is.
    content:
        Words of a text or code, key of a citation, id of an excerpt, name of a mark.
    target:
        Address of a link, place within a cited work, language of a passage, sign of an emphasis: ``*``, ``_``, ``**``, ``__``.
    """

    kind: str
    content: str = ""
    target: str = ""


def typographic(words: str) -> str:
    """Return words with real apostrophes, as Sphinx sets them in prose: authors type the straight one of the keyboard.

    Parameters
    ----------
    words:
        Words without marks.
    """
    return _APOSTROPHE.sub("’", words)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(["html_inline", "autolink", "image", "entity"])
    parser.use(attrs_plugin, spans=True, after=())  # braces after a link or code are text, as they are after an emphasis
    parser.core.ruler.before("text_join", "unclear_marks", _refuse_unclear_marks)  # later an escaped sign looks like a bare one
    return parser


def _refuse_unclear_marks(state: StateCore) -> None:
    """Refuse a bare ``*`` or ``_`` that touches a mark of the same sign.

    Which of three signs in a row make the mark depends on how many they are. MyST reads the left-over one escaped, so it
    would count two and could find another mark, or none.
    """
    for line in state.tokens:
        for one, next_one in pairwise(line.children or []):
            outer = one.type == "text" and next_one.type in _EMPHASIS and one.content.endswith(next_one.markup[0])
            if outer or (next_one.type == "text" and one.type in _EMPHASIS and next_one.content.startswith(one.markup[0])):
                sign = (next_one if outer else one).markup[0]
                raise CourseErrorInField(
                    f"a “{sign}” that marks nothing stands right beside a mark",
                    f"take it away, put a space between, or write “\\{sign}” if it shall be printed",
                )


@cache
def tokens(source: str) -> tuple[Token, ...]:
    """Split a text into its pieces.

    Parameters
    ----------
    source:
        Text in the inline-Markdown subset.

    Raises
    ------
    CourseErrorInField
        If the text holds markup outside the subset, or marks that could be read in two ways.
    """
    found = tuple(_tokens(source))
    if any(one.kind == "cite" and next_one.kind == "code" for one, next_one in pairwise(found)):
        raise CourseErrorInField("code begins right after a citation", "put a space between")  # both end in backticks in MyST
    return found


def _tokens(source: str) -> Iterator[Token]:
    line, open_marks = one_line(source), list[str]()
    if line and not MAY_MARK.search(line):  # two texts in three, and the parser takes a third of the time of a check
        yield from _text(line)
        return
    for token in _parser().parseInline(line)[0].children or []:
        if open_marks[-1:] == ["excerpt"] and token.type != "link_close":
            raise CourseErrorInField("words stand in the brackets of an excerpt", "write [](excerpt:id): the passage is printed there")
        if token.type == "text":
            yield from _text(token.content)
        elif token.type == "code_inline":
            yield Token("code", token.content)
        elif token.type in ("softbreak", "hardbreak"):
            yield Token("text", " ")
        elif token.type in _OPENING:
            mark = _OPENING[token.type]
            target = token.markup
            if mark == "link":
                target = _link(token.attrs)
            elif mark == "language":
                target = _language(dict(token.attrs))
            if target.startswith("excerpt:"):
                mark = "excerpt"
                yield Token("excerpt", target.removeprefix("excerpt:"))
            else:
                yield Token("open", mark, target)
            open_marks.append(mark)
        elif token.type in _CLOSING:
            closed = open_marks.pop()
            if closed != "excerpt":
                yield Token("close", closed)
        else:
            raise _outside(token.type.replace("_", " "))


def _text(content: str) -> Iterator[Token]:
    position = 0
    for match in CITATION.finditer(content):
        if content[position : match.start()]:
            yield Token("text", typographic(content[position : match.start()]))
        place = typographic((match[2] or "").strip())
        if re.search(r"[`{}\\]", place):  # Sphinx would take them for the end of the citation
            raise _outside("a backtick, brace or backslash within a citation")
        yield Token("cite", match[1], place)
        position = match.end()
    if content[position:]:
        yield Token("text", typographic(content[position:]))


def _link(attributes: dict[str, str | int | float]) -> str:
    if "title" in attributes:
        raise _outside("the title of a link")
    address = str(attributes["href"])
    if not re.match(r"https?://|lesson:[a-z0-9-]+/[a-z0-9-]+$|excerpt:[a-z0-9-]+$", address):
        raise CourseErrorInField(
            f"the link address {address!r} is neither a web page nor a lesson nor an excerpt",
            "write https://…, lesson:chapter/lesson for a page of the course, or [](excerpt:id) for a passage",
        )
    return address


def _language(attributes: dict[str, str | int | float]) -> str:
    match = _LANGUAGE_CLASS.fullmatch(str(attributes.get("class", "")))
    if not match or len(attributes) != 1:
        raise _outside("an attribute that is not a language")
    return match[1]


def _outside(what: str) -> CourseErrorInField:
    return CourseErrorInField(
        f"{what} is outside the inline-Markdown subset",
        "use *em*, **strong**, `code`, [link](https://…), [Wort]{.language-de}, [@key, p. 12] and plain text only",
    )


def one_line(source: str) -> str:
    """Return words on one line, as a paragraph of YAML is meant.

    Parameters
    ----------
    source:
        A text, or words.
    """
    return " ".join(source.split())


def _tokens_of(source: str, sign: str) -> tuple[Token, ...]:
    """Return the pieces of a text that may hold a sign; most texts do not, and need not be split to see that."""
    return tokens(source) if sign in source else ()


def cited(source: str) -> list[str]:
    """Return the bibliography keys that a text cites.

    Parameters
    ----------
    source:
        Text in the inline-Markdown subset.
    """
    return [token.content for token in _tokens_of(source, "@") if token.kind == "cite"]


def linked_lessons(source: str) -> list[str]:
    """Return the lessons that a text links to, as ``chapter/lesson``.

    Parameters
    ----------
    source:
        Text in the inline-Markdown subset.
    """
    return [token.target.removeprefix("lesson:") for token in _tokens_of(source, "lesson:") if token.target.startswith("lesson:")]


def quoted_excerpts(source: str) -> list[str]:
    """Return the ids of the excerpts that a text prints.

    Parameters
    ----------
    source:
        Text in the inline-Markdown subset.
    """
    return [token.content for token in _tokens_of(source, "excerpt:") if token.kind == "excerpt"]


class References(Protocol):
    """What a text refers to: the corpus, for a text of the course."""

    def label(self, key: str) -> str:
        """Return how a bibliography key is written, for example “Meier, 2026”.

        Parameters
        ----------
        key:
            Key of a work in ``references.bib``.
        """

    def page_of_work(self, key: str) -> str:
        """Return the page of the bibliography that lists a work.

        Parameters
        ----------
        key:
            Key of a work in ``references.bib``.
        """

    def passage(self, identifier: str) -> str:
        """Return the German of an excerpt.

        Parameters
        ----------
        identifier:
            Id of an excerpt.
        """


class NoReferences:
    """Knows no works and no excerpts: keys stand for themselves, and no passage can be printed."""

    def label(self, key: str) -> str:
        """Return the key.

        Parameters
        ----------
        key:
            Key of a work.
        """
        return key

    def page_of_work(self, key: str) -> str:
        """Return the first page.

        Parameters
        ----------
        key:
            Key of a work.
        """
        return "bibliography"

    def passage(self, identifier: str) -> str:
        """Refuse.

        Parameters
        ----------
        identifier:
            Id of an excerpt.

        Raises
        ------
        CourseErrorInField
            Always.
        """
        raise CourseErrorInField(f"the excerpt “{identifier}” cannot be printed here", "name the words themselves")


NO_REFERENCES = NoReferences()


def plain(source: str, references: References = NO_REFERENCES) -> str:
    """Return a text without its marks.

    Parameters
    ----------
    source:
        Text in the subset.
    references:
        What the text refers to.
    """
    out = []
    for token in tokens(source):
        if token.kind in ("text", "code"):
            out.append(token.content)
        elif token.kind == "cite":
            out.append(f"({references.label(token.content)}{', ' + token.target if token.target else ''})")
        elif token.kind == "excerpt":
            out.append(references.passage(token.content))
    return "".join(out)


#: Way from a lesson's page (chapters/<chapter>/<lesson>.html) to the folder of the chapters.
TO_CHAPTERS = "../"


def to_html(source: str, references: References = NO_REFERENCES, to_chapters: str = TO_CHAPTERS) -> str:
    """Return a text as HTML. Everything that is not of the subset is escaped.

    Parameters
    ----------
    source:
        Text in the subset.
    references:
        What the text refers to.
    to_chapters:
        Way to the folder of the chapters: from a lesson's page, or the whole address for a reader elsewhere.
    """
    out: list[str] = []
    closing: list[str] = []
    for token in tokens(source):
        if token.kind == "text":
            out.append(html.escape(token.content, quote=False))
        elif token.kind == "code":
            out.append(f"<code>{html.escape(token.content, quote=False)}</code>")
        elif token.kind == "cite":
            place = f", {html.escape(token.target)}" if token.target else ""
            page = references.page_of_work(token.content)
            address = f"{to_chapters}reference/{page}.html#cite-{html.escape(token.content)}"
            out.append(f'(<a class="mb-cite" href="{address}">{html.escape(references.label(token.content))}</a>{place})')
        elif token.kind == "excerpt":
            out.append(f'<q lang="de" translate="no">{html.escape(references.passage(token.content), quote=False)}</q>')
        elif token.kind == "open":
            opening, end = _html_mark(token, to_chapters)
            out.append(opening)
            closing.append(end)
        else:
            out.append(closing.pop())
    return "".join(out)


def data_script(data: Any) -> str:
    """Return data as a ``<script>`` that a page's own script reads.

    No “<” stands in it: “</script” would end the element, and “<!--<script” would make it swallow its own end tag.

    Parameters
    ----------
    data:
        What JSON can hold.
    """
    payload = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json">{payload}</script>'


def _html_mark(token: Token, to_chapters: str) -> tuple[str, str]:
    if token.content == "language":
        return f'<span lang="{token.target}" translate="no">', "</span>"
    if token.content == "link":
        if token.target.startswith("lesson:"):
            return f'<a href="{to_chapters}{token.target.removeprefix("lesson:")}.html">', "</a>"
        mark = f'<span class="mb-hidden"> ({html.escape(words("external"))})</span>'
        return f'<a class="external" rel="noopener" href="{html.escape(token.target)}">', f"{mark}</a>"
    return f"<{token.content}>", f"</{token.content}>"


_MYST_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$@^%&-])")
#: What would begin a list, a definition or a fence at the start of a line: “1.”, “:”.
_MYST_START = re.compile(r"^(\d*)([.:])")
_ESCAPED = r"\\\1"


def to_myst(source: str, references: References = NO_REFERENCES) -> str:
    """Return a text as MyST, for a page built by Sphinx.

    Parameters
    ----------
    source:
        Text in the subset.
    references:
        What the text refers to. Only excerpts are looked up: Sphinx writes the citations itself.
    """
    out: list[str] = []
    closing: list[str] = []
    for token in tokens(source):
        if token.kind == "text":
            out.append(escape_myst(token.content))
        elif token.kind == "code":
            out.append(_myst_code(token.content))
        elif token.kind == "cite":
            place = f"{{{token.target}}}" if token.target else ""
            out.append(f"{{cite:p}}`{token.content}{place}`")
        elif token.kind == "excerpt":
            out.append(f"„[{escape_myst(references.passage(token.content))}]{{.language-de}}“")
        elif token.kind == "open":
            opening, end = _myst_mark(token)
            out.append(opening)
            closing.append(end)
        else:
            out.append(closing.pop())
    return "".join(out)


def _myst_mark(token: Token) -> tuple[str, str]:
    if token.content == "language":
        return "[", f"]{{.language-{token.target}}}"
    if token.content == "link":
        target = token.target
        if target.startswith("lesson:"):
            target = f"/chapters/{target.removeprefix('lesson:')}"
        # brackets of its own would end the address, and "&amp;" in it would become "&"
        return "[", f"]({re.sub(r'([()&])', _ESCAPED, target)})"
    # the author's own sign: whether MyST takes one for a mark depends on its neighbours, and "*a*" beside "**b**" is neither
    return token.target, token.target


def escape_myst(words: str) -> str:
    """Escape words so that they print as themselves in MyST, at the beginning of a line, too.

    Parameters
    ----------
    words:
        Words in which nothing is a mark.
    """
    return _MYST_START.sub(r"\1\\\2", _MYST_SPECIAL.sub(_ESCAPED, words))


def _myst_code(words: str) -> str:
    """Return words as code, between more backticks than there are in them."""
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    return f"{fence} {words} {fence}" if words[0] in "` " or words[-1] in "` " else f"{fence}{words}{fence}"
