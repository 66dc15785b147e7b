"""The e-book: the built pages, with the paper version of each exercise, as one EPUB 3 file that needs no network."""

from __future__ import annotations

import datetime as dt
import html
import io
import os
import posixpath
import uuid
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml

from migrationbook.core.errors import CourseError
from migrationbook.core.paths import BUILD, ROOT, SITE
from migrationbook.core.strings import date_words, word_list, words
from migrationbook.corpus import outline
from migrationbook.corpus.imprint import Imprint
from migrationbook.export.epub_page import Article, book_address, markup, read_article
from migrationbook.print.typst import typeset
from migrationbook.site.fonts import CUTS, font_face, font_file

EPUB = BUILD / "epub" / "reading-migration-management.epub"
STYLESHEET = Path(__file__).parent / "epub.css"

#: Pages that are nothing without a browser's script.
SITE_ONLY = frozenset({"chapters/progress"})
#: What the landmarks of the book name beside its contents and its beginning: kind in the EPUB vocabulary, page.
LANDMARKS = {"glossary": "chapters/reference/glossary", "bibliography": "chapters/reference/bibliography"}
#: The letters of the drawings, whose words were placed by the widths of this typeface. Text is set in the reader's own.
FACES = tuple(cut for cut in CUTS if cut.family == "Course Sans" and cut.style == "normal")
MEDIA_TYPES = {
    ".css": "text/css",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
}

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><meta charset="utf-8"/><title>{title}</title><link rel="stylesheet" href="{root}style.css"/></head>
<body>
{body}
</body>
</html>
"""
_OPF, _DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"

#: What is true of every edition: all that the pictures show is said in words, and nothing flashes, moves or sounds.
_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessModeSufficient", "textual,visual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
)


@dataclass(frozen=True)
class Colophon:
    """What the e-book says about itself.

    Parameters
    ----------
    title, subtitle, authors, abstract, keywords:
        As the course wants to be cited.
    imprint:
        Address, version and day of the edition.
    modified:
        The moment that stands as the last change; a fixed one, so that two runs give the same bytes.
    """

    title: str
    subtitle: str
    authors: tuple[str, ...]
    abstract: str
    keywords: tuple[str, ...]
    imprint: Imprint
    modified: dt.datetime

    @classmethod
    def read(cls, root: Path = ROOT, environment: Mapping[str, str] = os.environ) -> Colophon:
        """Read it from ``CITATION.cff`` and the configuration.

        Parameters
        ----------
        root:
            Folder of the course.
        environment:
            ``SOURCE_DATE_EPOCH``, seconds since 1970, says when the book was changed; else the day of release does.

        Raises
        ------
        CourseError
            If ``SOURCE_DATE_EPOCH`` is no number of seconds of the years that a ZIP file knows, 1980 to 2107.
        """
        imprint = Imprint.read(root)
        citation = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
        title, _, subtitle = citation["title"].partition(": ")
        released = dt.datetime.combine(imprint.released, dt.time(), dt.UTC)
        epoch = environment.get("SOURCE_DATE_EPOCH")
        try:
            modified = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else released
        except (ValueError, OverflowError, OSError):
            modified = dt.datetime.min
        if not 1980 <= modified.year < 2108:
            raise CourseError(f"SOURCE_DATE_EPOCH is “{epoch}”", mend="write seconds since 1970, for a day from 1980 to 2107, or unset it")
        return cls(
            title,
            subtitle,
            tuple(_author(author) for author in citation["authors"]),
            " ".join(citation["abstract"].split()),
            tuple(citation["keywords"]),
            imprint,
            modified,
        )


def _author(author: Mapping[str, str]) -> str:
    """Return the name of an author of CITATION.cff: a body has one name, a person two."""
    return author.get("name") or f"{author['given-names']} {author['family-names']}"


def build_epub(site: Path = SITE, root: Path = ROOT, target: Path = EPUB) -> Path:
    """Make the e-book of the built book.

    Parameters
    ----------
    site:
        Folder of the built book.
    root:
        Folder of the course.
    target:
        The file to write.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    CourseError
        If a page of the contents is not built, or a link of a page leads to nothing.
    """
    colophon = Colophon.read(root)
    parts = [
        outline.Part(part.caption, tuple(entry for entry in part.entries if entry.name not in SITE_ONLY))
        for part in outline.parts(root / "_toc.yml")
    ]
    # all of them before the first is read, which takes its time: a book that is not built is said at once
    built = {entry.name: _built(site, f"{entry.name}.html").decode() for part in parts for entry in part.entries}
    articles = {name: read_article(name, text, colophon.imprint.site) for name, text in built.items()}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed(book_files(parts, articles, colophon, site), colophon.modified))
    return target


def _built(built: Path, path: str) -> bytes:
    """Return a file of the built book."""
    if not (built / path).is_file():
        raise CourseError("the book is not built, or lacks this file of it", mend="run `make book` first", file=built / path)
    return (built / path).read_bytes()


def book_files(parts: list[outline.Part], articles: Mapping[str, Article], colophon: Colophon, built: Path) -> dict[str, bytes]:
    """Return every file of the e-book by its path in it.

    Parameters
    ----------
    parts:
        The contents.
    articles:
        The pages by name, in reading order.
    colophon:
        What the book says about itself.
    built:
        Folder of the built book, for pictures and downloads.
    """
    site, anchors = colophon.imprint.site, {name: article.anchors for name, article in articles.items()}
    rules = [*(font_face(cut, f"fonts/{cut.file}") for cut in FACES), STYLESHEET.read_text("utf-8")]
    files = {"style.css": "\n".join(rules).encode(), "cover.png": _cover(colophon)}
    files.update({f"fonts/{cut.file}": font_file(cut) for cut in FACES})
    files["title.xhtml"] = _page("title", colophon.title, title_page(colophon))
    files["nav.xhtml"] = _page("nav", words("epub.contents"), navigation(parts, articles))
    for name, article in articles.items():
        address_of = partial(book_address, page=name, anchors=anchors, site=site, built=built, draft=colophon.imprint.draft)
        files[f"{name}.xhtml"] = _page(name, article.title, markup(article, address_of))
        files.update({picture: _built(built, picture) for picture in article.pictures})
    drawn = {f"{name}.xhtml" for name, article in articles.items() if article.has_svg}
    spine = ["title.xhtml", "nav.xhtml", *(f"{name}.xhtml" for name in articles)]
    files["package.opf"] = package(colophon, list(files), spine, drawn)
    return {"META-INF/container.xml": _CONTAINER.encode(), **{f"EPUB/{path}": content for path, content in files.items()}}


def _cover(colophon: Colophon) -> bytes:
    """Return the cover, 1600 by 2400 pixels."""
    data = {
        "edition": "student",
        "language": "en",
        "title": colophon.title,
        "subtitle": colophon.subtitle,
        "author": ", ".join(colophon.authors),
    }
    return typeset("cover.typ", data, colophon.imprint.released, ROOT / "CITATION.cff", format="png", ppi=360.0)


def _page(name: str, title: str, body: str) -> bytes:
    return _PAGE.format(title=html.escape(title), root="../" * name.count("/"), body=body).encode()


def title_page(colophon: Colophon) -> str:
    """Return the page that says what the book is, how to use it, and what may be done with it.

    Parameters
    ----------
    colophon:
        What the book says about itself.
    """
    imprint = colophon.imprint
    address = f'<a href="{html.escape(imprint.site)}">{html.escape(imprint.site)}</a>'
    site = words("epub.no_site") if imprint.draft else words("epub.site", address=address)
    edition = words("epub.edition", version=imprint.version, date=date_words(imprint.released.isoformat()))
    about = "\n".join(f"<p>{html.escape(text, quote=False).format(site=site)}</p>" for text in word_list("epub.about"))
    return (
        f'<section class="title-page" epub:type="titlepage">\n<h1>{html.escape(colophon.title)}</h1>\n'
        f'<p class="mb-lead">{html.escape(colophon.subtitle)}</p>\n<p>{html.escape(", ".join(colophon.authors))}</p>\n'
        f"<p>{html.escape(edition)}</p>\n{about}\n</section>"
    )


def navigation(parts: list[outline.Part], articles: Mapping[str, Article]) -> str:
    """Return contents and landmarks.

    Parameters
    ----------
    parts:
        The contents.
    articles:
        The pages by name, for their titles.
    """
    groups = []
    for part in parts:
        items = "\n".join(_item(f"{entry.name}.xhtml", entry.title or articles[entry.name].title) for entry in part.entries)
        groups.append(f"<li><span>{html.escape(part.caption)}</span>\n<ol>\n{items}\n</ol></li>" if part.caption else items)
    first = next(iter(articles))
    marks = [
        _item("nav.xhtml", words("epub.contents"), "toc"),
        _item(f"{first}.xhtml", articles[first].title, "bodymatter"),
        *(_item(f"{name}.xhtml", articles[name].title, kind) for kind, name in LANDMARKS.items() if name in articles),
    ]
    return (
        f'<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">\n<h1 id="contents">{words("epub.contents")}</h1>\n<ol>\n'
        + "\n".join(groups)
        + f'\n</ol>\n</nav>\n<nav epub:type="landmarks" aria-label="{words("epub.landmarks")}" hidden="hidden">\n<ol>\n'
        + "\n".join(marks)
        + "\n</ol>\n</nav>"
    )


def _item(address: str, title: str, kind: str | None = None) -> str:
    mark = f' epub:type="{kind}"' if kind else ""
    return f'<li><a{mark} href="{html.escape(address)}">{html.escape(title)}</a></li>'


def package(colophon: Colophon, paths: list[str], spine: list[str], drawn: set[str]) -> bytes:
    """Return the package document: metadata, every file with its type, and the reading order.

    Parameters
    ----------
    colophon:
        What the book says about itself.
    paths:
        Every file beside this one.
    spine:
        The pages in reading order.
    drawn:
        Pages with a drawing in their text.
    """
    ET.register_namespace("", _OPF)
    ET.register_namespace("dc", _DC)
    root = ET.Element(
        f"{{{_OPF}}}package", {"version": "3.0", "unique-identifier": "book", "{http://www.w3.org/XML/1998/namespace}lang": "en"}
    )
    _describe(ET.SubElement(root, f"{{{_OPF}}}metadata"), colophon)
    manifest = ET.SubElement(root, f"{{{_OPF}}}manifest")
    identifiers = {path: f"file{number}" for number, path in enumerate(paths, 1)}
    properties = {"nav.xhtml": "nav", "cover.png": "cover-image"} | dict.fromkeys(drawn, "svg")
    for path, identifier in identifiers.items():
        marks = {"properties": properties[path]} if path in properties else {}
        attributes = {"id": identifier, "href": path, "media-type": _media_type(path), **marks}
        ET.SubElement(manifest, f"{{{_OPF}}}item", attributes)
    order = ET.SubElement(root, f"{{{_OPF}}}spine")
    for path in spine:
        ET.SubElement(order, f"{{{_OPF}}}itemref", {"idref": identifiers[path]})
    ET.indent(root)
    package: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return package + b"\n"


def _media_type(path: str) -> str:
    """Return the type of a file; the machine's own table would not be the same everywhere."""
    ending = posixpath.splitext(path)[1].lower()
    if ending not in MEDIA_TYPES:
        raise CourseError("an e-book cannot hold this file", mend="save the picture as PNG, JPEG or SVG", file=path)
    return MEDIA_TYPES[ending]


