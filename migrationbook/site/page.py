"""The shell of a built page: what stands around a lesson, and what a browser is allowed to load.

The theme writes a page with megabytes of scripts and icons that a lesson does not need. ``finish_page`` takes
the parts of such a page that carry the course (title, text, contents, neighbours) and sets them into the shell
in ``theme/shell.html``. It knows nothing of Sphinx; ``PageBridge`` at the end is the only place that does.
"""

from __future__ import annotations

import base64
import hashlib
import html as html_entities
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from jinja2 import FileSystemBytecodeCache
from sphinx.builders import Builder
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.theming import Theme

from migrationbook.core.errors import CourseError
from migrationbook.core.paths import BUILD

#: What the theme's templates are compiled to.
KEPT_TEMPLATES = BUILD / "templates"

# Types of <script> that hold data; a browser never runs them, so the policy has nothing to say about them.
DATA_SCRIPTS = frozenset({"application/json", "application/ld+json"})

# Sphinx's own search needs these, and no other page does.
SEARCH_SCRIPTS = (
    "documentation_options.js",
    "doctools.js",
    "language_data.js",
    "searchtools.js",
    "searchindex.js",
)

# The search would leave its words in the reader's storage, for a script that marks them in the page found, and
# stop where there is no storage. The pages have no such script.
SEARCH_SETTING = "const SPHINX_HIGHLIGHT_ENABLED = false;"

# A browser asks for /favicon.ico unless a page names an icon; on most hosts that is a 404 in the console.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%230f4c5c'/%3E"
    "%3Cpath d='M4 4.5h8M4 8h8M4 11.5h4.5' stroke='%23fff' stroke-width='1.5'/%3E%3C/svg%3E"
)

# What was tested and what was not, linked from the foot of every page.
ACCESSIBILITY = "chapters/reference/accessibility"

# Letters stay letters: the ready-made formatters write "&uuml;" or close void tags as XML does.
PLAIN = HTMLFormatter(
    entity_substitution=EntitySubstitution.substitute_xml,
    void_element_close_prefix=None,
    empty_attributes_are_booleans=True,
)


@dataclass(frozen=True)
class Shell:
    """What every page is given.

    Parameters
    ----------
    skeleton:
        HTML of the page's body, with ``{name}`` placeholders for the strings.
    strings:
        The words of the shell in the language of the edition.
    head_script:
        JavaScript that runs before the first paint.
    stylesheet, script:
        Addresses of the course's stylesheet and script, seen from the book's root.
    keep:
        File names of further scripts and stylesheets of the course that a page may bring along.
    """

    skeleton: str
    strings: Mapping[str, str]
    head_script: str
    stylesheet: str
    script: str
    keep: frozenset[str] = frozenset()


def finish_page(html: str, shell: Shell) -> str:
    """Return the page as it is published.

    Parameters
    ----------
    html:
        A page as the theme wrote it.
    shell:
        What every page is given.

    Returns
    -------
    str
        The same text in the course's shell, with a content security policy and without any script,
        stylesheet or font that it does not need.

    Raises
    ------
    CourseError
        If the page holds no text, which happens when the theme changes how it marks it.
    """
    soup = BeautifulSoup(html, "html.parser")
    root = _content_root(soup)
    is_search = soup.find(id="search-results") is not None
    scripts = _kept_scripts(soup, shell.keep)
    if is_search:
        scripts = [_script(soup, _static(root, name)) for name in SEARCH_SCRIPTS] + scripts

    body = _compose_body(soup, shell, root, is_search)
    _strip(body)
    mend_links(body, shell.strings["external"])
    mend_tables(body)

    inline = [shell.head_script, SEARCH_SETTING] if is_search else [shell.head_script]
    styles = [root + shell.stylesheet, *_kept_styles(soup, shell.keep)]
    head = soup.new_tag("head")
    head.extend(
        [
            _meta(soup, charset="utf-8"),
            _meta(soup, **{"http-equiv": "Content-Security-Policy", "content": policy(inline)}),
            _meta(soup, name="viewport", content="width=device-width, initial-scale=1"),
            _meta(soup, name="color-scheme", content="light dark"),
            *(_inline_script(soup, text) for text in inline),
            soup.title or soup.new_tag("title"),
            *_kept_metas(soup),
            *(soup.new_tag("link", rel="stylesheet", href=address) for address in styles),
            *_kept_links(soup),
            *scripts,
            _script(soup, root + shell.script),
        ]
    )
    old_html = soup.html
    language = html_entities.escape(str(old_html.get("lang", "en"))) if old_html else "en"
    head_html = "\n".join(tag.decode(formatter=PLAIN) for tag in head.children if isinstance(tag, Tag))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" data-content_root="{root or "./"}">\n'
        f"<head>\n{head_html}\n</head>\n<body>\n{body.decode_contents(formatter=PLAIN)}\n</body>\n</html>\n"
    )


