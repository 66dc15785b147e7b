"""The course's theme for Sphinx: what its templates are given, the one stylesheet of the site, and what a browser may load.

The templates stand in ``theme/``. They hold a page's shell; the text between is written by
:class:`migrationbook.site.translator.PageTranslator`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Container, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from migrationbook.core.files import read_text
from migrationbook.core.made import module_digest
from migrationbook.exercises import assets
from migrationbook.site import fonts, publish
from migrationbook.site.translator import PageTranslator

HERE = Path(__file__).parent
THEME, STYLES, SCRIPTS = HERE / "theme", HERE / "styles", HERE / "scripts"
FONTS, STYLESHEET, SCRIPT = "fonts.css", "site.css", "site.js"

#: Sphinx's own search needs these, and no other page does.
SEARCH_SCRIPTS = (
    "_static/documentation_options.js",
    "_static/doctools.js",
    "_static/language_data.js",
    "_static/searchtools.js",
    "searchindex.js",
)
#: The search would leave its words in the reader's storage, for a script that marks them in the page found, and stop where
#: there is no storage. The pages have no such script.
SEARCH_SETTING = "const SPHINX_HIGHLIGHT_ENABLED = false;"

#: Stands behind the stylesheet with the fonts, which a browser would otherwise unpack when it has drawn the text without them:
#: then the text moves.
FONTS_SCRIPT = "document.fonts.forEach((face) => face.load());"

#: What was tested and what was not, linked from the foot of every page.
ACCESSIBILITY = "chapters/reference/accessibility"

#: Scripts that only some pages need, each with the part of a page that it brings to life.
_SCRIPTS_OF_PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "exercises.js": ('class="mb-mount"', assets.page_script),
    "progress.js": ('id="mb-progress"', assets.progress_script),
    "registers.js": ('class="mb-register', assets.registers_script),
}
_STYLES_OF_PARTS = "exercises.css"

# A quoted text, which stays as it is; a comment; space beside a sign that needs none; the last semicolon of a rule.
_CSS_PARTS = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*([{},>])\s*|;\s*(?=\})|([:;])\s+|\s+""", re.DOTALL)


def policy(*inline_scripts: str) -> str:
    """Return the content security policy of a page.

    Parameters
    ----------
    inline_scripts:
        The exact text of each inline script that may run.

    Returns
    -------
    str
        Nothing from another host, no inline script but these, and no connection that a script opens.
        Styles may be inline because figures, tables and the exercises' pictures carry them.
    """
    hashes = ["'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'" for text in inline_scripts]
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["data:"],
        "connect-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def without_comments(css: str) -> str:
    """Return a stylesheet without its comments and without space that means nothing.

    Parameters
    ----------
    css:
        The stylesheet. What stands in quotation marks stays as it is; spaces around ``+``, ``-`` and brackets, too.
    """
    return _CSS_PARTS.sub(lambda part: part[1] or part[2] or part[3] or (" " if part[0].isspace() else ""), css).strip()


@cache
def published_files() -> dict[str, str]:
    """Return the scripts and stylesheets of the site, by the name under which they are published.

    The fonts have a stylesheet of their own, which a browser keeps when another one changes.
    """
    return {
        FONTS: fonts.stylesheet(),
        SCRIPT: read_text(SCRIPTS / SCRIPT),
        STYLESHEET: without_comments(read_text(STYLES / STYLESHEET)),
        _STYLES_OF_PARTS: without_comments(assets.exercises_css()),
        **{name: script() for name, (_, script) in _SCRIPTS_OF_PARTS.items()},
    }


def files_needed(body: str) -> tuple[list[str], list[str]]:
    """Return the names of the stylesheets and scripts that a page loads.

    Parameters
    ----------
    body:
        HTML of the page's text.
    """
    scripts = [name for name, (sign, _) in _SCRIPTS_OF_PARTS.items() if sign in body]
    return [STYLESHEET, *([_STYLES_OF_PARTS] if scripts else [])], [*scripts, SCRIPT]


def shared_context() -> dict[str, Any]:
    """Return what all templates are given.

    Returns
    -------
    dict
        The shell's words, its inline scripts with the policies that allow them, and for each file its address with a
        digest, so that a browser fetches a changed file anew.
    """
    head_script = read_text(SCRIPTS / "head.js").strip()
    files = {name: f"_static/{name}?v={hashlib.sha256(text.encode()).hexdigest()[:8]}" for name, text in published_files().items()}
    return {
        "words": json.loads(read_text(THEME / "shell.en.json")),
        "files": files,
        "head_script": head_script,
        "fonts": FONTS,
        "fonts_script": FONTS_SCRIPT,
        "policy": policy(head_script, FONTS_SCRIPT),
        "search_setting": SEARCH_SETTING,
        "search_scripts": SEARCH_SCRIPTS,
        "search_policy": policy(head_script, FONTS_SCRIPT, SEARCH_SETTING),
        "accessibility_page": ACCESSIBILITY,
        # no template shows it; a page is written again when another text would come out of it
        "translator": module_digest(PageTranslator.__module__),
    }