def _describe(metadata: ET.Element, colophon: Colophon) -> None:
    """Write the metadata, in place."""
    imprint = colophon.imprint

    def core(name: str, text: str, **attributes: str) -> None:
        ET.SubElement(metadata, f"{{{_DC}}}{name}", attributes).text = text

    def meta(name: str, text: str, **attributes: str) -> None:
        ET.SubElement(metadata, f"{{{_OPF}}}meta", {"property": name, **attributes}).text = text

    core("identifier", uuid.uuid5(uuid.NAMESPACE_URL, imprint.site).urn, id="book")
    core("title", colophon.title, id="title")
    meta("title-type", "main", refines="#title")
    core("title", colophon.subtitle, id="subtitle")
    meta("title-type", "subtitle", refines="#subtitle")
    core("language", "en")
    for author in colophon.authors:
        core("creator", author)
    core("description", colophon.abstract)
    for keyword in colophon.keywords:
        core("subject", keyword)
    core("date", imprint.released.isoformat())
    if not imprint.draft:
        core("source", imprint.site)
    core("rights", words("epub.rights"))
    meta("dcterms:modified", f"{colophon.modified:%Y-%m-%dT%H:%M:%SZ}")
    for name, value in _ACCESSIBILITY:
        meta(f"schema:{name}", value)
    meta("schema:accessibilitySummary", words("epub.accessibility"))


def packed(files: Mapping[str, bytes], modified: dt.datetime) -> bytes:
    """Return an EPUB container; the same bytes for the same files and moment.

    Parameters
    ----------
    files:
        Content by path.
    modified:
        The time that every file bears.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        # first and uncompressed, so that a program knows the file by its first bytes
        archive.writestr(_entry("mimetype", modified), b"application/epub+zip", zipfile.ZIP_STORED)
        for path, content in files.items():
            archive.writestr(_entry(path, modified), content, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def _entry(path: str, modified: dt.datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, modified.timetuple()[:6])
    # else the machine that packs the file would write its own system and rights into it
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry
