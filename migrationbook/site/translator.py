"""How Sphinx writes the text of a page as HTML, where its own way is against the rules of accessibility or says too little."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from migrationbook.core.strings import words
from migrationbook.site.tables import with_heads_and_captions

#: The indentation of a drawing's source.
_INDENTATION = re.compile(r"(?<=>)\s*\n\s*(?=<)")
#: The tag of a notebook's cell that says in which language it prints.
_LANGUAGE_TAG = "tag_language-"
#: What says something of what follows it. The reading view of a browser leaves out a ``div`` that holds more links than words.
_HEADERS = {"mb-opening", "mb-source-card"}
#: Blocks that are a paragraph, for the same reason.
_PARAGRAPHS = {"mb-caption", "mb-fact-meta"}


class PageTranslator(HTML5Translator):
    """Sphinx's translator, with tables that scroll, links to other sites that say so, and names and roles for screen readers."""

    def starttag(self, node: nodes.Element, tagname: str, *arguments: Any, **attributes: Any) -> str:
        """Return a start tag."""
        if tagname == "table":
            attributes["CLASS"] = "table"
        elif isinstance(node, nodes.container) and "cell_output" in node["classes"]:
            # what a cell prints has no marks of its own, so a tag of the cell says in which language it is
            for name in node.parent["classes"]:
                if name.startswith(_LANGUAGE_TAG):
                    attributes["lang"] = name.removeprefix(_LANGUAGE_TAG)
        return super().starttag(node, tagname, *arguments, **attributes)

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Add the link of a heading to itself; a title would show to a mouse alone."""
        if node["ids"] and self.config.html_permalinks:
            name, sign = html.escape(title), self.config.html_permalinks_icon
            self.body.append(f'<a class="headerlink" href="#{node["ids"][0]}" aria-label="{name}">{sign}</a>')

    def visit_table(self, node: nodes.Element) -> None:
        """Begin a table, in a box that scrolls sideways."""
        self.body.append('<div class="shell-scroll">')
        super().visit_table(node)

    def depart_table(self, node: nodes.Element) -> None:
        """End a table."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_entry(self, node: nodes.entry) -> None:
        """Begin a cell of a table; a header says what it stands over, and one without words would do so with silence."""
        super().visit_entry(node)
        if not node.astext().strip():
            self.body[-1] = self.body[-1].replace("<th", "<td", 1)
            self.context[-1] = "</td>\n"
        else:
            scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
            self.body[-1] = self.body[-1].replace("<th", f'<th scope="{scope}"', 1)

    def visit_container(self, node: nodes.container) -> None:
        """Begin a block.

        Its class is one that reader views of browsers take for text: by docutils' own they took openings with a few links, and
        cards with “gdpr” in their id, for something beside it, and left them out.
        """
        super().visit_container(node)
        self.body[-1] = self.body[-1].replace("docutils container", "content", 1)
        if _is_paragraph(node) or _HEADERS & {*node["classes"]}:
            node.html5tagname = "p" if _is_paragraph(node) else "header"  # type: ignore[attr-defined]  # docutils ends it by this name
            self.body[-1] = self.body[-1].replace("<div", f"<{node.html5tagname}", 1)  # type: ignore[attr-defined]

    def depart_container(self, node: nodes.container) -> None:
        """End a block."""
        super().depart_container(node)

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Begin a paragraph, unless the block around it is one."""
        if not _is_paragraph(node.parent):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """End a paragraph."""
        if not _is_paragraph(node.parent):
            super().depart_paragraph(node)

    def visit_citation(self, node: nodes.citation) -> None:
        """Begin a work of the bibliography: an item of a list."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<ul class="citation-list">\n')
        self.body.append(self.starttag(node, "li", classes=["citation"]))

    def depart_citation(self, node: nodes.citation) -> None:
        """End a work."""
        self.body.append("</li>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
            self.body.append("</ul>\n")

    def visit_label(self, node: nodes.label) -> None:
        """Begin the label of a footnote; a work's is a number that nothing refers to."""
        if isinstance(node.parent, nodes.citation):
            raise nodes.SkipNode
        super().visit_label(node)

    def visit_raw(self, node: nodes.raw) -> None:
        """Add HTML that a cell printed, without its indentation, which is a fiftieth of a page."""
        text = node.astext()
        if 'class="dataframe"' in text:
            text = with_heads_and_captions(text)
        node[:] = [nodes.Text(text if "<pre" in text else _INDENTATION.sub("\n", text))]
        super().visit_raw(node)

    def visit_reference(self, node: nodes.Element) -> None:
        """Begin a link."""
        if _host(node):
            node["rel"] = "noopener"
        super().visit_reference(node)

    def depart_reference(self, node: nodes.reference) -> None:
        """End a link; one to another site says so, unless it reads as its own address."""
        text = node.astext()
        if _host(node) and _host(node) not in text and not text.startswith("doi:"):
            self.body.append(f'<span class="shell-hidden"> ({html.escape(words("external"))})</span>')
        super().depart_reference(node)


def _is_paragraph(block: nodes.Node | None) -> bool:
    """Return whether a block is one paragraph and no more."""
    if not isinstance(block, nodes.container) or not _PARAGRAPHS & {*block["classes"]}:
        return False
    return len(block) == 1 and isinstance(block[0], nodes.paragraph)


def _host(link: nodes.Element) -> str:
    """Return the host that a link leads to; nothing for a link within the site."""
    address = urlsplit(link.get("refuri", ""))
    return address.netloc if address.scheme in ("http", "https") else ""
