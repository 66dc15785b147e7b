"""The Sphinx extension that puts every page into the course's shell and keeps the built site small."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterable
from pathlib import Path

import lightningcss
from sphinx.application import Sphinx
from sphinx.config import Config

from migrationbook.core.errors import CourseError
from migrationbook.site import fonts
from migrationbook.site.page import PageBridge, Shell

HERE = Path(__file__).parent
THEME, STYLES, SCRIPTS = HERE / "theme", HERE / "styles", HERE / "scripts"

# The sheets whose rules the text of a lesson can need, in the order in which the theme loads them.
THEME_SHEETS = (
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
)
STYLESHEET, SCRIPT, HEAD_SCRIPT = "site.css", "site.js", "head.js"

# Of the extensions that Jupyter Book always loads, these two say nothing about parallel reading, so Sphinx
# reads page after page. Both only change the reading of tables of contents after all pages are read, or of
# LaTeX books; neither keeps anything of a single page.
SILENT_BUT_SAFE = ("sphinx_jupyterbook_latex", "sphinx_multitoc_numbering")


def prune_css(css: str, used: Iterable[str]) -> str:
    """Return a stylesheet, minified, without the rules that cannot apply.

    Parameters
    ----------
    css:
        The stylesheet.
    used:
        Every class and id that occurs in the site, and everything that could be one.

    Returns
    -------
    str
        A rule is dropped only if each of its selectors asks for a class or id that does not occur; Lightning
        CSS decides that, and knows ``:not()``, ``:is()`` and nesting.
    """
    named = set(re.findall(r"[.#]([A-Za-z_-][\w-]*)", css))
    # The theme carries a few vendor hacks that only a lenient reader passes over, as browsers do.
    return lightningcss.process_stylesheet(css, error_recovery=True, unused_symbols=named - set(used))


def used_names(pages: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Return every class and id of the site.

    Parameters
    ----------
    pages:
        HTML; classes and ids are read from the attributes.
    scripts:
        JavaScript; every word counts, as a script can make any class of its strings.

    Returns
    -------
    set of str
        Rather too many than too few.
    """
    names: set[str] = set()
    for page in pages:
        for double, single in re.findall(r"""\b(?:class|id)=(?:"([^"]*)"|'([^']*)')""", page):
            names.update((double or single).split())
    for script in scripts:
        names.update(re.findall(r"[\w-]+", script))
    return names


def bundle_css(theme: str, course: str, faces: str, used: Iterable[str]) -> str:
    """Return the one stylesheet of the site.

    Parameters
    ----------
    theme:
        The theme's sheets, one after the other.
    course:
        The course's own sheet.
    faces:
        ``@font-face`` rules.
    used:
        Every class and id of the site.

    Returns
    -------
    str
        The theme stands in a layer of its own, so a rule of the course wins however specific the theme's is.
    """
    pruned = prune_css(_tamed(theme), used)
    return f"{faces}\n@layer theme{{{pruned}}}\n{prune_css(course, used)}\n"


def _tamed(css: str) -> str:
    """Return the theme's rules fit for a layer below the course's.

    ``!important`` turns the order of layers round, ``@charset`` and ``@import`` must not stand in one, and of the
    theme's fonts there are only icons, which no page uses.
    """
    css = re.sub(r"@charset[^;]*;|@import[^;]*;|@font-face\s*\{[^}]*\}", "", css)
    return re.sub(r"\s*!\s*important", "", css)


def unused_files(static: Path, texts: Iterable[str]) -> list[Path]:
    """Return the files of a folder that no text names.

    Parameters
    ----------
    static:
        The folder.
    texts:
        The pages and stylesheets of the site.

    Returns
    -------
    list of Path
        Files whose name does not occur in any of the texts.
    """
    files = {path for path in static.rglob("*") if path.is_file()}
    everything = "\n".join(texts)
    return sorted(path for path in files if path.name not in everything)


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


def _read(paths: Iterable[Path]) -> str:
    """Return files as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _version(*texts: str) -> str:
    """Return a short digest, so that a browser fetches a changed file anew."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]