def policy(inline_scripts: Iterable[str]) -> str:
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
        "font-src": ["'self'"],
        "connect-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def mend_tables(body: Tag) -> None:
    """Turn the empty header cells that pandas writes into a table's corner into plain cells.

    Parameters
    ----------
    body:
        The page; changed in place. A header cell without words would name its row or column with silence.
    """
    for cell in body.find_all("th"):
        if not cell.get_text(strip=True):
            cell.name = "td"


def mend_links(body: Tag, mark: str) -> None:
    """Mark every link to another host, in place: a class that the stylesheet shows a sign for, and words for who hears it.

    Parameters
    ----------
    body:
        The element whose links are meant.
    mark:
        The words; a link that reads as its own address needs none.
    """
    for link in body.find_all("a", href=True):
        address = urlsplit(str(link["href"]))
        if address.scheme in ("http", "https") or (address.netloc and not address.scheme):
            link["rel"] = sorted({*link.get_attribute_list("rel"), "noopener"} - {None})
            link["class"] = list(dict.fromkeys([*_classes(link), "external"]))
            said = link.get_text()
            if address.netloc not in said and not said.startswith("doi:") and link.select_one(".shell-hidden, .mb-hidden") is None:
                hidden = Tag(name="span", attrs={"class": "shell-hidden"})
                hidden.string = f" ({mark})"
                link.append(hidden)


def _content_root(soup: BeautifulSoup) -> str:
    """Return the way from the page to the book's root: "" or "../" as often as needed."""
    root = str(soup.html.get("data-content_root", "")) if soup.html else ""
    return "" if root == "./" else root


def _static(root: str, name: str) -> str:
    """Return the address of one of Sphinx's files (the search index alone stands outside _static)."""
    return f"{root}{name}" if name == "searchindex.js" else f"{root}_static/{name}"


def _classes(tag: Tag) -> list[str]:
    """Return the classes of a tag, none if it has none."""
    return [name for name in tag.get_attribute_list("class") if name]


def _meta(soup: BeautifulSoup, **attributes: str) -> Tag:
    """Return a <meta>."""
    return soup.new_tag("meta", attrs=attributes)


def _script(soup: BeautifulSoup, address: str) -> Tag:
    """Return a <script> that runs, in order, once the page is read."""
    return soup.new_tag("script", attrs={"src": address, "defer": ""})


def _inline_script(soup: BeautifulSoup, text: str) -> Tag:
    """Return a <script> with its text."""
    script = soup.new_tag("script")
    script.string = text
    return script


def _file_name(address: str) -> str:
    """Return the file name in an address that may carry a query."""
    return urlsplit(address).path.rsplit("/", 1)[-1]


def _kept_scripts(soup: BeautifulSoup, keep: frozenset[str]) -> list[Tag]:
    """Return the page's scripts that belong to the course, each once, to run after the page is read."""
    addresses = [str(tag["src"]) for tag in soup.find_all("script", src=True)]
    return [_script(soup, address) for address in dict.fromkeys(addresses) if _file_name(address) in keep]


def _kept_styles(soup: BeautifulSoup, keep: frozenset[str]) -> list[str]:
    """Return the addresses of the page's stylesheets that belong to the course."""
    addresses = [str(tag["href"]) for tag in soup.select('link[rel~="stylesheet"][href]')]
    return [address for address in dict.fromkeys(addresses) if _file_name(address) in keep]


def _kept_metas(soup: BeautifulSoup) -> list[Tag]:
    """Return what the page says about itself to search engines and other readers of its head."""
    return [tag for tag in soup.select("meta[name], meta[property]") if _says_something(tag)]


def _says_something(meta: Tag) -> bool:
    """Tell whether a <meta> describes the page rather than the theme."""
    name = str(meta.get("name") or meta.get("property") or "")
    return bool(re.match(r"(description|author|keywords|og:|article:|robots)", name))


def _kept_links(soup: BeautifulSoup) -> list[Tag]:
    """Return the <link>s that name neighbours or the icon, never one that loads or warms up another host."""
    names = ("canonical", "prev", "next", "search", "index", "icon")
    links = soup.select(", ".join(f'link[rel~="{name}"]' for name in names))
    if not any("icon" in link.get_attribute_list("rel") for link in links):
        links.append(soup.new_tag("link", rel="icon", href=ICON))
    return links