def course_parts(env: BuildEnvironment) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the contents of the course: for each part its caption, and its pages with their titles.

    Parameters
    ----------
    env:
        Sphinx's environment.
    """
    parts = env.tocs[env.config.root_doc].findall(addnodes.toctree)
    return [(part["caption"] or "", [(page, title or env.titles[page].astext()) for title, page in part["entries"]]) for part in parts]


def page_contents(toc: nodes.Element) -> list[dict[str, Any]]:
    """Return the headings of a list of contents, as the template shows them.

    Parameters
    ----------
    toc:
        A list as Sphinx keeps it for every page.

    Returns
    -------
    list of dict
        ``title``, ``anchor``, and those ``below``.
    """
    found = []
    for item in (child for child in toc if isinstance(child, nodes.list_item)):
        link = next(item.findall(nodes.reference))
        below = [heading for child in item if isinstance(child, nodes.bullet_list) for heading in page_contents(child)]
        found.append({"title": link.astext(), "anchor": link["anchorname"], "below": below})
    return found


def left_over(out: Path, pages: Container[Path], taken: Iterable[Path]) -> list[Path]:
    """Return what an earlier build left in a site and this one would not write: pages, and files of folders taken up.

    Parameters
    ----------
    out:
        The site.
    pages:
        The pages of this build.
    taken:
        Folders whose content the site takes up as it is.
    """
    found = [path for path in out.rglob("*.html") if path not in pages and out / "_static" not in path.parents]
    for folder in taken:
        for part in (path for path in folder.iterdir() if path.is_dir()):
            there = [path for path in (out / part.name).rglob("*") if path.is_file()]
            found += [path for path in there if not (folder / path.relative_to(out)).exists()]
    return sorted(found)


def _configure(app: Sphinx, config: Config) -> None:
    # as a part of the configuration, so that Sphinx writes all pages again when one of these changes
    config.html_context = {**config.html_context, **shared_context(), "author": config.author}
    # Jupyter Book sets options of the theme that it would use
    config.html_theme_options = {}


def _write_files(app: Sphinx) -> None:
    if app.builder.name not in ("html", "dirhtml"):
        return
    static = Path(app.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    for name, text in published_files().items():
        (static / name).write_text(text, "utf-8")


def _complete_page(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    context["parts"] = course_parts(app.env)
    context["styles"], context["scripts"] = files_needed(context.get("body") or "")
    headings = [heading for top in page_contents(app.env.tocs[page]) for heading in top["below"]] if page in app.env.tocs else []
    # one heading leaves nothing to choose
    context["contents"] = headings if len(headings) > 1 or any(heading["below"] for heading in headings) else []


def _tidy(app: Sphinx, error: Exception | None) -> None:
    """Delete what no page of this build uses: pages of earlier builds, and what Sphinx's own theme brings."""
    if error is not None or app.builder.name not in ("html", "dirhtml"):
        return
    out = Path(app.outdir)
    taken = [Path(app.srcdir) / folder for folder in app.config.html_extra_path]
    name_of = app.builder.get_outfilename  # type: ignore[attr-defined]  # builders of HTML have it
    pages = {Path(name_of(page)) for page in (*app.env.found_docs, "search", publish.NOT_FOUND)}
    needed = {Path(name).name for name in SEARCH_SCRIPTS} | published_files().keys()
    for path in left_over(out, pages, taken):
        path.unlink()
    for path in (out / "_static").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in needed:
            path.unlink()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the theme.

    Parameters
    ----------
    app:
        Sphinx.

    Returns
    -------
    dict
        Pages can be read and written side by side.
    """
    app.add_html_theme("migrationbook", str(THEME))
    publish.setup(app)
    app.set_translator("html", PageTranslator)
    # an extension that Jupyter Book loads writes blocks its own way, which would have it before the translator's
    blocks = (PageTranslator.visit_container, PageTranslator.depart_container)
    app.add_node(nodes.container, override=True, html=blocks)
    # Jupyter Book sets it for an extension that the course does not load
    app.add_config_value("comments_config", {}, "")
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _write_files)
    app.connect("html-page-context", _complete_page)
    # late, because other extensions write files at the end, too
    app.connect("build-finished", _tidy, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
