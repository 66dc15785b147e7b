"""What a site needs when it is published: a description and a preview of each page, a map, a page for addresses that lead nowhere.

An address enters only where one is set: see :attr:`migrationbook.corpus.imprint.Imprint.draft`. The descriptions come from the
course's own data, which no extension of Sphinx knows; what else is written here are a few lines of text.
"""

from __future__ import annotations

import html
import posixpath
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from migrationbook.corpus.imprint import is_reserved

#: The page that web servers show for an address that leads nowhere.
NOT_FOUND = "404"
#: What a link to the course is shown with, below the site's folder: 1200 by 630 pixels.
PREVIEW = "preview.png"
#: Longest description, in characters: search engines cut longer ones.
LONGEST = 200
#: GitHub Pages leaves out folders whose names begin with a line, as `_static` does, unless this file is there.
_NO_JEKYLL = ".nojekyll"
#: Sphinx keeps in it what the pages were written with. It is of use for the next build alone, so it is kept beside that.
_BUILD_INFO = ".buildinfo"


def described(page: nodes.document | None) -> str:
    """Return the first paragraph of a page, shortened at a word.

    Parameters
    ----------
    page:
        The page; ``None`` for one that has no source.

    Returns
    -------
    str
        At most 200 characters; nothing where no paragraph stands in a section itself.
    """
    paragraphs = page.findall(nodes.paragraph) if page is not None else ()
    first = next((found.astext() for found in paragraphs if isinstance(found.parent, nodes.section)), "")
    return textwrap.shorten(first, LONGEST, placeholder=" …")


def sitemap(addresses: Iterable[str]) -> str:
    """Return the map of a site for search engines (sitemaps.org, version 0.9).

    Parameters
    ----------
    addresses:
        Address of each page, whole.
    """
    listed = "".join(f"<url><loc>{html.escape(address)}</loc></url>\n" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'


def robots(site: str | None) -> str:
    """Return what programs that gather pages may do: everything.

    Parameters
    ----------
    site:
        Address of the site, where its map stands; ``None`` if it has none.
    """
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {urljoin(site, 'sitemap.xml')}\n" if site else "")


def from_the_root(base: str) -> Callable[..., str]:
    """Return a function that gives addresses from the root of the host, for a page that is shown at any address.

    Parameters
    ----------
    base:
        Path of the site on its host, such as ``/course/``.
    """

    def pathto(name: str, resource: int = 0) -> str:
        return posixpath.join(base, name if resource else f"{name}.html")

    return pathto


def site_of(config: Config) -> str | None:
    """Return the address at which the site is published, or nothing if none is set."""
    return None if not config.html_baseurl or is_reserved(config.html_baseurl) else config.html_baseurl.rstrip("/") + "/"


def _configure(app: Sphinx, config: Config) -> None:
    config.html_additional_pages = {**config.html_additional_pages, NOT_FOUND: f"{NOT_FOUND}.html"}


def _describe(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    site = site_of(app.config)
    if not context.get("description"):
        own = described(doctree) if page != app.config.root_doc else ""
        context["description"] = own or context["words"]["description"]
    context["address"] = urljoin(site, quote(f"{page}.html")) if site and page in app.env.found_docs else None
    context["preview"] = urljoin(site, PREVIEW) if site else None
    if page == NOT_FOUND:
        base = urlsplit(app.config.html_baseurl).path or "/"
        context["pathto"], context["content_root"] = from_the_root(base), base


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.name != "html":
        return
    out, site = Path(app.outdir), site_of(app.config)
    (out / _NO_JEKYLL).write_bytes(b"")
    (out / "robots.txt").write_text(robots(site), "utf-8")
    if site:
        pages = (urljoin(site, quote(f"{page}.html")) for page in sorted(app.env.found_docs))
        (out / "sitemap.xml").write_text(sitemap(pages), "utf-8")
    else:
        (out / "sitemap.xml").unlink(missing_ok=True)


def _take_build_info(app: Sphinx) -> None:
    _move(Path(app.doctreedir) / _BUILD_INFO, Path(app.outdir) / _BUILD_INFO)


def _keep_build_info(app: Sphinx, error: Exception | None) -> None:
    _move(Path(app.outdir) / _BUILD_INFO, Path(app.doctreedir) / _BUILD_INFO)


def _move(path: Path, target: Path) -> None:
    if path.is_file() and target.parent.is_dir():
        path.replace(target)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register it.

    Parameters
    ----------
    app:
        Sphinx.

    Returns
    -------
    dict
        Pages can be read and written side by side.
    """
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _take_build_info)
    app.connect("html-page-context", _describe)
    app.connect("build-finished", _write)
    app.connect("build-finished", _keep_build_info, priority=990)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