def _set_bridge(app: Sphinx, config: Config) -> None:
    """Let Sphinx render pages through the bridge."""
    config.template_bridge = f"{PageBridge.__module__}.{PageBridge.__qualname__}"


def _give_shell(app: Sphinx) -> None:
    """Hand the shell to the bridge and let Sphinx read pages side by side."""
    for name in SILENT_BUT_SAFE:
        if name in app.extensions and app.extensions[name].parallel_read_safe is None:
            app.extensions[name].parallel_read_safe = True
    # Builders that write no pages have no templates; the shell is made for pages in a browser, not in an e-book.
    bridge = getattr(app.builder, "templates", None)
    if not isinstance(bridge, PageBridge) or app.builder.name not in ("html", "dirhtml"):
        return
    bridge.shell = Shell(
        skeleton=_read([THEME / "shell.html"]),
        strings=json.loads(_read([THEME / "shell.en.json"])),
        head_script=_read([SCRIPTS / HEAD_SCRIPT]).strip(),
        stylesheet=f"_static/{STYLESHEET}?v={_version(_read([STYLES / STYLESHEET]))}",
        script=f"_static/{SCRIPT}?v={_version(_read([SCRIPTS / SCRIPT]))}",
        keep=frozenset(app.config.shell_keep),
    )


def _finish_site(app: Sphinx, error: Exception | None) -> None:
    """Write the course's script, fonts and stylesheet, then remove what no page uses."""
    if error is not None or app.builder.name not in ("html", "dirhtml"):
        return
    out, static = Path(app.outdir), Path(app.outdir) / "_static"
    taken = [Path(app.srcdir) / folder for folder in app.config.html_extra_path]
    for path in left_over(out, {Path(app.builder.get_outfilename(page)) for page in (*app.env.found_docs, "search")}, taken):
        path.unlink()
    pages = [path.read_text(encoding="utf-8") for path in out.rglob("*.html") if static not in path.parents]
    # Sphinx copies the theme's files only when it writes pages. When it wrote none, the last build's sheet is right.
    if (static / THEME_SHEETS[0]).exists():
        (static / SCRIPT).write_text(_read([SCRIPTS / SCRIPT]), encoding="utf-8")
        faces = fonts.write_fonts(static / "fonts", out.parent / "fonts")
        scripts = [path.read_text(encoding="utf-8") for path in [SCRIPTS / HEAD_SCRIPT, *_course_scripts(app, static)]]
        css = bundle_css(_read(theme_sheets(static)), _read([STYLES / STYLESHEET]), faces, used_names(pages, scripts))
        (static / STYLESHEET).write_text(css, encoding="utf-8")
    for path in unused_files(static, [*pages, _read([static / STYLESHEET])]):
        path.unlink()
    for folder in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def theme_sheets(static: Path) -> list[Path]:
    """Return the theme's sheets in the order in which they apply.

    Parameters
    ----------
    static:
        The folder that Sphinx copied them to.

    Raises
    ------
    CourseError
        If one is missing, which happens when an update of the theme gives it another name.
    """
    found = []
    for pattern in THEME_SHEETS:
        matches = sorted(static.glob(pattern))
        if not matches:
            raise CourseError(
                f"the theme brings no stylesheet {pattern} any more",
                mend="look at the <link>s that the theme writes and adapt THEME_SHEETS",
                file=Path(__file__),
            )
        found += matches
    return found


def _course_scripts(app: Sphinx, static: Path) -> list[Path]:
    """Return the scripts of the site that can make elements."""
    names = [SCRIPT, "searchtools.js", *app.config.shell_keep]
    return [static / name for name in names if name.endswith(".js") and (static / name).exists()]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension.

    Parameters
    ----------
    app:
        Sphinx.

    Returns
    -------
    dict
        Pages can be read and written side by side.
    """
    app.add_config_value("shell_keep", ["exercises.js", "exercises.css", "progress.js", "registers.js"], "html", [list])
    # After the extensions that set a bridge of their own, if ever there is one.
    app.connect("config-inited", _set_bridge, priority=900)
    app.connect("builder-inited", _give_shell)
    # Late, because other extensions write files at the end, too.
    app.connect("build-finished", _finish_site, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
