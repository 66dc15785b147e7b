"""Pages of the book as plain data for a template: their Markdown as MyST reads it, and the HTML of tables.

What is returned is a list of blocks, each a dictionary whose entry ``is`` says what it is. Words stand in it as in
:mod:`migrationbook.core.inline_typst`: no markup is written here, so that `#`, `$` or `@` in a sentence print as themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from posixpath import dirname, join, normpath
from typing import Any

import yaml
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from sphinx.util.nodes import split_explicit_title

from migrationbook.core.errors import CourseError
from migrationbook.core.inline_typst import Nodes, fine
from migrationbook.core.paths import ROOT
from migrationbook.core.strings import words
from migrationbook.corpus.bibliography import PAGES
from migrationbook.corpus.outline import GLOSSARY
from migrationbook.corpus.targets import exercise_number, setting_address
from migrationbook.print.writer import Writer

#: A block of a page for the template.
Block = dict[str, Any]
#: Makes the blocks of a directive from its argument and its content.
Directive = Callable[[str, str], list[Block]]

BIBLIOGRAPHY = "chapters/reference/bibliography"

_DIRECTIVE = re.compile(r"\{([\w-]+)\}\s*(.*)")
_OPTIONS = re.compile(r"(?::([\w-]+):[ \t]*(.*)\n?)*")
_CITED = re.compile(r"([A-Za-z0-9][\w:.-]*)(?:\{([^}]*)\})?")
#: What a class of a span is on paper.
_SPANS = {"mb-details": "detail", "mb-lesson-question": "em", "mb-source-title": "em"}
_MARKS = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "small": "detail"}


@cache
def _parser() -> MarkdownIt:
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    return create_md_parser(MdParserConfig(enable_extensions=set(config["parse"]["myst_enable_extensions"])), RendererHTML)


def term_address(site: str, term: str) -> str:
    """Return the address by which links of a printed page name a term of the glossary."""
    return f"{site}{GLOSSARY}.html#term-{term.casefold()}"


def work_addresses(site: str, key: str) -> list[str]:
    """Return the addresses by which links of a printed page may name a work: one for each page of the bibliography."""
    return [f"{site}chapters/reference/{page}.html#cite-{key}" for page in PAGES.values()]


def joined(level: Nodes) -> Nodes:
    """Return a text whose neighbouring strings are one, set finely; a parser cuts it at each sign."""
    found: Nodes = []
    for node in level:
        if isinstance(node, str) and found and isinstance(found[-1], str):
            found[-1] += node
        else:
            found.append(node)
    return [fine(node) if isinstance(node, str) else node for node in found]


@dataclass
class Prose:
    """Turns what stands on a page into blocks.

    Parameters
    ----------
    page:
        The page, as ``_toc.yml`` names it: ``chapters/iom/money``.
    write:
        For citations.
    directives:
        The directives that a page may use beside ``{block}``.
    """

    page: str
    write: Writer
    directives: Mapping[str, Directive] = field(default_factory=dict)

    def address(self, page: str, fragment: str = "") -> str:
        """Return the address of a page of the book, or of a place in it."""
        return f"{self.write.site}{page}.html" + (f"#{fragment}" if fragment else "")

    def refuse(self, problem: str, mend: str) -> CourseError:
        """Return an error that names the page's file."""
        return CourseError(problem, mend=mend, file=self.write.corpus.file_of(self.page))

    # ------------------------------------------------------------------------------------------------- Markdown
    def blocks(self, source: str) -> list[Block]:
        """Return the blocks of MyST text.

        Raises
        ------
        CourseError
            If the text holds something that has no printed form, or names what does not exist.
        """
        tree = SyntaxTreeNode(_parser().parse(source))
        return [block for node in tree.children for block in self._block(node)]

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        if node.type == "heading":
            yield {"is": "heading", "level": int(node.tag[1]), "of": self._inline(node)}
        elif node.type == "paragraph":
            yield {"is": "paragraph", "of": self._inline(node)}
        elif node.type in ("bullet_list", "ordered_list"):
            yield {"is": "list", "ordered": node.type == "ordered_list", "items": [self._children(item) for item in node.children]}
        elif node.type == "blockquote":
            yield {"is": "quote", "of": self._children(node)}
        elif node.type in ("fence", "colon_fence"):
            yield from self._fence(node)
        elif node.type == "table":
            head, body = node.children
            cells = [[self._inline(cell) for cell in row.children] for row in body.children]
            numbers = ["right" in str(cell.attrs.get("style", "")) for cell in head.children[0].children]
            yield {"is": "table", "head": [[self._inline(cell) for cell in head.children[0].children]], "rows": cells, "numbers": numbers}
        elif node.type == "dl":
            yield {"is": "terms", "items": list(self._terms(node))}
        else:
            raise self._unprintable(node)

    def _unprintable(self, node: SyntaxTreeNode) -> CourseError:
        return self.refuse(f"a {node.type.replace('_', ' ')} has no printed form", "write it otherwise, or teach prose.py to set it")

    def _children(self, node: SyntaxTreeNode) -> list[Block]:
        return [block for child in node.children for block in self._block(child)]

    def _terms(self, node: SyntaxTreeNode) -> Iterator[dict[str, Any]]:
        term: Nodes = []
        for child in node.children:
            if child.type == "dt":
                term = self._inline(child)
            else:
                yield {"term": term, "of": self._children(child)}

    def _fence(self, node: SyntaxTreeNode) -> Iterator[Block]:
        match = _DIRECTIVE.match(node.info)
        if match is None:
            yield {"is": "code", "text": node.content.rstrip("\n")}
            return
        name, argument = match[1], match[2].strip()
        options = _OPTIONS.match(node.content)
        content = node.content[options.end() :] if options else node.content
        if name == "block":
            identifier = re.search(r"^:id: (\S+)", node.content)
            yield {
                "is": "block",
                "classes": argument.split(),
                "of": self.blocks(content),
                "at": self.address(self.page, identifier[1]) if identifier else None,
            }
        elif name in self.directives:
            yield from self.directives[name](argument, content)
        else:
            raise self.refuse(f"the directive “{name}” has no printed form", f"use one of: block, {', '.join(self.directives)}")

    def _inline(self, node: SyntaxTreeNode) -> Nodes:
        found: Nodes = []
        for child in node.children:
            if child.type == "inline":
                found += self._inline(child)
            elif child.type in ("text", "softbreak", "hardbreak"):
                found.append(child.content if child.type == "text" else " ")
            elif child.type in ("em", "strong"):
                found.append({"is": child.type, "of": self._inline(child)})
            elif child.type == "code_inline":
                found.append({"is": "code", "text": child.content})
            elif child.type == "link":
                found.append({"is": "link", "to": self.linked(str(child.attrs["href"])), "of": self._inline(child)})
            elif child.type == "span":
                found.append(self._span(str(child.attrs.get("class", "")), self._inline(child)))
            elif child.type == "myst_role":
                found += self._role(child.meta["name"], child.content)
            else:
                raise self._unprintable(child)
        return joined(found)

    @staticmethod
    def _span(classes: str, inside: Nodes) -> dict[str, Any]:
        for name in classes.split():
            if name.startswith("language-"):
                return {"is": "language", "lang": name.removeprefix("language-"), "of": inside}
        return {"is": next((_SPANS[name] for name in classes.split() if name in _SPANS), "em"), "of": inside}

    def linked(self, target: str) -> str:
        """Return the address of a link: of the web as it stands, of a page of the book at the published book."""
        if re.match(r"https?://|mailto:", target):
            return target
        path, _, fragment = target.partition("#")
        page = normpath(join(dirname(self.page), path)).lstrip("/") if path else self.page
        page, _, ending = page.rpartition(".") if "." in page else (page, "", "")
        return self.address(page, fragment) if ending in ("", "ipynb", "md", "html") else f"{self.write.site}{page}.{ending}"

    def _role(self, name: str, content: str) -> Nodes:
        explicit, title, target = split_explicit_title(content)
        if name in ("cite", "cite:p", "cite:t"):
            return self._cite(content, in_text=name == "cite:t")
        if name == "term":
            return [{"is": "link", "to": term_address(self.write.site, target), "of": [fine(title)]}]
        if name == "doc":
            page = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(self.page), target))
            return [{"is": "link", "to": self.address(page), "of": [fine(title if explicit else self.write.corpus.title_of(page) or page)]}]
        if name == "setting":
            lesson, fragment = setting_address(self.write.corpus, target)
            return [{"is": "link", "to": self.address(f"chapters/{lesson}", fragment), "of": [fine(title)]}]
        if name == "exercise":
            lesson, fragment, number = exercise_number(self.write.corpus, target)
            shown = title if explicit else words("exercise", number=number)
            return [{"is": "link", "to": self.address(f"chapters/{lesson}", fragment), "of": [fine(shown)]}]
        raise self.refuse(f"the role “{name}” has no printed form", "use cite:p, cite:t, term, doc, setting or exercise")

    def _cite(self, content: str, in_text: bool) -> Nodes:
        found: Nodes = []
        for key, place in _CITED.findall(content):
            if key not in self.write.corpus.works:
                raise self.refuse(f"the work “{key}” is not in the bibliography", "add it to data/references.bib")
            cited = self.write.cite(key, place or None)
            if in_text and isinstance(cited[0], dict):
                author, _, year = self.write.corpus.label(key).rpartition(", ")
                cited = [f"{author} ", {**cited[0], "label": year}]
            found += [" ", *cited] if found else cited
        return found

    # ------------------------------------------------------------------------------------------------- HTML
    def from_html(self, source: str | Tag) -> Nodes:
        """Return the words of HTML that the course itself has written, such as a cell of a register.

        Parameters
        ----------
        source:
            HTML, or a tag of it.
        """
        found: Nodes = []
        for child in (BeautifulSoup(source, "html.parser") if isinstance(source, str) else source).children:
            if isinstance(child, NavigableString):
                found.append(re.sub(r"\s+", " ", str(child)))
            elif isinstance(child, Tag):
                found += self._html_mark(child)
        return joined(found)

    def _html_mark(self, tag: Tag) -> Nodes:
        inside = self.from_html(tag)
        language = tag.get("lang")
        if tag.name == "q":
            return [{"is": "excerpt", "text": tag.get_text()}]
        if tag.name == "a":
            return [{"is": "link", "to": self.linked(str(tag["href"])), "of": inside}]
        if tag.name in _MARKS:
            return [{"is": _MARKS[tag.name], "of": inside}]
        if tag.name == "code":
            return [{"is": "code", "text": tag.get_text()}]
        if tag.name in ("br", "li"):
            return [{"is": "break"}, *inside] if tag.name == "br" or tag.find_previous_sibling("li") else inside
        return [{"is": "language", "lang": str(language), "of": inside}] if language else inside

    def table(self, source: str) -> Block:
        """Return a table that pandas has written as HTML; columns of numbers are set on their last digit."""
        soup = BeautifulSoup(source, "html.parser")
        head = [[fine(cell.get_text(" ", strip=True)) for cell in row.find_all("th")] for row in soup.select("thead tr")]
        rows = [[fine(cell.get_text(" ", strip=True)) for cell in row.find_all(["th", "td"])] for row in soup.select("tbody tr")]
        if all(sum(map(bool, column)) < 2 for column in zip(*head, strict=True)):
            # the name of the index stands in a row of its own, below empty cells
            head = [["".join(column) for column in zip(*head, strict=True)]]
        width = max(map(len, rows))
        # pandas writes a label of an outer index once, beside all of its rows
        rows = [[""] * (width - len(row)) + row for row in rows]
        numeric = re.compile(r"[−–-]?[\d.,]*( ?%)?|NaN|<NA>")
        numbers = [all(numeric.fullmatch(row[column].replace("\u00a0", " ")) for row in rows) for column in range(width)]
        wrapped = [[[cell] for cell in row] for row in rows]
        return {"is": "table", "head": [[[cell] for cell in row] for row in head], "rows": wrapped, "numbers": numbers}