def _compose_body(soup: BeautifulSoup, shell: Shell, root: str, is_search: bool) -> Tag:
    """Return the shell's body with the page's parts set in."""
    words = {name: html_entities.escape(text) for name, text in shell.strings.items()}
    brand = soup.select_one(".navbar-brand")
    home = str(brand["href"]) if brand else f"{root}index.html"
    markup = shell.skeleton.format(
        **words,
        home=html_entities.escape(home),
        brand=html_entities.escape(brand.get_text(" ", strip=True) if brand else ""),
        search_page=f"{root}search.html",
        accessibility_page=f"{root}{ACCESSIBILITY}.html",
    )
    body = BeautifulSoup(f"<body>{markup}</body>", "html.parser").body
    assert body is not None  # the line above wrote it
    _set_text(body, soup, shell.strings, is_search)
    _set_navigation(body, soup, shell.strings)
    _set_contents(body, soup)
    _set_page_menu(body, soup, shell.strings)
    _set_neighbours(body, soup, shell.strings)
    _set_foot(body, soup)
    return body


def _part(body: Tag, selector: str) -> Tag:
    """Return a part of the skeleton."""
    part = body.select_one(selector)
    if part is None:
        raise CourseError(f"the page's skeleton has no {selector}", mend="put it back", file="migrationbook/site/theme/shell.html")
    return part


def _set_text(body: Tag, soup: BeautifulSoup, strings: Mapping[str, str], is_search: bool) -> None:
    """Set the page's text before the links to its neighbours."""
    neighbours = _part(body, ".shell-next")
    if is_search:
        # The page has a search field of its own, and two landmarks of one name help nobody: the one in the
        # masthead moves here.
        article = soup.new_tag("article", attrs={"class": "bd-article"})
        heading = soup.new_tag("h1")
        heading.string = strings["search_title"]
        warning = soup.new_tag("noscript")
        paragraph = soup.new_tag("p")
        paragraph.string = strings["search_noscript"]
        warning.append(paragraph)
        _part(body, ".shell-search-link").decompose()
        results = soup.new_tag("div", attrs={"id": "search-results"})
        article.extend([heading, _part(body, ".shell-search").extract(), warning, results])
    else:
        found = soup.select_one("article.bd-article")
        if found is None:
            raise CourseError(
                'a page has no <article class="bd-article"> to take the text from',
                mend="look how the theme marks the text now and adapt migrationbook/site/page.py",
            )
        article = found.extract()
    neighbours.insert_before(article)
    _mend_text(article)


def _mend_text(article: Tag) -> None:
    """Mend what Sphinx, the bibliography and pandas write against the rules of accessibility, in place."""
    for link in article.select("a.headerlink[title]"):
        link["aria-label"] = link["title"]
        del link["title"]
    for entry in article.select('.citation[role="doc-biblioentry"]'):
        # The role is deprecated, and a list asks for items.
        entry["role"] = "listitem"
    for cell in article.find_all("th"):
        if not cell.get_text(strip=True):
            # The corner of a table heads nothing.
            cell.name = "td"
    for output in article.select(".cell[class*=tag_language-] .cell_output"):
        # What a cell prints has no marks of its own; a tag of the cell says in which language it is.
        names = _classes(output.find_parent(class_="cell"))  # type: ignore[arg-type]
        output["lang"] = next(name.removeprefix("tag_language-") for name in names if name.startswith("tag_language-"))


def _set_navigation(body: Tag, soup: BeautifulSoup, strings: Mapping[str, str]) -> None:
    """Set the course's contents; give every opener a name and every list its caption."""
    nav = _part(body, "#shell-nav")
    source = soup.select_one(".bd-docs-nav .bd-toc-item")
    if source is None:
        return
    for caption in source.select("p.caption"):
        # A caption is no heading: it would stand before the page's own first heading.
        caption.attrs = {"class": "shell-caption"}
    for item in source.select("li.has-children"):
        link, summary = item.find("a"), item.find("summary")
        if isinstance(link, Tag) and isinstance(summary, Tag):
            name = soup.new_tag("span", attrs={"class": "shell-hidden"})
            name.string = strings["lessons_of"].format(title=link.get_text(" ", strip=True))
            summary.clear()
            summary.append(name)
    for link in source.select('a.current[href="#"]'):
        link["aria-current"] = "page"
    _keep_classes(source, frozenset({"shell-caption", "shell-hidden", "has-children", "current"}))
    nav.extend(list(source.children))


