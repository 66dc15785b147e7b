"""A built page as a page of the e-book: the course's text alone, well-formed, with links that hold in the book."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter

from migrationbook.core.errors import CourseError
from migrationbook.core.strings import words

# What only a browser can use; pandas writes a style for each table.
_SITE_ONLY = ("script", "style", "noscript", "form")
# What only a script reads or runs, is out of use in HTML, or shows on hover alone (the link's target says the same).
_SITE_ATTRIBUTES = re.compile(r"data-(?!head$).*|border|download|on\w+|rel|scoped|valign")

# How a part of a drawing names another one; a colour such as fill="#ffffff" is no name.
_REFERENCE = re.compile(r"(href=#|url\(#)([\w.-]+)")

# XML has no list of void elements and knows five named letters.
_XHTML = HTMLFormatter(
    entity_substitution=EntitySubstitution.substitute_xml, void_element_close_prefix="/", empty_attributes_are_booleans=False
)


@dataclass(frozen=True)
class Article:
    """The text of a page, free of what only the site can use.

    Parameters
    ----------
    name:
        The page, without ending, seen from the book's root.
    title:
        Its first heading.
    tag:
        Its text.
    """

    name: str
    title: str
    tag: Tag

    @property
    def anchors(self) -> frozenset[str]:
        """What a link into the page can name."""
        return frozenset(str(tag["id"]) for tag in self.tag.find_all(id=True))

    @property
    def pictures(self) -> list[str]:
        """Pictures in files of their own, seen from the book's root."""
        folder = posixpath.dirname(self.name)
        return [posixpath.normpath(posixpath.join(folder, str(image["src"]))) for image in self.tag.find_all("img")]

    @property
    def has_svg(self) -> bool:
        """Whether a drawing stands in the text; an e-book's manifest has to say so."""
        return self.tag.find("svg") is not None


def read_article(name: str, html: str, site: str) -> Article:
    """Return the text of a built page with the paper version of its exercises.

    Parameters
    ----------
    name:
        The page, without ending, seen from the book's root.
    html:
        The page as it is published.
    site:
        Address of the published book, for what only the site can do.

    Raises
    ------
    CourseError
        If the page has no text or no heading, or loads a picture from another host.
    """
    tag = BeautifulSoup(html, "html5lib").select_one("article.bd-article")
    heading = tag and tag.find("h1")
    if tag is None or not isinstance(heading, Tag):
        raise CourseError("the built page has no text with a heading", mend="build it anew with `make book`", file=f"{name}.html")
    for part in [*tag.find_all(_SITE_ONLY), *tag.find_all("a", class_="headerlink")]:
        part.decompose()
    for image in tag.find_all("img"):
        if urlsplit(str(image["src"])).scheme:
            mend = f"put {image['src']} into a file beside the page"
            raise CourseError("an e-book holds its pictures, but this one stands elsewhere", mend=mend, file=f"{name}.html")
    # colours of code are the site's; without them its words are spans for nothing
    for code in tag.find_all("pre"):
        for span in code.find_all("span"):
            span.unwrap()
    _say_where_the_site_does_more(tag, f"{site}{name}.html")
    _name_pictures(tag)
    _make_ids_unique(tag)
    for part in tag.find_all(True):
        _mend_attributes(part)
    return Article(name, heading.get_text(" ", strip=True), tag)


def _say_where_the_site_does_more(tag: Tag, address: str) -> None:
    """Tell at each explorer, and at the end of a page with exercises, at which address they answer; in place."""
    mounts = tag.find_all(class_="mb-mount")
    for mount in mounts:
        note = mount.find(class_="mb-note")
        if isinstance(note, Tag):
            _say(note, words("epub.explorer"), f"{address}#{mount['id']}")
    if mounts:
        tag.append(_say(Tag(name="p", attrs={"class": "mb-note"}), words("epub.on_site"), address))


def _say(place: Tag, sentence: str, address: str) -> Tag:
    link = Tag(name="a", attrs={"href": address})
    link.string = address
    place.clear()
    place.extend([f"{sentence} ", link])
    return place


def _name_pictures(tag: Tag) -> None:
    """Name the drawing of each explorer by its sentence, as the page's script does; figures bring their name along."""
    for sentence in tag.find_all(class_="mb-sentence"):
        frame = sentence.find_previous_sibling(class_="mb-frame")
        if isinstance(frame, Tag):
            frame["role"], frame["aria-label"] = "img", sentence.get_text(" ", strip=True)


def _make_ids_unique(tag: Tag) -> None:
    """Give the parts of each drawing ids of its own, in place; those that nothing in it names are dropped."""
    for number, drawing in enumerate(tag.find_all("svg"), 1):
        parts = drawing.find_all(True)
        references = [(part, key, value) for part in parts for key, value in part.attrs.items() if _REFERENCE.search(f"{key}={value}")]
        named = {match[2] for _, key, value in references for match in _REFERENCE.finditer(f"{key}={value}")}
        for part, key, value in references:
            part[key] = _REFERENCE.sub(rf"\1svg{number}-\2", f"{key}={value}").removeprefix(f"{key}=")
        for part in parts:
            identifier = part.attrs.pop("id", None)
            if identifier in named:
                part["id"] = f"svg{number}-{identifier}"


def _mend_attributes(tag: Tag) -> None:
    for name in [name for name in tag.attrs if _SITE_ATTRIBUTES.fullmatch(name)]:
        del tag[name]
    if tag.name == "a":
        tag.attrs.pop("title", None)
    if "lang" in tag.attrs:
        tag["xml:lang"] = tag["lang"]


def book_address(href: str, page: str, anchors: Mapping[str, Collection[str]], site: str, built: Path, draft: bool) -> str | None:
    """Return where a link of a page leads in the e-book.

    Parameters
    ----------
    href:
        The link as the site has it.
    page:
        The page it stands in, without ending.
    anchors:
        The pages of the e-book, each with its ids.
    site:
        Address of the published book: downloads, and settings of explorers, are there only.
    built:
        Folder of the built book.
    draft:
        Whether nothing stands at that address yet.

    Returns
    -------
    str or None
        An address relative to the page, or an absolute one; ``None`` if nothing stands there yet.

    Raises
    ------
    CourseError
        If the link leads to nothing.
    """
    if urlsplit(href).scheme:
        return None if draft and href.startswith(site) else href
    path, fragment = urldefrag(href)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))) if path else f"{page}.html"
    name = target.removesuffix(".html")
    setting = "?" in fragment
    if name in anchors and not setting:
        if fragment and unquote(fragment) not in anchors[name]:
            raise CourseError(f"a link leads to “{href}”, but that page has no such place", mend="correct the link", file=f"{page}.html")
        return posixpath.relpath(f"{name}.xhtml", posixpath.dirname(page) or ".") + (f"#{fragment}" if fragment else "")
    if not (built / target).is_file():
        raise CourseError(f"a link leads to “{href}”, but the built book has no such file", mend="correct the link", file=f"{page}.html")
    return None if draft else urljoin(site, target) + (f"#{fragment}" if fragment else "")


def markup(article: Article, address_of: Callable[[str], str | None]) -> str:
    """Return the page as XHTML.

    Parameters
    ----------
    article:
        The page's text; its links are changed in place.
    address_of:
        Returns where a link leads in the e-book; where it leads nowhere, its words stay.
    """
    for link in article.tag.find_all("a", href=True):
        address = address_of(str(link["href"]))
        if address is not None:
            link["href"] = address
        elif link.string == link["href"]:
            link.replace_with(words("epub.draft"))
        else:
            link.unwrap()
    return article.tag.decode_contents(formatter=_XHTML)