def _set_contents(body: Tag, soup: BeautifulSoup) -> None:
    """Set the page's own contents, or take their place away if there is nothing to choose from."""
    source = soup.select_one("#pst-page-toc-nav > ul")
    holder = _part(body, ".shell-contents")
    if source is None or len(source.find_all("a")) < 2:
        holder.decompose()
    else:
        _keep_classes(source, frozenset())
        _part(holder, "nav").append(source)


def _keep_classes(part: Tag, keep: frozenset[str]) -> None:
    """Remove the theme's classes from a part, itself included: its rules lay lists out in ways of their own."""
    for tag in [part, *part.find_all(True)]:
        kept = [name for name in _classes(tag) if name in keep]
        if kept:
            tag["class"] = kept
        else:
            tag.attrs.pop("class", None)


def _set_page_menu(body: Tag, soup: BeautifulSoup, strings: Mapping[str, str]) -> None:
    """Set what can be done with the page: the theme's buttons as plain links, and printing."""
    menu = _part(body, ".shell-menu ul")
    for source in soup.select(".article-header-buttons a[href]:not([href$='/'])"):  # a folder is no file to take away
        text = str(source.get("title") or source.get_text(" ", strip=True))
        link = soup.new_tag("a", href=source["href"])
        link.string = text
        _append_item(menu, soup, link)
    button = soup.new_tag("button", attrs={"type": "button", "data-shell": "print", "class": "shell-needs-js"})
    button.string = strings["print"]
    _append_item(menu, soup, button)


def _append_item(menu: Tag, soup: BeautifulSoup, content: Tag) -> None:
    """Append an item to a list."""
    item = soup.new_tag("li")
    item.append(content)
    menu.append(item)


def _set_neighbours(body: Tag, soup: BeautifulSoup, strings: Mapping[str, str]) -> None:
    """Set the links to the page before and the page after, or take their place away."""
    holder = _part(body, ".shell-next")
    for side, word, selector in (("prev", "previous", "a.left-prev"), ("next", "next", "a.right-next")):
        source = soup.select_one(f".prev-next-area {selector}")
        if source is None:
            continue
        title = source.select_one(".prev-next-title")
        link = soup.new_tag("a", attrs={"href": source["href"], "rel": side, "class": f"shell-{side}-link"})
        label = soup.new_tag("span")
        label.string = strings[word]
        link.extend([label, " ", title.get_text(" ", strip=True) if title else str(source["href"])])
        holder.append(link)
    if not holder.contents:
        holder.decompose()


def _set_foot(body: Tag, soup: BeautifulSoup) -> None:
    """Set what the book's configuration says at the foot: author, copyright, licence."""
    foot = _part(body, ".shell-foot")
    for item in reversed(soup.select(".footer-item")):
        if item.get_text(strip=True):
            item["class"] = "shell-foot-item"
            foot.insert(0, item.extract())


def _strip(body: Tag) -> None:
    """Remove from the text what the policy forbids or an icon font would have drawn, in place."""
    for script in body.find_all("script"):
        if script.get("type") not in DATA_SCRIPTS:
            script.decompose()
    for tag in body.find_all(True):
        for name in [name for name in tag.attrs if name.startswith("on")]:
            del tag[name]
    for icon in body.select("i, span"):
        if any(re.fullmatch(r"fa[srb]?|fa-[\w-]+", name) for name in _classes(icon)):
            icon.decompose()


class PageBridge(BuiltinTemplateLoader):
    """Sphinx's template bridge, with every HTML page finished as it is written."""

    # Set by the extension; without it pages stay as the theme wrote them.
    shell: Shell | None = None

    def init(self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None) -> None:
        """Make the environment of the templates; what they are compiled to is kept for the next build."""
        super().init(builder, theme, dirs)
        KEPT_TEMPLATES.mkdir(parents=True, exist_ok=True)
        self.environment.bytecode_cache = FileSystemBytecodeCache(str(KEPT_TEMPLATES))

    def render(self, template: str, context: dict) -> str:  # type: ignore[override]
        """Render a template; finish it if it makes a whole page (the theme also renders parts of pages one by one).

        Parameters
        ----------
        template:
            Name of the template.
        context:
            Sphinx's context.

        Returns
        -------
        str
            The finished page; a part of a page, or a file of another kind, as the template says it.

        Raises
        ------
        CourseError
            As ``finish_page``.
        """
        html = super().render(template, context)
        return finish_page(html, self.shell) if self.shell is not None and "</html>" in html else html
